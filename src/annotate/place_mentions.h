// Where a text names places: every name of the gazetteer that may be one, and what its surroundings say for it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "annotate/gazetteer.h"
#include "annotate/prepared.h"
#include "news/annotations.h"

namespace headwater::annotate {

enum class PlaceShape {
  kListed,    // the gazetteer has it
  kUnlisted,  // only its surroundings say it is a place ("Nowheresville, Ohio")
  kRoad,      // a street, a numbered road
  kFeature,   // a river, a lake, a county that the gazetteer lacks
};

constexpr std::size_t kNoMention = static_cast<std::size_t>(-1);

struct PlaceMention {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  std::size_t first = 0;  // tokens
  std::size_t last = 0;
  PlaceShape shape = PlaceShape::kListed;
  std::string key;
  std::vector<Site> sites;  // empty for what the gazetteer lacks
  // What words, marks and names around it say: above 0 for a place, below 0 against.
  double cues = 0;
  // The mention right after it that says in which state or country ("Paris, Texas"), or kNoMention.
  std::size_t within = kNoMention;
  // A preposition of place stands before it.
  bool placed = false;
  // The whole of a person's name as the text has it elsewhere ("Houston said", after "Ann Houston"), where nothing
  // places it.
  bool person = false;
};

// In order of place, none overlapping. `names` are the article's names, in order of place.
std::vector<PlaceMention> FindPlaceMentions(const Prepared& prepared, const std::vector<news::Name>& names);

}  // namespace headwater::annotate
