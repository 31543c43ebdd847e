// What memory holds of every article in the window: sixty bytes or so, beside its postings.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "match/furniture.h"
#include "match/postings.h"

namespace headwater::match {

struct Held {
  std::int64_t place = -1;  // on the shelf; below zero where it has left the window
  std::uint64_t id = 0;     // hash
  std::uint32_t size = 0;   // bytes of the record
  std::uint32_t words = 0;
  std::uint32_t site = 0;     // hash of the publisher or host; 0 where unknown
  std::uint16_t sampled = 0;  // of its runs of words, those that can be found
  std::uint16_t language = 0;
  std::int32_t hour = 0;  // that Forget goes by
  Matter matter{};

  bool alive() const { return place >= 0; }
};

// The articles by slot, by id and by age.
class Holdings {
 public:
  Slot Add(const Held& held);
  const Held& At(Slot slot) const { return held_[slot - first_]; }
  bool IsAlive(Slot slot) const { return slot >= first_ && slot < end() && At(slot).alive(); }

  std::optional<Slot> Find(std::uint64_t id) const;
  void Remove(Slot slot);

  // Those that are older than the hour; they stay until they are removed.
  std::vector<Slot> Before(std::int32_t hour);

  // The first slot that is not known to be gone, and one past the last.
  Slot first() const { return first_; }
  Slot end() const { return first_ + static_cast<Slot>(held_.size()); }
  std::size_t size() const { return alive_; }
  // Of a stretch of slots, those that are gone.
  std::size_t CountGone(Slot from, Slot to) const;

 private:
  std::size_t PlaceOf(std::uint64_t id) const;
  void Grow();

  std::deque<Held> held_;
  Slot first_ = 0;
  std::size_t alive_ = 0;
  std::vector<std::uint32_t> table_;  // slots plus one, by id; open addressing
  std::map<std::int32_t, std::vector<Slot>> by_hour_;
};

// The hour of an instant, since 1970.
std::int32_t HourOf(std::chrono::sys_seconds at);

}  // namespace headwater::match
