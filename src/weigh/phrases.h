// Words of a text as weighing reads them, and phrases of the tables found among them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tables/tables.h"

namespace headwater::weigh {

struct Token {
  std::string folded;       // `don't` is `do` and `not`; `l’accord` is `l` and `accord`
  std::uint32_t begin = 0;  // code points of the text
  std::uint32_t end = 0;
  bool parted = false;    // a comma, dash, colon or the like stands before it
  bool stopped = false;   // a sentence ends before it
  bool question = false;  // the sentence that it is in ends with a question mark
  bool capital = false;
};

// At most so many words; those after them are not there.
std::vector<Token> TokensOf(std::string_view text, std::size_t most);

// Where a phrase was found: tokens, end exclusive, and which row of its table it is from.
struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t row = 0;
  std::uint64_t words = 0;  // which of the tokens from `begin` on are the phrase’s own, as bits: a gap’s are not
};

// The phrases of a table by language, found by their first word. The last word of a phrase may end in `*` (and any
// other of its words); `~` stands for up to seven words.
class Phrases {
 public:
  // `column` holds the phrases, parted by `|`; the language stands in the first.
  Phrases(std::string_view table, std::size_t column);

  bool Knows(std::string_view language) const;
  const tables::Row& RowOf(const Match& match) const;
  // All that begin at the token, of any row.
  void MatchesAt(std::string_view language, const std::vector<Token>& tokens, std::size_t at,
                 std::vector<Match>& found) const;

 private:
  struct Phrase {
    std::vector<std::string> words;
    std::size_t row = 0;
  };
  struct Language {
    std::unordered_map<std::string, std::vector<Phrase>> whole;  // by the first word
    std::unordered_map<std::string, std::vector<Phrase>> begun;  // by what the first word begins with
    std::size_t longest = 0;                                     // bytes of what a word begins with
  };
  std::unordered_map<std::string_view, Language> languages_;
  const std::vector<tables::Row>* rows_ = nullptr;
};

// The stem's hash; 0 for words that tell nothing about what a text is about.
std::uint32_t TermOf(const Token& token, std::string_view language);

}  // namespace headwater::weigh
