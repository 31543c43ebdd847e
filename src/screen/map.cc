// Draws maps in the projection of tools/world_outline.mjs.
#include "screen/map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "screen/page.h"

namespace headwater::screen {
namespace {

// Šavrič, Patterson, Jenny: The Equal Earth map projection (2018).
constexpr double kA1 = 1.340264;
constexpr double kA2 = -0.081106;
constexpr double kA3 = 0.000893;
constexpr double kA4 = 0.003796;
constexpr double kWidth = 1000;
constexpr double kScale = kWidth / (2 * 2.70663);
constexpr double kHeight = 2 * 1.317362 * kScale;
// A country of middling size fills less than this; a closer view would show the outline's own corners.
constexpr double kLeastWidth = 190;
constexpr double kRatio = 0.5;
constexpr double kRoom = 1.35;
constexpr std::size_t kMostNamed = 12;

struct View {
  double x = 0;
  double y = 0;
  double width = kWidth;
  double height = kHeight;
};

View ViewOf(const std::vector<MapPoint>& points) {
  const auto [left, right] = std::ranges::minmax(points, {}, &MapPoint::x);
  const auto [top, bottom] = std::ranges::minmax(points, {}, &MapPoint::y);
  View view;
  view.width =
      std::clamp(std::max((right.x - left.x) * kRoom, (bottom.y - top.y) * kRoom / kRatio), kLeastWidth, kWidth);
  view.height = std::min(view.width * kRatio, kHeight);
  view.x = std::clamp((left.x + right.x - view.width) / 2, 0.0, kWidth - view.width);
  view.y = std::clamp((top.y + bottom.y - view.height) / 2, 0.0, kHeight - view.height);
  return view;
}

}  // namespace

MapPoint PlaceOnMap(double latitude, double longitude) {
  constexpr double kDegree = std::numbers::pi / 180;
  const double theta = std::asin(std::numbers::sqrt3 / 2 * std::sin(std::clamp(latitude, -90.0, 90.0) * kDegree));
  const double t2 = theta * theta;
  const double t6 = t2 * t2 * t2;
  const double x = 2 * std::numbers::sqrt3 * std::clamp(longitude, -180.0, 180.0) * kDegree * std::cos(theta) /
                   (3 * (9 * kA4 * t6 * t2 + 7 * kA3 * t6 + 3 * kA2 * t2 + kA1));
  const double y = theta * (kA4 * t6 * t2 + kA3 * t6 + kA2 * t2 + kA1);
  return {kWidth / 2 + kScale * x, kHeight / 2 - kScale * y};
}

std::string MapHtml(const std::vector<MapDot>& dots, std::string_view assets, std::string_view label) {
  if (dots.empty()) {
    return {};
  }
  std::vector<MapPoint> points;
  points.reserve(dots.size());
  for (const MapDot& dot : dots) {
    points.push_back(PlaceOnMap(dot.latitude, dot.longitude));
  }
  const View view = ViewOf(points);
  // In hundredths of the view, so that dots and letters are as large in each.
  const double unit = view.width / 100;
  std::string html =
      fmt::format(R"(<svg class="map" viewBox="{:.1f} {:.1f} {:.1f} {:.1f}" role="group" aria-label="{}">)"
                  R"(<image href="{}/world.svg" x="0" y="0" width="{:.0f}" height="{:.1f}"/>)",
                  view.x, view.y, view.width, view.height, Escape(label), assets, kWidth, kHeight);
  const auto most = std::ranges::max_element(dots, {}, &MapDot::weight)->weight;
  for (std::size_t n = 0; n < dots.size(); ++n) {
    const MapDot& dot = dots[n];
    const double radius = unit * (0.7 + 1.1 * std::sqrt(static_cast<double>(dot.weight) / std::max(most, 1)));
    const bool leads = !dot.href.empty();
    html += leads ? fmt::format(R"(<a href="{}" tabindex="-1">)", Escape(dot.href)) : std::string();
    html += fmt::format(R"(<circle class="spot" cx="{:.1f}" cy="{:.1f}" r="{:.2f}"><title>{}</title></circle>)",
                        points[n].x, points[n].y, radius, Escape(dot.name));
    if (n < kMostNamed) {
      // To the left where there is no room to the right.
      const bool left = points[n].x > view.x + view.width * 0.75;
      html += fmt::format(R"(<text class="spot-name" x="{:.1f}" y="{:.1f}" font-size="{:.2f}"{}>{}</text>)",
                          points[n].x + (left ? -1 : 1) * (radius + unit * 0.6), points[n].y + unit * 0.7, unit * 2.1,
                          left ? R"( text-anchor="end")" : "", Escape(dot.name));
    }
    html += leads ? "</a>" : "";
  }
  return html + "</svg>";
}

}  // namespace headwater::screen
