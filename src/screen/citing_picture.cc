// Draws streams as filled bands, as wide as their counts.
#include "screen/citing_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "screen/page.h"

namespace headwater::screen {
namespace {

constexpr double kWidth = 100;
constexpr double kRow = 22;
constexpr double kWidest = 0.62;  // of a row
constexpr double kNarrowest = 1.2;

}  // namespace

std::string StreamsSvg(std::span<const int> counts, int whole, int most, bool join_right, std::string_view label) {
  const double height = kRow * static_cast<double>(counts.size());
  const double scale = std::min(kRow * kWidest / std::max(whole, 1), kRow * 6 / std::max(most, 1));
  const auto width_of = [&](int count) { return std::max(kNarrowest, scale * count); };
  const double sum = std::accumulate(counts.begin(), counts.end(), 0.0,
                                     [&](double so_far, int count) { return so_far + width_of(count); });
  std::string svg = fmt::format(
      R"(<svg class="streams" role="img" aria-label="{}" viewBox="0 0 {:.0f} {:.0f}" preserveAspectRatio="none" width="100%" height="{:.1f}em">)",
      Escape(label), kWidth, height, 2.2 * static_cast<double>(counts.size()));
  const double out = join_right ? 0 : kWidth;
  const double in = kWidth - out;
  double joined = (height - sum) / 2;
  for (std::size_t n = 0; n < counts.size(); ++n) {
    const double width = width_of(counts[n]);
    const double top = kRow * (static_cast<double>(n) + 0.5) - width / 2;
    svg += fmt::format(R"(<path class="stream" d="M{0:.0f} {1:.1f}C50 {1:.1f} 50 {3:.1f} {2:.0f} {3:.1f})"
                       R"(V{4:.1f}C50 {4:.1f} 50 {5:.1f} {0:.0f} {5:.1f}Z"/>)",
                       out, top, in, joined, joined + width, top + width);
    joined += width;
  }
  return svg + "</svg>";
}

}  // namespace headwater::screen
