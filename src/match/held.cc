// Keeping and finding held articles.
#include "match/held.h"

#include <algorithm>

namespace headwater::match {
namespace {

constexpr std::size_t kFirstTable = 64;
constexpr std::size_t kFullTenths = 7;

}  // namespace

std::int32_t HourOf(std::chrono::sys_seconds at) {
  return static_cast<std::int32_t>(std::chrono::floor<std::chrono::hours>(at).time_since_epoch().count());
}

std::size_t Holdings::PlaceOf(std::uint64_t id) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t place = id & mask;
  while (table_[place] != 0 && At(table_[place] - 1).id != id) {
    place = (place + 1) & mask;
  }
  return place;
}

void Holdings::Grow() {
  table_.assign(std::max(kFirstTable, table_.size() * 2), 0);
  for (Slot slot = first_; slot < end(); ++slot) {
    if (At(slot).alive()) {
      table_[PlaceOf(At(slot).id)] = slot + 1;
    }
  }
}

Slot Holdings::Add(const Held& held) {
  if ((alive_ + 1) * 10 > table_.size() * kFullTenths) {
    Grow();
  }
  const Slot slot = end();
  held_.push_back(held);
  table_[PlaceOf(held.id)] = slot + 1;
  by_hour_[held.hour].push_back(slot);
  ++alive_;
  return slot;
}

std::optional<Slot> Holdings::Find(std::uint64_t id) const {
  if (table_.empty()) {
    return std::nullopt;
  }
  const std::uint32_t found = table_[PlaceOf(id)];
  return found == 0 ? std::nullopt : std::optional<Slot>(found - 1);
}

void Holdings::Remove(Slot slot) {
  if (!IsAlive(slot)) {
    return;
  }
  // What stands behind the gap moves up, so that it is still found.
  const std::size_t mask = table_.size() - 1;
  std::size_t gap = PlaceOf(At(slot).id);
  table_[gap] = 0;
  for (std::size_t place = (gap + 1) & mask; table_[place] != 0; place = (place + 1) & mask) {
    const std::size_t home = At(table_[place] - 1).id & mask;
    const bool may_move = ((place - home) & mask) >= ((place - gap) & mask);
    if (may_move) {
      table_[gap] = table_[place];
      table_[place] = 0;
      gap = place;
    }
  }
  held_[slot - first_].place = -1;
  --alive_;
  while (!held_.empty() && !held_.front().alive()) {
    held_.pop_front();
    ++first_;
  }
}

std::vector<Slot> Holdings::Before(std::int32_t hour) {
  std::vector<Slot> slots;
  const auto end = by_hour_.lower_bound(hour);
  for (auto at = by_hour_.begin(); at != end; ++at) {
    std::ranges::copy_if(at->second, std::back_inserter(slots), [this](Slot slot) { return IsAlive(slot); });
  }
  by_hour_.erase(by_hour_.begin(), end);
  return slots;
}

std::size_t Holdings::CountGone(Slot from, Slot to) const {
  std::size_t gone = 0;
  for (Slot slot = from; slot < to; ++slot) {
    gone += IsAlive(slot) ? 0U : 1U;
  }
  return gone;
}

}  // namespace headwater::match
