// Marks: a text as keyed hashes of some runs of its words, by which copies are known though no word is kept.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::store {

// The secret of one installation.
using MarkKey = std::array<unsigned char, 16>;

struct RunMark {
  std::int64_t hash = 0;
  std::uint32_t at = 0;  // which word it begins with
  bool quoted = false;   // all of its words stand in quotation marks
};

// Winnowing (Schleimer, Wilkerson, Aiken: SIGMOD 2003): of every four runs of six words that follow each other the one
// with the least hash. Whatever shares nine words in a row shares a mark; marks lie too far apart to be strung together
// by who guesses words. Where letters stand for words (Chinese, Japanese, Thai), runs are of fourteen.
std::vector<RunMark> MarksOf(const MarkKey& key, std::string_view text);

// The prose of a page, roughly: tags, scripts and styles are left out, the commonest references resolved. Linear.
std::string WordsOfHtml(std::string_view html);

// The same for texts that differ in blanks, case and punctuation alone; empty for a text of few words.
std::string TextHash(const MarkKey& key, std::string_view text);

}  // namespace headwater::store
