// Reads preferences from a person's rows, and times into a zone by ICU's tables.
#include "screen/preferences.h"

#include <fmt/format.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>

#include "screen/page.h"
#include "screen/wording.h"
#include "store/people.h"

namespace headwater::screen {
namespace {

std::unique_ptr<icu::TimeZone> ZoneCalled(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  return zone && *zone == icu::TimeZone::getUnknown() ? nullptr : std::move(zone);
}

std::optional<std::chrono::minutes> OffsetOf(const icu::TimeZone& zone, std::chrono::sys_seconds at) {
  constexpr double kSecond = 1000;
  constexpr std::int32_t kMinute = 60'000;
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  UErrorCode fault = U_ZERO_ERROR;
  zone.getOffset(static_cast<double>(at.time_since_epoch().count()) * kSecond, 0, raw, summer, fault);
  return U_SUCCESS(fault) != 0 ? std::optional(std::chrono::minutes((raw + summer) / kMinute)) : std::nullopt;
}

std::vector<ZoneRegion> ReadZones() {
  std::map<std::string, std::vector<std::string>> regions;
  UErrorCode fault = U_ZERO_ERROR;
  const std::unique_ptr<icu::StringEnumeration> names(
      icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, fault));
  while (U_SUCCESS(fault) != 0 && names) {
    const char* const name = names->next(nullptr, fault);
    if (name == nullptr) {
      break;
    }
    const std::string zone(name);
    if (const std::size_t slash = zone.find('/'); slash != std::string::npos) {
      regions[zone.substr(0, slash)].push_back(zone);
    }
  }
  std::vector<ZoneRegion> list{{"UTC", {"UTC"}}};
  for (auto& [region, zones] : regions) {
    std::ranges::sort(zones);
    list.push_back({region, std::move(zones)});
  }
  return list;
}

// The words between the tags in the zone, as much of the day as they told themselves.
std::string Words(const Moment& moment, bool brief, std::string_view before) {
  constexpr std::size_t kClock = 5;
  if (!brief) {
    return LocalWords(moment);
  }
  return LocalWords(moment, before.size() == kClock ? ClockParts::kTime : ClockParts::kDayAndTime);
}

}  // namespace

Preferences PreferencesOf(store::Store& store, std::int64_t person) {
  Preferences preferences;
  const auto rows = store::People(store).Settings(person);
  if (!rows) {
    return preferences;
  }
  const auto row = [&](std::string_view name) {
    const auto found = rows->find(name);
    return found == rows->end() ? std::string() : found->second;
  };
  preferences.zone = row("zone");
  preferences.theme = row("theme");
  preferences.language = row("edition language");
  const std::string items = row("items");
  std::from_chars(items.data(), items.data() + items.size(), preferences.items);
  return preferences;
}

std::optional<std::chrono::minutes> OffsetIn(const std::string& zone, std::chrono::sys_seconds at) {
  const auto known = zone.empty() ? nullptr : ZoneCalled(zone);
  return known ? OffsetOf(*known, at) : std::nullopt;
}

std::string InZone(std::string html, const std::string& zone) {
  constexpr std::string_view kOpening = "<time datetime=\"";
  constexpr std::string_view kBrief = " class=\"brief\"";
  constexpr std::string_view kClosing = "</time>";
  const auto known = zone.empty() ? nullptr : ZoneCalled(zone);
  if (!known) {
    return html;
  }
  std::string turned;
  turned.reserve(html.size() + html.size() / 16);
  std::string_view rest = html;
  for (std::size_t at = rest.find(kOpening); at != std::string_view::npos; at = rest.find(kOpening)) {
    const std::size_t begin = at + kOpening.size();
    const std::size_t quote = rest.find('"', begin);
    const std::size_t tag = quote == std::string_view::npos ? quote : rest.find('>', quote);
    const std::size_t end = tag == std::string_view::npos ? tag : rest.find(kClosing, tag);
    if (end == std::string_view::npos) {
      break;
    }
    auto moment = ParseMoment(rest.substr(begin, quote - begin));
    const auto offset = moment && moment->has_time && moment->offset ? OffsetOf(*known, moment->at) : std::nullopt;
    const std::string_view before = rest.substr(tag + 1, end - tag - 1);
    if (offset) {
      const std::string stated = TimeWords(*moment);
      const bool brief = rest.substr(quote + 1, tag - quote - 1) == kBrief;
      moment->offset = *offset;
      turned.append(rest.substr(0, quote + 1));
      turned.append(
          fmt::format(R"( title="{}">{}{})", Escape(stated), Escape(Words(*moment, brief, before)), kClosing));
    } else {
      turned.append(rest.substr(0, end + kClosing.size()));
    }
    rest.remove_prefix(end + kClosing.size());
  }
  return turned.append(rest);
}

const std::vector<ZoneRegion>& Zones() {
  static const std::vector<ZoneRegion> zones = ReadZones();
  return zones;
}

}  // namespace headwater::screen
