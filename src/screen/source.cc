// The profile of a source, and the articles and stories behind its numbers.
#include "screen/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/citing_picture.h"
#include "screen/entity.h"
#include "screen/screens.h"
#include "screen/share_picture.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/tallies.h"
#include "text/words.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kPage = 50;

std::vector<Card> ArticleCards(const Visit& visit, const std::vector<store::ArticleLine>& lines, std::size_t most) {
  std::vector<Card> cards;
  for (const store::ArticleLine& line : lines) {
    if (cards.size() < most) {
      cards.push_back(ArticleCard(visit, line));
    }
  }
  return cards;
}

// Whom it cites, or who cites it: each with its page, and its number with the articles behind it.
std::vector<Card> SourceCounts(const Visit& visit, const std::string& name, bool citing,
                               const std::vector<std::pair<std::string, int>>& sources) {
  std::vector<Card> cards;
  for (const auto& [other, count] : sources) {
    Card card;
    card.Put("name", other).Set("count", Grouped(count));
    card.Set("href", fmt::format("{}{}", visit.root, http::SourceAddress(other)));
    card.Set("count_href", fmt::format("{}{}/articles?cites={}", visit.root, http::SourceAddress(citing ? name : other),
                                       http::PercentEncode(citing ? other : name)));
    cards.push_back(std::move(card));
  }
  return cards;
}

// Those cited most on one side, those who cite most on the other; further ones stay in lists.
void PutCiting(Card& card, const Visit& visit, const store::SourceProfile& source) {
  constexpr std::size_t kStreams = 8;
  using Counts = std::vector<std::pair<std::string, int>>;
  const auto first = [](const Counts& counts) {
    std::vector<int> numbers;
    for (const auto& [name, count] : counts) {
      if (numbers.size() < kStreams) {
        numbers.push_back(count);
      }
    }
    return numbers;
  };
  const std::vector<int> from = first(source.cites);
  const std::vector<int> to = first(source.cited_by);
  if (from.empty() && to.empty()) {
    return;
  }
  const auto largest = [](const std::vector<int>& counts) {
    return counts.empty() ? 0 : *std::ranges::max_element(counts);
  };
  const int whole = std::max(largest(from), largest(to));
  const int most = std::max(std::accumulate(from.begin(), from.end(), 0), std::accumulate(to.begin(), to.end(), 0));
  const auto part = [&](std::string_view name, const Counts& counts, bool citing) {
    std::vector<Card> cards = SourceCounts(visit, source.name, citing, counts);
    const auto cut = cards.begin() + static_cast<std::ptrdiff_t>(std::min(cards.size(), kStreams));
    card.Put(fmt::format("more_{}", name), std::vector<Card>(cut, cards.end()));
    cards.erase(cut, cards.end());
    card.Put(name, std::move(cards));
  };
  part("cites", source.cites, true);
  part("cited_by", source.cited_by, false);
  card.Put("citing", true);
  if (!from.empty()) {
    card.Put("from_html", StreamsSvg(from, whole, most, true, Phrase("source.cites_picture")));
  }
  if (!to.empty()) {
    card.Put("to_html", StreamsSvg(to, whole, most, false, Phrase("source.cited_by_picture")));
  }
}

// What the tables know, in a line each.
std::vector<Card> FactCards(const Visit& visit, const store::SourceProfile& profile) {
  std::vector<Card> cards;
  const auto add = [&](std::string_view what, std::string_view value, const std::string& href = {}) {
    if (!value.empty()) {
      cards.emplace_back().Put("what", Phrase(what)).Put("value", value).Put("href", href);
    }
  };
  if (!profile.known) {
    return cards;
  }
  const news::Source& known = *profile.known;
  if (known.kind != news::SourceKind::kUnknown) {
    add("source.kind", Phrase(fmt::format("sourcekind.{}", news::Spell(known.kind))));
  }
  add("source.country", CountryWords(known.country.value_or("")));
  add("source.owner", known.owner.value_or(""));
  add("source.parent", profile.parent,
      profile.parent.empty() ? "" : fmt::format("{}{}", visit.root, http::SourceAddress(profile.parent)));
  add("source.domains", Joined(known.domains));
  return cards;
}

std::string ArticlesAddress(const Visit& visit, const std::string& name, std::string_view query) {
  return fmt::format("{}{}/articles?{}", visit.root, http::SourceAddress(name), query);
}

std::vector<Card> WayCards(const Visit& visit, const store::SourceProfile& profile) {
  std::vector<Card> cards;
  for (std::size_t n = 0; n < store::kProvenances; ++n) {
    const auto way = static_cast<store::Provenance>(n);
    const std::string_view word = store::WordFor(way);
    Card& card = cards.emplace_back();
    card.Put("way", word)
        .Put("words", ProvenanceWords(way))
        .Put("explain", Phrase(fmt::format("way.{}.explain", word)));
    card.Set("count", Grouped(profile.by_provenance.at(n)));
    card.Put("share", ShareWords(profile.by_provenance.at(n), profile.articles));
    if (profile.by_provenance.at(n) > 0) {
      card.Put("href", ArticlesAddress(visit, profile.name, fmt::format("how={}", word)));
    }
  }
  return cards;
}

void PutMonths(Card& card, const Visit& visit, const store::SourceProfile& profile) {
  const std::vector<ShareColumn> columns = ColumnsOf(profile.months);
  std::vector<Card> rows;
  for (const ShareColumn& column : columns) {
    Card& row = rows.emplace_back();
    row.Put("label", column.label);
    std::vector<Card> cells;
    for (std::size_t n = 0; n < store::kProvenances; ++n) {
      Card& cell = cells.emplace_back();
      cell.Set("count", Grouped(column.articles.at(n)));
      if (column.articles.at(n) > 0) {
        cell.Put("href", ArticlesAddress(visit, profile.name,
                                         fmt::format("how={}&{}={}", store::WordFor(static_cast<store::Provenance>(n)),
                                                     column.whole_year ? "year" : "month", column.label)));
      }
    }
    row.Put("cells", cells).Set("all", Grouped(store::SumOf(column.articles)));
  }
  card.Put("columns_html", ColumnsSvg(columns)).Put("months", rows);
  if (!columns.empty()) {
    card.Put("first_label", columns.front().label).Put("last_label", columns.back().label);
  }
}

void PutFollowing(Card& card, const Visit& visit, const store::SourceProfile& profile) {
  const store::Following& following = profile.following;
  if (following.stories == 0) {
    return;
  }
  card.Put("shared_stories", Count("source.shared", following.stories));
  card.Put("timed",
           following.timed > 0 ? Count("source.timed", following.timed) : std::string(Phrase("source.untimed")));
  const std::string stories = fmt::format("{}{}/stories", visit.root, http::SourceAddress(profile.name));
  if (following.first > 0) {
    card.Put("first_count", Count("source.first", following.first)).Put("first_href", stories + "?first=1");
  }
  if (following.median) {
    card.Put("median", Say("source.median", DelayWords(*following.median),
                           Count("stories", std::int64_t{following.timed} - following.first)));
    card.Put("later_href", stories);
  }
}

std::vector<Card> LanguageCards(const Visit& visit, const store::SourceProfile& profile) {
  std::vector<Card> cards;
  for (const auto& [code, count] : profile.languages) {
    Card& card = cards.emplace_back();
    card.Put("name", code.empty() ? std::string(Phrase("language.unknown")) : LanguageWords(code));
    card.Set("count", Grouped(count));
    card.Set("count_href", ArticlesAddress(visit, profile.name, fmt::format("language={}", http::PercentEncode(code))));
  }
  return cards;
}

std::optional<std::chrono::year_month> MonthAsked(std::string_view text) {
  constexpr std::size_t kMonth = 7;
  const auto moment = text.size() == kMonth ? ParseMoment(fmt::format("{}-01", text)) : std::nullopt;
  return moment ? std::optional(DayOf(*moment).year() / DayOf(*moment).month()) : std::nullopt;
}

// What users settled about the source itself.
std::vector<store::Decision> SettledOf(const Visit& visit, const std::string& name) {
  constexpr std::size_t kDecisions = 200;
  std::vector<store::Decision> settled = visit.store.Decisions(kDecisions).value_or(std::vector<store::Decision>());
  std::erase_if(settled, [&](const store::Decision& decision) {
    const bool of_source =
        decision.kind == store::DecisionKind::kNoOrigin || decision.kind == store::DecisionKind::kNoStories;
    return !of_source || text::Fold(decision.source) != text::Fold(name);
  });
  return settled;
}

}  // namespace

store::SourceQuestion SourceQuestionOf(const Visit& visit, std::size_t segment, std::size_t limit, std::size_t offset) {
  store::SourceQuestion question;
  question.source = visit.Segment(segment);
  question.limit = limit;
  question.offset = offset;
  question.provenance = store::ProvenanceCalled(visit.Query("how"));
  question.month = MonthAsked(visit.Query("month"));
  if (const auto year = MonthAsked(fmt::format("{}-01", visit.Query("year")))) {
    question.year = year->year();
  }
  question.cites = visit.Query("cites");
  if (visit.target.query.contains("language")) {
    question.language = std::string(visit.Query("language"));
  }
  return question;
}

http::Reply ShowSource(const Visit& visit) {
  const auto source = visit.store.Source(visit.Segment(1));
  if (!source) {
    return ShowFault(visit, source.error());
  }
  Card card;
  card.Put("name", source->name).Put("facts", FactCards(visit, *source));
  const int unknown = source->by_provenance.at(static_cast<std::size_t>(store::Provenance::kUnknown));
  card.Put("counts", Say("source.counts", Count("articles", source->articles), Count("source.unknown", unknown)));
  if (source->articles > 0) {
    card.Put("shares_html", ShareBarSvg(source->by_provenance)).Put("ways", WayCards(visit, *source));
    PutMonths(card, visit, *source);
  }
  PutFollowing(card, visit, *source);
  if (source->copied_by > 0) {
    card.Put("copied", Count(source->copied_by >= store::kMostCounted ? "source.copied_least" : "source.copied",
                             source->copied_by));
    card.Set("mirror_href", fmt::format("{}{}/mirror", visit.root, http::SourceAddress(source->name)));
  }
  card.Put("languages", LanguageCards(visit, *source));
  PutCiting(card, visit, *source);
  constexpr std::size_t kLatest = 20;
  card.Put("articles", ArticleCards(visit, source->latest, kLatest));
  if (source->latest.size() > kLatest) {
    card.Set("all_href", fmt::format("{}{}/articles", visit.root, http::SourceAddress(source->name)));
  }
  card.Put("decisions", DecisionCards(visit, SettledOf(visit, source->name)));
  return ShowForm(visit, "source", source->name, std::move(card));
}

http::Reply ShowSourceArticles(const Visit& visit) {
  const std::string name(visit.Segment(1));
  const Paging paging = PagingOf(visit, kPage);
  const store::SourceQuestion question = SourceQuestionOf(visit, 1, paging.size + 1, paging.offset());
  const auto lines = visit.store.SourceArticles(question);
  if (!lines) {
    return ShowFault(visit, lines.error());
  }
  Card card;
  card.Put("name", name).Set("source_href", fmt::format("{}{}", visit.root, http::SourceAddress(name)));
  std::vector<std::string> narrowed;
  if (question.provenance) {
    narrowed.push_back(ProvenanceWords(*question.provenance));
  }
  if (question.language) {
    narrowed.push_back(question.language->empty() ? std::string(Phrase("language.unknown"))
                                                  : LanguageWords(*question.language));
  }
  if (!question.cites.empty()) {
    narrowed.push_back(Say("source.citing", question.cites));
  }
  if (question.month) {
    narrowed.emplace_back(visit.Query("month"));
  } else if (question.year) {
    narrowed.emplace_back(visit.Query("year"));
  }
  std::string words;
  for (const std::string& each : narrowed) {
    words += (words.empty() ? "" : " · ") + each;
  }
  card.Put("narrowed", words).Put("articles", ArticleCards(visit, *lines, paging.size));
  PutPaging(card, paging, lines->size() > paging.size, "", visit.target.query);
  return ShowPage(visit, "source_articles", Say("source.articles_of", name), std::move(card));
}

http::Reply ShowFollowed(const Visit& visit) {
  const std::string name(visit.Segment(1));
  const Paging paging = PagingOf(visit, kPage);
  const bool first = visit.Query("first") == "1";
  const auto stories = visit.store.Followed(name, first, paging.size + 1, paging.offset());
  if (!stories) {
    return ShowFault(visit, stories.error());
  }
  Card card;
  card.Put("name", name).Set("source_href", fmt::format("{}{}", visit.root, http::SourceAddress(name)));
  card.Put("first", first);
  std::vector<Card> cards;
  for (const store::FollowedStory& story : *stories) {
    if (cards.size() == paging.size) {
      break;
    }
    Card each = StoryCard(visit, story.line);
    if (story.delay && story.delay->count() > 0) {
      each.Put("delay", Say("source.delay", DelayWords(*story.delay)));
    }
    cards.push_back(std::move(each));
  }
  card.Put("stories", cards);
  PutPaging(card, paging, stories->size() > paging.size, "", visit.target.query);
  return ShowPage(visit, "source_stories", Say(first ? "source.first_title" : "source.later_title", name),
                  std::move(card));
}

}  // namespace headwater::screen
