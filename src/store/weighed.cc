// Questions that are answered by weighing: timelines, positions, disagreements, differing figures.
#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "store/rows.h"
#include "store/settled.h"
#include "store/statements.h"
#include "store/told.h"
#include "text/words.h"
#include "weigh/weigh.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostStands = 3'000;  // weighed in one question
constexpr std::int64_t kMostFigures = 500;
constexpr std::int64_t kMostOfSpeaker = 600;  // statements

// A statement's place, by which what weighing finds is known again.
using Place = std::pair<std::string, std::uint32_t>;

Place PlaceOf(const news::Account& account) { return {account.article.value(), account.position}; }

// Statements with their stands, as rows come in, and as what each is told.
struct Sayings {
  std::vector<weigh::Said> said;
  std::map<Place, std::int64_t> told;
};

constexpr std::string_view kSaidColumns =
    "x.statement_row, x.told, x.form, x.entity, x.type, x.at, x.content, a.id, a.headline, a.publisher, a.published, "
    "a.language, t.stance, t.clause_begin, t.clause_end, t.ground_begin, t.ground_end, t.terms, x.said";

news::Span SpanAt(const Row& row, int column) {
  return {static_cast<std::uint32_t>(row.Int(column)), static_cast<std::uint32_t>(row.Int(column + 1))};
}

void ReadArticle(const Row& row, int column, news::Account& account) {
  account.article = news::ArticleId(std::string(row.Text(column)));
  account.headline = row.Text(column + 1);
  account.publisher = row.Text(column + 2);
  account.published = MomentOf(row, column + 3);
  account.language = row.Text(column + 4);
}

news::Stand ReadStand(const Row& row, int column) {
  news::Stand stand;
  stand.stance = news::Unspell<news::Stance>(row.Text(column)).value_or(news::Stance::kUnknown);
  stand.clause = SpanAt(row, column + 1);
  stand.ground = SpanAt(row, column + 3);
  const std::string_view terms = row.Text(column + 5);
  stand.terms.resize(terms.size() / sizeof(std::uint32_t));
  std::memcpy(stand.terms.data(), terms.data(), stand.terms.size() * sizeof(std::uint32_t));
  return stand;
}

// When it was said, as its article tells (a day, or an interval of days, which counts as no later than it stood
// there); else when it stood there first.
std::int64_t SaidAt(const std::string& said, std::int64_t told) {
  const std::size_t slash = said.find('/');
  const auto day = [](std::string_view words) { return words.empty() ? std::nullopt : ParseMoment(words); };
  const auto begin = day(std::string_view(said).substr(0, slash));
  const auto end = slash == std::string::npos ? begin : day(std::string_view(said).substr(slash + 1));
  // What is only known to lie in a long interval is told no better by it.
  constexpr std::int64_t kVague = std::int64_t{32} * 24 * 3600;
  const bool told_well = begin && end && begin->at <= end->at && Seconds(end->at) - Seconds(begin->at) <= kVague;
  return told_well ? std::min(Seconds(end->at), told) : told;
}

// `from` joins articles `a`, stands `t` and statements `x`, in an order by which the first of several that say the same
// comes first; the others are left out.
Sayings ReadSayings(Session& session, std::string_view from, std::initializer_list<Value> values) {
  Sayings sayings;
  std::map<std::int64_t, std::int64_t> first_of;
  std::int64_t last = -1;
  session.Run(fmt::format("SELECT {} FROM {}", kSaidColumns, from), values, [&](const Row& row) {
    const std::int64_t statement = row.Int(0);
    if (first_of.try_emplace(row.Int(1), statement).first->second != statement) {
      return;
    }
    if (statement != last) {
      weigh::Said& said = sayings.said.emplace_back();
      ReadArticle(row, 7, said.account);
      said.account.position = static_cast<std::uint32_t>(PositionOf(statement));
      said.account.speaker = row.Text(2);
      said.account.entity = news::EntityId(std::string(row.Text(3)));
      said.account.type = news::Unspell<news::StatementType>(row.Text(4)).value_or(news::StatementType::kAssertion);
      said.account.words = row.Text(6);
      said.account.said = row.Text(18);
      said.at = SaidAt(said.account.said, row.Int(5));
      sayings.told.emplace(PlaceOf(said.account), row.Int(1));
      last = statement;
    }
    sayings.said.back().stands.push_back(ReadStand(row, 12));
  });
  return sayings;
}

// In how many articles it stands, and from how many sources they have it.
void Complete(Session& session, const Sayings& sayings, news::Account& account) {
  if (const auto told = sayings.told.find(PlaceOf(account)); told != sayings.told.end()) {
    account.articles = ArticlesThatTell(session, told->second);
    account.independent = SourcesOf(session, told->second);
  }
}

std::vector<news::Matter> MattersOf(Session& session, const Sayings& sayings, std::size_t limit) {
  weigh::Limits limits;
  limits.max_found = limit;
  std::vector<news::Matter> matters = weigh::Positions(sayings.said, limits);
  for (news::Matter& matter : matters) {
    for (news::Turn& turn : matter.turns) {
      Complete(session, sayings, turn.account);
    }
  }
  return matters;
}

// One sentence that several articles carry is one account.
std::vector<weigh::Counted> ReadFigures(Session& session, const std::string& story) {
  std::vector<weigh::Counted> counted;
  std::map<std::pair<std::string, std::string>, std::size_t> known;
  session.Run(
      "SELECT a.id, a.headline, a.publisher, a.published, a.language, f.thing, f.value, f.bound, f.begin, f.\"end\", "
      "f.places, f.words FROM articles a JOIN figures f ON f.article_row = a.article_row WHERE a.story = ? "
      "ORDER BY a.published IS NULL, a.article_row, f.number LIMIT ?",
      {story, kMostFigures}, [&](const Row& row) {
        const auto [place, is_new] =
            known.try_emplace({std::string(row.Text(5)), std::string(row.Text(11))}, counted.size());
        if (!is_new) {
          ++counted[place->second].account.articles;
          return;
        }
        weigh::Counted& each = counted.emplace_back();
        ReadArticle(row, 0, each.account);
        each.account.words = row.Text(11);
        each.account.ground = SpanAt(row, 8);
        each.figure.thing = row.Text(5);
        each.figure.value = row.Int(6);
        each.figure.bound = news::Unspell<news::FigureBound>(row.Text(7)).value_or(news::FigureBound::kExact);
        each.figure.places = SplitLines(row.Text(10));
      });
  return counted;
}

TurnLine TurnOf(Session& session, StoryLine line) {
  TurnLine turn;
  // The day that most of its articles open with.
  const auto day = session.Words(
      "SELECT d.day FROM articles a JOIN news_days d ON d.article_row = a.article_row WHERE a.story = ? "
      "GROUP BY d.day ORDER BY count(*) DESC, d.day LIMIT 1",
      {line.story.id.value()});
  const auto moment = day ? ParseMoment(*day) : std::nullopt;
  turn.dated = moment.has_value();
  turn.day = moment             ? std::optional(DayOf(*moment))
             : line.story.first ? std::optional(DayOf(*line.story.first))
                                : std::nullopt;
  turn.story = std::move(line);
  return turn;
}

// The matter holds every word asked for, or one that begins so.
bool IsAbout(const news::Matter& matter, const std::vector<std::string>& asked) {
  std::set<std::string> words;
  for (const news::Turn& turn : matter.turns) {
    for (const text::Word& word : text::Words(turn.account.words)) {
      words.insert(text::Fold(std::string_view(turn.account.words).substr(word.begin, word.end - word.begin)));
    }
  }
  return std::ranges::all_of(asked, [&](const std::string& word) {
    const auto from = words.lower_bound(word);
    return from != words.end() && from->starts_with(word);
  });
}

std::vector<std::string> FoldedWords(std::string_view typed) {
  std::vector<std::string> words;
  for (const text::Word& word : text::Words(typed)) {
    words.push_back(text::Fold(typed.substr(word.begin, word.end - word.begin)));
  }
  return words;
}

}  // namespace

Result<TimelineView> Store::Timeline(const news::ThreadId& id) {
  auto stories = Thread(id);
  if (!stories) {
    return tl::unexpected(stories.error());
  }
  return ReadAs(*database_, [&](Session& session) -> Result<TimelineView> {
    TimelineView view;
    for (StoryLine& line : *stories) {
      view.turns.push_back(TurnOf(session, std::move(line)));
    }
    std::ranges::stable_sort(view.turns, [](const TurnLine& one, const TurnLine& other) {
      return one.day && (!other.day || *one.day < *other.day);
    });
    const Sayings sayings = ReadSayings(session,
                                        "stories s JOIN articles a ON a.story = s.id JOIN stands t ON t.article_row = "
                                        "a.article_row JOIN statements x ON x.statement_row = t.statement_row WHERE "
                                        "s.thread = ? AND x.entity IS NOT NULL ORDER BY x.at, x.statement_row, "
                                        "t.clause LIMIT ?",
                                        {id.value(), kMostStands});
    constexpr std::size_t kMostMatters = 12;
    view.positions = MattersOf(session, sayings, kMostMatters);
    return view;
  });
}

Result<AccountsView> Store::Accounts(const news::StoryId& id) {
  return ReadAs(*database_, [&](Session& session) -> Result<AccountsView> {
    std::string story = id.value();
    if (!session.Number("SELECT 1 FROM stories WHERE id = ?", {story})) {
      story = session.Words("SELECT story FROM articles WHERE id = ?", {story}).value_or("");
    }
    const Sayings sayings = ReadSayings(session,
                                        "articles a JOIN stands t ON t.article_row = a.article_row JOIN statements x "
                                        "ON x.statement_row = t.statement_row WHERE a.story = ? ORDER BY x.at, "
                                        "x.statement_row, t.clause LIMIT ?",
                                        {story, kMostStands});
    AccountsView view;
    view.disagreements = weigh::Disagreements(sayings.said);
    for (news::Disagreement& each : view.disagreements) {
      Complete(session, sayings, each.one);
      Complete(session, sayings, each.other);
    }
    view.spreads = weigh::Spreads(ReadFigures(session, story));
    return view;
  });
}

Result<std::vector<news::Matter>> Store::Positions(const PositionQuestion& question) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<news::Matter>> {
    const std::string entity = Settled::Read(session).LeadsTo(question.entity.value());
    const Sayings sayings = ReadSayings(
        session,
        "(SELECT statement_row AS picked FROM statements WHERE entity = ? AND told = statement_row ORDER BY told DESC "
        "LIMIT ?) p JOIN statements x ON x.statement_row = p.picked JOIN stands t ON t.statement_row = x.statement_row "
        "JOIN articles a ON a.article_row = x.article_row ORDER BY x.at, x.statement_row, t.clause",
        {entity, kMostOfSpeaker});
    std::vector<news::Matter> matters = MattersOf(session, sayings, std::min(question.limit, limits_.max_results));
    if (const std::vector<std::string> asked = FoldedWords(question.about); !asked.empty()) {
      std::erase_if(matters, [&](const news::Matter& matter) { return !IsAbout(matter, asked); });
    }
    return matters;
  });
}

Result<std::vector<ToldIn>> Store::Told(std::span<const news::ArticleId> articles) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<ToldIn>> {
    std::set<std::int64_t> shared;
    for (const news::ArticleId& id : articles) {
      session.Run(
          "SELECT DISTINCT s.told FROM articles a JOIN statements s ON s.article_row = a.article_row WHERE a.id = ? "
          "AND "
          "s.entity IS NOT NULL AND EXISTS (SELECT 1 FROM statements o WHERE o.told = s.told AND o.article_row <> "
          "s.article_row)",
          {id.value()}, [&](const Row& row) { shared.insert(row.Int(0)); });
    }
    std::vector<ToldIn> told;
    for (const std::int64_t each : shared) {
      ToldIn& in = told.emplace_back();
      in.told = each;
      session.Run(
          "SELECT a.id, s.statement_row FROM statements s JOIN articles a ON a.article_row = s.article_row "
          "WHERE s.told = ? ORDER BY s.at, s.statement_row",
          {each}, [&](const Row& row) {
            in.places.emplace_back(news::ArticleId(std::string(row.Text(0))),
                                   static_cast<std::size_t>(PositionOf(row.Int(1))));
          });
    }
    return told;
  });
}

}  // namespace headwater::store
