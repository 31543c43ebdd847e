// The words of data/digest_words.tsv.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "extract/plain_tokens.h"

namespace headwater::extract {

enum class DigestWord { kLink, kReports, kFrom, kLive, kDigest };

class DigestTable {
 public:
  DigestTable();

  // How many tokens the longest phrase of the kind has that begins at the token, or ends before it; 0 where none does.
  std::size_t At(DigestWord kind, const std::vector<Token>& tokens, std::size_t at) const;
  std::size_t Before(DigestWord kind, const std::vector<Token>& tokens, std::size_t at) const;

 private:
  static constexpr std::size_t kLongest = 5;  // tokens
  std::array<std::unordered_set<std::string>, 5> phrases_;
};

// Lives as long as the program.
const DigestTable& DigestWords();

}  // namespace headwater::extract
