// Reading what tells from facts and numbers.
#include "match/telling.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/hash.h"
#include "match/numbers.h"
#include "match/same_name.h"
#include "text/shingles.h"
#include "text/utf8.h"

namespace headwater::match {
namespace {

constexpr std::size_t kMostTellings = 600;
constexpr std::size_t kLeastSounds = 3;
constexpr double kLeastNumber = 13;        // what is smaller is often written otherwise, or for something else
constexpr std::uint32_t kLeastQuoted = 5;  // words of a quotation
constexpr std::uint64_t kSalt = 0x7472616E;

std::uint32_t KeyOf(TellingKind kind, std::uint64_t value) {
  return static_cast<std::uint32_t>(MixHash(MixHash(kSalt, static_cast<std::uint64_t>(kind)), value) >> 32U);
}

class Collector {
 public:
  explicit Collector(const Print& print) : print_(print), index_(print.text) {}

  std::vector<Telling> Collect() {
    for (const NameFact& name : print_.facts.names) {
      AddName(name.span);
    }
    for (const Number& number : FindNumbers(print_)) {
      AddNumber(number);
    }
    for (const TimeFact& time : print_.facts.times) {
      // Whole days alone: `2031-05-02`.
      if (time.value.size() >= kDay && time.value[0] >= '0' && time.value[0] <= '9' && time.value[4] == '-' &&
          time.value.find_first_of("XWT") == std::string::npos) {
        Add(TellingKind::kDay, Hash64(std::string_view(time.value).substr(0, kDay)), time.span);
      }
    }
    for (const PlaceFact& place : print_.facts.places) {
      const auto key = (static_cast<std::uint64_t>(static_cast<std::uint32_t>(place.latitude)) << 32U) |
                       static_cast<std::uint32_t>(place.longitude);
      Add(TellingKind::kPlace, key, place.span);
    }
    std::ranges::stable_sort(tellings_, {}, &Telling::at);
    tellings_.resize(std::min(tellings_.size(), kMostTellings));
    SetParagraphs();
    return std::move(tellings_);
  }

 private:
  static constexpr std::size_t kDay = 10;

  void Add(TellingKind kind, std::uint64_t value, const news::Span& span) {
    tellings_.push_back({KeyOf(kind, value), span.begin, 0, kind, span});
  }

  void AddName(const news::Span& span) {
    const std::string_view name = index_.Slice(span.begin, span.end);
    const auto [known, is_new] = sounds_.try_emplace(name);
    if (is_new) {
      for (const std::string& sounds : Skeletons(name)) {
        if (sounds.size() >= kLeastSounds) {
          known->second.push_back(Hash64(std::string_view(sounds).substr(0, kLeastSounds)));
        }
      }
    }
    for (const std::uint64_t sounds : known->second) {
      Add(TellingKind::kName, sounds, span);
    }
  }

  void AddNumber(const Number& number) {
    const bool day = std::ranges::any_of(print_.facts.times, [&](const TimeFact& time) {
      return time.span.begin <= number.span.begin && number.span.end <= time.span.end && time.value.size() >= kDay;
    });
    if (number.value >= kLeastNumber && number.dimension != "clock" && !day) {
      Add(TellingKind::kNumber, static_cast<std::uint64_t>(std::llround(number.value * 100)), number.span);
    }
  }

  void SetParagraphs() {
    std::size_t paragraph = 0;
    for (Telling& telling : tellings_) {
      while (paragraph + 1 < print_.paragraphs.size() &&
             print_.begins[print_.paragraphs[paragraph + 1].begin] <= telling.at) {
        ++paragraph;
      }
      telling.paragraph = static_cast<std::uint32_t>(paragraph);
    }
  }

  const Print& print_;
  text::CodePointIndex index_;
  std::unordered_map<std::string_view, std::vector<std::uint64_t>> sounds_;  // of a name's words, by the name
  std::vector<Telling> tellings_;
};

}  // namespace

std::vector<Telling> TellingsOf(const Print& print) { return Collector(print).Collect(); }

std::vector<std::uint32_t> NeighbourKeys(const std::vector<Telling>& tellings) {
  constexpr std::size_t kReach = 3;
  std::vector<std::uint32_t> keys;
  for (std::size_t i = 0; i < tellings.size(); ++i) {
    for (std::size_t j = i + 1; j < tellings.size() && j <= i + kReach; ++j) {
      if (tellings[i].key != tellings[j].key) {
        keys.push_back(static_cast<std::uint32_t>(MixHash(tellings[i].key, tellings[j].key) >> 32U));
      }
    }
  }
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::vector<std::uint32_t> KeptOf(const std::vector<std::uint32_t>& neighbour_keys) {
  constexpr std::size_t kKept = 36;
  std::vector<std::uint32_t> kept = neighbour_keys;
  const std::size_t size = std::min(kKept, kept.size());
  const auto rank = [](std::uint32_t key) { return key * 0x9E3779B1U; };
  std::ranges::partial_sort(kept, kept.begin() + static_cast<std::ptrdiff_t>(size), {}, rank);
  kept.resize(size);
  return kept;
}

}  // namespace headwater::match
