// Chains of postings.
#include "group/postings.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace headwater::group {
namespace {

constexpr std::size_t kHoldersSeen = 64;  // of a term, the newest first
constexpr std::size_t kTellingNames = 6;
constexpr std::size_t kFirstHeads = std::size_t{1} << 10U;
constexpr float kLeadTells = 1.5F;
constexpr std::uint32_t kOneSlot = 1U << 31U;
constexpr std::uint32_t kChunkHead = 3;  // cells before a chunk's slots
constexpr std::uint32_t kFirstRoom = 2;
constexpr std::uint32_t kMostRoom = 16;

struct Telling {
  Key key = 0;
  float weight = 0;
};

void KeepMost(std::vector<Telling>& all, std::size_t most) {
  const std::size_t kept = std::min(most, all.size());
  std::ranges::partial_sort(
      all, all.begin() + static_cast<std::ptrdiff_t>(kept),
      [](const Telling& a, const Telling& b) { return a.weight != b.weight ? a.weight > b.weight : a.key < b.key; });
  all.resize(kept);
}

std::vector<Telling> TellingOf(const Print& print) {
  std::vector<Telling> names;
  for (std::size_t i = 0; i < print.names().size(); ++i) {
    const Weight weight = print.name_weights()[i];
    names.push_back({print.names()[i], weight.value() * (InLead(weight) ? kLeadTells : 1)});
  }
  KeepMost(names, kTellingNames);
  std::vector<Telling> terms;
  for (std::size_t i = 0; i < print.terms().size(); ++i) {
    const Weight weight = print.term_weights()[i];
    terms.push_back({print.terms()[i], weight.value() * ((weight.traits() & kInLead) != 0 ? kLeadTells : 1)});
  }
  KeepMost(terms, Postings::kTelling - names.size());
  terms.insert(terms.end(), names.begin(), names.end());
  return terms;
}

}  // namespace

std::size_t Postings::Locate(Key key) const {
  std::size_t at = (key * std::size_t{0x9E3779B1U}) & (heads_.size() - 1);
  while (heads_[at].latest != 0 && heads_[at].key != key) {
    at = (at + 1) & (heads_.size() - 1);
  }
  return at;
}

void Postings::Grow() {
  std::vector<Head> before(std::max(kFirstHeads, heads_.size() * 2));
  before.swap(heads_);
  for (const Head& head : before) {
    if (head.latest != 0) {
      heads_[Locate(head.key)] = head;
    }
  }
}

Postings::Head& Postings::HeadOf(Key key) {
  if (used_ * 3 >= heads_.size() * 2) {
    Grow();
  }
  return heads_[Locate(key)];
}

void Postings::Add(Slot slot, const Print& print) {
  tallies_.resize(std::size_t{slot} + 1);
  for (const Telling& telling : TellingOf(print)) {
    Head& head = HeadOf(telling.key);
    used_ += head.latest == 0 ? 1U : 0U;
    head.key = telling.key;
    Append(head, slot);
  }
}

std::uint32_t Postings::NewChunk(std::uint32_t before, std::uint32_t room) {
  if (cells_.empty()) {
    cells_.resize(kChunkHead);  // no chunk lies at 0
  }
  const auto chunk = static_cast<std::uint32_t>(cells_.size());
  cells_.resize(cells_.size() + kChunkHead + room);
  cells_[chunk] = before;
  cells_[chunk + 1] = room;
  return chunk;
}

void Postings::Append(Head& head, Slot slot) {
  if (head.latest == 0) {
    head.latest = kOneSlot | slot;
    return;
  }
  if ((head.latest & kOneSlot) != 0) {
    const Slot first = head.latest & ~kOneSlot;
    head.latest = NewChunk(0, kFirstRoom);
    cells_[head.latest + 2] = 1;
    cells_[head.latest + kChunkHead] = first;
  }
  const std::uint32_t room = cells_[head.latest + 1];
  if (cells_[head.latest + 2] == room) {
    head.latest = NewChunk(head.latest, std::min(room * 2, kMostRoom));
  }
  std::uint32_t& held = cells_[head.latest + 2];
  cells_[head.latest + kChunkHead + held] = slot;
  ++held;
}

std::vector<Slot> Postings::Find(const Print& print, const std::vector<bool>& alive, std::size_t most) {
  std::vector<Slot> met;
  for (const Telling& telling : TellingOf(print)) {
    if (telling.weight <= 0) {
      continue;
    }
    const std::uint32_t latest = HeadOf(telling.key).latest;
    std::size_t seen = 0;
    const auto meet = [&](Slot slot) {
      ++seen;
      if (!alive[slot]) {
        return;
      }
      if (tallies_[slot] == 0) {
        met.push_back(slot);
      }
      tallies_[slot] += telling.weight;
    };
    if ((latest & kOneSlot) != 0) {
      meet(latest & ~kOneSlot);
      continue;
    }
    for (std::uint32_t chunk = latest; chunk != 0 && seen < kHoldersSeen; chunk = cells_[chunk]) {
      for (std::uint32_t i = cells_[chunk + 2]; i-- > 0 && seen < kHoldersSeen;) {
        meet(cells_[chunk + kChunkHead + i]);
      }
    }
  }
  std::vector<std::pair<float, Slot>> ranked;
  for (const Slot slot : met) {
    ranked.emplace_back(-tallies_[slot], slot);
    tallies_[slot] = 0;
  }
  const std::size_t kept = std::min(most, ranked.size());
  std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(kept));
  met.clear();
  for (std::size_t i = 0; i < kept; ++i) {
    met.push_back(ranked[i].second);
  }
  return met;
}

void Postings::Clear() {
  heads_.clear();
  used_ = 0;
  cells_.clear();
  tallies_.clear();
}

}  // namespace headwater::group
