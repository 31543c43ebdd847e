// Weights in a byte each: small ones exact, large ones to a thirty-second of themselves.
#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>

namespace headwater::learn {

// Common features weigh a thousand times what rare ones do, and both count: even steps would lose one or the other.
// A code is a sign (128) and a magnitude: 0 to 15 are themselves, then sixteen steps to each doubling.
inline constexpr std::int32_t kMostWeight = 31 << 6U;

constexpr std::int32_t Magnitude(std::uint32_t code) {
  return code < 16 ? static_cast<std::int32_t>(code)
                   : static_cast<std::int32_t>((16U + (code & 15U)) << ((code >> 4U) - 1U));
}

inline constexpr auto kWeightOfCode = [] {
  std::array<std::int32_t, 256> weights{};
  for (std::uint32_t code = 0; code < 128; ++code) {
    weights[code] = Magnitude(code);
    weights[code + 128] = -Magnitude(code);
  }
  return weights;
}();

// The code whose weight is nearest; for training.
constexpr std::uint8_t CodeOfWeight(std::int64_t weight) {
  const std::int64_t size = weight < 0 ? -weight : weight;
  std::uint32_t code = 0;
  while (code < 127 && Magnitude(code + 1) - size <= size - Magnitude(code)) {
    ++code;
  }
  return static_cast<std::uint8_t>(weight < 0 && code > 0 ? code + 128 : code);
}

}  // namespace headwater::learn
