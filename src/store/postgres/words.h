// Our own tokens as PostgreSQL's tsvector and tsquery, so that a search answers what it answers on SQLite.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "store/port.h"

namespace headwater::store::postgres {

// Binary tsvectors. One for most articles; more where a word stands too often or too far on for one (256 times, 16,383
// places, a megabyte): each overlaps with the next by as many words as a phrase may reasonably have.
std::vector<std::string> VectorsOf(const IndexedText& text);
std::vector<std::string> VectorsOfStatement(std::string_view content, std::string_view language,
                                            const std::vector<std::string>& facts);

// What a question asks of the index.
struct AskedWords {
  // Of one alternative the places, and of each the tokens that do.
  using Phrase = std::vector<std::vector<std::string>>;
  std::vector<std::vector<Phrase>> groups;  // of each group one phrase is needed

  // Nothing is asked, or what no document can have.
  bool matches_nothing = false;

  std::string Query() const;                 // all groups, as a tsquery
  std::vector<std::string> Queries() const;  // of each group
  std::vector<std::string> Tokens() const;
};
AskedWords WordsOf(const TextQuestion& question);

// Where the tokens asked for stand in one document: positions with the letter of their column.
using Positions = std::map<std::string, std::map<int, char>>;
// What a hit is worth by where its words stand and how often, as it is on SQLite.
double WorthOf(const AskedWords& asked, const Positions& positions);

}  // namespace headwater::store::postgres
