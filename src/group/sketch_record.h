// Sketches as bytes: those of articles that were noticed wait on the shelf until they are added.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "group/sketch.h"

namespace headwater::group {

// Of this program, while it runs.
std::string WriteSketch(const Sketch& sketch);
// Nothing where the bytes are not a sketch.
std::optional<Sketch> ReadSketch(std::string_view bytes);

}  // namespace headwater::group
