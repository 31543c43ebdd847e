// Cutting a sentence into syntactic words, as the treebanks that the models learned from are cut.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace headwater::syntax {

struct TokenPlace {
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
  bool space_before = false;
};

// English words (data/word_parts.tsv) of the text's bytes [begin, end), which are one sentence: a point before white
// space inside of it belongs to its word. At most `most` of them. Any bytes will do.
void Tokens(std::string_view text, std::size_t begin, std::size_t end, std::size_t most,
            std::vector<TokenPlace>& tokens);

}  // namespace headwater::syntax
