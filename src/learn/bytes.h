// Numbers in model files: little-endian, at any alignment.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace headwater::learn {

static_assert(std::endian::native == std::endian::little, "models are read in place");

// The number at the byte `at`, which the caller knows to lie inside.
template <class Number>
Number LoadAt(std::string_view bytes, std::size_t at) {
  Number number{};
  std::memcpy(&number, bytes.data() + at, sizeof(number));
  return number;
}

template <class Number>
void Append(std::string& bytes, Number number) {
  char raw[sizeof(number)];
  std::memcpy(raw, &number, sizeof(number));
  bytes.append(raw, sizeof(number));
}

}  // namespace headwater::learn
