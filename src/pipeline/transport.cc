// Over the network: feeds that are due, the pages they announce, and addresses that a person gave, as requests under
// way.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "form/json.h"
#include "pipeline/line.h"
#include "read/read.h"

namespace headwater::pipeline {
namespace {

// Between two looks for feeds that are due, while others are under way.
constexpr std::chrono::milliseconds kBetweenLooks{1'000};

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

std::string StatusError(std::string_view url, int status) {
  return fmt::format("{}: the server answered with status {}", url, status);
}

Result<bool> Pipeline::Line::StartFeeds() {
  const auto now = std::chrono::steady_clock::now();
  const std::size_t under_way = feeds_under_way_.size();
  if (fetcher_.stopped() || under_way > limits_.feeds_under_way / 2 || (under_way > 0 && now < next_look_)) {
    return false;
  }
  next_look_ = now + kBetweenLooks;
  auto due = store_.FeedsDue(clock_.Now(), limits_.feeds_under_way);
  if (!due) {
    return tl::unexpected(due.error());
  }
  for (store::FeedRow& feed : *due) {
    // What is under way is due still.
    if (!feeds_under_way_.insert(feed.id.value()).second) {
      continue;
    }
    fetch::Request request = RequestFor(feed);
    fetching_.Start(std::move(request), [this, feed = std::move(feed)](Result<fetch::Response> response) -> Finish {
      auto answer = std::make_shared<FeedAnswer>(ReadAnswer(feed, std::move(response)));
      return [this, answer] { answered_feeds_.push_back(std::move(*answer)); };
    });
  }
  return !due->empty();
}

Result<void> Pipeline::Line::KeepFeeds() {
  FeedBatch batch;
  for (FeedAnswer& answer : std::exchange(answered_feeds_, {})) {
    feeds_under_way_.erase(answer.feed.id.value());
    // What was stopped has not failed.
    if (!answer.response && fetcher_.stopped()) {
      continue;
    }
    if (auto taken = TakeFeed(std::move(answer), batch); !taken) {
      return taken;
    }
  }
  // The pages first: a feed that is up to date is not asked for them again.
  if (const auto announced = Announce(batch.pages); !announced) {
    return tl::unexpected(announced.error());
  }
  if (batch.changed.empty() && batch.unchanged.empty()) {
    return {};
  }
  return store_.UpdateFeeds(batch.changed, batch.unchanged);
}

Result<bool> Pipeline::Line::StartPages() {
  if (fetcher_.stopped() || pages_under_way_.size() >= limits_.pages_under_way) {
    return false;
  }
  const auto now = clock_.Now();
  auto work = queue_->Take(limits_.pages_under_way - pages_under_way_.size(), now);
  if (!work) {
    return tl::unexpected(work.error());
  }
  for (queue::Work& piece : *work) {
    auto announced = form::ReadPage(piece.payload);
    if (!announced) {
      if (const auto failed = queue_->Failed(piece, announced.error().text, now); !failed) {
        return failed;
      }
      continue;
    }
    // Its lease is over while it is under way here.
    if (pages_under_way_.insert(piece.key).second) {
      StartPage(std::move(piece), *std::move(announced));
    }
  }
  return !work->empty();
}

void Pipeline::Line::StartPage(queue::Work work, news::Page announced) {
  work.payload = {};
  if (announced.url.empty()) {
    answered_pages_.push_back(
        {std::move(work), std::move(announced), Fail(Fault::kNotFound, "the entry has no address")});
    return;
  }
  auto answer = std::make_shared<PageAnswer>(
      PageAnswer{std::move(work), std::move(announced), Fail(Fault::kNotFound, "no answer")});
  fetching_.Start({.url = answer->announced.url}, [this, answer](Result<fetch::Response> response) -> Finish {
    answer->response = std::move(response);
    return [this, answer] { answered_pages_.push_back(std::move(*answer)); };
  });
}

Result<void> Pipeline::Line::KeepPages() {
  const auto now = clock_.Now();
  std::vector<news::Page> pages;
  std::vector<queue::Work> done;
  while (!answered_pages_.empty() && pages.size() < limits_.batch) {
    PageAnswer answer = std::move(answered_pages_.front());
    answered_pages_.pop_front();
    pages_under_way_.erase(answer.work.key);
    // What was stopped has not failed: it is handed out again when its lease is over.
    if (!answer.response && fetcher_.stopped()) {
      continue;
    }
    std::string error = answer.response ? "" : answer.response.error().text;
    if (answer.response && !IsGood(answer.response->status)) {
      error = StatusError(answer.announced.url, answer.response->status);
    }
    if (error.empty()) {
      news::Page page = PageOf(*answer.response, now);
      // The feed's address for the page is the one that it is known by; redirects are the fetcher's affair.
      page.url = answer.announced.url;
      page.announcement = answer.announced.announcement;
      pages.push_back(std::move(page));
      done.push_back(std::move(answer.work));
      continue;
    }
    const auto gave_up = queue_->Failed(answer.work, error, now);
    if (!gave_up) {
      return tl::unexpected(gave_up.error());
    }
    if (*gave_up && !answer.announced.body.empty()) {
      answer.announced.fetched = now;
      pages.push_back(std::move(answer.announced));
    }
  }
  if (pages.empty()) {
    return {};
  }
  if (const auto report = IngestPages(std::move(pages)); !report) {
    return tl::unexpected(report.error());
  }
  return queue_->Done(done);
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
  const auto response = fetcher_.Get({.url = url});
  if (!response) {
    return tl::unexpected(response.error());
  }
  if (!IsGood(response->status)) {
    return Fail(Fault::kUnreachable, StatusError(url, response->status));
  }
  const auto feed = read::IsWire(response->body)
                        ? Fail(Fault::kBadInput, "a wire's items")
                        : read::ReadFeed(response->body, response->Header("content-type"), response->url);
  if (!feed) {
    return IngestPages({PageOf(*response, clock_.Now())});
  }
  const auto before = store_.Counts();
  if (const auto announced = Announce(PagesOf(*feed, response->url)); !announced) {
    return tl::unexpected(announced.error());
  }
  while (true) {
    const auto started = StartPages();
    if (!started) {
      return tl::unexpected(started.error());
    }
    if (pages_under_way_.empty()) {
      break;
    }
    fetching_.TakeUp(limits_.batch, kBetweenLooks);
    if (const auto kept = KeepPages(); !kept) {
      return tl::unexpected(kept.error());
    }
  }
  Report report;
  const auto after = store_.Counts();
  if (before && after) {
    report.kept = static_cast<std::size_t>(std::max<std::int64_t>(0, after->articles - before->articles));
    report.documents = feed->entries.size();
  }
  return report;
}

}  // namespace headwater::pipeline
