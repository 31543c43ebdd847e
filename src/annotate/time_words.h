// The words that expressions of time are made of, by language.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace headwater::annotate {

// Kinds of data/time_words.tsv.
enum class TimeKind : std::uint8_t {
  kMonth,
  kWeekday,
  kUnit,
  kNumber,
  kLoose,
  kOrdinal,
  kSeason,
  kPart,
  kDay,
  kShift,
  kSpan,
  kMood,
  kRef,
  kSet,
  kClock,
  kAgo,
  kBefore,
  kHoliday,
  kFuture,
  kPlanned,
};
constexpr std::size_t kTimeKinds = 20;

// A word or phrase with all kinds that it may be of.
struct TimeWord {
  std::uint32_t kinds = 0;
  std::array<std::string_view, kTimeKinds> values{};

  bool Is(TimeKind kind) const { return (kinds >> static_cast<unsigned>(kind) & 1U) != 0; }
  std::string_view Value(TimeKind kind) const { return values[static_cast<std::size_t>(kind)]; }
  int Number(TimeKind kind) const;
};

class TimeWords {
 public:
  // Null for languages without a table.
  static const TimeWords* Of(std::string_view language);

  // Needs lower case; phrases have their words parted by one blank.
  const TimeWord* Find(const std::string& words) const;
  // May a phrase of several words begin with this one?
  bool Begins(const std::string& word) const { return begins_.contains(word); }
  void Add(std::string_view kind, std::string_view value, std::string_view words);

 private:
  std::unordered_map<std::string, TimeWord> words_;
  std::unordered_map<std::string, bool> begins_;
};

}  // namespace headwater::annotate
