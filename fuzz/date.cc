// Fuzzes dates: as feeds write them, as pages do, in addresses, and in running text.
#include <string>

#include "base/moment.h"
#include "extract/page_date.h"
#include "extract/published_between.h"
#include "fuzz/require.h"
#include "read/dates.h"
#include "web/message.h"

using headwater::fuzz::Require;

namespace {

void RequireSame(const std::optional<headwater::Moment>& moment) {
  if (!moment) {
    return;
  }
  const auto day = headwater::DayOf(*moment);
  Require(day.ok(), "a date is a day of the calendar");
  const int year = static_cast<int>(day.year());
  if (year >= 0 && year <= 9999) {
    const auto again = headwater::ParseMoment(headwater::FormatMoment(*moment));
    Require(again.has_value() && again->at == moment->at, "a date that is written reads as the same");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace extract = headwater::extract;
  const std::string_view text = headwater::fuzz::View(data, size);
  RequireSame(headwater::ParseMoment(text));
  RequireSame(headwater::read::ReadDate(text));
  const std::string repaired = headwater::text::RepairUtf8(text);
  RequireSame(extract::ParsePageDate(repaired));
  RequireSame(extract::ParsePageDate(repaired, true));
  RequireSame(extract::DateOfAddress(repaired));
  headwater::web::ReadHttpDate(text);
  const auto between = extract::PublishedBetweenOf(repaired, {}, {}, "en");
  Require(!between || between->from || between->to, "an interval has an end");
  Require(!between || !between->from || !between->to || *between->from <= *between->to, "an interval is not reversed");
  return 0;
}
