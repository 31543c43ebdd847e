// The queue of chains that end short of a primary source.
#include <algorithm>

#include "form/json.h"
#include "store/provenance.h"
#include "store/rows.h"
#include "store/source_keys.h"
#include "store/tallies.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::string_view kEndColumns = "kind, root, name, url, articles";
constexpr std::string_view kLink = "link/";

EndLine ReadEnd(const Row& row) {
  EndLine end;
  end.kind = EndKindCalled(row.Text(0)).value_or(EndKind::kAbsent);
  end.root = row.Text(1);
  end.name = row.Text(2);
  end.url = row.Text(3);
  end.articles = static_cast<int>(row.Int(4));
  return end;
}

std::vector<EndLine> ReadEnds(Session& session, const UnresolvedQuestion& question, std::size_t most) {
  std::vector<EndLine> ends;
  const auto add = [&](const Row& row) { ends.push_back(ReadEnd(row)); };
  const auto limit = static_cast<std::int64_t>(most);
  const auto offset = static_cast<std::int64_t>(question.offset);
  if (!question.root.empty()) {
    session.Run(fmt::format("SELECT {} FROM ends WHERE root = ? AND kind <> ''", kEndColumns), {question.root}, add);
  } else if (question.kind) {
    session.Run(fmt::format("SELECT {} FROM ends WHERE kind = ? AND kind <> '' ORDER BY articles DESC, root DESC "
                            "LIMIT ? OFFSET ?",
                            kEndColumns),
                {WordFor(*question.kind), limit, offset}, add);
  } else {
    session.Run(fmt::format("SELECT {} FROM ends WHERE kind <> '' ORDER BY articles DESC, root DESC LIMIT ? OFFSET ?",
                            kEndColumns),
                {limit, offset}, add);
  }
  return ends;
}

// The words that lead from an article to its end: those of the hop that names it, else those of the whole chain.
std::vector<news::Evidence> EvidenceFor(const news::Origin& origin, const EndLine& end) {
  const auto hop = std::ranges::find_if(origin.chain, [&](const news::Hop& each) {
    return !each.evidence.empty() && (each.name == end.name || each.article.value() == end.root);
  });
  return hop == origin.chain.end() ? origin.evidence : hop->evidence;
}

// Where an article says what nobody who is named has said.
std::vector<news::Evidence> UnnamedEvidence(Session& session, std::int64_t row, std::size_t most) {
  std::vector<news::Evidence> evidence;
  const auto articles = ReadArticles(session, "SELECT json FROM article_texts WHERE article_row = ?", {row});
  if (!articles || articles->empty() || !articles->front().annotations) {
    return evidence;
  }
  for (const news::Statement& statement : articles->front().annotations->statements) {
    if (evidence.size() < most && statement.speaker && statement.speaker->entity.empty() &&
        IsUnnamed(statement.speaker->name.empty() ? statement.speaker->phrase.text : statement.speaker->name)) {
      news::Evidence& each = evidence.emplace_back();
      each.span = statement.speaker->phrase.span;
      each.text = statement.speaker->phrase.text;
    }
  }
  return evidence;
}

void ReadWitnesses(Session& session, EndLine& end, std::size_t most) {
  session.Run(fmt::format("SELECT {}, o.json FROM rests r JOIN articles a ON a.article_row = r.article_row "
                          "LEFT JOIN origins o ON o.article_row = a.article_row WHERE r.root = ? AND a.listed = 1 "
                          "ORDER BY r.article_row DESC LIMIT ?",
                          kLineColumns),
              {end.root, static_cast<std::int64_t>(most)}, [&](const Row& row) {
                EndWitness& witness = end.witnesses.emplace_back();
                witness.line = ReadLine(row);
                if (const auto origin = form::ReadOrigin(row.Text(kLineRow + 1))) {
                  witness.evidence = EvidenceFor(*origin, end);
                }
              });
}

void Complete(Session& session, EndLine& end, const UnresolvedQuestion& question) {
  constexpr std::size_t kMostPlaces = 3;
  if (end.articles <= kMostJoined) {
    end.stories = static_cast<int>(
        session
            .Number("SELECT count(DISTINCT a.story) FROM rests r JOIN articles a ON a.article_row = r.article_row "
                    "WHERE r.root = ?",
                    {end.root})
            .value_or(0));
  }
  ReadWitnesses(session, end, question.witnesses);
  if (end.kind == EndKind::kUnnamed) {
    std::int64_t own = 0;
    session.Run(fmt::format("SELECT {} FROM articles a WHERE a.id = ? AND a.listed = 1", kLineColumns), {end.root},
                [&](const Row& row) {
                  end.article = ReadLine(row);
                  own = row.Int(kLineRow);
                });
    if (end.article) {
      end.witnesses.insert(end.witnesses.begin(), {*end.article, UnnamedEvidence(session, own, kMostPlaces)});
      end.stories = end.stories ? std::max(*end.stories, end.article->story.empty() ? 0 : 1) : end.stories;
    }
    return;
  }
  if (end.root.starts_with(kLink)) {
    session.Run("SELECT error, at FROM lost_links WHERE address = ?", {end.root.substr(kLink.size())},
                [&](const Row& row) {
                  end.error = row.Text(0);
                  end.tried = Instant(row.Int(1));
                });
  }
  if (const news::Source* const known = KnownSource(end.name)) {
    end.known = *known;
  }
  for (const std::string& key : SourceKeys(end.name)) {
    end.publishes_here =
        end.publishes_here ||
        session.Number("SELECT 1 FROM source_months WHERE publisher_key = ? AND articles > 0 LIMIT 1", {key});
  }
}

}  // namespace

Result<Unresolved> Store::Unresolved(const UnresolvedQuestion& question) {
  return ReadAs(*database_, [&](Session& session) -> Result<store::Unresolved> {
    store::Unresolved unresolved;
    session.Run("SELECT kind, ends FROM end_kinds", {}, [&](const Row& row) {
      if (const auto kind = EndKindCalled(row.Text(0))) {
        unresolved.counts.at(static_cast<std::size_t>(*kind)) = static_cast<int>(row.Int(1));
      }
    });
    unresolved.ends = ReadEnds(session, question, std::min(question.limit, limits_.max_results));
    for (EndLine& end : unresolved.ends) {
      Complete(session, end, question);
    }
    if (!question.root.empty() && unresolved.ends.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no chain ends there unresolved", question.root));
    }
    return unresolved;
  });
}

}  // namespace headwater::store
