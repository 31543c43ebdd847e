// Sealing, merging and searching volumes of postings.
#include "match/postings.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>
#include <utility>

namespace headwater::match {
namespace {

constexpr std::uint32_t kKeyBits = 32;
constexpr std::size_t kFresh = 1U << 15U;    // postings in the small table
constexpr std::size_t kLargest = 1U << 24U;  // of a volume that is merged further
constexpr std::uint32_t kBucketBits = 3;     // a bucket's size is two to this, or so
constexpr std::uint32_t kLeastBits = 4;
constexpr std::size_t kAhead = 16;  // keys whose cells are fetched while others are read

std::size_t FreshPlace(std::uint32_t key) { return (key * 0x9E3779B1U) >> (kKeyBits - 15U); }

std::uint32_t BitsFor(std::size_t postings, std::size_t slots) {
  const auto of_slots = static_cast<std::uint32_t>(std::bit_width(slots));
  const auto of_buckets = static_cast<std::uint32_t>(std::bit_width(postings >> kBucketBits));
  return std::min(kKeyBits - 1, std::max({kLeastBits, of_slots, of_buckets}));
}

}  // namespace

// Walks a volume's postings by key, then slot.
class Postings::Cursor {
 public:
  explicit Cursor(const Volume& volume) : volume_(volume) { Settle(); }

  bool done() const { return at_ == volume_.cells.size(); }
  std::uint32_t key() const {
    return static_cast<std::uint32_t>(bucket_ << (kKeyBits - volume_.bits)) | (volume_.cells[at_] >> volume_.bits);
  }
  Slot slot() const { return volume_.first + (volume_.cells[at_] & ((1U << volume_.bits) - 1)); }
  void Next() {
    ++at_;
    Settle();
  }

 private:
  void Settle() {
    while (at_ < volume_.cells.size() && volume_.heads[bucket_ + 1] <= at_) {
      ++bucket_;
    }
  }

  const Volume& volume_;
  std::size_t at_ = 0;
  std::size_t bucket_ = 0;
};

// Writes a volume from postings that come by key, then slot; of each key the last ones.
class Postings::Writer {
 public:
  Writer(Slot first, Slot end, std::size_t postings) {
    volume_.first = first;
    volume_.end = end;
    volume_.bits = BitsFor(postings, end - first);
    volume_.heads.assign((std::size_t{1} << volume_.bits) + 1, 0);
    volume_.cells.reserve(postings);
  }

  void Put(std::uint32_t key, Slot slot) {
    if (key != key_) {
      Flush();
      key_ = key;
    }
    slots_[count_ % kMostHolders] = slot;
    ++count_;
  }

  Volume Finish() {
    Flush();
    for (std::size_t i = 1; i < volume_.heads.size(); ++i) {
      volume_.heads[i] += volume_.heads[i - 1];
    }
    volume_.cells.shrink_to_fit();
    return std::move(volume_);
  }

 private:
  void Flush() {
    const std::uint32_t kept = std::min(count_, kMostHolders);
    for (std::uint32_t i = count_ - kept; i < count_; ++i) {
      volume_.cells.push_back(key_ << volume_.bits | (slots_[i % kMostHolders] - volume_.first));
    }
    volume_.heads[(key_ >> (kKeyBits - volume_.bits)) + 1] += kept;
    count_ = 0;
  }

  Volume volume_;
  std::uint32_t key_ = 0;
  std::uint32_t count_ = 0;
  std::array<Slot, kMostHolders> slots_{};
};

Postings::Postings(std::function<bool(Slot)> alive) : alive_(std::move(alive)), heads_(kFresh) {
  nodes_.reserve(kFresh);
}

void Postings::Add(Slot slot, std::span<const std::uint32_t> keys) {
  if (nodes_.size() + keys.size() > kFresh) {
    Seal();
  }
  for (const std::uint32_t key : keys) {
    std::uint32_t& head = heads_[FreshPlace(key)];
    nodes_.push_back({key, slot, head});
    head = static_cast<std::uint32_t>(nodes_.size());
  }
}

void Postings::Seal() {
  if (nodes_.empty()) {
    return;
  }
  std::ranges::sort(nodes_,
                    [](const Node& a, const Node& b) { return std::tie(a.key, a.slot) < std::tie(b.key, b.slot); });
  const auto [first, last] = std::ranges::minmax(nodes_, {}, &Node::slot);
  Writer writer(first.slot, last.slot + 1, nodes_.size());
  for (const Node& node : nodes_) {
    writer.Put(node.key, node.slot);
  }
  volumes_.push_back(writer.Finish());
  nodes_.clear();
  std::ranges::fill(heads_, 0);
  while (volumes_.size() > 1) {
    const std::size_t last_size = volumes_.back().cells.size();
    const std::size_t before = volumes_[volumes_.size() - 2].cells.size();
    if (before > last_size * 2 || before + last_size > kLargest) {
      break;
    }
    MergeLast();
  }
}

void Postings::MergeLast() {
  Volume newer = std::move(volumes_.back());
  volumes_.pop_back();
  Volume& older = volumes_.back();
  Writer writer(older.first, newer.end, older.cells.size() + newer.cells.size());
  Cursor a(older);
  Cursor b(newer);
  while (!a.done() || !b.done()) {
    Cursor& next = b.done() || (!a.done() && a.key() <= b.key()) ? a : b;
    if (alive_(next.slot())) {
      writer.Put(next.key(), next.slot());
    }
    next.Next();
  }
  older = writer.Finish();
}

void Postings::Rewrite(Volume& volume) const {
  std::size_t kept = 0;
  Slot first = volume.end;
  for (Cursor at(volume); !at.done(); at.Next()) {
    if (alive_(at.slot())) {
      ++kept;
      first = std::min(first, at.slot());
    }
  }
  Writer writer(std::min(first, volume.end - 1), volume.end, kept);
  for (Cursor at(volume); !at.done(); at.Next()) {
    if (alive_(at.slot())) {
      writer.Put(at.key(), at.slot());
    }
  }
  volume = writer.Finish();
}

void Postings::FindIn(const Volume& volume, std::span<const std::uint32_t> keys, std::vector<Holder>& holders,
                      std::vector<std::uint32_t>& counts) {
  const std::uint32_t shift = kKeyBits - volume.bits;
  const std::uint32_t mask = (1U << volume.bits) - 1;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i + 2 * kAhead < keys.size()) {
      __builtin_prefetch(&volume.heads[keys[i + 2 * kAhead] >> shift]);
    }
    if (i + kAhead < keys.size()) {
      __builtin_prefetch(volume.cells.data() + volume.heads[keys[i + kAhead] >> shift]);
    }
    const std::uint32_t bucket = keys[i] >> shift;
    const std::uint32_t least = keys[i] << volume.bits;
    const auto begin = volume.cells.begin() + volume.heads[bucket];
    const auto end = volume.cells.begin() + volume.heads[bucket + 1];
    auto cell = std::upper_bound(begin, end, least | mask);
    while (cell != begin && *(cell - 1) >= least && counts[i] < kMostHolders) {
      --cell;
      holders.push_back({static_cast<std::uint32_t>(i), volume.first + (*cell & mask)});
      ++counts[i];
    }
  }
}

void Postings::Find(std::span<const std::uint32_t> keys, std::vector<Holder>& holders,
                    std::vector<std::uint32_t>& counts) const {
  holders.clear();
  counts.assign(keys.size(), 0);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::uint32_t at = heads_[FreshPlace(keys[i])]; at != 0 && counts[i] < kMostHolders;
         at = nodes_[at - 1].next) {
      if (nodes_[at - 1].key == keys[i]) {
        holders.push_back({static_cast<std::uint32_t>(i), nodes_[at - 1].slot});
        ++counts[i];
      }
    }
  }
  for (std::size_t i = volumes_.size(); i-- > 0;) {
    if (!volumes_[i].cells.empty()) {
      FindIn(volumes_[i], keys, holders, counts);
    }
  }
}

void Postings::DropBefore(Slot slot) {
  std::erase_if(volumes_, [&](const Volume& volume) { return volume.end <= slot; });
}

void Postings::Compact(const std::function<std::size_t(Slot, Slot)>& gone) {
  for (Volume& volume : volumes_) {
    const std::size_t dead = gone(volume.first, volume.end);
    if (dead * 2 > volume.end - volume.first) {
      Rewrite(volume);
    }
  }
  std::erase_if(volumes_, [](const Volume& volume) { return volume.cells.empty(); });
}

std::size_t Postings::bytes() const {
  std::size_t total = nodes_.capacity() * sizeof(Node) + heads_.capacity() * sizeof(std::uint32_t);
  for (const Volume& volume : volumes_) {
    total += (volume.heads.capacity() + volume.cells.capacity()) * sizeof(std::uint32_t);
  }
  return total;
}

}  // namespace headwater::match
