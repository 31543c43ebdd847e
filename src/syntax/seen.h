// What can be seen of a word by itself, hashed once for all that look at it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headwater::syntax {

struct Seen {
  std::uint64_t form = 0;       // as written
  std::uint64_t lower = 0;      // in lower case, quotes and dashes made plain, every digit a zero
  std::uint32_t suffixes[4]{};  // hashes of the last 1 to 4 letters of `lower`; of fewer, the whole word
  std::uint32_t prefixes[3]{};
  std::uint32_t shape = 0;  // `Xx`, `X.X.`, `0`: runs made short
};

// Hashes the word. `room` is memory to work in, kept between calls.
Seen See(std::string_view form, std::string& room);

// `form` in lower case (ASCII and, by ICU, the rest), with plain quotes and dashes; digits as they are.
void Plain(std::string_view form, std::string& plain);

}  // namespace headwater::syntax
