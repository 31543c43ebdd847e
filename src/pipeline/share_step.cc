// One of many: what a share of the work is connected to, how it takes work, and how it hands it on.
#include <algorithm>
#include <thread>

#include "base/log.h"
#include "base/random.h"
#include "pipeline/line.h"

namespace headwater::pipeline {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kAwait{200};
constexpr milliseconds kNoRoom{200};
constexpr std::chrono::seconds kBetweenComplaints{30};
// What was taken beside work that is looked at alone.
constexpr std::chrono::seconds kAside{1};

}  // namespace

Result<bool> Pipeline::Line::SharedStep() {
  if (auto opened = OpenShare(); !opened) {
    return tl::unexpected(opened.error());
  }
  if (share_->desk) {
    return DeskStep();
  }
  return share_->fetch ? FetchStep() : ReadStep();
}

Result<void> Pipeline::Line::OpenShare() {
  if (!member_.empty()) {
    return {};
  }
  const auto line = [this](const std::string& name, bool shards, std::unique_ptr<queue::Queue>& into) -> Result<void> {
    auto made = share_->exchange->Line(name, shards, store_, share_->limits);
    if (!made) {
      return tl::unexpected(made.error());
    }
    into = *std::move(made);
    return {};
  };
  const bool reads = !share_->fetch && !share_->desk;
  Result<void> opened;
  if (!reads) {
    opened = line("fetch", true, queue_);
  }
  if (opened && !share_->fetch) {
    opened = line(share_->desk ? "desk" : share_->extract ? "extract" : "annotate", false, taking_);
  }
  if (opened && !share_->desk) {
    opened = line(share_->fetch ? "extract" : share_->annotate ? "desk" : "annotate", false, onward_);
  }
  if (!opened) {
    return opened;
  }
  if (share_->fetch) {
    queue_->Serve({});
  }
  if (share_->desk) {
    taking_->Serve({share_->desks[*share_->desk].name});
  }
  member_ = "fetcher." + RandomHex(6);
  return ReadTombstones();
}

// The leases go with the exchange, all at once.
void Pipeline::Line::LeaveShare() {
  if (!suspects_.empty()) {
    taking_->Return(std::exchange(suspects_, {}), clock_.Now());
  }
}

Result<std::vector<queue::Work>> Pipeline::Line::TakeCarefully(std::size_t limit) {
  if (!suspects_.empty()) {
    return std::exchange(suspects_, {});
  }
  auto taken = taking_->Await(limit, clock_.Now(), kAwait);
  if (!taken) {
    return taken;
  }
  const auto tried = std::ranges::stable_partition(*taken, [](const queue::Work& work) { return work.tries <= 1; });
  if (tried.empty()) {
    return taken;
  }
  suspects_.push_back(std::move(tried.front()));
  const std::vector<queue::Work> others(std::move_iterator(tried.begin() + 1), std::move_iterator(tried.end()));
  taken->erase(tried.begin(), taken->end());
  if (auto aside = taking_->Return(others, clock_.Now() + kAside); !aside) {
    return tl::unexpected(aside.error());
  }
  return taken->empty() ? std::exchange(suspects_, {}) : std::move(*taken);
}

Result<bool> Pipeline::Line::HandOn(const std::vector<queue::Work>& work) {
  steady_clock::time_point complained{};
  while (!work.empty()) {
    const auto put = onward_->Put(work, clock_.Now());
    if (put) {
      break;
    }
    const bool waits = put.error().fault == Fault::kTooLarge || put.error().fault == Fault::kUnreachable;
    if (!waits) {
      return tl::unexpected(put.error());
    }
    if (stopping_) {
      return false;
    }
    if (steady_clock::now() > complained + kBetweenComplaints) {
      complained = steady_clock::now();
      Log(LogLevel::kWarning, "{}; waiting", put.error().text);
    }
    std::this_thread::sleep_for(kNoRoom);
    if (auto renewed = RenewLeases(); !renewed) {
      return tl::unexpected(renewed.error());
    }
  }
  return true;
}

}  // namespace headwater::pipeline
