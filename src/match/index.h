// The index from fingerprints to the prints that hold them: finds, for a new print, the few that may share text with
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace headwater::match {

// A print's number in the window.
using Slot = std::uint32_t;

struct Candidate {
  Slot slot = 0;
  std::uint32_t hits = 0;  // fingerprints in common
  double weight = 0;       // the rarer these are, the more
};

// Sampled fingerprints: of all runs of three words those whose hash falls into one of four classes, each once. Two
// texts sample the same of what they share, and a run of three outlives the rewording of nearly every other word.
std::vector<std::uint32_t> Fingerprints(std::span<const std::uint32_t> words);

// Posting lists, newest first, in two flat arrays. A fingerprint gives its newest holders only, so that a common phrase
// costs no more than a rare one.
class Index {
 public:
  Index();

  void Add(Slot slot, std::span<const std::uint32_t> fingerprints);

  // Those with the most weight first, at most `max`. `alive` says which slots still count.
  std::vector<Candidate> Find(std::span<const std::uint32_t> fingerprints, const std::vector<bool>& alive,
                              std::size_t max);

  void Clear();

 private:
  struct Entry {
    std::uint32_t key = 0;
    std::uint32_t head = 0;   // into nodes_, plus one; 0 where the place is free
    std::uint32_t count = 0;  // of nodes
  };
  struct Node {
    Slot slot = 0;
    std::uint32_t next = 0;  // plus one
  };
  struct Tally {
    std::uint32_t hits = 0;
    float weight = 0;
  };

  std::size_t Place(std::uint32_t key) const;
  void Grow();

  std::vector<Entry> entries_;
  std::vector<Node> nodes_;
  std::vector<Tally> tallies_;  // by slot; all zero between calls
  std::size_t used_ = 0;
};

}  // namespace headwater::match
