// Credits: datelines, bylines, copyright lines, reprint notes and source lines.
#pragma once

#include <cstddef>
#include <vector>

#include "annotate/citation_words.h"
#include "annotate/outlets.h"

namespace headwater::annotate {

// A citation as its finder saw it; bytes of the text it stands in.
struct Found {
  std::size_t begin = 0;
  std::size_t end = 0;
  Outlet outlet;
  news::CitationHow how = news::CitationHow::kReported;
};

// Tokens [first, last) of one paragraph.
struct Paragraph {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Paragraph> ParagraphsOf(const Prepared& prepared);

// Whose report the text says it is. Credits of pictures are none. All three must outlive the call only.
std::vector<Found> FindCredits(const HashedText& text, const CitationWords& words, const OutletReader& reader);

}  // namespace headwater::annotate
