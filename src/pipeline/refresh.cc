// What is done with a feed's answer: its health, when it is asked again, and the pages that it announces.
#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string_view>

#include "form/json.h"
#include "pipeline/line.h"
#include "read/read.h"
#include "web/safe_html.h"

namespace headwater::pipeline {
namespace {

constexpr std::string_view kPageWork = "page";
constexpr int kGone = 410;
constexpr int kNotModified = 304;

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

void MarkFailed(store::FeedRow& feed, const std::string& error, std::chrono::sys_seconds now,
                std::optional<std::chrono::seconds> asked) {
  ++feed.failures;
  feed.health = store::FeedHealth::kFailing;
  feed.last_error = error;
  feed.next_fetch = now + std::max(asked.value_or(std::chrono::seconds{0}), Jittered(Backoff(feed.failures)));
}

}  // namespace

fetch::Request RequestFor(const store::FeedRow& feed) {
  // A person asked for this feed: what robots.txt says of it does not bind.
  return {.url = feed.url, .etag = feed.etag, .last_modified = feed.last_modified, .heed_robots = false};
}

FeedAnswer ReadAnswer(store::FeedRow feed, Result<fetch::Response> response) {
  FeedAnswer answer{.feed = std::move(feed), .response = std::move(response), .read = std::nullopt};
  if (answer.response && IsGood(answer.response->status)) {
    answer.read = read::ReadFeed(answer.response->body, answer.response->Header("content-type"), answer.response->url);
    answer.response->body = {};
  }
  return answer;
}

Result<void> Pipeline::Line::TakeFeed(FeedAnswer answer, FeedBatch& batch) {
  store::FeedRow& feed = answer.feed;
  const Result<fetch::Response>& response = answer.response;
  const auto now = clock_.Now();
  feed.last_fetched = now;
  if (!response) {
    MarkFailed(feed, response.error().text, now, std::nullopt);
    batch.changed.push_back(std::move(feed));
    return {};
  }
  const bool moved = !response->moved_to.empty();
  if (moved) {
    feed.url = response->moved_to;
  }
  if (response->status == kGone) {
    feed.health = store::FeedHealth::kGone;
    feed.last_error = fmt::format("{}: gone for good, says its server (410)", feed.url);
    batch.changed.push_back(std::move(feed));
    return {};
  }
  if (response->status != kNotModified && !IsGood(response->status)) {
    MarkFailed(feed, StatusError(feed.url, response->status), now, response->retry_after);
    batch.changed.push_back(std::move(feed));
    return {};
  }
  if (answer.read) {
    const Result<news::Feed>& read = *answer.read;
    if (!read) {
      MarkFailed(feed, fmt::format("{}: {}", feed.url, read.error().text), now, std::nullopt);
      batch.changed.push_back(std::move(feed));
      return {};
    }
    feed.title = feed.title.empty() ? web::TextOfHtml(read->title) : feed.title;
    feed.link = read->link;
    feed.language = feed.language.empty() ? read->language : feed.language;
    feed.entry_count = static_cast<int>(read->entries.size());
    feed.etag = response->Header("etag");
    feed.last_modified = response->Header("last-modified");
    std::ranges::move(PagesOf(*read, feed.url), std::back_inserter(batch.pages));
  }
  feed.health = store::FeedHealth::kGood;
  feed.last_error.clear();
  feed.failures = 0;
  feed.last_good = now;
  feed.next_fetch = now + Jittered(settings_.feed_interval);
  (answer.read || moved ? batch.changed : batch.unchanged).push_back(std::move(feed));
  return {};
}

Result<std::size_t> Pipeline::Line::Announce(const std::vector<news::Page>& pages) {
  std::vector<std::string> addresses;
  addresses.reserve(pages.size());
  for (const news::Page& page : pages) {
    addresses.push_back(page.url.empty() ? store::HashPage(page).value() : page.url);
  }
  const auto known = store_.Known(addresses, clock_.Now());
  if (!known) {
    return tl::unexpected(known.error());
  }
  std::vector<queue::Work> work;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (!(*known)[i]) {
      work.push_back({std::move(addresses[i]), std::string(kPageWork), form::WritePage(pages[i]), 0});
    }
  }
  if (work.empty()) {
    return 0;
  }
  return queue_->Put(work, clock_.Now()).map([&] { return work.size(); });
}

}  // namespace headwater::pipeline
