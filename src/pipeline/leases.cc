// The pipeline's hold on pages that are under way: leases renewed, what crowds a host put back, all given back at the
// end.
#include <algorithm>
#include <iterator>

#include "base/log.h"
#include "pipeline/line.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

// Well within a lease.
constexpr std::chrono::seconds kRenewEvery{100};
// With a second between two requests to a host these are a minute's work; others of that host would only be in the way.
constexpr std::size_t kMostOfAHost = 60;
constexpr std::chrono::seconds kTheirTime{45};

}  // namespace

std::vector<queue::Work> Pipeline::Line::PagesUnderWay() const {
  std::vector<queue::Work> work;
  work.reserve(pages_under_way_.size() + left_.size());
  for (const auto& [key, host] : pages_under_way_) {
    work.push_back({key, "", "", 0});
  }
  std::ranges::copy(left_, std::back_inserter(work));
  return work;
}

std::vector<queue::Work> Pipeline::Line::TakeCrowding(std::vector<std::pair<queue::Work, news::Page>>& pages) const {
  if (one_address_) {
    return {};
  }
  std::unordered_map<std::string, std::size_t> of_host;
  for (const auto& [key, host] : pages_under_way_) {
    ++of_host[host];
  }
  std::vector<queue::Work> crowding;
  std::erase_if(pages, [&](std::pair<queue::Work, news::Page>& page) {
    const bool crowds = ++of_host[web::HostOf(page.second.url)] > kMostOfAHost;
    if (crowds) {
      crowding.push_back(std::move(page.first));
    }
    return crowds;
  });
  return crowding;
}

Result<void> Pipeline::Line::PutBack(std::vector<queue::Work> crowding) {
  auto from = clock_.Now();
  for (auto next = crowding.begin(); next != crowding.end();) {
    const auto count = std::min<std::ptrdiff_t>(kMostOfAHost, crowding.end() - next);
    from += kTheirTime;
    if (auto put_back = queue_->Return({next, next + count}, from); !put_back) {
      return put_back;
    }
    next += count;
  }
  return {};
}

Result<void> Pipeline::Line::RenewLeases() {
  const auto now = std::chrono::steady_clock::now();
  if (pages_under_way_.empty() || now < next_renewal_) {
    return {};
  }
  next_renewal_ = now + kRenewEvery;
  return queue_->Hold(PagesUnderWay(), clock_.Now());
}

// Feeds that answered in time are kept; pages are not begun with, and are handed out first by the next run.
Result<void> Pipeline::Line::Close() {
  fetcher_.Stop();
  fetching_.TakeUp(limits_.feeds_under_way, std::chrono::milliseconds{0});
  answered_pages_.clear();
  if (auto noted = recovered_ ? NoteProgress() : Result<void>(); !noted) {
    Log(LogLevel::kError, "{}", noted.error().text);
  }
  const auto kept = KeepFeeds();
  const std::vector<queue::Work> left = PagesUnderWay();
  const auto returned = left.empty() ? Result<void>() : queue_->Return(left, clock_.Now());
  if (share_) {
    LeaveShare();
  }
  return kept ? returned : kept;
}

}  // namespace headwater::pipeline
