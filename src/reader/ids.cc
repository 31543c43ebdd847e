// Reading and writing ids.
#include "reader/ids.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "reader/parameters.h"

namespace headwater::reader {
namespace {

constexpr std::string_view kLongForm = "tag:google.com,2005:reader/item/";
constexpr std::size_t kDigits = 16;
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::uint64_t kWithin = (std::uint64_t{1} << store::kItemBits) - 1;

std::optional<std::int64_t> ReadHexadecimal(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (digits.empty() || digits.size() > kDigits || fault != std::errc() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(number);
}

constexpr std::array<std::pair<std::string_view, StreamKind>, 10> kStates{{
    {"reading-list", StreamKind::kReadingList},
    {"read", StreamKind::kRead},
    {"unread", StreamKind::kUnread},
    {"kept-unread", StreamKind::kUnread},
    {"fresh", StreamKind::kUnread},
    {"tracking-kept-unread", StreamKind::kNothing},
    {"starred", StreamKind::kStarred},
    {"saved", StreamKind::kStarred},
    {"later", StreamKind::kLater},
    {"read-later", StreamKind::kLater},
}};

StreamKind StateCalled(std::string_view name) {
  const auto found = std::ranges::find(kStates, name, &std::pair<std::string_view, StreamKind>::first);
  return found == kStates.end() ? StreamKind::kNothing : found->second;
}

}  // namespace

std::string LongId(store::ItemNumber item) {
  return fmt::format("{}{:016x}", kLongForm, static_cast<std::uint64_t>(item));
}

std::optional<store::ItemNumber> ReadItemId(std::string_view text) {
  if (const std::size_t slash = text.rfind('/'); slash != std::string_view::npos) {
    return ReadHexadecimal(text.substr(slash + 1));
  }
  // Sixteen digits are hexadecimal where one of them is a letter or they begin with a zero; numbers of ours have
  // sixteen decimal digits too.
  const bool padded = text.size() == kDigits && text.starts_with('0');
  const bool letters = std::ranges::any_of(text, ascii::IsLetter);
  return padded || letters ? ReadHexadecimal(text) : ReadDecimal(text);
}

std::int64_t MicrosecondsOf(store::ItemNumber item) {
  const auto within = static_cast<std::int64_t>(static_cast<std::uint64_t>(item) & kWithin);
  return (item >> store::kItemBits) * kMillion + std::min(within, kMillion - 1);
}

std::optional<store::ItemNumber> LastItemBy(std::string_view text) {
  const auto number = ReadDecimal(text);
  // What is smaller than so many seconds is seconds; a thousand times that, milliseconds.
  constexpr std::int64_t kMostSeconds = 100'000'000'000;
  constexpr std::int64_t kMostMilliseconds = 100'000'000'000'000;
  // Nanoseconds, too, are sent under the name of microseconds.
  constexpr std::int64_t kMostMicroseconds = 100'000'000'000'000'000;
  if (!number || *number < 0) {
    return std::nullopt;
  }
  if (*number < kMostSeconds) {
    return store::LastItemAt(std::chrono::sys_seconds{std::chrono::seconds{std::min(*number, kMostSeconds / 12)}});
  }
  std::int64_t microseconds = *number;
  if (microseconds < kMostMilliseconds) {
    return store::LastItemAt(std::chrono::sys_seconds{std::chrono::seconds{microseconds / 1000}});
  }
  microseconds = microseconds < kMostMicroseconds ? microseconds : microseconds / 1000;
  const std::int64_t seconds = microseconds / kMillion;
  return store::FirstItemAt(std::chrono::sys_seconds{std::chrono::seconds{seconds}}) + microseconds % kMillion;
}

std::string Continuation(store::ItemNumber last) { return fmt::format("h{:x}", static_cast<std::uint64_t>(last)); }

std::optional<store::ItemNumber> ReadContinuation(std::string_view text) {
  const auto number = text.starts_with('h') ? ReadHexadecimal(text.substr(1)) : std::nullopt;
  return number && *number >= 0 ? number : std::nullopt;
}

std::optional<StreamId> ReadStreamId(std::string_view text) {
  constexpr std::string_view kFeed = "feed/";
  constexpr std::string_view kUser = "user/";
  if (text.starts_with(kFeed)) {
    return text.size() == kFeed.size()
               ? std::nullopt
               : std::optional(StreamId{StreamKind::kFeed, std::string(text.substr(kFeed.size()))});
  }
  if (!text.starts_with(kUser)) {
    return std::nullopt;
  }
  text.remove_prefix(kUser.size());
  // Whose it is: always who asks.
  text.remove_prefix(std::min(text.find('/'), text.size()));
  constexpr std::string_view kLabel = "/label/";
  constexpr std::string_view kStateOf = "/state/";
  if (text.starts_with(kLabel) && text.size() > kLabel.size()) {
    return StreamId{StreamKind::kLabel, std::string(text.substr(kLabel.size()))};
  }
  if (!text.starts_with(kStateOf)) {
    return std::nullopt;
  }
  return StreamId{StateCalled(text.substr(text.rfind('/') + 1)), {}};
}

std::string FeedId(store::StreamNumber stream) { return fmt::format("feed/{}", stream); }
std::string LabelId(std::string_view name) { return fmt::format("user/-/label/{}", name); }

}  // namespace headwater::reader
