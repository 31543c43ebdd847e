// A few thousand articles grown to any number, for measuring a large window. It is no news: figures from it are of
// speed and size alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "news/article.h"

namespace headwater::bench {

// Every further round takes the articles again with their words exchanged among themselves: long ones and capitalised
// ones by a mapping of the round's own, digits turned on, entities renamed, short words as they are. So what was alike
// within a round still is, words keep their frequencies, and no article is a copy of one of another round.
class Grown {
 public:
  explicit Grown(std::vector<news::Article> articles);

  // The article of that number, counted over all rounds, which is its id. The first round is the articles themselves.
  news::Article At(std::size_t number) const;

 private:
  // Bytes of a text that stay together: a word that is exchanged, or what lies between two of them.
  struct Piece {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
    std::uint32_t word = 0;  // its number, plus one; 0 where it is none
    bool name = false;
  };
  struct Round {
    std::size_t number = 0;
    std::uint64_t step = 0;
    std::uint64_t shift = 0;
  };

  std::vector<Piece> PiecesOf(std::string_view text);
  std::uint32_t NumberOf(std::string_view word, bool name);
  // Adds the text as the round has it; `moved`, if given, gets for each code point before where it is now.
  std::string Exchange(std::string_view text, const std::vector<Piece>& pieces, const Round& round,
                       std::vector<std::uint32_t>* moved) const;

  std::vector<news::Article> articles_;
  std::vector<std::vector<Piece>> texts_;
  std::vector<std::vector<Piece>> headlines_;
  std::vector<std::string> words_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

}  // namespace headwater::bench
