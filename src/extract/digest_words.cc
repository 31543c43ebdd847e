// Reading the words of digests from the tables.
#include "extract/digest_words.h"

#include <utility>

#include "tables/tables.h"

namespace headwater::extract {

DigestTable::DigestTable() {
  static constexpr std::array<std::string_view, 5> kNames{"link", "reports", "from", "live", "digest"};
  for (const tables::Row& row : tables::Table("digest_words")) {
    for (std::size_t kind = 0; kind < kNames.size(); ++kind) {
      std::string_view list = kNames[kind] == row[0] ? row[2] : std::string_view();
      while (!list.empty()) {
        const std::size_t bar = list.find('|');
        phrases_[kind].insert(LineKey(list.substr(0, bar)));
        list.remove_prefix(bar == std::string_view::npos ? list.size() : bar + 1);
      }
    }
  }
}

std::size_t DigestTable::At(DigestWord kind, const std::vector<Token>& tokens, std::size_t at) const {
  const auto& phrases = phrases_[static_cast<std::size_t>(kind)];
  std::string key;
  std::size_t longest = 0;
  for (std::size_t count = 1; count <= kLongest && at + count <= tokens.size(); ++count) {
    key += (count == 1 ? "" : " ") + tokens[at + count - 1].folded;
    longest = phrases.contains(key) ? count : longest;
  }
  return longest;
}

std::size_t DigestTable::Before(DigestWord kind, const std::vector<Token>& tokens, std::size_t at) const {
  const auto& phrases = phrases_[static_cast<std::size_t>(kind)];
  std::string key;
  std::size_t longest = 0;
  for (std::size_t count = 1; count <= kLongest && count <= at; ++count) {
    key.insert(0, count == 1 ? tokens[at - 1].folded : tokens[at - count].folded + " ");
    longest = phrases.contains(key) ? count : longest;
  }
  return longest;
}

const DigestTable& DigestWords() {
  static const DigestTable made;
  return made;
}

}  // namespace headwater::extract
