// Papers' towns by domain.
#include "annotate/outlet_homes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tables/tables.h"

namespace headwater::annotate {
namespace {

struct Town {
  std::string_view name;
  std::string_view country;
  std::string_view division;
};

std::unordered_map<std::string_view, Town> ReadTowns() {
  std::unordered_map<std::string_view, Town> towns;
  for (const tables::Row& row : tables::Table("outlet_homes")) {
    std::string_view domains = row[0];
    while (!domains.empty()) {
      const std::size_t end = domains.find(' ');
      towns.emplace(domains.substr(0, end), Town{row[1], row[2], row[3]});
      domains.remove_prefix(end == std::string_view::npos ? domains.size() : end + 1);
    }
  }
  return towns;
}

// The host of an address, or of what is one already.
std::string_view HostOf(std::string_view address) {
  if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos) {
    address.remove_prefix(scheme + 3);
  }
  return address.substr(0, address.find_first_of("/:?#"));
}

std::optional<Sense> Find(std::string_view host) {
  static const auto towns = ReadTowns();
  auto town = towns.find(host);
  while (town == towns.end()) {
    const std::size_t point = host.find('.');
    if (point == std::string_view::npos) {
      return std::nullopt;
    }
    host.remove_prefix(point + 1);
    town = towns.find(host);
  }
  const std::vector<Site> sites = SitesNamed(PlaceKey(town->second.name), false);
  const auto own = std::max_element(sites.begin(), sites.end(), [&](const Site& one, const Site& other) {
    const auto fits = [&](const Site& site) {
      return site.country == town->second.country && site.kind > SiteKind::kCounty &&
             (town->second.division.empty() || site.division == town->second.division);
    };
    return std::pair(fits(one), one.size) < std::pair(fits(other), other.size);
  });
  if (own == sites.end() || own->country != town->second.country) {
    return std::nullopt;
  }
  return MakeSense(*own);
}

}  // namespace

std::optional<Sense> HomeOf(const news::Article& article) {
  for (const std::string* const address : {&article.publisher, &article.url}) {
    if (address->find('.') != std::string::npos && address->find(' ') == std::string::npos) {
      if (const auto home = Find(HostOf(*address))) {
        return home;
      }
    }
  }
  return std::nullopt;
}

}  // namespace headwater::annotate
