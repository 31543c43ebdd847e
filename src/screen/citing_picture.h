// A source between those whom it cites and those who cite it, as streams that join and part.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace headwater::screen {

// The streams of one side as SVG, 100 % of its width and a row of 2.2 em for each count, to stand beside a list with
// rows as high. They join in the middle of the far edge: to the right, else to the left. `whole`: the largest count of
// either side, so that both are drawn to one scale; `most`: the larger sum of the two.
std::string StreamsSvg(std::span<const int> counts, int whole, int most, bool join_right, std::string_view label);

}  // namespace headwater::screen
