// Postings: which of the window's articles hold a key, in under five bytes a key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace headwater::match {

// An article's number in the window; grows with every article added.
using Slot = std::uint32_t;

// A log-structured index (O'Neil et al., 1996). New postings go into a small table; full, it is sealed into a sorted
// volume, and volumes of like size are merged. A volume cuts the keys by their upper bits into buckets of eight or so
// and keeps of a posting the lower bits of its key and its slot, counted from the volume's first, in 32 bits together.
// Keys must be spread evenly over 32 bits. Of a key that many hold the newest holders are kept.
class Postings {
 public:
  // Which slots still count, asked when volumes are merged.
  explicit Postings(std::function<bool(Slot)> alive);

  // Slots must come in rising order.
  void Add(Slot slot, std::span<const std::uint32_t> keys);

  struct Holder {
    std::uint32_t key = 0;  // its place among those asked for
    Slot slot = 0;
  };
  // The newest holders of each key, at most kMostHolders of it, in no order of keys; `counts` says how many of each.
  // Both are cleared first. Slots that are not alive any more may be among them.
  void Find(std::span<const std::uint32_t> keys, std::vector<Holder>& holders,
            std::vector<std::uint32_t>& counts) const;

  // Nothing before the slot is alive.
  void DropBefore(Slot slot);
  // Rewrites volumes of which more than half is gone. `gone` tells how many slots of a stretch are.
  void Compact(const std::function<std::size_t(Slot, Slot)>& gone);

  std::size_t bytes() const;

  static constexpr std::uint32_t kMostHolders = 64;

 private:
  struct Volume {
    Slot first = 0;
    Slot end = 0;
    std::uint32_t bits = 0;  // of a slot, and of a bucket's number
    std::vector<std::uint32_t> heads;
    std::vector<std::uint32_t> cells;
  };
  struct Node {
    std::uint32_t key = 0;
    Slot slot = 0;
    std::uint32_t next = 0;  // plus one
  };
  class Cursor;
  class Writer;

  void Seal();
  void MergeLast();
  void Rewrite(Volume& volume) const;
  static void FindIn(const Volume& volume, std::span<const std::uint32_t> keys, std::vector<Holder>& holders,
                     std::vector<std::uint32_t>& counts);

  std::function<bool(Slot)> alive_;
  std::vector<Volume> volumes_;  // oldest first
  std::vector<std::uint32_t> heads_;
  std::vector<Node> nodes_;
};

}  // namespace headwater::match
