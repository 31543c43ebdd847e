// Fills the cards of stories, articles and statements.
#include "screen/cards.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "news/spelling.h"
#include "screen/strings.h"
#include "screen/wording.h"
#include "store/weight.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::screen {
namespace {

constexpr std::size_t kMostPublishers = 4;
constexpr std::size_t kMostEvidence = 3;
constexpr std::size_t kMostEvidenceBytes = 280;

// What makes two statements one: the speaker and the words, whatever their case, quotation marks and stops.
std::string SameWords(const store::StatementLine& line) {
  std::string key = line.statement.speaker ? line.statement.speaker->name : std::string{};
  for (const text::Word& word : text::Words(line.content)) {
    key += ' ';
    key += text::Fold(std::string_view(line.content).substr(word.begin, word.end - word.begin));
  }
  return key;
}

Card StatementCard(const Visit& visit, const store::StatementLine& line) {
  Card card = SaidCard(visit, line.statement, line.content);
  card.Put("lang", line.language);
  if (line.published) {
    card.Put("time_html", TimeHtml(*line.published));
  }
  return card.Put("counted", line.independent ? SourcesSentence(line.articles, line.independent) : std::string());
}

std::string PublisherOf(const store::StatementPlace& place) {
  if (!place.publisher.empty()) {
    return place.publisher;
  }
  constexpr std::size_t kMostBytes = 60;
  return place.headline.empty() ? std::string(Phrase("publisher.unknown")) : Shortened(place.headline, kMostBytes);
}

store::StatementPlace PlaceOf(const store::StatementLine& line) {
  return {line.article, line.position, line.headline, line.publisher, line.published, line.seen};
}

Card PlaceCard(const Visit& visit, const store::StatementPlace& place) {
  Card card;
  card.Set("href", fmt::format("{}{}#ref-{}", visit.root, http::ArticleAddress(place.article), place.position + 1));
  card.Put("headline", HeadlineWords(place.headline)).Put("publisher", PublisherOf(place));
  card.Put("time_html", PublishedHtml(place.published, std::nullopt));
  return card;
}

// What puts the story where it stands, in words and numbers.
void PutWeight(Card& card, const store::StoryLine& line) {
  const store::Weight weight = store::WeightOf(line);
  const news::Independence independent = line.story.independent.value_or(news::Independence());
  std::vector<Card> parts;
  const auto add = [&](const std::string& words, double part) {
    parts.emplace_back().Put("words", words).Set("part", fmt::format("{:.1f}", part));
  };
  add(Count("weight.sure", independent.least), weight.sure);
  add(Count("weight.possible", std::max(independent.most, independent.least)), weight.possible);
  std::string countries = Count("weight.countries", static_cast<std::int64_t>(line.countries.size()));
  if (line.placeless > 0) {
    countries = Say("weight.and", countries, Count("weight.placeless", line.placeless));
  }
  add(countries, weight.countries);
  card.Put("weight_parts", std::move(parts)).Set("weight", fmt::format("{:.1f}", weight.sum() - weight.freshness));
  card.Put("latest_at_html", InstantHtml(line.latest));
}

}  // namespace

Card StoryCard(const Visit& visit, const store::StoryLine& line) {
  const news::Story& story = line.story;
  Card card;
  card.Set("href", fmt::format("{}{}", visit.root, http::StoryAddress(story.id)));
  card.Put("headline", HeadlineWords(story.headline)).Put("summary", Shortened(ContinuedWords(story), 420));
  card.Put("short_summary", Shortened(ContinuedWords(story), 200));
  card.Put("long", text::CountCodePoints(story.headline) > kLongHeadline);
  card.Put("sentence", SourcesSentence(line.article_count, story.independent));
  card.Put("dots_html", SourcesDotsHtml(line.article_count, story.independent));
  card.Put("lang", line.language).Put("language", LanguageWords(line.language));
  card.Put("sample", line.sample);
  PutWeight(card, line);
  card.Put("single", SingleOriginWords(line.single_origin, line.single_source));
  card.Set("single_href", fmt::format("{}?single=1", visit.root));
  if (!line.first_publisher.empty() && line.article_count > 1) {
    card.Put("first", line.first_publisher);
  }
  if (line.article_count == 1 && !line.publishers.empty()) {
    card.Put("only", line.publishers.front());
  }
  if (story.first) {
    card.Put("first_html", TimeHtml(*story.first));
    card.Set("year", fmt::to_string(static_cast<int>(DayOf(*story.first).year())));
  }
  if (story.last && story.last != story.first) {
    card.Put("last_html", TimeHtml(*story.last));
    const bool other_day = !story.first || DayOf(*story.first) != DayOf(*story.last);
    card.Put("latest_html", other_day ? TimeHtml(MomentOfDay(DayOf(*story.last))) : std::string{});
  }
  std::vector<std::string> publishers(
      line.publishers.begin(),
      line.publishers.begin() + static_cast<std::ptrdiff_t>(std::min(kMostPublishers, line.publishers.size())));
  if (line.publishers.size() > kMostPublishers) {
    publishers.push_back(Count("others", static_cast<std::int64_t>(line.publishers.size() - kMostPublishers)));
  }
  card.Put("publishers", Joined(publishers));
  return card;
}

Card ArticleCard(const Visit& visit, const store::ArticleLine& line) {
  Card card;
  card.Set("href", fmt::format("{}{}", visit.root, http::ArticleAddress(line.id)));
  card.Put("headline", HeadlineWords(line.headline)).Put("publisher", PublisherWords(line));
  card.Set("publisher_href", fmt::format("{}{}", visit.root, http::SourceAddress(PublisherWords(line))));
  card.Put("credit", line.credit != line.publisher ? std::string_view(line.credit) : std::string_view{});
  card.Put("authors", Joined(line.authors)).Put("lang", line.language).Put("language", LanguageWords(line.language));
  card.Put("time_html", PublishedHtml(line.published, line.published_between)).Put("sample", line.sample);
  return card;
}

std::vector<Card> StatementCards(const Visit& visit, const std::vector<store::StatementLine>& lines) {
  constexpr std::size_t kMostPlaces = 6;
  struct Gathered {
    Card card;
    std::vector<Card> places;
    std::vector<std::string> publishers;
  };
  std::vector<Gathered> gathered;
  std::unordered_map<std::string, std::size_t> known;
  for (const store::StatementLine& line : lines) {
    if (line.content.empty()) {
      continue;
    }
    const auto [found, is_new] = known.emplace(SameWords(line), gathered.size());
    if (is_new) {
      gathered.push_back({StatementCard(visit, line), {}, {}});
    }
    Gathered& each = gathered[found->second];
    const auto add = [&](const store::StatementPlace& place) {
      std::string publisher = PublisherOf(place);
      if (each.places.size() < kMostPlaces && std::ranges::find(each.publishers, publisher) == each.publishers.end()) {
        each.publishers.push_back(std::move(publisher));
        each.places.push_back(PlaceCard(visit, place));
      }
    };
    add(PlaceOf(line));
    std::ranges::for_each(line.places, add);
  }
  std::vector<Card> cards;
  for (Gathered& each : gathered) {
    cards.push_back(std::move(each.card.Put("places", std::move(each.places))));
  }
  return cards;
}

Card SaidCard(const Visit& visit, const news::Statement& statement, std::string_view content) {
  Card card;
  card.Put("content", Shortened(content, 480) + (statement.truncated ? "…" : ""));
  card.Put("type", Phrase(fmt::format("statement.{}", news::Spell(statement.type))));
  card.Put("direct", statement.kind != news::StatementKind::kIndirect);
  const bool apart = statement.type == news::StatementType::kBelief || statement.type == news::StatementType::kWish;
  card.Put("apart", apart);
  if (statement.speaker) {
    card.Put("speaker", statement.speaker->name.empty() ? statement.speaker->phrase.text : statement.speaker->name);
    card.Put("role", Shortened(statement.speaker->role, 120));
    if (!statement.speaker->entity.empty()) {
      card.Set("speaker_href", fmt::format("{}{}", visit.root, http::EntityAddress(statement.speaker->entity)));
    }
  }
  if (statement.chain.size() > 2) {
    card.Put("through", Joined({statement.chain.begin() + 1, statement.chain.end() - 1}));
  }
  card.Put("hearer", statement.hearer ? Shortened(statement.hearer->text, 120) : std::string());
  card.Put("occasion", statement.occasion ? Shortened(statement.occasion->text, 160) : std::string());
  return card.Put("said", TimexWords(statement.said));
}

void PutPlaces(Card& card, const Visit& visit, const std::vector<store::StatementPlace>& places,
               const news::ArticleId& here, int articles) {
  constexpr std::size_t kMostNamed = 3;
  if (places.size() < 2) {
    return;
  }
  const bool is_first = places.front().article == here;
  card.Put("is_first", is_first);
  if (!is_first) {
    card.Put("first", PlaceCard(visit, places.front()));
  }
  std::vector<Card> also;
  int named = 1;
  for (std::size_t n = 1; n < places.size() && also.size() < kMostNamed; ++n) {
    if (places[n].article != here) {
      also.push_back(PlaceCard(visit, places[n]));
    }
  }
  named += static_cast<int>(also.size()) + (is_first ? 0 : 1);
  card.Put("also", also);
  card.Put("also_more", articles > named ? Count("statement.more_places", articles - named) : std::string());
}

Card ToldCard(const Visit& visit, const store::StatementLine& line) {
  Card card = StatementCard(visit, line);
  card.Put("told", PlaceCard(visit, PlaceOf(line)));
  // Told at its first appearance, which needs no mention but as the first of several.
  PutPlaces(card, visit, line.places, line.article, line.articles);
  return card;
}

std::vector<Card> ToldByDay(const Visit& visit, const std::vector<store::StatementLine>& lines) {
  std::vector<Card> groups;
  std::vector<Card> cards;
  std::string day;
  const auto close = [&] {
    if (!cards.empty()) {
      groups.emplace_back().Put("day_html", day).Put("statements", std::move(cards));
      cards = {};
    }
  };
  for (const store::StatementLine& line : lines) {
    std::string its =
        line.published ? TimeHtml(MomentOfDay(DayOf(*line.published))) : PublishedHtml(line.published, std::nullopt);
    if (its != day) {
      close();
      day = std::move(its);
    }
    cards.push_back(ToldCard(visit, line));
  }
  close();
  return groups;
}

void PutStatements(Card& card, std::vector<Card> statements, std::size_t first) {
  if (statements.size() > first) {
    const auto rest = statements.begin() + static_cast<std::ptrdiff_t>(first);
    std::vector<Card> more(std::make_move_iterator(rest), std::make_move_iterator(statements.end()));
    card.Put("more_count", Count("statements.more", static_cast<std::int64_t>(more.size())));
    card.Put("more_statements", std::move(more));
    statements.resize(first);
  }
  card.Put("statements", std::move(statements));
}

bool StandsIn(const text::CodePointIndex& prose, const news::Evidence& evidence) {
  return !evidence.mark && evidence.span.begin < evidence.span.end &&
         prose.Slice(evidence.span.begin, evidence.span.end) == evidence.text;
}

std::vector<Card> EvidenceCards(const std::vector<news::Evidence>& evidence, const text::CodePointIndex& prose) {
  std::vector<Card> cards;
  for (const news::Evidence& each : evidence) {
    if (cards.size() == kMostEvidence) {
      break;
    }
    if (each.text.empty()) {
      continue;
    }
    Card card;
    card.Put("text", Shortened(each.text, kMostEvidenceBytes));
    if (each.mark) {
      card.Put("in_mark", true);
    } else if (StandsIn(prose, each)) {
      card.Put("at", fmt::format("#at-{}", each.span.begin));
    }
    cards.push_back(std::move(card));
  }
  return cards;
}

std::string HowWords(news::HopHow how) { return std::string(Phrase(fmt::format("how.{}", news::Spell(how)))); }

}  // namespace headwater::screen
