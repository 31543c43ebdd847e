// Backfilling: a feed's older entries, one document at a time, politely, and on after a restart.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "pipeline/line.h"
#include "pipeline/schedule.h"
#include "read/read.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

using std::chrono::seconds;

constexpr std::size_t kBackfillsAtOnce = 16;
constexpr std::size_t kMostAddresses = 300;  // sitemaps of one site that wait
constexpr int kMostPages = 400;
constexpr int kMostTries = 3;
constexpr std::string_view kRobots = "/robots.txt";

std::optional<std::chrono::sys_seconds> TimeOf(const news::Entry& entry) {
  const auto& moment = entry.published ? entry.published : entry.updated;
  return moment ? std::optional<std::chrono::sys_seconds>(moment->at) : std::nullopt;
}

bool IsOlder(const news::Entry& entry, const store::Backfill& backfill) {
  const auto time = TimeOf(entry);
  return backfill.oldest && time && *time < *backfill.oldest;
}

bool IsWordPress(std::string_view generator) {
  return generator.find("wordpress") != std::string_view::npos || generator.find("WordPress") != std::string_view::npos;
}

// WordPress gives a feed's older entries page by page.
std::string PagedAddress(std::string_view feed, int page) {
  auto url = web::ParseUrl(feed);
  if (!url) {
    return {};
  }
  url->query += fmt::format("{}paged={}", url->query.empty() ? "" : "&", page);
  return web::FormatUrl(*url);
}

// What is newest first: the bound on their number should cost the oldest.
void SortNewestFirst(std::vector<news::Entry>& entries) {
  std::ranges::stable_sort(
      entries, [](const news::Entry& one, const news::Entry& other) { return TimeOf(one) > TimeOf(other); });
}

// It comes before the first sitemap.
bool IsRobots(const store::Backfill& backfill) {
  return backfill.way == store::BackfillWay::kSitemap && backfill.page == 1 && !backfill.addresses.empty() &&
         backfill.addresses.front().ends_with(kRobots);
}

void End(store::Backfill& backfill, std::string_view why) {
  backfill.done = true;
  backfill.addresses.clear();
  backfill.answer = fmt::format("{} older entries found{}{}", backfill.found, why.empty() ? "" : ": ", why);
}

}  // namespace

Result<bool> Pipeline::Line::StartBackfills() {
  if (fetcher_.stopped()) {
    return false;
  }
  const auto due = store_.BackfillsDue(clock_.Now(), kBackfillsAtOnce);
  if (!due) {
    return tl::unexpected(due.error());
  }
  bool started = false;
  for (const store::Backfill& backfill : *due) {
    const auto feed = store_.Feed(backfill.feed.value());
    if (!feed) {
      if (feed.error().fault != Fault::kNotFound) {
        return tl::unexpected(feed.error());
      }
      continue;
    }
    if (feed->health == store::FeedHealth::kPaused || !backfills_under_way_.insert(feed->id.value()).second) {
      continue;
    }
    started = true;
    // The feed itself says where its older entries are.
    const bool begun = backfill.page > 0;
    const std::string url = begun && !backfill.addresses.empty() ? backfill.addresses.front() : feed->url;
    fetch::Request request{.url = url};
    // The person asked for the feed, not for all that its site has: further documents are fetched as robots.txt allows.
    const bool robots = IsRobots(backfill);
    request.heed_robots = begun && !robots;
    request.options = OptionsFor(feed->options, feed->url, url);
    store::FeedRow unread = *feed;
    // A document that was seen before is read all the same.
    unread.body_hash.clear();
    fetching_.Start(
        std::move(request), [this, feed = unread, backfill, robots](Result<fetch::Response> response) -> Finish {
          auto answer = std::make_shared<FeedAnswer>(robots ? FeedAnswer{.feed = feed, .response = std::move(response)}
                                                            : ReadAnswer(feed, std::move(response)));
          return [this, answer, backfill] { answered_backfills_.emplace_back(std::move(*answer), backfill); };
        });
  }
  return started;
}

Result<void> Pipeline::Line::KeepBackfills() {
  auto answers = std::exchange(answered_backfills_, {});
  for (const auto& [answer, backfill] : answers) {
    backfills_under_way_.erase(answer.feed.id.value());
  }
  // One that cannot be taken does not cost the others; it is asked for again.
  Result<void> outcome;
  for (auto& [answer, backfill] : answers) {
    if (!answer.response && fetcher_.stopped()) {
      continue;
    }
    if (auto taken = TakeBackfill(answer, backfill); !taken) {
      outcome = std::move(taken);
      continue;
    }
    backfill.due = std::max(backfill.due, clock_.Now() + settings_.between_backfills);
    auto put = store_.PutBackfill(backfill);
    // The feed may have been removed meanwhile.
    if (!put && store_.Feed(backfill.feed.value())) {
      outcome = std::move(put);
    }
  }
  return outcome;
}

Result<void> Pipeline::Line::TakeBackfill(const FeedAnswer& answer, store::Backfill& backfill) {
  if (IsRobots(backfill)) {
    TakeRobots(answer, backfill);
    return {};
  }
  const bool readable = answer.read && *answer.read;
  if (!readable) {
    FailBackfill(answer, backfill);
    return {};
  }
  const news::Feed& read = **answer.read;
  backfill.tries = 0;
  if (backfill.page == 0) {
    BeginBackfill(answer, read, backfill);
    return {};
  }
  if (!backfill.addresses.empty()) {
    backfill.addresses.erase(backfill.addresses.begin());
  }
  ++backfill.page;
  if (read.index) {
    AddSitemaps(read, backfill);
  } else if (auto took = TakeOlder(answer, read, backfill); !took) {
    return took;
  }
  if (backfill.done) {
    return {};
  }
  if (backfill.left <= 0) {
    End(backfill, "as many as were wanted");
  } else if (backfill.page > kMostPages) {
    End(backfill, "there is more than is read");
  } else if (backfill.addresses.empty()) {
    End(backfill, "");
  }
  return {};
}

void Pipeline::Line::FailBackfill(const FeedAnswer& answer, store::Backfill& backfill) {
  const std::string error = !answer.response ? answer.response.error().text
                            : !IsGood(answer.response->status)
                                ? StatusError(answer.response->url, answer.response->status)
                                : answer.response->url + ": no feed or sitemap";
  // Behind the last page of WordPress there is nothing; sitemaps of robots.txt may be gone.
  const bool is_end = answer.response && answer.response->status == 404 && backfill.page > 0;
  if (!is_end && ++backfill.tries < kMostTries) {
    backfill.due = clock_.Now() + Jittered(Backoff(backfill.tries));
    if (answer.response && answer.response->retry_after) {
      backfill.due = std::max(backfill.due, clock_.Now() + *answer.response->retry_after);
    }
    return;
  }
  backfill.tries = 0;
  if (backfill.way == store::BackfillWay::kSitemap && backfill.addresses.size() > 1 && backfill.page > 0) {
    backfill.addresses.erase(backfill.addresses.begin());
    return;
  }
  End(backfill, is_end ? "" : error);
}

void Pipeline::Line::BeginBackfill(const FeedAnswer& answer, const news::Feed& read, store::Backfill& backfill) {
  backfill.page = 1;
  const std::string& older = read.prev_archive.empty() ? read.next : read.prev_archive;
  if (!older.empty()) {
    backfill.way = store::BackfillWay::kArchive;
    backfill.addresses = {older};
  } else if (IsWordPress(read.generator)) {
    backfill.way = store::BackfillWay::kPages;
    backfill.addresses = {PagedAddress(answer.feed.url, 2)};
  } else {
    backfill.way = store::BackfillWay::kSitemap;
    const auto site = web::ParseUrl(read.link).has_value() ? read.link : answer.feed.url;
    // It says where they are; asked for in its turn, as all others.
    backfill.addresses = {web::ResolveUrl(site, kRobots).value_or(site)};
  }
  previous_marks_[backfill.feed.value()] = MarksOf(read);
}

void Pipeline::Line::TakeRobots(const FeedAnswer& answer, store::Backfill& backfill) {
  const std::string robots = std::exchange(backfill.addresses, {}).front();
  if (answer.response && IsGood(answer.response->status)) {
    backfill.addresses = read::SitemapsIn(answer.response->body, answer.response->url);
    backfill.addresses.resize(std::min(backfill.addresses.size(), kMostAddresses));
  }
  if (backfill.addresses.empty()) {
    backfill.addresses = {web::ResolveUrl(robots, "/sitemap.xml").value_or(robots)};
  }
  ++backfill.page;
}

// The sitemaps of an index, the newest first, but for those that were last changed too long ago.
void Pipeline::Line::AddSitemaps(const news::Feed& read, store::Backfill& backfill) {
  std::vector<news::Entry> inner = read.entries;
  std::erase_if(inner, [&](const news::Entry& entry) { return IsOlder(entry, backfill); });
  SortNewestFirst(inner);
  const std::size_t room = kMostAddresses - std::min(kMostAddresses, backfill.addresses.size());
  inner.resize(std::min(inner.size(), room));
  std::vector<std::string> addresses;
  std::ranges::transform(inner, std::back_inserter(addresses), &news::Entry::url);
  backfill.addresses.insert(backfill.addresses.begin(), addresses.begin(), addresses.end());
}

Result<void> Pipeline::Line::TakeOlder(const FeedAnswer& answer, const news::Feed& read, store::Backfill& backfill) {
  news::Feed older = read;
  std::erase_if(older.entries, [&](const news::Entry& entry) { return IsOlder(entry, backfill); });
  const bool past = older.entries.empty();
  SortNewestFirst(older.entries);
  std::vector<news::Page> pages = PagesOf(older, answer.feed.url);
  if (answer.response) {
    CarryOver(answer.response->headers, pages);
  }
  std::vector<std::string> addresses;
  std::ranges::transform(pages, std::back_inserter(addresses), &news::Page::url);
  const auto known = store_.Known(addresses, clock_.Now());
  if (!known) {
    return tl::unexpected(known.error());
  }
  std::vector<news::Page> fresh;
  for (std::size_t i = 0; i < pages.size() && static_cast<int>(fresh.size()) < backfill.left; ++i) {
    if (!(*known)[i]) {
      fresh.push_back(std::move(pages[i]));
    }
  }
  if (const auto queued = Announce(fresh); !queued) {
    return tl::unexpected(queued.error());
  }
  backfill.found += static_cast<int>(fresh.size());
  backfill.left -= static_cast<int>(fresh.size());
  if (backfill.way == store::BackfillWay::kSitemap) {
    return {};
  }
  // A site that knows nothing of pages gives the same again and again.
  std::string marks = MarksOf(read);
  const bool same = std::exchange(previous_marks_[backfill.feed.value()], marks) == marks;
  const std::string& further = read.prev_archive.empty() ? read.next : read.prev_archive;
  if (past || same) {
    End(backfill, "");
  } else if (backfill.way == store::BackfillWay::kPages) {
    backfill.addresses = {PagedAddress(answer.feed.url, backfill.page + 1)};
  } else if (!further.empty() && further != answer.response->url) {
    backfill.addresses = {further};
  }
  return {};
}

}  // namespace headwater::pipeline
