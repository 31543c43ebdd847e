// Sets of hashed words, and runs of three words of which some are kept by their hash.
#include "store/alike.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/hash.h"
#include "text/words.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMaxWords = 400;
constexpr std::size_t kRun = 3;
constexpr std::size_t kMaxMarks = 12;
// One run in so many is a mark wherever it stands, so that an excerpt has those of the whole.
constexpr std::uint64_t kOneIn = 4;
// Shorter statements must be the same to the word.
constexpr std::size_t kFewWords = 8;
constexpr double kSameWords = 0.7;
constexpr std::size_t kExcerptWords = 7;
constexpr double kWithin = 0.93;
constexpr double kPartOf = 0.25;

// Words that turn a sentence into its opposite, folded.
constexpr std::array<std::string_view, 33> kNegations{
    "not",   "no",   "never", "nobody", "none", "cannot",  "won't",  "don't", "didn't", "doesn't", "isn't",
    "nicht", "kein", "keine", "nie",    "ne",   "pas",     "jamais", "nunca", "non",    "mai",     "nao",
    "geen",  "niet", "nooit", "не",     "нет",  "никогда", "ні",     "nav",   "ei",     "degil",   "нема"};

bool MustAgree(std::string_view word) {
  return (word.front() >= '0' && word.front() <= '9') || std::ranges::find(kNegations, word) != kNegations.end();
}

void SortOnce(std::vector<std::uint64_t>& hashes) {
  std::ranges::sort(hashes);
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace

Wording WordingOf(std::string_view content) {
  Wording wording;
  std::vector<std::uint64_t> row;
  for (const text::Word& place : text::Words(content)) {
    std::string word = text::Fold(content.substr(place.begin, place.end - place.begin));
    if (word.empty() || row.size() == kMaxWords) {
      continue;
    }
    // ’ and ' are one.
    for (std::size_t at = word.find("\xE2\x80\x99"); at != std::string::npos; at = word.find("\xE2\x80\x99")) {
      word.erase(at, 2);
      word[at] = '\'';
    }
    row.push_back(Hash64(word));
    if (MustAgree(word)) {
      wording.fixed.push_back(row.back());
    }
  }
  std::vector<std::uint64_t> runs;
  for (std::size_t n = 0; n + kRun <= row.size(); ++n) {
    runs.push_back(MixHash(MixHash(row[n], row[n + 1]), row[n + 2]));
  }
  wording.words = std::move(row);
  SortOnce(wording.words);
  SortOnce(wording.fixed);
  SortOnce(runs);
  if (runs.empty()) {
    std::uint64_t all = 0;
    for (const std::uint64_t word : wording.words) {
      all = MixHash(all, word);
    }
    runs.push_back(all);
  }
  for (std::size_t n = 0; n < runs.size() && wording.marks.size() < kMaxMarks; ++n) {
    if (n == 0 || runs[n] % kOneIn == 0) {
      wording.marks.push_back(static_cast<std::int64_t>(runs[n]));
    }
  }
  return wording;
}

bool SaysTheSame(const Wording& one, const Wording& other) {
  const Wording& less = one.words.size() <= other.words.size() ? one : other;
  const Wording& more = &less == &one ? other : one;
  if (less.words.size() < kFewWords && more.words.size() < kFewWords) {
    return !less.words.empty() && less.words == more.words;
  }
  std::size_t shared = 0;
  for (auto a = less.words.begin(), b = more.words.begin(); a != less.words.end() && b != more.words.end();) {
    shared += *a == *b ? 1 : 0;
    const bool forth = *a <= *b;
    b += *b <= *a ? 1 : 0;
    a += forth ? 1 : 0;
  }
  const auto in = static_cast<double>(shared);
  const auto few = static_cast<double>(less.words.size());
  const auto many = static_cast<double>(more.words.size());
  if (in >= kSameWords * (few + many - in)) {
    return one.fixed == other.fixed;
  }
  return less.words.size() >= kExcerptWords && in >= kWithin * few && few >= kPartOf * many;
}

}  // namespace headwater::store
