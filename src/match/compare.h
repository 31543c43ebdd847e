// Two prints held side by side: are they a pair, and what kind of one?
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "match/align.h"
#include "match/print.h"
#include "news/copy.h"

namespace headwater::match {

// A print with what the window knows of its page.
struct Side {
  const Print& print;
  const std::vector<bool>& furniture;  // by paragraph
};

// May words aligned like this make a pair? Needs no more than the words, and is kinder than the verdict.
bool MayBePair(std::size_t one_words, std::size_t other_words, std::span<const Block> blocks, double least_shared);

// The copy that `one` and `other` make, whichever is the later; `blocks` have `a` in `one`. Where both stand on one
// site and are about unlike things, a few outer lines make none (`strangers`).
std::optional<news::Copy> Compare(const Side& one, const Side& other, std::vector<Block> blocks, bool strangers,
                                  double least_shared);

// Would they make one?
bool ArePair(const Side& one, const Side& other, std::vector<Block> blocks, bool strangers, double least_shared);

}  // namespace headwater::match
