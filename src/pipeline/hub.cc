// The hub of our own feeds: callbacks asked whether they meant it, and what changed delivered to them (WebSub, 5.3 and
// 7).
#include "store/hub.h"

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/log.h"
#include "pipeline/line.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kAtOnce = 16;
constexpr int kGone = 410;

std::string Verification(const store::HubRequest& request) {
  std::string address =
      fmt::format("{}{}hub.mode={}&hub.topic={}&hub.challenge={}", request.callback,
                  request.callback.find('?') == std::string::npos ? '?' : '&',
                  request.leaving ? "unsubscribe" : "subscribe", FormField(request.topic), request.challenge);
  return request.leaving ? address : fmt::format("{}&hub.lease_seconds={}", address, request.lease);
}

}  // namespace

Result<bool> Pipeline::Line::VerifySubscribers() {
  if (fetcher_.stopped()) {
    return false;
  }
  const auto requests = store::Hub(store_).RequestsDue(kAtOnce, clock_.Now());
  if (!requests) {
    return tl::unexpected(requests.error());
  }
  for (const store::HubRequest& request : *requests) {
    fetch::Request asking{.url = Verification(request)};
    asking.heed_robots = false;
    fetching_.Start(std::move(asking), [this, request](Result<fetch::Response> response) -> Finish {
      // A host that does not answer is asked again; one that says anything else has refused.
      const bool echoed = response && IsGood(response->status) && ascii::Trim(response->body) == request.challenge;
      const bool refused = !echoed && (response || response.error().fault == Fault::kRefused);
      return [this, request, echoed, refused] {
        store::Hub hub(store_);
        const auto noted = echoed    ? hub.Confirm(request, clock_.Now())
                           : refused ? hub.Forget(request.id)
                                     : Result<void>{};
        if (!noted) {
          Log(LogLevel::kError, "{}", noted.error().text);
        }
        // The topic may hold a key.
        Log(LogLevel::kInfo, "{}: {}", request.callback,
            echoed ? "confirmed" : "did not confirm what was asked of the hub");
      };
    });
  }
  return !requests->empty();
}

Result<bool> Pipeline::Line::DeliverTopics() {
  if (fetcher_.stopped()) {
    return false;
  }
  const auto deliveries = store::Hub(store_).DeliveriesDue(kAtOnce, clock_.Now());
  if (!deliveries) {
    return tl::unexpected(deliveries.error());
  }
  for (const store::HubDelivery& delivery : *deliveries) {
    fetch::Request sending{.url = delivery.callback};
    sending.heed_robots = false;
    sending.form = delivery.body;
    sending.headers = {{"Content-Type", delivery.content_type},
                       {"Link", fmt::format("<{}>; rel=\"self\"", delivery.topic)}};
    if (!delivery.hub.empty()) {
      sending.headers.emplace_back("Link", fmt::format("<{}>; rel=\"hub\"", delivery.hub));
    }
    if (!delivery.signature.empty()) {
      sending.headers.emplace_back("X-Hub-Signature", delivery.signature);
    }
    fetching_.Start(std::move(sending),
                    [this, id = delivery.subscriber, hash = delivery.hash,
                     callback = delivery.callback](Result<fetch::Response> response) -> Finish {
                      const int status = response ? response->status : 0;
                      return [this, id, hash, callback, status] {
                        store::Hub hub(store_);
                        const auto noted = status == kGone  ? hub.Drop(id)
                                           : IsGood(status) ? hub.Delivered(id, hash)
                                                            : Result<void>{};
                        if (!noted) {
                          Log(LogLevel::kError, "{}", noted.error().text);
                        }
                        if (!IsGood(status)) {
                          Log(LogLevel::kInfo, "{}: a delivery of the hub came to {}", callback, status);
                        }
                      };
                    });
  }
  return !deliveries->empty();
}

}  // namespace headwater::pipeline
