// Writing and removing what was found in an article.
#include "store/findings.h"

#include <map>

#include "form/items.h"
#include "form/json.h"
#include "news/spelling.h"
#include "store/rows.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

void InsertMentions(Session& session, const news::Article& article, std::int64_t row) {
  std::map<std::pair<std::string_view, std::string_view>, std::int64_t> times;
  for (const news::Name& name : article.annotations->names) {
    if (!name.entity.empty()) {
      ++times[{name.entity.value(), name.text}];
    }
  }
  for (const auto& [name, count] : times) {
    session.Run("INSERT INTO mentions (article_row, entity, form, times) VALUES (?, ?, ?, ?)",
                {row, name.first, name.second, count});
  }
}

// The words of a statement's spans, in its mark or in the prose.
std::string ContentOf(const news::Article& article, const text::CodePointIndex& prose,
                      const news::Statement& statement) {
  std::optional<text::CodePointIndex> in_mark;
  if (statement.mark && *statement.mark < article.marks.size()) {
    in_mark.emplace(article.marks[*statement.mark].text);
  }
  const text::CodePointIndex& words = in_mark ? *in_mark : prose;
  std::string content;
  for (const news::Span& span : statement.content) {
    if (span.begin < span.end) {
      content.append(content.empty() ? "" : " ").append(words.Slice(span.begin, span.end));
    }
  }
  return content;
}

void InsertStatements(Session& session, const news::Article& article, std::int64_t row) {
  const text::CodePointIndex prose(article.text);
  std::int64_t position = 0;
  for (const news::Statement& statement : article.annotations->statements) {
    news::Annotations alone;
    alone.statements.push_back(statement);
    const bool known = statement.speaker && !statement.speaker->entity.empty();
    session.Run(
        "INSERT INTO statements (article_row, position, entity, speaker, type, said, content, json) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {row, position++, known ? Value(std::string_view(statement.speaker->entity.value())) : Value(),
         statement.speaker ? std::string_view(statement.speaker->name) : std::string_view(),
         news::Spell(statement.type), statement.said, ContentOf(article, prose, statement),
         form::WriteAnnotations(alone)});
  }
}

void InsertCitations(Session& session, const news::Article& article, std::int64_t row) {
  const std::string publisher = SourceKey(article.publisher);
  for (const news::Citation& citation : article.annotations->citations) {
    const std::string key = SourceKey(citation.source);
    if (key.empty() || key == publisher) {
      continue;
    }
    session.Run(
        "INSERT INTO citations (article_row, source_key, traced, publisher_key, source, how) "
        "VALUES (?, ?, 0, ?, ?, ?) ON CONFLICT DO NOTHING",
        {row, key, publisher, citation.source, news::Spell(citation.how)});
  }
}

}  // namespace

Standing StandingOf(const news::Article& article, std::chrono::sys_seconds now) {
  const news::Rights rights = article.rights.value_or(news::Rights());
  Standing standing;
  if (rights.not_before && *rights.not_before > now) {
    standing.shown_from = rights.not_before;
  }
  const bool over = rights.not_after && *rights.not_after <= now;
  if (rights.not_after && !over) {
    standing.shown_until = rights.not_after;
  }
  standing.listed = rights.listing && !rights.withdrawn && !over && !standing.shown_from;
  standing.placeable = standing.listed && article.kind != news::ArticleKind::kOther && !form::IsTakenApart(article);
  return standing;
}

void InsertFindings(Session& session, const news::Article& article, std::int64_t row) {
  if (article.kind != news::ArticleKind::kOther) {
    const std::string about = AboutOf(article);
    session.AddText(IndexedTextOf(article, row, about));
  }
  // A digest's own annotations are its introduction's: its items have theirs.
  if (article.annotations) {
    InsertMentions(session, article, row);
    InsertStatements(session, article, row);
    InsertCitations(session, article, row);
  }
}

void RemoveFindings(Session& session, const news::Article& article, std::int64_t row) {
  if (article.kind != news::ArticleKind::kOther) {
    const std::string about = AboutOf(article);
    session.RemoveText(IndexedTextOf(article, row, about));
  }
  session.Run("DELETE FROM mentions WHERE article_row = ?", {row});
  session.Run("DELETE FROM statements WHERE article_row = ?", {row});
  session.Run("DELETE FROM citations WHERE article_row = ? AND traced = 0", {row});
}

}  // namespace headwater::store
