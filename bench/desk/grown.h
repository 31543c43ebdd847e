// A few thousand articles grown to any number, for measuring a large window. It is no news: figures from it are of
// speed and size alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "news/article.h"

namespace headwater::bench {

// Every further round takes the articles again with their words exchanged, each with one that is about as frequent:
// long words among themselves, capitalised ones among themselves, and runs of short ones ("of the", "it was a") as
// wholes. Digits are turned on. So what was alike within a round still is, and words, phrases of short words and names
// keep their frequencies, whatever the size. What is changed follows from what real windows are like:
// - An article has few copies, and none a round. Were short words to stay where they are, each article would be a
//   rewrite of itself in every other round, for they are half of all words and keep their order.
// - A larger collection has more different words. Rare ones are coined anew in as many rounds as makes the vocabulary
//   grow with the 0.6th power of the articles (Heaps' law).
// - What many articles name, all rounds name; whom few name is another person or place in each round.
// What is not as in real windows: phrases of long words do not recur over rounds, and all rounds have the same days.
class Grown {
 public:
  explicit Grown(std::vector<news::Article> articles);

  // The article of that number, counted over all rounds, which is its id. The first round is the articles themselves.
  news::Article At(std::size_t number) const;

 private:
  enum Kind : std::uint8_t { kAsItIs, kWord, kName, kShortWords, kKinds };
  // Bytes of a text that stay together: what is exchanged, or what lies between.
  struct Piece {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
    std::uint32_t rank = 0;  // among its kind by frequency
    Kind kind = kAsItIs;
  };
  // The spellings of a kind, most frequent first once all were counted.
  struct Spellings {
    std::vector<std::string> words;
    std::vector<std::uint32_t> times;
    std::unordered_map<std::string, std::uint32_t> numbers;
  };
  struct Band {
    std::size_t begin = 0;
    std::size_t size = 0;
  };

  std::vector<Piece> PiecesOf(std::string_view text);
  std::uint32_t Count(Kind kind, std::string_view word);
  void Rank();
  static Band BandOf(std::size_t rank, std::size_t all);
  void AppendExchanged(const Piece& piece, std::size_t round, std::string& made) const;
  // The text as the round has it; `moved`, if given, gets for each code point before where it is now.
  std::string Exchange(std::string_view text, const std::vector<Piece>& pieces, std::size_t round,
                       std::vector<std::uint32_t>* moved) const;

  std::vector<news::Article> articles_;
  std::vector<std::vector<Piece>> texts_;
  std::vector<std::vector<Piece>> headlines_;
  std::array<Spellings, kKinds> spellings_;
  std::unordered_set<std::string> well_known_;  // entities that many articles name
};

}  // namespace headwater::bench
