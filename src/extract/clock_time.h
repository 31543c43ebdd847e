// Times of day as lines of text write them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extract/plain_tokens.h"

namespace headwater::extract {

struct ClockTime {
  int hour = -1;
  int minute = 0;
  std::size_t tokens = 0;  // 0 where no time stands there
};

// 14:05, 14.05, 14h05, 14:05:33, 2 pm, 2:05 p.m., 14 Uhr, beginning at the token.
ClockTime ClockTimeAt(std::string_view text, const std::vector<Token>& tokens, std::size_t at);

}  // namespace headwater::extract
