// JSON-LD's articleBody as a second opinion on which blocks are prose.
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

namespace headwater::extract {

// Remembers a text by its runs of four words, whatever its case, marks and markup.
class SecondOpinion {
 public:
  explicit SecondOpinion(std::string_view text);

  // The part of the block's words that stand in the text, 0 to 1; nothing is known of blocks under four words: -1.
  double Share(std::string_view block) const;
  // Runs of four words in the text.
  std::size_t size() const { return runs_.size(); }

 private:
  std::unordered_set<std::size_t> runs_;
};

// Of blocks (in order) those that the second opinion leaves: it must know nearly all of them and the article's end,
// or all are left. Positions in `blocks`.
std::vector<std::size_t> KeptBySecondOpinion(const std::vector<std::string_view>& blocks,
                                             std::string_view article_body);

}  // namespace headwater::extract
