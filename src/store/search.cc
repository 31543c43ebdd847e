// Searching the articles and what is said in them, newest or oldest first.
#include "store/search.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <span>

#include "store/country.h"
#include "store/facts.h"
#include "store/names.h"
#include "store/rows.h"
#include "store/settled.h"
#include "store/statements.h"
#include "store/tallies.h"
#include "store/told.h"
#include "text/edit_distance.h"
#include "text/transliteration.h"
#include "text/words.h"

namespace headwater::store {
namespace {

// Of one name that is asked for.
constexpr std::size_t kMostSpeakers = 30;
constexpr std::size_t kMostSpellings = 24;
constexpr std::size_t kMostCalledSo = 5;
// Words in a row that may be one name.
constexpr std::size_t kNameWords = 4;
// Statements looked at for one page of them.
constexpr std::size_t kMostLookedAt = 8000;
constexpr std::size_t kFirstLook = 100;

// Who is asked for: entities as they are settled, and the facts that find what annotations have as one of them.
struct Speakers {
  std::set<std::string> entities;
  std::vector<std::vector<std::string>> facts;
};

std::vector<std::string> FactsOfSpeakers(const Settled& settled, const std::set<std::string>& entities) {
  std::set<std::string> facts;
  for (const std::string& entity : entities) {
    for (const std::string& found : settled.TouchedBy(entity, entity)) {
      facts.insert(SpeakerFact(found));
    }
  }
  return {facts.begin(), facts.end()};
}

Speakers SpeakersCalled(Session& session, const Settled& settled, const std::string& called) {
  Speakers speakers;
  const bool is_id = called.find('/') != std::string::npos;
  if (is_id) {
    speakers.entities.insert(settled.LeadsTo(called));
  } else {
    for (std::string& entity : EntitiesNamed(session, {called, {}, false, false, kMostSpeakers})) {
      speakers.entities.insert(std::move(entity));
    }
  }
  if (!speakers.entities.empty()) {
    speakers.facts.push_back(FactsOfSpeakers(settled, speakers.entities));
    return speakers;
  }
  for (const std::string& word : NameWords(called)) {
    speakers.facts.push_back({UnnamedFact(word)});
  }
  return speakers;
}

std::vector<std::string> FactsOfPlace(Session& session, const std::string& called) {
  std::set<std::string> facts{PlaceFact(called)};
  if (const std::string country = CountryCode(called); !country.empty()) {
    facts.insert(CountryFact(country));
  }
  for (const std::string& entity : EntitiesWithForm(session, called, kMostCalledSo)) {
    if (entity.starts_with("place/")) {
      session.Run("SELECT form FROM forms WHERE entity = ? ORDER BY times DESC LIMIT ?",
                  {entity, static_cast<std::int64_t>(kMostSpellings)},
                  [&](const Row& row) { facts.insert(PlaceFact(row.Text(0))); });
    }
  }
  return {facts.begin(), facts.end()};
}

// Spellings of one name, not another name of the same bearer: as many words, each nearly the same.
bool IsSpelling(const std::vector<std::string>& one, const std::vector<std::string>& other) {
  constexpr std::size_t kLongWord = 40;
  return one.size() == other.size() && std::ranges::equal(one, other, [](const auto& a, const auto& b) {
           const std::size_t most = std::max(a.size(), b.size());
           return most < kLongWord &&
                  (text::SpellingKey(a) == text::SpellingKey(b) || text::EditDistance(a, b) <= most / 3);
         });
}

// What a name may be written as instead, and who is called by it.
struct Bearers {
  std::vector<std::string> spellings;
  std::set<std::string> entities;
};

// A form's last words, so many; all of it where it has no more.
std::string LastWords(std::string_view form, std::size_t count) {
  const std::vector<text::Word> places = text::Words(form);
  if (places.size() <= count || count == 0) {
    return std::string(form);
  }
  const std::size_t begin = places[places.size() - count].begin;
  return std::string(form.substr(begin, places.back().end - begin));
}

// A person's surname is spelt as the whole form has it.
void AddBearer(Session& session, const std::string& entity, const std::vector<std::string>& words, Bearers& bearers) {
  bearers.entities.insert(entity);
  const bool person = entity.starts_with("person/");
  session.Run("SELECT form FROM forms WHERE entity = ? ORDER BY times DESC LIMIT ?",
              {entity, static_cast<std::int64_t>(kMostSpellings)}, [&](const Row& row) {
                std::string form = person ? LastWords(row.Text(0), words.size()) : std::string(row.Text(0));
                if (bearers.spellings.size() < kMostSpellings && IsSpelling(words, NameWords(form)) &&
                    std::ranges::find(bearers.spellings, form) == bearers.spellings.end()) {
                  bearers.spellings.push_back(std::move(form));
                }
              });
}

bool IsSurname(Session& session, const std::string& entity, const std::vector<std::string>& words) {
  bool ends = false;
  session.Run("SELECT form FROM forms WHERE entity = ?", {entity}, [&](const Row& row) {
    const std::vector<std::string> form = NameWords(row.Text(0));
    ends = ends || (form.size() > words.size() && std::equal(words.rbegin(), words.rend(), form.rbegin()));
  });
  return ends;
}

// Who is called just so; persons by their surname too, though no article has it alone.
Bearers BearersOf(Session& session, const std::string& name) {
  Bearers bearers;
  const std::vector<std::string> words = NameWords(name);
  for (const std::string& entity : EntitiesWithForm(session, name, kMostCalledSo)) {
    AddBearer(session, entity, words, bearers);
  }
  for (const std::string& entity : EntitiesNamed(session, {name, "person", false, true, kMostCalledSo})) {
    if (!bearers.entities.contains(entity) && IsSurname(session, entity, words)) {
      AddBearer(session, entity, words, bearers);
    }
  }
  return bearers;
}

// A name among the words is found in all its spellings: of articles in their words, of statements by who says them.
void WidenNames(Session& session, const Settled& settled, bool statements, std::vector<Term>& terms) {
  for (std::size_t begin = 0; begin < terms.size();) {
    std::size_t next = begin + 1;
    for (std::size_t end = std::min(terms.size(), begin + kNameWords); end > begin; --end) {
      const auto run = std::span(terms).subspan(begin, end - begin);
      if (run.size() > 1 && std::ranges::any_of(run, &Term::phrase)) {
        continue;
      }
      std::string name;
      for (const Term& term : run) {
        name += (name.empty() ? "" : " ") + term.words;
      }
      const Bearers bearers = BearersOf(session, name);
      if (bearers.entities.empty()) {
        continue;
      }
      for (Term& term : run) {
        if (!term.phrase) {
          term.phrases = bearers.spellings;
        }
        if (statements) {
          term.facts = FactsOfSpeakers(settled, bearers.entities);
        }
      }
      next = end;
      break;
    }
    begin = next;
  }
}

}  // namespace

Prepared Prepare(Session& session, const Settled& settled, const SearchQuestion& question, bool statements) {
  Prepared prepared;
  TextQuestion& text = prepared.text;
  text.statements = statements;
  text.terms = ParseSearch(question.words);
  WidenNames(session, settled, statements, text.terms);
  text.language = question.language;
  if (!question.language.empty()) {
    text.facts.push_back({LanguageFact(question.language)});
  }
  if (!question.source.empty()) {
    text.facts.push_back({SourceFact(question.source)});
  }
  if (!question.place.empty()) {
    text.facts.push_back(FactsOfPlace(session, question.place));
  }
  if (!question.speaker.empty()) {
    Speakers speakers = SpeakersCalled(session, settled, question.speaker);
    std::ranges::move(speakers.facts, std::back_inserter(text.facts));
    prepared.speakers = std::move(speakers.entities);
  }
  const std::int64_t scale = statements ? kMaxStatements : 1;
  if (question.from) {
    text.from = FirstRowAt(Seconds(*question.from)) * scale;
  }
  if (question.to) {
    text.before = FirstRowAt(Seconds(*question.to) + 1) * scale;
  }
  text.lowest_first = question.oldest_first;
  text.by_rank = question.by_rank && !statements;
  if (!statements) {
    text.provenance = question.origin;
  }
  return prepared;
}

bool Speaks(Session& session, const std::set<std::string>& speakers, std::int64_t article_row) {
  return std::ranges::any_of(speakers, [&](const std::string& entity) {
    return session
        .Number("SELECT 1 FROM statements WHERE entity = ? AND article_row = ? LIMIT 1", {entity, article_row})
        .has_value();
  });
}

bool HasOneOrigin(Session& session, std::int64_t article_row) {
  return session
      .Number(
          "SELECT 1 FROM articles a JOIN stories s ON s.id = a.story WHERE a.article_row = ? "
          "AND s.single_origin > 0",
          {article_row})
      .has_value();
}

namespace {

// Articles by time alone.
std::vector<std::int64_t> RowsBetween(Session& session, const TextQuestion& text, bool single_origin) {
  std::vector<std::int64_t> rows;
  const bool all = text.provenance.empty();
  // Of one origin those are looked for that lie among the newest.
  session.Run(
      fmt::format("SELECT article_row FROM (SELECT article_row, provenance FROM articles WHERE article_row >= ? "
                  "AND article_row < ? AND listed = 1 AND kind <> 'other' {4} ORDER BY article_row{0} LIMIT {1}) a "
                  "WHERE ({2} OR provenance = '{3}') ORDER BY article_row{0} LIMIT ? OFFSET ?",
                  text.lowest_first ? "" : " DESC", all ? INT64_MAX : kMostRanked, all ? "1 = 1" : "1 = 0",
                  ProvenanceCalled(text.provenance) ? text.provenance : "",
                  single_origin ? "AND story IN (SELECT id FROM stories WHERE single_origin > 0)" : ""),
      {text.from.value_or(INT64_MIN), text.before.value_or(INT64_MAX), static_cast<std::int64_t>(text.limit),
       static_cast<std::int64_t>(text.offset)},
      [&](const Row& row) { rows.push_back(row.Int(0)); });
  return rows;
}

// Hands rows over in their order until `each` says that it has enough, or too many were looked at.
template <class Each>
void Walk(Session& session, TextQuestion text, const Each& each) {
  std::size_t looked_at = 0;
  text.offset = 0;
  for (text.limit = kFirstLook; looked_at < kMostLookedAt; text.limit *= 2) {
    const std::vector<std::int64_t> rows = session.FindText(text);
    for (const std::int64_t row : rows) {
      if (!each(row)) {
        return;
      }
    }
    if (rows.size() < text.limit) {
      return;
    }
    looked_at += rows.size();
    if (text.lowest_first) {
      text.from = rows.back() + 1;
    } else {
      text.before = rows.back();
    }
  }
}

using EachOf = std::function<bool(std::int64_t)>;

void WalkFound(Session& session, const TextQuestion& text, const EachOf& each) { Walk(session, text, each); }

// The latest statements, whatever they say.
void WalkStatements(Session& session, const TextQuestion& text, const EachOf& each) {
  std::vector<std::int64_t> rows;
  session.Run(
      "SELECT statement_row FROM statements WHERE statement_row >= ? AND statement_row < ? "
      "ORDER BY statement_row DESC LIMIT ?",
      {text.from.value_or(INT64_MIN), text.before.value_or(INT64_MAX), static_cast<std::int64_t>(kMostLookedAt)},
      [&](const Row& row) { rows.push_back(row.Int(0)); });
  for (const std::int64_t row : rows) {
    if (!each(row)) {
      return;
    }
  }
}

// The words that are marked in a snippet: those asked for and the spellings that do as well.
std::vector<Term> Shown(const std::vector<Term>& terms) {
  std::vector<Term> shown = terms;
  for (const Term& term : terms) {
    for (const std::string& phrase : term.phrases) {
      shown.push_back({phrase, true, {}, {}});
    }
  }
  return shown;
}

}  // namespace

std::vector<std::int64_t> ArticleRows(Session& session, const Settled& settled, Prepared& prepared,
                                      const SearchQuestion& question, std::size_t limit) {
  TextQuestion& text = prepared.text;
  if (question.after && question.oldest_first) {
    text.from = std::max(*question.after + 1, text.from.value_or(INT64_MIN));
  } else if (question.after) {
    text.before = std::min(*question.after, text.before.value_or(INT64_MAX));
  }
  text.limit = limit;
  text.offset = question.offset;
  if (text.terms.empty() && text.facts.empty()) {
    const bool narrowed = question.from || question.to || !question.origin.empty() || question.single_origin;
    return narrowed ? RowsBetween(session, text, question.single_origin) : std::vector<std::int64_t>{};
  }
  const bool speaks = !prepared.speakers.empty() && !settled.empty();
  if (!speaks && !question.single_origin) {
    return session.FindText(text);
  }
  std::vector<std::int64_t> rows;
  std::size_t passed = 0;
  text.by_rank = false;
  Walk(session, text, [&](std::int64_t row) {
    const bool fits =
        (!speaks || Speaks(session, prepared.speakers, row)) && (!question.single_origin || HasOneOrigin(session, row));
    if (rows.size() < limit && fits && ++passed > question.offset) {
      rows.push_back(row);
    }
    return rows.size() < limit;
  });
  return rows;
}

std::vector<SearchHit> ReadHits(Session& session, const Prepared& prepared, const std::vector<std::int64_t>& rows) {
  const std::vector<Term> shown = Shown(prepared.text.terms);
  std::vector<SearchHit> hits;
  for (const std::int64_t row : rows) {
    session.Run(fmt::format("SELECT {}, t.json, s.single_origin, s.single_source FROM articles a "
                            "JOIN article_texts t ON t.article_row = a.article_row "
                            "LEFT JOIN stories s ON s.id = a.story WHERE a.article_row = ?",
                            kLineColumns),
                {row}, [&](const Row& found) {
                  SearchHit& hit = hits.emplace_back();
                  hit.line = ReadLine(found);
                  hit.place = row;
                  hit.single_origin = static_cast<SingleOrigin>(found.Int(kLineRow + 2));
                  hit.single_source = found.Text(kLineRow + 3);
                  // A text that cannot be read is shown without one, not missed.
                  if (const auto article = Unpack(found.Text(kLineRow + 1))) {
                    hit.snippet = Snippet(article->text, article->language, shown);
                  }
                  hit.headline = Marked(hit.line.headline, hit.line.language, shown);
                });
  }
  return hits;
}

Result<std::vector<SearchHit>> Store::Search(const SearchQuestion& question) {
  if (!question.words.empty() && ParseSearch(question.words).empty()) {
    return std::vector<SearchHit>{};
  }
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<SearchHit>> {
    const Settled settled = Settled::Read(session);
    Prepared prepared = Prepare(session, settled, question, false);
    const std::size_t limit = std::min(question.limit, limits_.max_results);
    const std::vector<std::int64_t> rows = ArticleRows(session, settled, prepared, question, limit);
    return ReadHits(session, prepared, rows);
  });
}

Result<std::vector<std::int64_t>> Store::FindPlaces(const SearchQuestion& question) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<std::int64_t>> {
    const Settled settled = Settled::Read(session);
    Prepared prepared = Prepare(session, settled, question, false);
    return ArticleRows(session, settled, prepared, question, std::min(question.limit, limits_.max_results));
  });
}

std::vector<ToldRow> ToldRows(Session& session, const Prepared& prepared, const SearchQuestion& question,
                              std::size_t wanted) {
  std::vector<ToldRow> told;
  std::set<std::int64_t> seen;
  const auto walk = prepared.text.terms.empty() && prepared.text.facts.empty() ? WalkStatements : WalkFound;
  walk(session, prepared.text, [&](std::int64_t row) {
    session.Run(
        "SELECT told, entity, type, article_row FROM statements WHERE statement_row = ?", {row}, [&](const Row& found) {
          const bool theirs = prepared.speakers.empty() || prepared.speakers.contains(std::string(found.Text(1)));
          const bool so = (question.type.empty() || found.Text(2) == question.type) &&
                          (!question.single_origin || HasOneOrigin(session, found.Int(3)));
          if (!theirs || !so || !seen.insert(found.Int(0)).second) {
            return;
          }
          if (!question.after || row < *question.after) {
            told.push_back({row, found.Int(0)});
          }
        });
    return told.size() < wanted;
  });
  return told;
}

Result<std::vector<StatementLine>> Store::SearchStatements(const SearchQuestion& question) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<StatementLine>> {
    const Settled settled = Settled::Read(session);
    const Prepared prepared = Prepare(session, settled, question, true);
    const std::size_t wanted = question.offset + std::min(question.limit, limits_.max_results);
    const std::vector<ToldRow> told = ToldRows(session, prepared, question, wanted);
    std::vector<StatementLine> lines;
    for (std::size_t n = std::min(question.offset, told.size()); n < told.size(); ++n) {
      std::ranges::move(ReadStatements(session, "x.statement_row = ?", {told[n].told}), std::back_inserter(lines));
    }
    return lines;
  });
}

}  // namespace headwater::store
