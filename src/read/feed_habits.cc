// The elements that tell a feed's habits: ttl, the syndication module, skipHours and skipDays, generator.
#include "read/feed_habits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "read/construct.h"

namespace headwater::read {
namespace {

using web::XmlNode;
using web::XmlTree;

std::optional<int> ReadNumber(std::string_view text, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

// The words of the syndication module.
std::optional<std::chrono::seconds> PeriodOf(std::string_view word) {
  using std::chrono::days;
  static constexpr std::array<std::pair<std::string_view, std::chrono::seconds>, 5> kPeriods{
      {{"hourly", std::chrono::hours{1}},
       {"daily", days{1}},
       {"weekly", days{7}},
       {"monthly", days{30}},
       {"yearly", days{365}}}};
  const auto* const found =
      std::ranges::find(kPeriods, word, &std::pair<std::string_view, std::chrono::seconds>::first);
  return found == kPeriods.end() ? std::nullopt : std::optional(found->second);
}

void ReadSkipped(const XmlTree& tree, XmlTree::Id id, Field field, news::Feed& feed) {
  static constexpr auto kDays =
      std::to_array<std::string_view>({"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"});
  constexpr std::size_t kMost = 24;
  for (auto child = tree[id].first_child; child != XmlNode::kNone; child = tree[child].next) {
    if (!tree[child].is_element() || feed.skip_hours.size() + feed.skip_days.size() >= 2 * kMost) {
      continue;
    }
    const std::string text = PlainConstruct(tree, child);
    const auto* const day = std::ranges::find(kDays, ascii::Lower(text));
    if (field == Field::kSkipDays && day != kDays.end()) {
      feed.skip_days.push_back(static_cast<int>(day - kDays.begin()));
    } else if (const auto hour = ReadNumber(text, 0, 24); field == Field::kSkipHours && hour) {
      // Some count to 24.
      feed.skip_hours.push_back(*hour % 24);
    }
  }
}

}  // namespace

bool FeedHabits::Read(const XmlTree& tree, XmlTree::Id id, Field field, news::Feed& feed) {
  constexpr int kMostMinutes = 60 * 24 * 31;
  switch (field) {
    case Field::kGenerator:
      if (feed.generator.empty()) {
        const std::string words = PlainConstruct(tree, id);
        feed.generator = words.empty() ? std::string(ascii::Trim(tree.Attribute(id, "uri").value_or(""))) : words;
        feed.generator.resize(std::min<std::size_t>(feed.generator.size(), 200));
      }
      return true;
    case Field::kMinutes:
      if (const auto minutes = ReadNumber(PlainConstruct(tree, id), 1, kMostMinutes)) {
        feed.interval = std::chrono::minutes{*minutes};
      }
      return true;
    case Field::kPeriod:
      period_ = PeriodOf(ascii::Lower(PlainConstruct(tree, id)));
      return true;
    case Field::kFrequency:
      frequency_ = ReadNumber(PlainConstruct(tree, id), 1, 100'000).value_or(1);
      return true;
    case Field::kSkipHours:
    case Field::kSkipDays:
      ReadSkipped(tree, id, field, feed);
      return true;
    default:
      return false;
  }
}

void FeedHabits::Finish(news::Feed& feed) const {
  if (period_) {
    const auto each = *period_ / std::max(frequency_, 1);
    feed.interval = feed.interval ? std::max(*feed.interval, each) : each;
  }
}

}  // namespace headwater::read
