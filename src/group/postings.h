// The index from telling terms to the articles that hold them: finds who may be on the same event.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "group/print.h"

namespace headwater::group {

// An article's number in the window.
using Slot = std::uint32_t;

// Four bytes a posting and eight a term: each article's telling terms point back to the article before that had them.
class Postings {
 public:
  static constexpr std::size_t kTelling = 16;  // terms and names of an article that it is found by

  // Slots are added in order, each once.
  void Add(Slot slot, const Print& print);

  // Those that share most of the print's telling terms, best first, at most `most`. Only the newest holders of a term
  // are looked at, so that a frequent one costs no more than a rare one.
  std::vector<Slot> Find(const Print& print, const std::vector<bool>& alive, std::size_t most);

  void Clear();

 private:
  struct Head {
    Key key = 0;
    std::uint32_t latest = 0;  // number of the posting plus one
  };

  Head& HeadOf(Key key);
  std::size_t Locate(Key key) const;
  void Grow();

  std::vector<Head> heads_;  // open-addressed, a power of two in size
  std::size_t used_ = 0;
  std::vector<std::uint32_t> before_;  // by posting: the number of the one before, plus one
  std::vector<float> tallies_;         // by slot; all zero between calls
};

}  // namespace headwater::group
