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

// Eight bytes a term, which hold its article where it has but one; else six or so a posting, in chunks that grow with
// the term, so that a large window is not waited for article by article.
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
    std::uint32_t latest = 0;  // 0: none; marked: the one slot; else the place of the newest chunk
  };

  Head& HeadOf(Key key);
  std::size_t Locate(Key key) const;
  void Grow();
  void Append(Head& head, Slot slot);
  std::uint32_t NewChunk(std::uint32_t before, std::uint32_t room);

  std::vector<Head> heads_;  // open-addressed, a power of two in size
  std::size_t used_ = 0;
  // Chunks: the place of the one before, how many slots it has room for, how many it holds, and these.
  std::vector<std::uint32_t> cells_;
  std::vector<float> tallies_;  // by slot; all zero between calls
};

}  // namespace headwater::group
