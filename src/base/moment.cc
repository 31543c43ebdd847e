// Reading and writing of RFC 3339 times.
#include "base/moment.h"

#include <fmt/format.h>

#include <cstdint>

namespace headwater {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

// Reads digits off the front of a text, each call a field.
class Fields {
 public:
  explicit Fields(std::string_view rest) : rest_(rest) {}

  std::optional<int> Number(std::size_t digits) {
    if (rest_.size() < digits) {
      return std::nullopt;
    }
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') {
        return std::nullopt;
      }
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  bool Skip(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  void SkipFraction() {
    if (!Skip('.') && !Skip(',')) {
      return;
    }
    while (Number(1)) {
    }
  }

  bool empty() const { return rest_.empty(); }
  char front() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  std::string_view rest_;
};

// Nothing: no valid offset. An empty inner value: the text states none.
std::optional<std::optional<minutes>> ParseOffset(Fields& fields) {
  fields.Skip(' ');
  if (fields.empty()) {
    return std::optional<minutes>{};
  }
  if (fields.Skip('Z') || fields.Skip('z')) {
    return fields.empty() ? std::optional(std::optional(minutes{0})) : std::nullopt;
  }
  const bool west = fields.front() == '-';
  if (!fields.Skip('-') && !fields.Skip('+')) {
    return std::nullopt;
  }
  const auto hour = fields.Number(2);
  fields.Skip(':');
  const auto minute = fields.empty() ? std::optional(0) : fields.Number(2);
  if (!hour || !minute || !fields.empty() || *hour > 14 || *minute > 59) {
    return std::nullopt;
  }
  if (west && *hour == 0 && *minute == 0) {
    return std::optional<minutes>{};
  }
  const minutes size = hours{*hour} + minutes{*minute};
  return std::optional(west ? -size : size);
}

}  // namespace

std::chrono::year_month_day DayOf(const Moment& moment) {
  return std::chrono::year_month_day{floor<days>(moment.at + moment.offset.value_or(minutes{0}))};
}

Moment MomentOfDay(std::chrono::year_month_day day) { return Moment{sys_days{day}, false, std::nullopt}; }

Moment MomentOfInstant(std::chrono::sys_seconds at) { return Moment{at, true, minutes{0}}; }

std::string FormatDay(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string FormatMoment(const Moment& moment) {
  std::string day = FormatDay(DayOf(moment));
  if (!moment.has_time) {
    return day;
  }
  const minutes offset = moment.offset.value_or(minutes{0});
  const auto local = moment.at + offset;
  const std::chrono::hh_mm_ss clock{local - floor<days>(local)};
  std::string text =
      fmt::format("{}T{:02}:{:02}:{:02}", day, clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (!moment.offset) {
    return text + "-00:00";
  }
  if (offset == minutes{0}) {
    return text + "Z";
  }
  const std::int64_t size = std::abs(offset.count());
  return text + fmt::format("{}{:02}:{:02}", offset < minutes{0} ? '-' : '+', size / 60, size % 60);
}

std::optional<Moment> ParseMoment(std::string_view text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  Fields fields(text);
  const auto year = fields.Number(4);
  const bool dashed = fields.Skip('-');
  const auto month = fields.Number(2);
  if (dashed && !fields.Skip('-')) {
    return std::nullopt;
  }
  const auto day = fields.Number(2);
  if (!year || !month || !day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) {
    return std::nullopt;
  }
  if (fields.empty()) {
    return MomentOfDay(date);
  }
  if (!fields.Skip('T') && !fields.Skip('t') && !fields.Skip(' ')) {
    return std::nullopt;
  }
  const auto hour = fields.Number(2);
  fields.Skip(':');
  const auto minute = fields.Number(2);
  if (!hour || !minute) {
    return std::nullopt;
  }
  int second = 0;
  if (fields.Skip(':') || (fields.front() >= '0' && fields.front() <= '9')) {
    const auto stated = fields.Number(2);
    if (!stated) {
      return std::nullopt;
    }
    second = *stated;
    fields.SkipFraction();
  }
  const auto offset = ParseOffset(fields);
  if (!offset || *hour > 24 || *minute > 59 || second > 60) {
    return std::nullopt;
  }
  const auto local = sys_days{date} + hours{*hour} + minutes{*minute} + seconds{second};
  return Moment{local - offset->value_or(minutes{0}), true, *offset};
}

}  // namespace headwater
