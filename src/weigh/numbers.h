// The numbers of a sentence, each with the words beside it that tell what it counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace headwater::weigh {

struct NumberIn {
  std::int64_t value = 0;
  std::size_t begin = 0;  // tokens (weigh/phrases.h)
  std::size_t end = 0;
  std::vector<std::uint32_t> beside;  // terms (weigh/phrases.h) of the next words, and of the one before
};

// In digits or words; without years. Linear in the sentence, of which the first 80 words are read.
std::vector<NumberIn> NumbersIn(std::string_view sentence, std::string_view language);

}  // namespace headwater::weigh
