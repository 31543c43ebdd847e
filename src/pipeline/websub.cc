// WebSub: hubs asked to deliver, asked again before their leases end, and what they delivered read.
#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/log.h"
#include "base/random.h"
#include "pipeline/line.h"
#include "pipeline/schedule.h"
#include "read/read.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kHubsAtOnce = 32;
constexpr std::size_t kDeliveriesAtOnce = 32;
constexpr std::size_t kPathBytes = 24;
constexpr std::size_t kSecretBytes = 32;
constexpr int kMostTries = 5;
constexpr std::chrono::hours kRest{24};
// How long a hub may take to verify what it accepted.
constexpr std::chrono::hours kUntilVerified{1};
constexpr std::int64_t kLeaseAskedFor = 10 * 24 * 3600;

}  // namespace

std::string FormField(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = ascii::IsAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      encoded.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded.append({'%', kDigits[byte >> 4U], kDigits[byte & 15U]});
    }
  }
  return encoded;
}

Result<void> Pipeline::Line::FollowHub(const store::FeedRow& feed) {
  if (settings_.public_address.empty() || (feed.hub.empty() && !feed.pushed_until)) {
    return {};
  }
  const auto known = store_.PushOf(feed.id);
  if (!known && known.error().fault != Fault::kNotFound) {
    return tl::unexpected(known.error());
  }
  if (known && known->state != store::PushState::kLeaving && known->hub == feed.hub && known->topic == feed.topic) {
    return {};
  }
  if (known && feed.hub.empty()) {
    store::Push leaving = *known;
    leaving.state = store::PushState::kLeaving;
    leaving.due = clock_.Now();
    return store_.PutPush(leaving);
  }
  store::Push push;
  push.feed = feed.id;
  push.hub = feed.hub;
  push.topic = feed.topic;
  push.path = RandomHex(kPathBytes);
  push.secret = RandomHex(kSecretBytes);
  push.due = clock_.Now();
  return store_.PutPush(push);
}

Result<bool> Pipeline::Line::AskHubs() {
  if (settings_.public_address.empty() || fetcher_.stopped()) {
    return false;
  }
  const auto now = clock_.Now();
  const auto due = store_.PushesDue(now, kHubsAtOnce);
  if (!due) {
    return tl::unexpected(due.error());
  }
  for (store::Push push : *due) {
    const bool leaving = push.state == store::PushState::kLeaving;
    if (leaving && push.tries >= kMostTries) {
      if (const auto dropped = store_.DropPush(push.feed); !dropped) {
        return tl::unexpected(dropped.error());
      }
      continue;
    }
    // Written before it is asked: a hub may verify while it answers.
    ++push.tries;
    push.state = push.state == store::PushState::kDenied ? store::PushState::kAsked : push.state;
    push.due = now + (push.tries > kMostTries ? std::chrono::seconds(kRest) : Jittered(kUntilVerified * push.tries));
    if (const auto put = store_.PutPush(push); !put) {
      return tl::unexpected(put.error());
    }
    fetch::Request request{.url = push.hub};
    request.heed_robots = false;
    request.form =
        fmt::format("hub.mode={}&hub.topic={}&hub.callback={}", leaving ? "unsubscribe" : "subscribe",
                    FormField(push.topic), FormField(fmt::format("{}/websub/{}", settings_.public_address, push.path)));
    if (!leaving) {
      request.form += fmt::format("&hub.lease_seconds={}&hub.secret={}", kLeaseAskedFor, push.secret);
    }
    fetching_.Start(std::move(request), [this, feed = push.feed](Result<fetch::Response> response) -> Finish {
      std::string error;
      if (!response) {
        error = response.error().text;
      } else if (!IsGood(response->status)) {
        error = StatusError(response->url, response->status);
      }
      return [this, feed, error] { NoteHub(feed, error); };
    });
  }
  return !due->empty();
}

void Pipeline::Line::NoteHub(const news::FeedId& feed, const std::string& error) {
  if (error.empty() || fetcher_.stopped()) {
    return;
  }
  auto push = store_.PushOf(feed);
  if (!push) {
    return;
  }
  push->error = error;
  if (const auto put = store_.PutPush(*push); !put) {
    Log(LogLevel::kError, "{}", put.error().text);
  }
  Log(LogLevel::kInfo, "{}: its hub was asked in vain: {}", feed.value(), error);
}

Result<bool> Pipeline::Line::TakeDeliveries() {
  const auto deliveries = store_.Deliveries(kDeliveriesAtOnce);
  if (!deliveries) {
    return tl::unexpected(deliveries.error());
  }
  for (const store::Delivery& delivery : *deliveries) {
    if (const auto taken = TakeDelivery(delivery); !taken) {
      return tl::unexpected(taken.error());
    }
    if (const auto finished = store_.FinishDelivery(delivery.id); !finished) {
      return tl::unexpected(finished.error());
    }
  }
  return !deliveries->empty();
}

Result<void> Pipeline::Line::TakeDelivery(const store::Delivery& delivery) {
  const auto feed = store_.Feed(delivery.feed.value());
  if (!feed) {
    return feed.error().fault == Fault::kNotFound ? Result<void>() : tl::unexpected(feed.error());
  }
  const auto type = std::ranges::find(delivery.headers, "content-type", &HeaderField::first);
  const auto read = read::ReadFeed(
      delivery.body, type == delivery.headers.end() ? std::string_view() : std::string_view(type->second), feed->url);
  if (!read || read->kind == news::FeedKind::kOpml) {
    // A hub that only rings.
    return store_.AskRefresh(feed->id, clock_.Now());
  }
  std::vector<news::Page> pages = PagesOf(*read, feed->url);
  CarryOver(delivery.headers, pages);
  return Announce(pages).map([](std::size_t) {});
}

}  // namespace headwater::pipeline
