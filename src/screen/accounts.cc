// Fills the cards of positions, disagreements, differing figures, altered facts and timelines.
#include "screen/accounts.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "news/spelling.h"
#include "screen/cards.h"
#include "screen/strings.h"
#include "screen/timeline_picture.h"
#include "screen/wording.h"
#include "text/utf8.h"

namespace headwater::screen {
namespace {

constexpr std::uint32_t kAround = 170;  // code points shown on either side of what matters
constexpr std::size_t kMostAltering = 6;
constexpr std::size_t kMostFacts = 8;  // of one copy
constexpr std::uint32_t kAlteredAround = 90;
constexpr std::size_t kMostOfValue = 5;  // articles that give one figure

// The words around a stretch of them, which is marked; whole words, with … where something was left out.
std::string MarkedHtml(std::string_view words, const news::Span& span, std::uint32_t around) {
  const text::CodePointIndex index(words);
  const std::uint32_t size = index.CodePointAt(words.size());
  const std::uint32_t begin = std::min(span.begin, size);
  const std::uint32_t end = std::min(std::max(span.end, begin), size);
  std::size_t from = index.ByteAt(begin > around ? begin - around : 0);
  std::size_t to = index.ByteAt(std::min(size, end + around));
  while (from > 0 && from < index.ByteAt(begin) && words[from - 1] != ' ' && words[from - 1] != '\n') {
    ++from;
  }
  while (from < index.ByteAt(begin) && (static_cast<unsigned char>(words[from]) & 0xC0U) == 0x80U) {
    ++from;
  }
  const std::size_t blank = words.rfind(' ', to);
  if (to < words.size() && blank != std::string_view::npos && blank > index.ByteAt(end)) {
    to = blank;
  }
  std::string html = from > 0 ? "…" : "";
  html += Escape(words.substr(from, index.ByteAt(begin) - from));
  if (begin < end) {
    html += fmt::format("<mark>{}</mark>", Escape(index.Slice(begin, end)));
  }
  html += Escape(words.substr(index.ByteAt(end), to - index.ByteAt(end)));
  return html + (to < words.size() ? "…" : "");
}

std::string PublisherOf(const news::Account& account) {
  constexpr std::size_t kMostBytes = 60;
  if (!account.publisher.empty()) {
    return account.publisher;
  }
  return account.headline.empty() ? std::string(Phrase("publisher.unknown")) : Shortened(account.headline, kMostBytes);
}

Card AccountCard(const Visit& visit, const news::Account& account) {
  Card card;
  const news::Span& marked = account.ground.begin < account.ground.end ? account.ground : account.clause;
  card.Put("words_html", MarkedHtml(account.words, marked, kAround)).Put("lang", account.language);
  card.Put("publisher", PublisherOf(account)).Put("headline", HeadlineWords(account.headline));
  std::string href = fmt::format("{}{}", visit.root, http::ArticleAddress(account.article));
  if (!account.speaker.empty()) {
    href += fmt::format("#ref-{}", account.position + 1);
    card.Put("speaker", account.speaker);
    card.Put("type", Phrase(fmt::format("statement.{}", news::Spell(account.type))));
  }
  if (!account.entity.empty()) {
    card.Set("speaker_href", fmt::format("{}{}", visit.root, http::EntityAddress(account.entity)));
  }
  card.Set("href", href).Put("time_html", PublishedHtml(account.published, std::nullopt));
  card.Put("said", TimexWords(account.said));
  return card.Put("counted", account.articles > 1 ? SourcesSentence(account.articles, account.independent) : "");
}

std::string ThingWords(std::string_view thing) {
  const std::string key = fmt::format("thing.{}", thing.substr(0, thing.find('/')));
  return std::string(Phrase(key));
}

std::string ValueWords(const news::SpreadValue& value) {
  const std::string number = fmt::to_string(value.value);
  return value.bound == news::FigureBound::kExact ? number
                                                  : Say(fmt::format("bound.{}", news::Spell(value.bound)), number);
}

std::vector<Card> SpreadCards(const Visit& visit, const std::vector<news::Spread>& spreads) {
  std::vector<Card> cards;
  for (const news::Spread& spread : spreads) {
    std::vector<Card> values;
    for (const news::SpreadValue& value : spread.values) {
      std::vector<Card> accounts;
      for (const news::Account& account : value.accounts) {
        if (accounts.size() < kMostOfValue) {
          accounts.push_back(AccountCard(visit, account));
        }
      }
      Card each;
      each.Put("value", ValueWords(value)).Put("accounts", accounts);
      const auto more = static_cast<std::int64_t>(value.accounts.size() - accounts.size());
      values.push_back(each.Put("more", more > 0 ? Count("more", more) : std::string()));
    }
    Card card;
    card.Put("thing", ThingWords(spread.thing)).Put("values", values);
    cards.push_back(card.Put("kind", Phrase(fmt::format("spread.{}", news::Spell(spread.kind)))));
  }
  return cards;
}

const news::Article* Find(const std::vector<news::Article>& articles, const news::ArticleId& id) {
  const auto found = std::ranges::find(articles, id, &news::Article::id);
  return found == articles.end() ? nullptr : &*found;
}

std::string CalledOf(const news::Article& article) {
  news::Account account;
  account.publisher = article.publisher;
  account.headline = article.headline;
  return PublisherOf(account);
}

Card AlterationCard(const Visit& visit, const news::Copy& copy, const news::Article& article, const news::Article& of) {
  Card card;
  card.Put("publisher", CalledOf(article)).Put("of", CalledOf(of));
  card.Set("href", fmt::format("{}{}", visit.root, http::ArticleAddress(article.id)));
  card.Set("of_href", fmt::format("{}{}", visit.root, http::ArticleAddress(of.id)));
  card.Put("lang", article.language).Put("of_lang", of.language);
  std::vector<Card> facts;
  for (const news::Altered& altered : copy.altered) {
    if (facts.size() == kMostFacts) {
      break;
    }
    Card fact;
    fact.Put("what", Phrase(fmt::format("altered.{}", news::Spell(altered.what))));
    fact.Put("here_html", MarkedHtml(article.text, altered.span, kAlteredAround));
    fact.Put("there_html", MarkedHtml(of.text, altered.of, kAlteredAround));
    fact.Put("publisher", CalledOf(article)).Put("of", CalledOf(of));
    facts.push_back(std::move(fact));
  }
  const auto more = static_cast<std::int64_t>(copy.altered.size() - facts.size());
  card.Put("more", more > 0 ? Count("more", more) : std::string());
  return card.Put("facts", facts);
}

}  // namespace

std::vector<Card> MatterCards(const Visit& visit, const std::vector<news::Matter>& matters) {
  std::vector<Card> cards;
  const TimeSpan span = SpanOf(matters);
  for (const news::Matter& matter : matters) {
    std::vector<Card> turns;
    for (const news::Turn& turn : matter.turns) {
      Card each = AccountCard(visit, turn.account);
      each.Put("stance", Phrase(fmt::format("stance.{}", news::Spell(turn.stance))));
      each.Set("stance_class", news::Spell(turn.stance));
      each.Put("turned", turn.turned).Put("apart", turn.apart);
      turns.push_back(std::move(each));
    }
    Card card;
    card.Put("matter", Shortened(matter.words, 160)).Put("moved", matter.moved).Put("turns", turns);
    card.Put("speaker", matter.speaker).Put("position_html", PositionSvg(matter, span));
    card.Set("speaker_href", fmt::format("{}{}", visit.root, http::EntityAddress(matter.entity)));
    cards.push_back(std::move(card));
  }
  return cards;
}

void PutDifferences(Card& card, const Visit& visit, const store::AccountsView& accounts) {
  std::vector<Card> contradictions;
  for (const news::Disagreement& each : accounts.disagreements) {
    Card pair;
    pair.Put("kind", Phrase(fmt::format("disagreement.{}", news::Spell(each.kind))));
    const std::vector<Card> sides{AccountCard(visit, each.one), AccountCard(visit, each.other)};
    contradictions.push_back(pair.Put("sides", sides));
  }
  card.Put("contradictions", contradictions).Put("spreads", SpreadCards(visit, accounts.spreads));
  card.Put("has_differences", !accounts.disagreements.empty() || !accounts.spreads.empty());
}

void PutAlterations(Card& card, const Visit& visit, std::span<const news::Copy> copies) {
  std::vector<const news::Copy*> altering;
  std::vector<news::ArticleId> ids;
  for (const news::Copy& copy : copies) {
    if (!copy.altered.empty() && altering.size() < kMostAltering) {
      altering.push_back(&copy);
      ids.push_back(copy.article);
      ids.push_back(copy.of);
    }
  }
  if (altering.empty()) {
    return;
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto articles = visit.store.Articles(ids);
  std::vector<Card> cards;
  for (const news::Copy* copy : altering) {
    const news::Article* article = articles ? Find(*articles, copy->article) : nullptr;
    const news::Article* of = articles ? Find(*articles, copy->of) : nullptr;
    if (article != nullptr && of != nullptr) {
      cards.push_back(AlterationCard(visit, *copy, *article, *of));
    }
  }
  card.Put("alterations", cards);
}

std::vector<Card> TurnCards(const Visit& visit, const std::vector<store::TurnLine>& turns) {
  std::vector<Card> cards;
  int year = 0;
  bool undated = false;
  for (const store::TurnLine& turn : turns) {
    Card card = StoryCard(visit, turn.story);
    if (turn.day) {
      card.Put("day_html", TimeHtml(MomentOfDay(*turn.day)));
      const int own_year = static_cast<int>(turn.day->year());
      card.Put("new_year", own_year == year ? std::string() : fmt::to_string(own_year));
      year = own_year;
      const auto& first = turn.story.story.first;
      const bool later = turn.dated && first && DayOf(*first) != *turn.day;
      card.Put("reported_html", later ? TimeHtml(MomentOfDay(DayOf(*first))) : std::string());
    } else if (!undated) {
      card.Put("new_year", Phrase("time.unknown"));
      undated = true;
    }
    cards.push_back(std::move(card));
  }
  return cards;
}

}  // namespace headwater::screen
