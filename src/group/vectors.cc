// Counting terms, weighing them, and comparing vectors.
#include "group/vectors.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>

#include "base/hash.h"
#include "tables/tables.h"
#include "text/shingles.h"
#include "text/stems.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::group {
namespace {

constexpr std::size_t kMostWords = 2000;  // of a text; what comes later tells little about the event
constexpr std::size_t kLeadWords = 60;
constexpr std::size_t kFirstWords = 1U << 14U;
constexpr std::size_t kMostTerms = 120;  // kept of an article
// Until some articles were seen every word is as rare as any: rarity is counted as if so many had been seen before.
constexpr double kSeenBefore = 200;
constexpr double kTermsOfArticle = 140;  // different ones
constexpr double kRareEnough = 24;       // summed rarity of terms in common that is half the way to certainty
constexpr double kNumbersEnough = 6;
constexpr float kToldAgain = 0.3F;  // weight of a term for each further text that it stands in

std::uint32_t StemHash(std::string_view stem) { return static_cast<std::uint32_t>(Hash64(stem)); }

struct CommonWords {
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_language;
};

bool IsCommon(std::uint32_t word, std::string_view language) {
  static const CommonWords common = [] {
    CommonWords made;
    for (const tables::Row& row : tables::Table("common_words")) {
      std::vector<std::uint32_t>& words = made.by_language[row[0]];
      for (const text::HashedWord& each : text::HashWords(row[1], row[1].size())) {
        words.push_back(each.hash);
      }
      std::ranges::sort(words);
    }
    return made;
  }();
  const auto found = common.by_language.find(language.empty() ? std::string_view("en") : language);
  return found != common.by_language.end() && std::ranges::binary_search(found->second, word);
}

// Of a thousand articles of any newspaper, how many the word stands in; by the hash of the word and of its language.
double PerMille(std::uint32_t word, std::string_view language) {
  static const std::unordered_map<std::uint64_t, double> background = [] {
    std::unordered_map<std::uint64_t, double> made;
    for (const tables::Row& row : tables::Table("background_words")) {
      const double often = std::strtod(std::string(row[1]).c_str(), nullptr);
      for (const text::HashedWord& each : text::HashWords(row[2], row[2].size())) {
        made.emplace(MixHash(each.hash, Hash64(row[0])), often);
      }
    }
    return made;
  }();
  const auto found = background.find(MixHash(word, Hash64(language.empty() ? std::string_view("en") : language)));
  return found == background.end() ? 0 : found->second;
}

float RootOf(double sum) { return static_cast<float>(std::sqrt(sum)); }

void SetNorms(Vector& vector) {
  double all = 0;
  double lead = 0;
  double names = 0;
  for (const Term& term : vector.terms) {
    const double square = static_cast<double>(term.weight) * term.weight;
    all += square;
    lead += (term.traits & kInLead) != 0 ? square : 0;
    names += (term.traits & kIsName) != 0 ? square : 0;
  }
  vector.norm = RootOf(all);
  vector.lead_norm = RootOf(lead);
  vector.name_norm = RootOf(names);
}

void KeepHeaviest(std::vector<Term>& terms) {
  if (terms.size() > kMostTerms) {
    std::ranges::nth_element(terms, terms.begin() + kMostTerms, std::greater{}, &Term::plain);
    terms.resize(kMostTerms);
    std::ranges::sort(terms, {}, &Term::id);
  }
}

// At the least; nothing where they may have met on any day.
std::optional<int> DaysApart(const Days& one, const Days& other) {
  if (one.first && other.last && *one.first > *other.last) {
    return *one.first - *other.last;
  }
  if (other.first && one.last && *other.first > *one.last) {
    return *other.first - *one.last;
  }
  return std::nullopt;
}

// A day within what the article states; the prose may leave either end open.
Days DaysOf(const news::Article& article) {
  const auto number = [](std::chrono::sys_days day) {
    return static_cast<std::int32_t>(day.time_since_epoch().count());
  };
  Days days;
  if (article.published) {
    days.first = days.last = number(DayOf(*article.published));
  } else if (article.published_between) {
    const news::PublishedBetween& between = *article.published_between;
    days.first = between.from ? std::optional(number(std::chrono::sys_days(*between.from))) : std::nullopt;
    days.last = between.to ? std::optional(number(std::chrono::sys_days(*between.to))) : std::nullopt;
  }
  return days;
}

double Ratio(double part, double whole) { return whole > 0 ? std::min(1.0, part / whole) : 0; }

}  // namespace

Likeness Compare(const Vector& one, const Vector& other) {
  double all = 0;
  double lead = 0;
  double names = 0;
  double one_lead_told = 0;
  double other_lead_told = 0;
  double numbers = 0;
  double rare = 0;
  auto a = one.terms.begin();
  auto b = other.terms.begin();
  while (a != one.terms.end() && b != other.terms.end()) {
    if (a->id != b->id) {
      ++(a->id < b->id ? a : b);
      continue;
    }
    const double product = static_cast<double>(a->weight) * b->weight;
    const auto both = static_cast<std::uint8_t>(a->traits & b->traits);
    all += product;
    lead += (both & kInLead) != 0 ? product : 0;
    names += (both & kIsName) != 0 ? product : 0;
    one_lead_told += (a->traits & kInLead) != 0 ? static_cast<double>(a->weight) * a->weight : 0;
    other_lead_told += (b->traits & kInLead) != 0 ? static_cast<double>(b->weight) * b->weight : 0;
    const double least = std::min(a->weight, b->weight);
    numbers += (both & kIsNumber) != 0 ? least : 0;
    rare += least;
    ++a;
    ++b;
  }
  Likeness likeness;
  likeness.all = Ratio(all, static_cast<double>(one.norm) * other.norm);
  likeness.lead = Ratio(lead, static_cast<double>(one.lead_norm) * other.lead_norm);
  likeness.names = Ratio(names, static_cast<double>(one.name_norm) * other.name_norm);
  likeness.lead_in_text = std::sqrt(
      std::max(Ratio(one_lead_told, std::pow(one.lead_norm, 2)), Ratio(other_lead_told, std::pow(other.lead_norm, 2))));
  likeness.numbers = numbers / (numbers + kNumbersEnough);
  likeness.rare = rare / (rare + kRareEnough);
  likeness.days_apart = DaysApart(one.days, other.days);
  return likeness;
}

Likeness ComparePlainly(const Vector& one, const Vector& other) {
  constexpr std::array<std::uint8_t, 3> kMasks = {0, kInLead, kIsName};
  std::array<double, 3> products{};
  std::array<double, 3> ones{};
  std::array<double, 3> others{};
  const auto add = [&](std::array<double, 3>& sums, std::uint8_t traits, double product) {
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] += (traits & kMasks[i]) == kMasks[i] ? product : 0;
    }
  };
  const auto square = [](const Term& term) { return static_cast<double>(term.plain) * term.plain; };
  std::ranges::for_each(one.terms, [&](const Term& term) { add(ones, term.traits, square(term)); });
  std::ranges::for_each(other.terms, [&](const Term& term) { add(others, term.traits, square(term)); });
  auto b = other.terms.begin();
  for (const Term& a : one.terms) {
    b = std::find_if(b, other.terms.end(), [&](const Term& term) { return term.id >= a.id; });
    if (b != other.terms.end() && b->id == a.id) {
      add(products, static_cast<std::uint8_t>(a.traits & b->traits), static_cast<double>(a.plain) * b->plain);
    }
  }
  Likeness likeness;
  likeness.all = Ratio(products[0], std::sqrt(ones[0] * others[0]));
  likeness.lead = Ratio(products[1], std::sqrt(ones[1] * others[1]));
  likeness.names = Ratio(products[2], std::sqrt(ones[2] * others[2]));
  return likeness;
}

Vector Pool(const Vector& one, const Vector& other) {
  Vector pooled = one;
  pooled.terms.insert(pooled.terms.end(), other.terms.begin(), other.terms.end());
  std::ranges::sort(pooled.terms, {}, &Term::id);
  std::size_t kept = 0;
  for (const Term& term : pooled.terms) {
    if (kept > 0 && pooled.terms[kept - 1].id == term.id) {
      pooled.terms[kept - 1].weight = std::max(pooled.terms[kept - 1].weight, term.weight) + kToldAgain;
      pooled.terms[kept - 1].plain = std::max(pooled.terms[kept - 1].plain, term.plain) + kToldAgain;
      pooled.terms[kept - 1].traits |= term.traits;
    } else {
      pooled.terms[kept++] = term;
    }
  }
  pooled.terms.resize(kept);
  KeepHeaviest(pooled.terms);
  pooled.words += other.words;
  pooled.language = other.language;
  pooled.days = {};
  SetNorms(pooled);
  return pooled;
}

std::optional<TermId> Vocabulary::Known(std::uint32_t word_key) const {
  if (words_.empty()) {
    return std::nullopt;
  }
  std::size_t at = word_key & (words_.size() - 1);
  while (words_[at].term != 0) {
    if (words_[at].key == word_key) {
      return words_[at].term - 1;
    }
    at = (at + 1) & (words_.size() - 1);
  }
  return std::nullopt;
}

TermId Vocabulary::Learn(std::uint32_t word_key, std::uint32_t word, std::string_view spelled,
                         std::string_view language) {
  const std::string stem = text::Stem(text::Fold(spelled), language);
  const auto [place, is_new] = stems_.emplace(StemHash(stem), static_cast<TermId>(holders_.size()));
  if (is_new) {
    holders_.push_back(0);
    held_before_.push_back(0);
    common_.push_back(false);
  }
  const auto held_before = static_cast<std::uint32_t>(PerMille(word, language) * kSeenBefore / 1000);
  held_before_[place->second] = std::max(held_before_[place->second], held_before);
  if (IsCommon(word, language)) {
    common_[place->second] = true;
  }
  const auto put = [this](const Word& each) {
    std::size_t at = each.key & (words_.size() - 1);
    while (words_[at].term != 0) {
      at = (at + 1) & (words_.size() - 1);
    }
    words_[at] = each;
  };
  if (++words_known_ * 2 > words_.size()) {
    std::vector<Word> before(std::max(kFirstWords, words_.size() * 2));
    before.swap(words_);
    for (const Word& each : before) {
      if (each.term != 0) {
        put(each);
      }
    }
  }
  put({word_key, place->second + 1});
  return place->second;
}

void Vocabulary::AddWords(std::string_view text, std::string_view language, bool headline, std::vector<Count>& counts) {
  const std::vector<text::HashedWord> words = text::HashWords(text, kMostWords);
  const text::CodePointIndex places(text);
  const std::uint64_t language_hash = Hash64(language);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const text::HashedWord& word = words[i];
    const bool letter = word.end - word.begin < 2 && (word.traits & text::kDigits) == 0 &&
                        places.ByteAt(word.end) - places.ByteAt(word.begin) < 3;
    if (letter) {
      continue;
    }
    const auto key = static_cast<std::uint32_t>(MixHash(word.hash, language_hash));
    const std::optional<TermId> known = Known(key);
    Count count{known ? *known : Learn(key, word.hash, places.Slice(word.begin, word.end), language), 1, 0};
    if (common_[count.id]) {
      continue;
    }
    if (headline || i < kLeadWords) {
      count.traits |= kInLead;
    }
    if (!headline && (word.traits & text::kCapital) != 0 && (word.traits & text::kSentenceStart) == 0) {
      count.traits |= kIsName;
    }
    if ((word.traits & text::kDigits) != 0) {
      count.traits |= kIsNumber;
    }
    counts.push_back(count);
  }
}

std::vector<Vocabulary::Count> Vocabulary::CountTerms(const news::Article& article) {
  std::vector<Count> all;
  AddWords(article.headline, article.language, true, all);
  AddWords(article.text, article.language, false, all);
  std::ranges::sort(all, {}, &Count::id);
  std::vector<Count> counts;
  for (const Count& count : all) {
    if (counts.empty() || counts.back().id != count.id) {
      counts.push_back(count);
    } else {
      counts.back().times = static_cast<std::uint16_t>(counts.back().times + 1);
      counts.back().traits |= count.traits;
    }
  }
  return counts;
}

float Vocabulary::Rarity(double holders) const {
  const double seen = static_cast<double>(articles_) + kSeenBefore;
  return static_cast<float>(std::max(0.0, std::log(seen / (holders + 0.5)) / std::log(seen)));
}

void Vocabulary::Notice(const news::Article& article) {
  if (!noticed_.insert(Hash64(article.id.value())).second) {
    return;
  }
  AddCounts(CountTerms(article));
}

void Vocabulary::AddCounts(const std::vector<Count>& counts) {
  ++articles_;
  counted_ += counts.size();
  for (const Count& count : counts) {
    ++holders_[count.id];
  }
}

double Vocabulary::articles_read() const { return static_cast<double>(counted_) / kTermsOfArticle; }

Vector Vocabulary::MakeVector(const news::Article& article) {
  const std::vector<Count> counts = CountTerms(article);
  if (noticed_.insert(Hash64(article.id.value())).second) {
    AddCounts(counts);
  }
  Vector vector;
  vector.language = article.language;
  for (const Count& count : counts) {
    const float frequency = 1 + std::log(static_cast<float>(count.times));
    const double holders = holders_[count.id];
    vector.terms.push_back(
        {count.id, frequency * Rarity(holders + held_before_[count.id]), frequency * Rarity(holders), count.traits});
    vector.words += count.times;
  }
  KeepHeaviest(vector.terms);
  SetNorms(vector);
  vector.days = DaysOf(article);
  return vector;
}

}  // namespace headwater::group
