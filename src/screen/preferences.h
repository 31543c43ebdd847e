// What people have set for the pages that they see: time zone, length of lists, colours, language of the front page.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::store {
class Store;
}

namespace headwater::screen {

// What is empty is as it comes.
struct Preferences {
  std::string zone;       // `Europe/Tallinn`; empty: times as publishers state them
  std::size_t items = 0;  // of a list on one page; 0: as many as each page has
  std::string theme;      // `light`, `dark`; empty: as the system has it
  std::string language;   // of the front page, ISO 639-1; empty: all
};

// A fault costs the wishes, never the page.
Preferences PreferencesOf(store::Store& store, std::int64_t person);

// How far the zone is from UTC at that moment; nothing where there is no such zone.
std::optional<std::chrono::minutes> OffsetIn(const std::string& zone, std::chrono::sys_seconds at);

// A page with every time of day in the zone, and what the publisher states as its title. What is a day alone, or a time
// whose zone is not given, stays. Empty: nothing changes.
std::string InZone(std::string html, const std::string& zone);

// Zones by region, `Europe` and then `Tallinn`, in the order of their names.
struct ZoneRegion {
  std::string name;
  std::vector<std::string> zones;
};
const std::vector<ZoneRegion>& Zones();

}  // namespace headwater::screen
