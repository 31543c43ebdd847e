// Over the network: feeds that are due, the pages they announce, and addresses that a person gave.
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string_view>

#include "base/log.h"
#include "base/workers.h"
#include "form/json.h"
#include "pipeline/line.h"
#include "read/read.h"

namespace headwater::pipeline {
namespace {

constexpr std::string_view kPageWork = "page";
constexpr int kGone = 410;
constexpr int kNotModified = 304;

bool IsGood(int status) { return status >= 200 && status < 300; }

// Longer after each failure in a row, up to a day.
std::chrono::seconds Backoff(int failures) {
  constexpr std::chrono::minutes kFirst{15};
  constexpr int kMostDoublings = 6;
  return std::min<std::chrono::seconds>(kFirst * (1 << std::min(std::max(failures - 1, 0), kMostDoublings)),
                                        std::chrono::hours{24});
}

// A tenth either way, so that feeds that came together do not stay together.
std::chrono::seconds Jittered(std::chrono::seconds interval) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const auto tenth = std::max<std::int64_t>(1, interval.count() / 10);
  return interval + std::chrono::seconds{std::uniform_int_distribution<std::int64_t>(-tenth, tenth)(random)};
}

std::string StatusError(const std::string& url, int status) {
  return fmt::format("{}: the server answered with status {}", url, status);
}

void MarkFailed(store::FeedRow& feed, const std::string& error, std::chrono::sys_seconds now,
                std::optional<std::chrono::seconds> asked) {
  ++feed.failures;
  feed.health = store::FeedHealth::kFailing;
  feed.last_error = error;
  feed.next_fetch = now + std::max(asked.value_or(std::chrono::seconds{0}), Jittered(Backoff(feed.failures)));
}

news::Page PageOf(const fetch::Response& response, std::chrono::sys_seconds now) {
  news::Page page;
  page.url = response.url;
  page.fetched = now;
  page.content_type = response.Header("content-type");
  page.headers = response.headers;
  page.body = response.body;
  return page;
}

}  // namespace

Result<bool> Pipeline::Line::RefreshFeeds() {
  const auto due = store_.FeedsDue(clock_.Now(), limits_.batch);
  if (!due) {
    return tl::unexpected(due.error());
  }
  Result<void> taken;
  {
    OrderedWorkers workers(limits_.fetches_at_once);
    for (const store::FeedRow& feed : *due) {
      workers.Submit([&, feed]() -> Finish {
        // A person asked for this feed: what robots.txt says of it does not bind.
        auto response = fetcher_.Get({feed.url, feed.etag, feed.last_modified, false});
        return [&, feed, response = std::move(response)] {
          if (taken) {
            taken = TakeFeed(feed, response);
          }
        };
      });
    }
  }
  if (!taken) {
    return tl::unexpected(taken.error());
  }
  return !due->empty();
}

Result<void> Pipeline::Line::TakeFeed(store::FeedRow feed, const Result<fetch::Response>& response) {
  const auto now = clock_.Now();
  feed.last_fetched = now;
  if (!response) {
    MarkFailed(feed, response.error().text, now, std::nullopt);
    return store_.UpdateFeed(feed);
  }
  if (!response->moved_to.empty()) {
    feed.url = response->moved_to;
  }
  if (response->status == kGone) {
    feed.health = store::FeedHealth::kGone;
    feed.last_error = fmt::format("{}: gone for good, says its server (410)", feed.url);
    return store_.UpdateFeed(feed);
  }
  if (response->status != kNotModified && !IsGood(response->status)) {
    MarkFailed(feed, StatusError(feed.url, response->status), now, response->retry_after);
    return store_.UpdateFeed(feed);
  }
  if (response->status != kNotModified) {
    const auto read = read::ReadFeed(response->body, response->Header("content-type"), response->url);
    if (!read) {
      MarkFailed(feed, fmt::format("{}: {}", feed.url, read.error().text), now, std::nullopt);
      return store_.UpdateFeed(feed);
    }
    feed.title = feed.title.empty() ? read->title : feed.title;
    feed.link = read->link;
    feed.language = feed.language.empty() ? read->language : feed.language;
    feed.entry_count = static_cast<int>(read->entries.size());
    feed.etag = response->Header("etag");
    feed.last_modified = response->Header("last-modified");
    if (const auto announced = Announce(*read, feed.url); !announced) {
      return tl::unexpected(announced.error());
    }
  }
  feed.health = store::FeedHealth::kGood;
  feed.last_error.clear();
  feed.failures = 0;
  feed.last_good = now;
  feed.next_fetch = now + Jittered(settings_.feed_interval);
  return store_.UpdateFeed(feed);
}

// Queues the pages that are not here yet. Returns how many.
Result<std::size_t> Pipeline::Line::Announce(const news::Feed& feed, const std::string& address) {
  std::vector<queue::Work> work;
  for (const news::Page& page : PagesOf(feed, address)) {
    const auto known = page.url.empty() ? Result<bool>(false) : store_.HasAddress(page.url);
    if (!known) {
      return tl::unexpected(known.error());
    }
    if (!*known) {
      const std::string key = page.url.empty() ? store::HashPage(page).value() : page.url;
      work.push_back({key, std::string(kPageWork), form::WritePage(page), 0});
    }
  }
  if (const auto put = queue_->Put(work, clock_.Now()); !put) {
    return tl::unexpected(put.error());
  }
  return work.size();
}

Result<bool> Pipeline::Line::FetchPages() {
  const auto now = clock_.Now();
  const auto work = queue_->Take(limits_.batch, now);
  if (!work) {
    return tl::unexpected(work.error());
  }
  std::vector<news::Page> pages;
  std::vector<queue::Work> done;
  Result<void> failed;
  {
    OrderedWorkers workers(limits_.fetches_at_once);
    for (const queue::Work& piece : *work) {
      auto announced = form::ReadPage(piece.payload);
      if (!announced) {
        failed = queue_->Failed(piece, announced.error().text, now).map([](bool) {});
        continue;
      }
      workers.Submit([&, piece, announced = *std::move(announced)]() mutable -> Finish {
        auto response = announced.url.empty() ? Fail(Fault::kNotFound, "the entry has no address")
                                              : fetcher_.Get({announced.url, "", "", true});
        std::string error = response ? "" : response.error().text;
        if (response && !IsGood(response->status)) {
          error = StatusError(announced.url, response->status);
        }
        return [&, piece, error, announced = std::move(announced), response = std::move(response)]() mutable {
          if (error.empty()) {
            news::Page page = PageOf(*response, now);
            // The feed's address for the page is the one that it is known by; redirects are the fetcher's affair.
            page.url = announced.url;
            page.announcement = announced.announcement;
            pages.push_back(std::move(page));
            done.push_back(piece);
            return;
          }
          const auto gave_up = queue_->Failed(piece, error, now);
          if (!gave_up) {
            failed = tl::unexpected(gave_up.error());
          } else if (*gave_up && !announced.body.empty()) {
            announced.fetched = now;
            pages.push_back(std::move(announced));
          }
        };
      });
    }
  }
  if (!failed) {
    return tl::unexpected(failed.error());
  }
  if (const auto report = IngestPages(std::move(pages)); !report) {
    return tl::unexpected(report.error());
  }
  for (const queue::Work& piece : done) {
    if (const auto finished = queue_->Done(piece); !finished) {
      return tl::unexpected(finished.error());
    }
  }
  return !work->empty();
}

Result<Report> Pipeline::Line::IngestPages(std::vector<news::Page> pages) {
  std::size_t at = 0;
  return Ingest(
      [&]() -> std::optional<Incoming> {
        return at == pages.size() ? std::nullopt : std::optional<Incoming>({std::move(pages[at++]), std::nullopt});
      },
      false, {});
}

Result<Report> Pipeline::Line::IngestAddress(const std::string& url) {
  const auto response = fetcher_.Get({url, "", "", true});
  if (!response) {
    return tl::unexpected(response.error());
  }
  if (!IsGood(response->status)) {
    return Fail(Fault::kUnreachable, StatusError(url, response->status));
  }
  const auto feed = read::ReadFeed(response->body, response->Header("content-type"), response->url);
  if (!feed) {
    return IngestPages({PageOf(*response, clock_.Now())});
  }
  if (const auto announced = Announce(*feed, response->url); !announced) {
    return tl::unexpected(announced.error());
  }
  Report report;
  const auto before = store_.Counts();
  while (true) {
    const auto more = FetchPages();
    if (!more) {
      return tl::unexpected(more.error());
    }
    if (!*more) {
      break;
    }
  }
  const auto after = store_.Counts();
  if (before && after) {
    report.kept = static_cast<std::size_t>(std::max<std::int64_t>(0, after->articles - before->articles));
    report.documents = feed->entries.size();
  }
  return report;
}

}  // namespace headwater::pipeline
