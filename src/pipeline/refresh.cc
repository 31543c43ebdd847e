// What is done with a feed's answer: its health, when it is asked again, and the pages that it announces.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "base/hash.h"
#include "base/log_fields.h"
#include "form/json.h"
#include "pipeline/honour.h"
#include "pipeline/line.h"
#include "pipeline/schedule.h"
#include "pipeline/steps.h"
#include "read/read.h"
#include "store/reading.h"
#include "web/links.h"
#include "web/safe_html.h"
#include "web/url.h"

namespace headwater::pipeline {
namespace {

constexpr int kGone = 410;
constexpr int kNotModified = 304;
constexpr int kMostFollowed = 2;  // sitemaps within sitemaps
// Of a sitemap only what is new is announced: so many, and at the first look so old.
constexpr std::size_t kMostOfSitemap = 300;
constexpr std::chrono::hours kFirstOfSitemap{48};
constexpr std::chrono::hours kOverlap{24};

void MarkFailed(store::FeedRow& feed, const std::string& error, std::chrono::sys_seconds now,
                std::optional<std::chrono::seconds> asked) {
  ++feed.failures;
  feed.health = store::FeedHealth::kFailing;
  feed.last_error = error;
  feed.next_fetch = now + std::max(asked.value_or(std::chrono::seconds{0}), Jittered(Backoff(feed.failures)));
}

// What is wrong with the answer, if anything is.
std::optional<std::string> FailureOf(const FeedAnswer& answer) {
  if (!answer.response) {
    return answer.response.error().text;
  }
  const int status = answer.response->status;
  if (status != kNotModified && !IsGood(status)) {
    return StatusError(answer.feed.url, status);
  }
  if (answer.read && !*answer.read) {
    return fmt::format("{}: {}", answer.feed.url, answer.read->error().text);
  }
  if (answer.read && (*answer.read)->kind == news::FeedKind::kOpml) {
    return fmt::format("{}: a list of subscriptions, no feed", answer.feed.url);
  }
  return std::nullopt;
}

std::optional<std::chrono::sys_seconds> TimeOf(const news::Entry& entry) {
  const auto& moment = entry.published ? entry.published : entry.updated;
  return moment ? std::optional<std::chrono::sys_seconds>(moment->at) : std::nullopt;
}

// A sitemap lists all that a site ever had: what came since the last look counts, the newest first.
void KeepNew(news::Feed& sitemap, const store::FeedRow& feed, std::chrono::sys_seconds now) {
  const auto since = feed.last_good ? *feed.last_good - kOverlap : now - kFirstOfSitemap;
  std::erase_if(sitemap.entries, [&](const news::Entry& entry) {
    if (const auto time = TimeOf(entry)) {
      return *time < since;
    }
    news::Feed alone;
    alone.entries.push_back(entry);
    return feed.seen_entries.empty() || CountNew(MarksOf(alone), feed.seen_entries) == 0;
  });
  std::ranges::stable_sort(sitemap.entries, std::greater<>(), TimeOf);
  sitemap.entries.resize(std::min(sitemap.entries.size(), kMostOfSitemap));
}

void LearnHabits(const news::Feed& read, store::FeedRow& feed, std::chrono::sys_seconds now) {
  std::string marks = MarksOf(read);
  if (feed.seen_entries.empty()) {
    feed.entry_rate = EntryRateOf(read, now);
    feed.last_changed = now;
  } else if (const std::size_t fresh = CountNew(marks, feed.seen_entries); fresh > 0) {
    feed.entry_rate = EntryRate(feed.entry_rate, fresh, now - feed.last_changed.value_or(now - std::chrono::days{1}));
    feed.last_changed = now;
  }
  feed.seen_entries = std::move(marks);
  feed.declared = read.interval;
  feed.skipped = SkippedOf(read);
  feed.generator = read.generator;
}

// WebSub, 4: the Link header goes before what stands in the feed.
void LearnHub(const fetch::Response& response, const news::Feed& read, store::FeedRow& feed) {
  feed.hub = read.hub;
  feed.topic = read.url.empty() ? feed.url : read.url;
  std::string hub;
  std::string self;
  for (const web::Link& link : web::LinksOf(response.headers, response.url)) {
    hub = hub.empty() && link.Is("hub") ? link.url : hub;
    self = self.empty() && link.Is("self") ? link.url : self;
  }
  feed.hub = hub.empty() ? feed.hub : hub;
  feed.topic = self.empty() ? feed.topic : self;
}

bool IsOfWire(const FeedAnswer& answer) {
  return answer.read && *answer.read && (*answer.read)->kind == news::FeedKind::kWire;
}

bool HasSecrets(const store::FeedOptions& options) {
  return !options.cookies.empty() || !options.user.empty() || !options.password.empty();
}

}  // namespace

fetch::Request RequestFor(const store::FeedRow& feed) {
  // A person asked for this feed: what robots.txt says of it does not bind.
  fetch::Request request{.url = feed.url, .etag = feed.etag, .last_modified = feed.last_modified, .heed_robots = false};
  request.options = OptionsFor(feed.options, feed.url, feed.url);
  return request;
}

FeedAnswer ReadAnswer(store::FeedRow feed, Result<fetch::Response> response) {
  FeedAnswer answer{.feed = std::move(feed), .response = std::move(response), .read = std::nullopt};
  if (answer.response && IsGood(answer.response->status)) {
    answer.body_hash = fmt::format("{:016x}", Hash64(answer.response->body));
    // Many servers know no 304.
    if (answer.body_hash != answer.feed.body_hash) {
      answer.read =
          read::ReadFeed(answer.response->body, answer.response->Header("content-type"), answer.response->url);
    }
    // A wire's items are in the answer itself.
    if (!IsOfWire(answer)) {
      answer.response->body = {};
    }
  }
  return answer;
}

std::optional<news::Page> WireIn(const FeedAnswer& answer) {
  if (!IsOfWire(answer)) {
    return std::nullopt;
  }
  // Each item is known by its own id: the address is that of them all.
  news::Page page;
  page.id = answer.feed.url;
  page.content_type = answer.response->Header("content-type");
  page.body = answer.response->body;
  return page;
}

Result<bool> Pipeline::Line::MoveFeed(const FeedAnswer& answer, store::FeedRow& feed) {
  const std::string& target = answer.response->moved_to;
  // What lets a person in at one site is not taken to another.
  if (target.empty() || (HasSecrets(feed.options) && web::HostOf(target) != web::HostOf(feed.url))) {
    return false;
  }
  const auto other = store_.Feed(target);
  if (!other && other.error().fault != Fault::kNotFound) {
    return tl::unexpected(other.error());
  }
  if (other && other->id != feed.id && !other->sample) {
    Log(LogLevel::kInfo, "{}: moved for good to {}, which is subscribed to already", feed.url, target);
    if (auto gone = store_.Unsubscribe(feed.id, clock_.Now()); !gone && gone.error().fault != Fault::kNotFound) {
      return tl::unexpected(gone.error());
    }
    return true;
  }
  Log(LogLevel::kInfo, "{}: moved for good to {}", feed.url, target);
  feed.url = target;
  return false;
}

bool Pipeline::Line::FollowSitemap(FeedAnswer& answer) {
  if (!answer.read || !(*answer.read)->index || answer.followed >= kMostFollowed || fetcher_.stopped()) {
    return false;
  }
  // The one that changed last, of news where there is one.
  const news::Entry* best = nullptr;
  const auto rank = [](const news::Entry& entry) {
    return std::pair(entry.url.find("news") != std::string::npos, TimeOf(entry));
  };
  for (const news::Entry& entry : (*answer.read)->entries) {
    best = best == nullptr || rank(*best) < rank(entry) ? &entry : best;
  }
  if (best == nullptr) {
    return false;
  }
  fetch::Request request{.url = best->url};
  request.heed_robots = false;
  request.options = OptionsFor(answer.feed.options, answer.feed.url, best->url);
  feeds_under_way_.insert(answer.feed.id.value());
  const int followed = answer.followed + 1;
  fetching_.Start(std::move(request), [this, feed = answer.feed, followed](Result<fetch::Response> response) -> Finish {
    auto next = std::make_shared<FeedAnswer>(ReadAnswer(feed, std::move(response)));
    next->followed = followed;
    return [this, next] { answered_feeds_.push_back(std::move(*next)); };
  });
  return true;
}

Result<void> Pipeline::Line::TakeFeed(FeedAnswer answer, FeedBatch& batch) {
  store::FeedRow& feed = answer.feed;
  const auto now = clock_.Now();
  feed.last_fetched = now;
  if (const auto failure = FailureOf(answer)) {
    if (answer.response && answer.response->status == kGone) {
      feed.health = store::FeedHealth::kGone;
      feed.last_error = fmt::format("{}: gone for good, says its server (410)", feed.url);
    } else {
      MarkFailed(feed, *failure, now, answer.response ? answer.response->retry_after : std::nullopt);
    }
    batch.changed.push_back(std::move(feed));
    return {};
  }
  if (FollowSitemap(answer)) {
    return {};
  }
  const bool moved = !answer.response->moved_to.empty();
  const auto merged = answer.followed > 0 ? Result<bool>(false) : MoveFeed(answer, feed);
  if (!merged || *merged) {
    return merged ? Result<void>() : tl::unexpected(merged.error());
  }
  const bool changed = answer.read.has_value();
  if (changed) {
    if (auto learned = Learn(answer, batch); !learned) {
      return learned;
    }
  }
  feed.health = store::FeedHealth::kGood;
  feed.last_error.clear();
  feed.failures = 0;
  feed.last_good = now;
  const auto interval = IntervalFor(feed, Freshness(*answer.response, now), settings_, now);
  feed.next_fetch = OutsideSkipped(now + Jittered(interval), feed.skipped);
  (changed || moved ? batch.changed : batch.unchanged).push_back(std::move(feed));
  return {};
}

Result<void> Pipeline::Line::Learn(FeedAnswer& answer, FeedBatch& batch) {
  store::FeedRow& feed = answer.feed;
  news::Feed& read = **answer.read;
  const fetch::Response& response = *answer.response;
  const auto now = clock_.Now();
  feed.title = feed.title.empty() ? web::TextOfHtml(read.title) : feed.title;
  feed.link = read.link;
  feed.language = feed.language.empty() ? read.language : feed.language;
  feed.entry_count = static_cast<int>(read.entries.size());
  if (read.kind == news::FeedKind::kSitemap) {
    feed.kind = store::FeedSort::kSitemap;
    const news::Feed all = read;
    KeepNew(read, feed, now);
    LearnHabits(all, feed, now);
  } else {
    feed.kind = store::FeedSort::kFeed;
    LearnHabits(read, feed, now);
  }
  // Of a sitemap within another these would be the inner one's.
  const bool own = answer.followed == 0;
  feed.etag = own ? response.Header("etag") : "";
  feed.last_modified = own ? response.Header("last-modified") : "";
  feed.body_hash = own ? answer.body_hash : "";
  LearnHub(response, read, feed);
  std::vector<news::Page> pages = PagesOf(read, feed.url);
  CarryOver(response.headers, pages);
  std::ranges::move(pages, std::back_inserter(batch.pages));
  return FollowHub(feed);
}

// X-Robots-Tag is about the feed itself, which is no page.
void CarryOver(const std::vector<HeaderField>& headers, std::vector<news::Page>& pages) {
  std::vector<news::Reservation> reservations;
  for (const auto& [name, value] : headers) {
    if (name == "tdm-reservation" || name == "content-signal" || name == "content-usage") {
      reservations.push_back({"feed", fmt::format("{}: {}", name, value), {}});
    }
  }
  for (news::Page& page : pages) {
    std::ranges::copy(reservations, std::back_inserter(page.reservations));
    if (!page.reservations.empty() && !HasBytes(extract::RightsOf(page))) {
      page.body.clear();
    }
  }
}

Result<void> Pipeline::Line::NoteWayIn(const std::vector<news::Page>& announced, const std::vector<bool>& known) {
  std::map<std::string, std::vector<std::string>> by_feed;
  for (std::size_t i = 0; i < announced.size(); ++i) {
    if (known[i] && announced[i].announcement && !announced[i].url.empty()) {
      by_feed[announced[i].announcement->feed].push_back(announced[i].url);
    }
  }
  for (const auto& [feed, addresses] : by_feed) {
    if (auto noted = store::Reading(store_).CameBy(feed, addresses, clock_.Now()); !noted) {
      return noted;
    }
  }
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
  const auto visits = VisitsWanted(pages, *known);
  if (!visits) {
    return tl::unexpected(visits.error());
  }
  if (const auto noted = NoteWayIn(pages, *known); !noted) {
    return tl::unexpected(noted.error());
  }
  std::vector<queue::Work> work;
  const auto stones = tombstones_.load();
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if ((*known)[i] && !(*visits)[i]) {
      continue;
    }
    const bool stands = stones && !stones->empty();
    if (stands && stones->AtAddress(pages[i].url) != 0) {
      continue;
    }
    news::Page page = pages[i];
    // Its words are looked at when they came from the page itself, and not even queued before.
    if (stands && stones->CompareHtml(page.body).likeness != store::Likeness::kNone) {
      page.body.clear();
    }
    const LogField field("page", LogIdOf(pages[i]));
    const LogField address("url", pages[i].url);
    LogStep((*known)[i] ? "page announced again" : "page announced");
    work.push_back({std::move(addresses[i]), std::string(kPageWork), form::WritePage(page), 0});
  }
  if (work.empty()) {
    return 0;
  }
  metrics::Count(metrics::Metric::kAnnounced, {}, static_cast<double>(work.size()));
  return queue_->Put(work, clock_.Now()).map([&] { return work.size(); });
}

}  // namespace headwater::pipeline
