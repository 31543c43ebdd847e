// Maps: places as dots on the outline of the world, which is a file of ours; nothing is asked of anyone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headwater::screen {

struct MapDot {
  std::string name;
  std::string href;     // empty: it leads nowhere
  double latitude = 0;  // degrees
  double longitude = 0;
  int weight = 1;  // articles: larger dots for more
};

// Where a point lies on the sheet of ui/world.svg, in Equal Earth.
struct MapPoint {
  double x = 0;
  double y = 0;
};
MapPoint PlaceOnMap(double latitude, double longitude);

// The part of the world that the dots lie in, with room around them, as SVG; safe markup, empty where there are none.
// `assets` is the address of the folder of ui/.
std::string MapHtml(const std::vector<MapDot>& dots, std::string_view assets, std::string_view label);

}  // namespace headwater::screen
