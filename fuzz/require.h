// What a fuzzer asks of a parser beyond not crashing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "text/utf8.h"

namespace headwater::fuzz {

// Ends the run with a finding where the promise does not hold.
inline void Require(bool holds, const char* promise) {
  if (!holds) {
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
  }
}

inline void RequireUtf8(std::string_view text) { Require(text::IsUtf8(text), "what comes out is well-formed UTF-8"); }

// Borrows the fuzzer's buffer, which is of exact size.
inline std::string_view View(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The first line, and what is behind it.
struct Split {
  std::string_view line;
  std::string_view rest;
};
inline Split SplitLine(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end == std::string_view::npos ? Split{text, {}} : Split{text.substr(0, end), text.substr(end + 1)};
}

}  // namespace headwater::fuzz
