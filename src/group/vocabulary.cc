// Counting terms and stemming words.
#include "group/vocabulary.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/hash.h"
#include "tables/tables.h"
#include "text/shingles.h"
#include "text/stems.h"
#include "text/transliteration.h"
#include "text/words.h"

namespace headwater::group {
namespace {

constexpr std::size_t kFirstKeys = std::size_t{1} << 12U;
constexpr std::size_t kStemsKept = std::size_t{1} << 16U;
// Until some articles were seen every word is as rare as any: rarity is counted as if so many had been seen before.
constexpr double kSeenBefore = 200;
constexpr std::size_t kSoundsKept = std::size_t{1} << 15U;
constexpr std::size_t kFewestConsonants = 3;
constexpr std::size_t kLongestSound = 24;
constexpr std::uint64_t kSoundSalt = 2;
constexpr double kTermsOfArticle = 140;  // different ones

Key KeyOf(std::string_view stem) {
  const Key key = static_cast<Key>(Hash64(stem));
  return key == 0 ? 1 : key;
}

bool IsCommon(std::uint32_t word, std::string_view language) {
  static const auto common = [] {
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> made;
    for (const tables::Row& row : tables::Table("common_words")) {
      std::vector<std::uint32_t>& words = made[row[0]];
      for (const text::HashedWord& each : text::HashWords(row[1], row[1].size())) {
        words.push_back(each.hash);
      }
      std::ranges::sort(words);
    }
    return made;
  }();
  const auto found = common.find(language.empty() ? std::string_view("en") : language);
  return found != common.end() && std::ranges::binary_search(found->second, word);
}

// Of a thousand articles of any newspaper, in how many a word of the stem stands.
double PerMille(Key stem) {
  static const auto background = [] {
    std::unordered_map<Key, double> made;
    for (const tables::Row& row : tables::Table("background_words")) {
      const double often = std::strtod(std::string(row[1]).c_str(), nullptr);
      std::string_view words = row[2];
      while (!words.empty()) {
        const std::size_t blank = std::min(words.find(' '), words.size());
        if (blank > 0) {
          double& known = made[KeyOf(text::Stem(words.substr(0, blank), row[0]))];
          known = std::max(known, often);
        }
        words.remove_prefix(std::min(blank + 1, words.size()));
      }
    }
    return made;
  }();
  const auto found = background.find(stem);
  return found == background.end() ? 0 : found->second;
}

Key Consonants(std::string_view word) {
  constexpr std::string_view kUnheard = "aeiouyh ";
  std::string sound;
  for (const char letter : text::SpellingKey(text::Latinise(word))) {
    if (kUnheard.find(letter) == std::string_view::npos) {
      // Scripts without a p write b.
      sound += letter == 'p' ? 'b' : letter;
    }
  }
  if (sound.size() < kFewestConsonants || sound.size() > kLongestSound) {
    return 0;
  }
  return static_cast<Key>(MixHash(Hash64(sound), kSoundSalt));
}

}  // namespace

std::size_t Counts::Find(Key key) const {
  std::size_t at = (key * std::size_t{0x9E3779B1U}) & (entries_.size() - 1);
  while (entries_[at].key != 0 && entries_[at].key != key) {
    at = (at + 1) & (entries_.size() - 1);
  }
  return at;
}

void Counts::Resize(std::size_t size) {
  std::vector<Entry> before(size);
  before.swap(entries_);
  used_ = 0;
  for (const Entry& entry : before) {
    if (entry.key != 0 && entry.times > 0) {
      entries_[Find(entry.key)] = entry;
      ++used_;
    }
  }
}

void Counts::Add(Key key) {
  if (key == 0) {
    return;
  }
  if (used_ * 3 >= entries_.size() * 2) {
    if (used_ >= kMostKeys) {
      std::ranges::for_each(entries_, [](Entry& entry) { entry.times /= 2; });
      Resize(entries_.size());
    } else {
      Resize(std::max(kFirstKeys, entries_.size() * 2));
    }
  }
  Entry& entry = entries_[Find(key)];
  used_ += entry.key == 0 ? 1U : 0U;
  entry.key = key;
  ++entry.times;
}

std::uint32_t Counts::Of(Key key) const { return entries_.empty() || key == 0 ? 0 : entries_[Find(key)].times; }

std::optional<Key> Vocabulary::StemOf(std::uint32_t word, std::string_view spelled, std::string_view language) {
  if (words_.empty()) {
    words_.resize(kStemsKept);
  }
  if (language != language_) {
    language_ = language;
    language_hash_ = Hash64(language);
  }
  const std::uint32_t key = static_cast<std::uint32_t>(MixHash(word, language_hash_)) | 1U;
  Word& known = words_[(key >> 1U) & (kStemsKept - 1)];
  if (known.key != key) {
    known = {key, IsCommon(word, language) ? 0 : KeyOf(text::Stem(text::Fold(spelled), language))};
  }
  return known.stem == 0 ? std::nullopt : std::optional(known.stem);
}

Key Vocabulary::SoundOf(std::uint32_t word, std::string_view spelled) {
  if (sounds_.empty()) {
    sounds_.resize(kSoundsKept);
  }
  Word& known = sounds_[word & (kSoundsKept - 1)];
  if (known.key != (word | 1U)) {
    known = {word | 1U, Consonants(spelled)};
  }
  return known.stem;
}

void Vocabulary::Count(const std::vector<Key>& terms) {
  ++articles_;
  log_seen_ = std::log(static_cast<double>(articles_) + kSeenBefore);
  counted_ += terms.size();
  for (const Key term : terms) {
    holders_.Add(term);
  }
}

float Vocabulary::Rarity(Key term, bool with_prior) const {
  const double before = with_prior ? PerMille(term) * kSeenBefore / 1000 : 0;
  const double all = log_seen_ > 0 ? log_seen_ : std::log(kSeenBefore);
  return static_cast<float>(std::max(0.0, 1 - std::log(holders_.Of(term) + before + 0.5) / all));
}

double Vocabulary::articles_read() const { return static_cast<double>(counted_) / kTermsOfArticle; }

}  // namespace headwater::group
