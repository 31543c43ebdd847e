// Where hubs find us (WebSub): they ask whether we meant what we asked for, and deliver. Serving only checks and keeps
// it; the pipeline reads it.
#include "serve/websub.h"

#include <algorithm>
#include <charconv>

#include "base/log.h"
#include "base/metrics.h"
#include "serve/signature.h"

namespace headwater::serve {
namespace {

constexpr std::chrono::seconds kShortestLease{300};
constexpr std::chrono::seconds kLongestLease = std::chrono::days{90};
constexpr std::chrono::seconds kUnsaidLease = std::chrono::days{1};
constexpr std::chrono::seconds kRestAfterDenial = std::chrono::days{7};
constexpr std::size_t kMaxChallenge = 4'096;
constexpr std::size_t kMaxReason = 200;

http::Reply Plain(int status, std::string_view body = {}) {
  http::Reply reply;
  reply.status = status;
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = body;
  return reply;
}

std::chrono::seconds LeaseOf(const screen::Visit& visit) {
  const std::string_view said = visit.Query("hub.lease_seconds");
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), seconds);
  return error != std::errc{} ? kUnsaidLease : std::clamp(std::chrono::seconds{seconds}, kShortestLease, kLongestLease);
}

}  // namespace

http::Reply AnswerHub(const screen::Visit& visit) {
  auto push = visit.store.PushAt(visit.Segment(1));
  if (!push) {
    return Plain(screen::StatusOf(push.error().fault));
  }
  const std::string_view mode = visit.Query("hub.mode");
  const std::string_view challenge = visit.Query("hub.challenge");
  if (visit.Query("hub.topic") != push->topic || challenge.size() > kMaxChallenge) {
    return Plain(404);
  }
  if (mode == "denied") {
    push->state = store::PushState::kDenied;
    push->error = visit.Query("hub.reason").substr(0, kMaxReason);
    push->due = visit.now + kRestAfterDenial;
    const auto put = visit.store.PutPush(*push);
    return Plain(put ? 200 : screen::StatusOf(put.error().fault));
  }
  const bool leaving = push->state == store::PushState::kLeaving;
  const bool joining = push->state == store::PushState::kAsked || push->state == store::PushState::kVerified;
  Result<void> noted;
  if (mode == "unsubscribe" && leaving) {
    noted = visit.store.DropPush(push->feed);
  } else if (mode == "subscribe" && joining) {
    const std::chrono::seconds lease = LeaseOf(visit);
    push->state = store::PushState::kVerified;
    push->lease_ends = visit.now + lease;
    // Asked again when three quarters are over.
    push->due = visit.now + lease * 3 / 4;
    push->tries = 0;
    push->error.clear();
    noted = visit.store.PutPush(*push);
  } else {
    return Plain(404);
  }
  return noted ? Plain(200, challenge) : Plain(screen::StatusOf(noted.error().fault));
}

http::Reply TakeDelivery(const screen::Visit& visit) {
  const auto push = visit.store.PushAt(visit.Segment(1));
  if (!push && push.error().fault != Fault::kNotFound) {
    return Plain(503);
  }
  // 410 ends a subscription that we no longer have.
  const auto count = [](std::string_view outcome) { metrics::Count(metrics::Metric::kDeliveries, {outcome}); };
  if (!push || push->state == store::PushState::kLeaving || push->state == store::PushState::kDenied) {
    count("unknown");
    return Plain(410);
  }
  // WebSub, 8: what is not signed as agreed is acknowledged all the same, and ignored.
  if (!SignatureFits(web::FindHeader(visit.request.headers, "x-hub-signature"), push->secret, visit.request.body)) {
    Log(LogLevel::kWarning, "{}: a delivery with a signature that is not its hub's was ignored", push->feed.value());
    count("unsigned");
    return Plain(202);
  }
  const auto kept = visit.store.Deliver(push->feed, visit.request.headers, visit.request.body, visit.now);
  count(kept ? "taken" : "refused");
  if (!kept) {
    Log(LogLevel::kError, "{}: a delivery could not be taken: {}", push->feed.value(), kept.error().text);
    http::Reply reply = Plain(503);
    reply.headers.emplace_back("retry-after", "300");
    return reply;
  }
  return Plain(202);
}

}  // namespace headwater::serve
