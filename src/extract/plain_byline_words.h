// The words of bylines in running text: data/byline_words.tsv.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "extract/plain_tokens.h"

namespace headwater::extract {

enum class BylineWord {
  kPrefix,
  kReport,
  kEdit,
  kJoin,
  kRole,
  kGroup,
  kParticle,
  kAgency,
  kLegal,
  kRights,
  kCopyright
};

class BylineTable {
 public:
  BylineTable();

  // A single folded word.
  bool Is(BylineWord kind, const std::string& folded) const;
  // The tokens are one phrase of the kind and nothing else.
  bool Matches(BylineWord kind, const std::vector<Token>& tokens) const;
  // How many tokens the longest phrase has that opens the line; 0 where none does.
  std::size_t Opens(BylineWord kind, std::string_view line, const std::vector<Token>& tokens, std::size_t at = 0) const;

 private:
  static constexpr std::size_t kKinds = 11;
  static constexpr std::size_t kLongest = 6;  // tokens
  struct Phrase {
    bool needs_colon = true;
  };
  std::array<std::unordered_map<std::string, Phrase>, kKinds> phrases_;
};

// Lives as long as the program.
const BylineTable& BylineWords();

}  // namespace headwater::extract
