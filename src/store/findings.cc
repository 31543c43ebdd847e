// Writing and removing what was found in an article.
#include "store/findings.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/log.h"
#include "form/items.h"
#include "form/json.h"
#include "news/spelling.h"
#include "store/accounts.h"
#include "store/facet_rows.h"
#include "store/facts.h"
#include "store/names.h"
#include "store/rows.h"
#include "store/told.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

// What the article's rows have in common.
struct Holder {
  std::int64_t row = 0;
  std::int64_t seen = 0;
  std::string day;  // when it says that it was published; empty where it does not
  const Settled& settled;
  const news::Article& article;

  std::string EntityOf(std::string_view found, std::string_view form) const {
    return settled.EntityOf(found, form, article.id.value());
  }
};

Holder HolderOf(Session& session, const news::Article& article, std::int64_t row, const Settled& settled) {
  Holder holder{row, 0, {}, settled, article};
  holder.seen = session.Number("SELECT seen FROM articles WHERE article_row = ?", {row}).value_or(0);
  if (article.published) {
    holder.day = FormatDay(DayOf(*article.published));
  }
  return holder;
}

void InsertMentions(Session& session, const Holder& holder) {
  std::map<std::pair<std::string, std::string>, std::int64_t> times;
  for (const news::Name& name : holder.article.annotations->names) {
    std::string form = PlainForm(name.text);
    if (!name.entity.empty() && !form.empty()) {
      ++times[{name.entity.value(), std::move(form)}];
    }
  }
  for (const auto& [name, count] : times) {
    const std::string entity = holder.EntityOf(name.first, name.second);
    session.Run("INSERT INTO mentions (article_row, found, form, times, entity) VALUES (?, ?, ?, ?, ?)",
                {holder.row, name.first, name.second, count, entity});
    CountForm(session, entity, name.second, count, 1);
  }
}

void InsertRole(Session& session, const Holder& holder, const news::EntityId& found, std::string_view form,
                const std::string& role) {
  if (found.empty() || role.empty() || form.empty()) {
    return;
  }
  session.Run(
      "INSERT INTO roles (article_row, found, form, role, day, entity) VALUES (?, ?, ?, ?, ?, ?) "
      "ON CONFLICT DO NOTHING",
      {holder.row, found.value(), form, role, holder.day.empty() ? Value() : Value(std::string_view(holder.day)),
       holder.EntityOf(found.value(), form)});
}

void InsertRoles(Session& session, const Holder& holder) {
  for (const news::Name& name : holder.article.annotations->names) {
    InsertRole(session, holder, name.entity, PlainForm(name.text), PlainForm(name.role));
  }
  for (const news::Statement& statement : holder.article.annotations->statements) {
    if (statement.speaker && !statement.speaker->role.empty()) {
      InsertRole(session, holder, statement.speaker->entity, SpeakerForm(holder.article, *statement.speaker),
                 PlainForm(statement.speaker->role));
    }
  }
}

// A place's whereabouts are those that were found where its name stands.
void InsertWhereabouts(Session& session, const Holder& holder) {
  std::map<news::Span, const news::Place*> places;
  for (const news::Place& place : holder.article.annotations->places) {
    places.emplace(place.span, &place);
  }
  for (const news::Name& name : holder.article.annotations->names) {
    const auto place = name.mark ? places.end() : places.find(name.span);
    if (place == places.end() || name.kind != news::NameKind::kPlace || name.entity.empty() ||
        PlainForm(name.text).empty()) {
      continue;
    }
    session.Run(
        "INSERT INTO whereabouts (article_row, found, form, name, country, latitude, longitude, entity) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        {holder.row, name.entity.value(), PlainForm(name.text), place->second->name, place->second->country,
         place->second->latitude, place->second->longitude, holder.EntityOf(name.entity.value(), name.text)});
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

// When the statement stood there at the latest, by what the article states: of a day, its end.
std::int64_t StandsSince(const Holder& holder) {
  constexpr std::int64_t kDay = 24 * 60 * 60;
  if (!holder.article.published) {
    const auto& between = holder.article.published_between;
    return between && between->to ? std::min(Seconds(std::chrono::sys_days(*between->to)) + kDay - 1, holder.seen)
                                  : holder.seen;
  }
  const Moment& published = *holder.article.published;
  return std::min(Seconds(published.at) + (published.has_time ? 0 : kDay - 1), holder.seen);
}

std::vector<std::string> StatementFacts(std::vector<std::string> of_article, const news::Statement& statement) {
  for (std::string& fact : SpeakerFactsOf(statement)) {
    of_article.push_back(std::move(fact));
  }
  return of_article;
}

void InsertStatements(Session& session, const Holder& holder) {
  const news::Article& article = holder.article;
  const text::CodePointIndex prose(article.text);
  const std::vector<std::string> facts = FactsOf(article);
  std::int64_t position = 0;
  std::vector<std::int64_t> written;
  for (const news::Statement& statement : article.annotations->statements) {
    if (position == kMaxStatements) {
      break;
    }
    news::Annotations alone;
    alone.statements.push_back(statement);
    const bool known = statement.speaker && !statement.speaker->entity.empty();
    const std::string form = known ? SpeakerForm(article, *statement.speaker)
                                   : (statement.speaker ? statement.speaker->name : std::string());
    const std::string entity = known ? holder.EntityOf(statement.speaker->entity.value(), form) : std::string();
    const std::string content = ContentOf(article, prose, statement);
    const std::int64_t row = StatementRow(holder.row, position++);
    session.Run(
        "INSERT INTO statements (statement_row, article_row, found, form, entity, type, at, told, content, json, said) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {row, holder.row, known ? Value(std::string_view(statement.speaker->entity.value())) : Value(), form,
         known ? Value(std::string_view(entity)) : Value(), news::Spell(statement.type), StandsSince(holder), row,
         content, form::WriteAnnotations(alone), statement.said});
    session.AddStatement(row, content, article.language, StatementFacts(facts, statement));
    InsertStands(session, row, holder.row, statement, content, article.language);
    if (known) {
      WriteMarks(session, row, content);
      written.push_back(row);
    }
  }
  for (const std::int64_t row : written) {
    JoinTold(session, row);
  }
}

void RemoveMentions(Session& session, std::int64_t row) {
  struct Mention {
    std::string entity;
    std::string form;
    std::int64_t times;
  };
  std::vector<Mention> mentions;
  session.Run("SELECT entity, form, times FROM mentions WHERE article_row = ?", {row}, [&](const Row& each) {
    mentions.push_back({std::string(each.Text(0)), std::string(each.Text(1)), each.Int(2)});
  });
  for (const Mention& mention : mentions) {
    CountForm(session, mention.entity, mention.form, -mention.times, -1);
  }
  for (const std::string_view table : {"mentions", "roles", "whereabouts"}) {
    session.Run(fmt::format("DELETE FROM {} WHERE article_row = ?", table), {row});
  }
}

void RemoveStatements(Session& session, const news::Article& article, std::int64_t article_row) {
  struct Kept {
    std::int64_t row;
    std::int64_t told;
    std::string content;
    bool known;
  };
  std::vector<Kept> kept;
  session.Run("SELECT statement_row, told, content, entity FROM statements WHERE article_row = ?", {article_row},
              [&](const Row& row) {
                kept.push_back({row.Int(0), row.Int(1), std::string(row.Text(2)), !row.IsNull(3)});
              });
  const std::vector<std::string> facts = FactsOf(article);
  for (const Kept& each : kept) {
    const auto position = static_cast<std::size_t>(PositionOf(each.row));
    if (article.annotations && position < article.annotations->statements.size()) {
      session.RemoveStatement(each.row, each.content, article.language,
                              StatementFacts(facts, article.annotations->statements[position]));
    }
    if (each.known) {
      RemoveMarks(session, each.row, each.content);
    }
  }
  session.Run("DELETE FROM statements WHERE article_row = ?", {article_row});
  for (const Kept& each : kept) {
    LeaveTold(session, each.row, each.told);
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

std::string SpeakerForm(const news::Article& article, const news::Speaker& speaker) {
  std::map<std::string, int> forms;
  if (article.annotations) {
    for (const news::Name& name : article.annotations->names) {
      if (name.entity == speaker.entity) {
        ++forms[PlainForm(name.text)];
      }
    }
  }
  for (const std::string* const called : {&speaker.phrase.text, &speaker.name}) {
    if (forms.contains(PlainForm(*called))) {
      return PlainForm(*called);
    }
  }
  const auto most = std::ranges::max_element(
      forms, {}, [](const auto& form) { return std::tuple(form.second, form.first.size(), form.first); });
  return most == forms.end() ? PlainForm(speaker.name) : most->first;
}

void InsertFindings(Session& session, const news::Article& article, std::int64_t row, const Settled& settled) {
  if (article.kind != news::ArticleKind::kOther) {
    const std::string about = AboutOf(article);
    session.AddText(IndexedTextOf(article, row, about));
  }
  InsertFacets(session, article, row);
  // A digest's own annotations are its introduction's: its items have theirs.
  if (article.annotations) {
    const Holder holder = HolderOf(session, article, row, settled);
    InsertMentions(session, holder);
    InsertRoles(session, holder);
    InsertWhereabouts(session, holder);
    InsertStatements(session, holder);
    InsertFigures(session, article, row);
    InsertCitations(session, article, row);
  }
}

void IndexWords(Session& session, const news::Article& article, std::int64_t row) {
  if (article.kind != news::ArticleKind::kOther) {
    const std::string about = AboutOf(article);
    session.AddText(IndexedTextOf(article, row, about));
  }
  if (!article.annotations) {
    return;
  }
  const std::vector<std::string> facts = FactsOf(article);
  std::vector<std::pair<std::int64_t, std::string>> statements;
  session.Run("SELECT statement_row, content FROM statements WHERE article_row = ?", {row},
              [&](const Row& each) { statements.emplace_back(each.Int(0), each.Text(1)); });
  for (const auto& [statement, content] : statements) {
    const auto position = static_cast<std::size_t>(PositionOf(statement));
    if (position < article.annotations->statements.size()) {
      session.AddStatement(statement, content, article.language,
                           StatementFacts(facts, article.annotations->statements[position]));
    }
  }
}

void RemoveFindings(Session& session, const news::Article& article, std::int64_t row) {
  if (article.kind != news::ArticleKind::kOther) {
    const std::string about = AboutOf(article);
    session.RemoveText(IndexedTextOf(article, row, about));
  }
  RemoveFacets(session, row);
  RemoveMentions(session, row);
  RemoveAccounts(session, row);
  RemoveStatements(session, article, row);
  session.Run("DELETE FROM citations WHERE article_row = ? AND traced = 0", {row});
}

void RemoveFindings(Session& session, std::int64_t row) {
  std::string packed;
  session.Run("SELECT json FROM article_texts WHERE article_row = ?", {row},
              [&](const Row& found) { packed = found.Text(0); });
  auto article = Unpack(packed);
  if (!article) {
    Log(LogLevel::kError, "an article's findings are removed without its words: {}", article.error().text);
    article = news::Article();
    article->kind = news::ArticleKind::kOther;
  }
  RemoveFindings(session, *article, row);
}

}  // namespace headwater::store
