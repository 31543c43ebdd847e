// Asks ICU how far a zone is from UTC.
#include "store/local_time.h"

#include <unicode/timezone.h>

#include <memory>

namespace headwater::store {
namespace {

std::unique_ptr<icu::TimeZone> ZoneCalled(std::string_view name) {
  if (name.empty()) {
    return nullptr;
  }
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())))));
  return zone && *zone == icu::TimeZone::getUnknown() ? nullptr : std::move(zone);
}

std::chrono::seconds OffsetAt(const icu::TimeZone* zone, double milliseconds, bool local) {
  if (zone == nullptr) {
    return std::chrono::seconds{0};
  }
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  UErrorCode fault = U_ZERO_ERROR;
  zone->getOffset(milliseconds, static_cast<UBool>(local), raw, summer, fault);
  return std::chrono::seconds{U_SUCCESS(fault) != 0 ? (raw + summer) / 1000 : 0};
}

double Milliseconds(std::chrono::sys_seconds at) { return static_cast<double>(at.time_since_epoch().count()) * 1000; }

}  // namespace

bool IsZone(std::string_view zone) { return ZoneCalled(zone) != nullptr; }

std::chrono::sys_seconds LocalOf(std::string_view zone, std::chrono::sys_seconds at) {
  return at + OffsetAt(ZoneCalled(zone).get(), Milliseconds(at), false);
}

std::chrono::sys_seconds NextAt(std::string_view zone, int weekday, int hour, int minute,
                                std::chrono::sys_seconds now) {
  const auto known = ZoneCalled(zone);
  const auto local = now + OffsetAt(known.get(), Milliseconds(now), false);
  auto day = std::chrono::floor<std::chrono::days>(local);
  constexpr int kLook = 9;
  for (int n = 0; n < kLook; ++n, day += std::chrono::days{1}) {
    const auto iso = static_cast<int>(std::chrono::weekday(day).iso_encoding());
    if (weekday != 0 && iso != weekday) {
      continue;
    }
    const std::chrono::sys_seconds clock = day + std::chrono::hours{hour} + std::chrono::minutes{minute};
    const auto at = clock - OffsetAt(known.get(), Milliseconds(clock), true);
    if (at > now) {
      return at;
    }
  }
  return now + std::chrono::days{1};
}

bool IsBetween(std::string_view zone, int from_minute, int to_minute, std::chrono::sys_seconds now) {
  const auto local = LocalOf(zone, now);
  const auto minute =
      std::chrono::duration_cast<std::chrono::minutes>(local - std::chrono::floor<std::chrono::days>(local)).count();
  return from_minute <= to_minute ? minute >= from_minute && minute < to_minute
                                  : minute >= from_minute || minute < to_minute;
}

}  // namespace headwater::store
