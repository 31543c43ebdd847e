// The words that stand beside names of places, from data/place_words.tsv.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace headwater::annotate {

// A word may have several of them.
enum PlaceRole : std::uint16_t {
  kPlaceBefore = 1,       // in
  kPlaceLoosely = 2,      // to
  kPlaceAfter = 4,        // police, residents
  kPlaceSide = 8,         // North, Downtown
  kPlaceRoad = 16,        // Street
  kPlaceNumbered = 32,    // Interstate
  kPlaceFeature = 64,     // River, after the name
  kPlaceNamed = 128,      // Lake, before the name
  kPlaceCounty = 256,     // County
  kPlaceCouncil = 512,    // City, before "of" or "Council"
  kPlacePress = 1024,     // Post
  kPlaceMaybe = 2048,     // a road's word that means other things too: Court
  kPlacePoint = 4096,     // written with a point: St
  kPlaceTownship = 8192,  // Township
  kPlaceSeldom = 32768,   // Congress: mostly another thing
  kPlaceSpeaks = 16384,   // said
};

// The roles of words in a language (ISO 639-1); for a language unknown, or none, in English.
class PlaceRolesOf {
 public:
  explicit PlaceRolesOf(std::string_view language);
  // The roles that the word, as written, has.
  std::uint16_t operator()(std::string_view word) const;

 private:
  const std::unordered_map<std::string_view, std::uint16_t>* roles_;
};

}  // namespace headwater::annotate
