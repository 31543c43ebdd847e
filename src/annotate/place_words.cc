// Roles of words by language.
#include "annotate/place_words.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

#include "tables/tables.h"

namespace headwater::annotate {
namespace {

using Roles = std::unordered_map<std::string_view, std::uint16_t>;

std::uint16_t RoleNamed(std::string_view name) {
  static constexpr std::pair<std::string_view, PlaceRole> kRoles[] = {
      {"before", kPlaceBefore}, {"loosely", kPlaceLoosely},   {"after", kPlaceAfter},     {"side", kPlaceSide},
      {"road", kPlaceRoad},     {"numbered", kPlaceNumbered}, {"feature", kPlaceFeature}, {"named", kPlaceNamed},
      {"county", kPlaceCounty}, {"council", kPlaceCouncil},   {"press", kPlacePress},     {"maybe", kPlaceMaybe},
      {"point", kPlacePoint},   {"township", kPlaceTownship}, {"speaks", kPlaceSpeaks},   {"seldom", kPlaceSeldom}};
  const auto* const found =
      std::find_if(std::begin(kRoles), std::end(kRoles), [&](const auto& role) { return role.first == name; });
  return found == std::end(kRoles) ? std::uint16_t{0} : static_cast<std::uint16_t>(found->second);
}

std::unordered_map<std::string, Roles> ReadRoles() {
  std::unordered_map<std::string, Roles> by_language;
  for (const tables::Row& row : tables::Table("place_words")) {
    Roles& roles = by_language[std::string(row[0])];
    std::string_view words = row[2];
    while (!words.empty()) {
      const std::size_t end = words.find(' ');
      std::uint16_t& all = roles[words.substr(0, end)];
      all = static_cast<std::uint16_t>(all | RoleNamed(row[1]));
      words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
    }
  }
  return by_language;
}

}  // namespace

PlaceRolesOf::PlaceRolesOf(std::string_view language) {
  static const auto by_language = ReadRoles();
  const auto own = by_language.find(std::string(language));
  roles_ = own == by_language.end() ? &by_language.at("en") : &own->second;
}

std::uint16_t PlaceRolesOf::operator()(std::string_view word) const {
  const auto found = roles_->find(word);
  return found == roles_->end() ? std::uint16_t{0} : found->second;
}

}  // namespace headwater::annotate
