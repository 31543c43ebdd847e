// One of many that fetch: the hosts that are this worker's, and the pages on to those who read them.
#include <algorithm>

#include "base/hash.h"
#include "pipeline/line.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenClaims{500};

std::string LeaseOf(const std::string& shard) { return "fetch." + shard; }

}  // namespace

bool Pipeline::Line::Fetches(const std::string& address) const {
  if (!share_) {
    return true;
  }
  const std::string shard = queue::ShardOf(address);
  return std::ranges::find(shards_, shard) != shards_.end() && share_->exchange->leases().Holds(LeaseOf(shard));
}

std::set<std::string> Pipeline::Line::BusyShards() const {
  std::set<std::string> busy;
  for (const auto& [key, host] : pages_under_way_) {
    busy.insert(queue::ShardOf(host));
  }
  std::ranges::transform(feeds_under_way_, std::inserter(busy, busy.end()), queue::ShardOf);
  return busy;
}

// A shard that is too many is given up when nothing of it is under way; until then nothing more of it is begun.
Result<void> Pipeline::Line::MindShards() {
  const auto now = steady_clock::now();
  if (now < next_claim_) {
    return {};
  }
  next_claim_ = now + kBetweenClaims;
  queue::Leases& leases = share_->exchange->leases();
  const auto member = leases.Take(member_);
  const auto members = leases.Held("fetcher.");
  if (!member || !members) {
    return tl::unexpected(member ? members.error() : member.error());
  }
  const std::size_t workers = std::max<std::size_t>(1, members->size());
  const std::size_t due = (queue::kShards + workers - 1) / workers;
  const std::set<std::string> busy = BusyShards();
  std::vector<std::string> held;
  for (std::size_t shard = 0; shard < queue::kShards; ++shard) {
    if (leases.Holds(LeaseOf(queue::ShardName(shard)))) {
      held.push_back(queue::ShardName(shard));
    }
  }
  std::ranges::stable_partition(held, [&busy](const std::string& shard) { return busy.contains(shard); });
  while (held.size() > due && !busy.contains(held.back())) {
    leases.Release(LeaseOf(held.back()));
    held.pop_back();
  }
  const std::size_t first = Hash64(member_) % queue::kShards;
  for (std::size_t i = 0; i < queue::kShards && held.size() < due; ++i) {
    const std::string shard = queue::ShardName((first + i) % queue::kShards);
    if (std::ranges::find(held, shard) != held.end()) {
      continue;
    }
    const auto taken = leases.Take(LeaseOf(shard));
    if (!taken) {
      return tl::unexpected(taken.error());
    }
    if (*taken) {
      held.push_back(shard);
    }
  }
  held.resize(std::min(held.size(), due));
  std::ranges::sort(held);
  if (held != shards_) {
    shards_ = std::move(held);
    queue_->Serve(shards_);
  }
  return {};
}

Result<bool> Pipeline::Line::FetchStep() {
  if (auto minded = MindShards(); !minded) {
    return tl::unexpected(minded.error());
  }
  if (auto read = ReadTombstones(); !read) {
    return tl::unexpected(read.error());
  }
  const auto room_here = queue_->Room();
  const auto room_there = onward_->Room();
  if (!room_here || !room_there) {
    return tl::unexpected(room_here ? room_there.error() : room_here.error());
  }
  bool busy = false;
  // Where those behind cannot keep up nothing more is begun.
  for (const auto& [start, room] :
       {std::pair(&Line::StartFeeds, *room_here), std::pair(&Line::StartPages, *room_there)}) {
    const auto started = room > limits_.batch ? (this->*start)() : Result<bool>(false);
    if (!started) {
      return started;
    }
    busy = busy || *started;
  }
  constexpr std::size_t kTakenUpAtOnce = 256;
  constexpr std::chrono::milliseconds kLookUp{200};
  if (fetching_.under_way() > 0) {
    busy = true;
    fetching_.TakeUp(kTakenUpAtOnce, kLookUp);
  }
  busy = busy || !answered_pages_.empty();
  for (const auto keep : {&Line::KeepFeeds, &Line::KeepPages, &Line::RenewLeases}) {
    if (const auto kept = (this->*keep)(); !kept) {
      return tl::unexpected(kept.error());
    }
  }
  return busy;
}

Result<Pipeline::Line::Ingested> Pipeline::Line::HandOnPages(std::vector<Incoming> pages) {
  std::vector<queue::Work> work;
  for (Incoming& incoming : pages) {
    Parcel parcel;
    parcel.page = std::move(incoming.page);
    parcel.article = std::move(incoming.ready);
    parcel.keep = std::move(incoming.keep);
    parcel.drop = std::move(incoming.drop);
    const std::string& name = parcel.page.url.empty() ? parcel.page.id : parcel.page.url;
    work.push_back({store::HashPage(parcel.page).value(), std::string(kPageWork), WriteParcel(parcel), 0, {}, name});
  }
  const auto handed = HandOn(work);
  if (!handed) {
    return tl::unexpected(handed.error());
  }
  return Ingested{{}, *handed ? work.size() : 0};
}

}  // namespace headwater::pipeline
