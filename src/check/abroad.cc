// Finding a claim in other languages than its own, by what has none: names in any script, numbers, days.
#include <algorithm>
#include <map>
#include <set>

#include "check/findings.h"
#include "check/traits.h"
#include "check/wording.h"
#include "text/language.h"
#include "text/transliteration.h"
#include "text/utf8.h"

namespace headwater::check {
namespace {

constexpr std::size_t kOfPair = 30;
constexpr std::size_t kMostPairs = 15;
constexpr std::size_t kMostArticles = 40;
constexpr std::size_t kMostSentences = 200;
// Of the claim's traits that a sentence has to share.
constexpr double kEnough = 0.6;
// No more than that: what is said of them in another language is not understood.
constexpr double kSurest = 0.6;
constexpr std::size_t kNamesAlone = 3;

// What articles are asked for: a name with a number, two names, or a name alone.
std::vector<std::string> PairsOf(const Traits& traits) {
  std::vector<std::string> pairs;
  for (const std::string& name : traits.names) {
    for (const std::string& number : traits.numbers) {
      pairs.push_back(name + " " + number);
    }
  }
  for (std::size_t n = 0; n < traits.names.size(); ++n) {
    for (std::size_t m = n + 1; m < traits.names.size(); ++m) {
      pairs.push_back(traits.names[n] + " " + traits.names[m]);
    }
  }
  // A number may stand in digits or marks that the index does not take for the same.
  if (!traits.numbers.empty() || !traits.days.empty()) {
    pairs.insert(pairs.end(), traits.names.begin(), traits.names.end());
  }
  pairs.resize(std::min(pairs.size(), kMostPairs));
  return pairs;
}

bool IsDay(const news::Time& time, const std::vector<Day>& days) {
  const auto moment = time.type == news::TimeType::kDate ? ParseMoment(time.value) : std::nullopt;
  if (!moment || time.value.size() < std::string_view("2025-03-11").size()) {
    return false;
  }
  const std::chrono::year_month_day at{std::chrono::floor<std::chrono::days>(moment->at)};
  return std::ranges::find(days, Day{static_cast<unsigned>(at.month()), static_cast<unsigned>(at.day())}) != days.end();
}

bool Within(const news::Span& inner, const news::Span& outer) {
  return inner.begin >= outer.begin && inner.end <= outer.end;
}

// Entities of the claim's names: what another language's grammar does to a name, its annotation has undone.
using Named = std::map<std::string, std::set<std::string>>;

// How much of the claim a sentence shares, from 0 to 1; 0 where it is too little to be meant.
double Share(const Traits& traits, const Named& named, const news::Article& article, const news::Span& span,
             std::string_view sentence) {
  const std::vector<std::string> words = LatinWords(sentence);
  const news::Annotations& found = *article.annotations;
  std::size_t names = 0;
  for (const std::string& name : traits.names) {
    const auto& entities = named.at(name);
    const bool annotated = std::ranges::any_of(found.names, [&](const news::Name& mention) {
      return Within(mention.span, span) && entities.contains(mention.entity.value());
    });
    names += annotated || HasName(words, name) ? 1 : 0;
  }
  const auto numbers = static_cast<std::size_t>(std::ranges::count_if(
      traits.numbers, [&](const std::string& number) { return std::ranges::find(words, number) != words.end(); }));
  const bool dated = std::ranges::any_of(
      found.times, [&](const news::Time& time) { return Within(time.span, span) && IsDay(time, traits.days); });
  // Who gives none of the claim's numbers does not say it.
  if (names == 0 || (!traits.numbers.empty() && numbers == 0)) {
    return 0;
  }
  if (numbers == 0 && !dated && names < kNamesAlone) {
    return 0;
  }
  const std::size_t all = traits.names.size() + traits.numbers.size() + (traits.days.empty() ? 0 : 1);
  const double share = static_cast<double>(names + numbers + (dated ? 1 : 0)) / static_cast<double>(all);
  return share >= kEnough ? share : 0;
}

void AddPlace(const store::FoundArticle& found, const Traits& traits, const Named& named, std::chrono::sys_seconds now,
              Findings& findings) {
  const news::Article& article = found.article;
  const text::CodePointIndex index(article.text);
  double best = 0;
  Stretch stretch;
  std::size_t looked = 0;
  for (const news::Span& span : article.annotations->sentences) {
    if (++looked > kMostSentences) {
      break;
    }
    const std::size_t begin = index.ByteAt(span.begin);
    const std::size_t end = index.ByteAt(span.end);
    const double share = Share(traits, named, article, span, std::string_view(article.text).substr(begin, end - begin));
    if (share > best) {
      best = share;
      stretch = {begin, end, 0, share};
    }
  }
  if (best == 0) {
    return;
  }
  Place& place = findings.places.emplace_back();
  place.line = found.line;
  place.sure = kSurest * best;
  place.likeness = Likeness::kMaybe;
  PutWords(place, article, stretch, now);
}

// Another language, as far as that can be told: of a claim too short to tell, another script.
bool IsAbroad(const news::Article& article, const std::string& claim, const std::string& language) {
  if (!language.empty() && !article.language.empty()) {
    return article.language != language;
  }
  return text::ScriptOf(article.text) != text::ScriptOf(claim);
}

Result<Named> EntitiesOf(store::Store& store, const Traits& traits) {
  constexpr std::size_t kMostCalledSo = 4;
  Named named;
  for (const std::string& name : traits.names) {
    const auto called = store.EntitiesCalled(name, {}, kMostCalledSo);
    if (!called) {
      return tl::unexpected(called.error());
    }
    for (const store::EntityLine& line : *called) {
      named[name].insert(line.entity.value());
    }
    named[name];
  }
  return named;
}

}  // namespace

Result<Findings> FindAbroad(store::Store& store, const std::string& words, std::chrono::sys_seconds now,
                            const Limits& limits) {
  Findings findings;
  const std::string claim = words.substr(0, limits.max_bytes);
  const std::string language = text::DetectLanguage(claim);
  const Traits traits = TraitsOf(claim, language);
  std::map<std::int64_t, int> hits;
  for (const std::string& pair : PairsOf(traits)) {
    store::SearchQuestion question;
    question.words = pair;
    question.limit = kOfPair;
    const auto rows = store.FindPlaces(question);
    if (!rows) {
      return tl::unexpected(rows.error());
    }
    for (const std::int64_t row : *rows) {
      ++hits[row];
    }
  }
  if (hits.empty()) {
    return findings;
  }
  std::vector<std::int64_t> order;
  for (const auto& [row, count] : hits) {
    order.push_back(row);
  }
  std::ranges::stable_sort(order, [&](std::int64_t one, std::int64_t other) { return hits[one] > hits[other]; });
  order.resize(std::min(order.size(), kMostArticles));
  const auto named = EntitiesOf(store, traits);
  const auto articles = store::Passages(store).Articles(order);
  if (!named || !articles) {
    return tl::unexpected(named ? articles.error() : named.error());
  }
  for (const store::FoundArticle& found : *articles) {
    if (found.article.annotations && IsAbroad(found.article, claim, language)) {
      AddPlace(found, traits, *named, now, findings);
    }
  }
  std::ranges::stable_sort(findings.places, [](const Place& one, const Place& other) {
    return one.sure != other.sure ? one.sure > other.sure : Earlier(one.line, other.line);
  });
  return findings;
}

}  // namespace headwater::check
