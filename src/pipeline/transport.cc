// Over the network: feeds that are due, the pages they announce, and addresses that a person gave, as requests under
// way.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/log_fields.h"
#include "form/json.h"
#include "pipeline/line.h"
#include "pipeline/steps.h"
#include "read/read.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

constexpr int kNotModified = 304;
constexpr int kUnavailableForLegalReasons = 451;  // RFC 7725

// Between two looks for feeds that are due, while others are under way.
constexpr std::chrono::milliseconds kBetweenLooks{1'000};

news::Page PageOf(const fetch::Response& response, std::chrono::sys_seconds now) {
  news::Page page;
  page.url = response.url;
  page.fetched = now;
  page.content_type = response.Header("content-type");
  page.headers = response.headers;
  page.reservations = response.reservations;
  page.body = response.body;
  return page;
}

news::Page PageAt(const std::string& address) {
  news::Page page;
  page.url = address;
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
    if (!Fetches(feed.url) || !feeds_under_way_.insert(feed.id.value()).second) {
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
  std::vector<news::FeedId> of_wires;
  std::vector<FeedAnswer> answers = std::exchange(answered_feeds_, {});
  for (const FeedAnswer& answer : answers) {
    feeds_under_way_.erase(answer.feed.id.value());
  }
  // One that cannot be taken does not cost the others; it is asked for again.
  Result<void> outcome;
  for (FeedAnswer& answer : answers) {
    // What was stopped, or could not be begun here, has not failed.
    if (!answer.response && (fetcher_.stopped() || answer.response.error().fault == Fault::kStorage)) {
      continue;
    }
    std::optional<news::Page> wire = WireIn(answer);
    news::FeedId feed = answer.feed.id;
    if (auto taken = TakeFeed(std::move(answer), batch); !taken) {
      outcome = std::move(taken);
    } else if (wire) {
      wire->fetched = clock_.Now();
      batch.wires.push_back({*std::move(wire), std::nullopt});
      of_wires.push_back(std::move(feed));
    }
  }
  if (!batch.wires.empty()) {
    const auto ingested = IngestPages(std::move(batch.wires));
    if (!ingested) {
      return tl::unexpected(ingested.error());
    }
    // What a stop left is to be had again: the feed stays as it was asked for.
    const std::set<news::FeedId> left(of_wires.begin() + static_cast<std::ptrdiff_t>(ingested->taken), of_wires.end());
    std::erase_if(batch.changed, [&](const store::FeedRow& feed) { return left.contains(feed.id); });
  }
  // The pages first: a feed that is up to date is not asked for them again.
  if (const auto announced = Announce(batch.pages); !announced) {
    return tl::unexpected(announced.error());
  }
  if (!batch.changed.empty() || !batch.unchanged.empty()) {
    if (auto updated = store_.UpdateFeeds(batch.changed, batch.unchanged); !updated) {
      return updated;
    }
  }
  return outcome;
}

Result<bool> Pipeline::Line::StartPages() {
  if (fetcher_.stopped() || pages_under_way_.size() >= limits_.pages_under_way) {
    return false;
  }
  const auto now = clock_.Now();
  if (Careful() && !pages_under_way_.empty()) {
    return false;
  }
  auto work = queue_->Take(Careful() ? 1 : limits_.pages_under_way - pages_under_way_.size(), now);
  if (!work) {
    return tl::unexpected(work.error());
  }
  std::vector<std::pair<queue::Work, news::Page>> pages;
  for (queue::Work& piece : *work) {
    // What was given up long ago has its address alone.
    auto announced = piece.payload.empty() ? Result<news::Page>(PageAt(piece.key)) : form::ReadPage(piece.payload);
    if (!announced) {
      if (const auto failed = queue_->Failed(piece, announced.error().text, now); !failed) {
        return failed;
      }
      continue;
    }
    pages.emplace_back(std::move(piece), *std::move(announced));
  }
  if (const auto put_back = PutBack(TakeCrowding(pages)); !put_back) {
    return tl::unexpected(put_back.error());
  }
  for (auto& [piece, announced] : pages) {
    if (pages_under_way_.try_emplace(piece.key, web::HostOf(announced.url)).second) {
      StartPage(std::move(piece), std::move(announced));
    }
  }
  return !work->empty();
}

void Pipeline::Line::StartPage(queue::Work work, news::Page announced) {
  work.payload = {};
  PageAnswer ready{std::move(work), std::move(announced), Fail(Fault::kNotFound, "the entry has no address")};
  std::string feed_url;
  if (ready.announced.announcement) {
    // Whose feed is gone meanwhile is fetched as any.
    if (auto feed = store_.Feed(ready.announced.announcement->feed)) {
      ready.options = std::move(feed->options);
      feed_url = std::move(feed->url);
    }
  }
  ready.as_announced = ready.options.text == store::TextFrom::kFeed && !ready.announced.body.empty();
  if (ready.as_announced || ready.announced.url.empty()) {
    answered_pages_.push_back(std::move(ready));
    return;
  }
  fetch::Request request{.url = ready.announced.url};
  request.options = OptionsFor(ready.options, feed_url, ready.announced.url);
  // A page that is here already is sent only where it changed (RFC 9110, 13.1).
  if (const auto before = RevisitOf(request.url)) {
    request.etag = before->etag;
    request.last_modified = before->last_modified;
  }
  auto answer = std::make_shared<PageAnswer>(std::move(ready));
  fetching_.Start(std::move(request), [this, answer](Result<fetch::Response> response) -> Finish {
    answer->response = std::move(response);
    return [this, answer] { answered_pages_.push_back(std::move(*answer)); };
  });
}

Result<void> Pipeline::Line::TakePage(PageAnswer answer, PageBatch& batch) {
  const auto now = clock_.Now();
  const LogField field("page", LogIdOf(answer.announced));
  const LogField status_field("status", answer.response ? fmt::format("{}", answer.response->status) : std::string());
  LogStep(answer.as_announced ? "page taken from its feed" : answer.response ? "page fetched" : "page not fetched");
  if (answer.as_announced) {
    answer.announced.fetched = now;
    batch.Take({std::move(answer.announced), std::nullopt}, std::move(answer.work), {});
    return {};
  }
  const int status = answer.response ? answer.response->status : 0;
  // It is this machine that failed, and no site.
  if (!answer.response && answer.response.error().fault == Fault::kStorage) {
    return tl::unexpected(answer.response.error());
  }
  if (status == kNotModified) {
    if (auto seen = store_.SawAgain(answer.announced.url, now); !seen) {
      return seen;
    }
    NoteVisit(answer.announced, *answer.response, batch.visited);
    batch.done.push_back(std::move(answer.work));
    return {};
  }
  if (answer.response && IsGood(status)) {
    Incoming incoming;
    incoming.page = PageOf(*answer.response, now);
    // The feed's address for the page is the one that it is known by; where it led is noted beside.
    incoming.page.url = answer.announced.url;
    incoming.page.id = web::CanonicalUrl(answer.response->url);
    incoming.page.announcement = answer.announced.announcement;
    if (answer.options.text == store::TextFrom::kSelected) {
      incoming.keep = std::move(answer.options.keep);
      incoming.drop = std::move(answer.options.drop);
    }
    std::vector<store::Revisit> visit;
    NoteVisit(answer.announced, *answer.response, visit);
    batch.Take(std::move(incoming), std::move(answer.work), std::move(visit));
    return {};
  }
  // What is here is not lost with a visit.
  if (NoteLostVisit(answer.announced.url, status, batch.visited)) {
    batch.done.push_back(std::move(answer.work));
    return {};
  }
  // Asking again brings nothing: what the feed says is all that there is for this reader.
  if (status == kUnavailableForLegalReasons && !answer.announced.body.empty()) {
    answer.announced.fetched = now;
    answer.announced.headers.emplace_back(":status", "451");
    batch.Take({std::move(answer.announced), std::nullopt}, std::move(answer.work), {});
    return {};
  }
  const std::string error = answer.response ? StatusError(answer.announced.url, status) : answer.response.error().text;
  const auto gave_up = queue_->Failed(answer.work, error, now);
  if (!gave_up) {
    return tl::unexpected(gave_up.error());
  }
  if (*gave_up && !answer.announced.body.empty()) {
    answer.announced.fetched = now;
    batch.Take({std::move(answer.announced), std::nullopt}, std::nullopt, {});
  }
  return {};
}

Result<void> Pipeline::Line::KeepPages() {
  // What was stopped has not failed: all that is under way is given back.
  if (fetcher_.stopped()) {
    return {};
  }
  PageBatch batch;
  Result<void> kept;
  while (kept && !answered_pages_.empty() && batch.pages.size() < limits_.batch) {
    PageAnswer answer = std::move(answered_pages_.front());
    answered_pages_.pop_front();
    pages_under_way_.erase(answer.work.key);
    batch.taken.push_back(answer.work);
    kept = TakePage(std::move(answer), batch);
  }
  kept = kept ? KeepBatch(batch) : kept;
  if (!kept) {
    LeaveForLater(std::move(batch.taken));
  }
  return kept;
}

Result<void> Pipeline::Line::KeepBatch(PageBatch& batch) {
  if (Careful() && !batch.pages.empty()) {
    if (auto noted = NoteReading(batch.taken.front().key); !noted) {
      return noted;
    }
  }
  const auto ingested = batch.pages.empty() ? Result<Ingested>() : IngestPages(std::move(batch.pages));
  if (!ingested) {
    return tl::unexpected(ingested.error());
  }
  if (auto noted = ingested->taken > 0 ? NoteProgress() : Result<void>(); !noted) {
    return noted;
  }
  // What was not come to in a stop is handed out again, and asked for as if it had not been answered.
  std::vector<queue::Work> left;
  for (std::size_t n = 0; n < batch.work.size(); ++n) {
    const bool taken = n < ingested->taken;
    if (batch.work[n]) {
      (taken ? batch.done : left).push_back(*std::move(batch.work[n]));
    }
    if (taken) {
      std::ranges::move(batch.visits[n], std::back_inserter(batch.visited));
    }
  }
  if (const auto noted = store_.PutRevisits(batch.visited); !noted) {
    return noted;
  }
  if (const auto returned = left.empty() ? Result<void>() : queue_->Return(left, clock_.Now()); !returned) {
    return returned;
  }
  return batch.done.empty() ? Result<void>() : queue_->Done(batch.done);
}

Result<Pipeline::Line::Ingested> Pipeline::Line::IngestPages(std::vector<Incoming> pages) {
  if (share_ && share_->fetch) {
    return HandOnPages(std::move(pages));
  }
  std::size_t at = 0;
  const auto report = Ingest(
      [&]() -> std::optional<Incoming> {
        return at == pages.size() || fetcher_.stopped() ? std::nullopt : std::optional(std::move(pages[at++]));
      },
      false, {});
  if (!report) {
    return tl::unexpected(report.error());
  }
  return Ingested{*report, at};
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
    return IngestPages({{PageOf(*response, clock_.Now()), std::nullopt}}).map([](const Ingested& ingested) {
      return ingested.report;
    });
  }
  one_address_ = true;
  const auto before = store_.Counts();
  std::vector<news::Page> announced_pages = PagesOf(*feed, response->url);
  CarryOver(response->headers, announced_pages);
  if (const auto announced = Announce(announced_pages); !announced) {
    return tl::unexpected(announced.error());
  }
  while (true) {
    const auto started = StartPages();
    if (!started) {
      return tl::unexpected(started.error());
    }
    if (pages_under_way_.empty() || fetcher_.stopped()) {
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
