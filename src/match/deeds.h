// Deeds: who did what to whom, as far as names, verbs and their order tell.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "match/print.h"
#include "text/utf8.h"

namespace headwater::match {

struct Deed {
  const NameFact* who = nullptr;  // of the print
  const NameFact* whom = nullptr;
  bool passive = false;
  std::vector<std::string> words = {};  // between them, stems
};

// Two persons or organisations with a few words between them, around the words [begin, end). `index` is of the print's
// text.
std::vector<Deed> DeedsAround(const Print& print, const text::CodePointIndex& index, std::uint32_t begin,
                              std::uint32_t end);

bool SharesWord(const Deed& one, const Deed& other);

}  // namespace headwater::match
