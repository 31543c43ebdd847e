// A text whose names are marked.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::train {

inline constexpr std::array<std::string_view, 4> kKinds = {"person", "organisation", "place", "other"};

struct Marked {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  std::size_t kind = 0;  // of kKinds; kKinds.size(): neither right nor wrong
  bool operator==(const Marked&) const = default;
};

struct MarkedText {
  std::string text;
  std::vector<Marked> names;
};

}  // namespace headwater::train
