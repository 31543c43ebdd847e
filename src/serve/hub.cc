// Takes what subscribers ask, and watches topics.
#include "serve/hub.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "base/log.h"
#include "out/listing.h"
#include "screen/strings.h"
#include "serve/outputs.h"
#include "store/access_tokens.h"
#include "store/hub.h"
#include "web/url.h"

namespace headwater::serve {
namespace {

constexpr std::int64_t kShortestLease = 300;
constexpr std::int64_t kLongestLease = 30LL * 86'400;
constexpr std::int64_t kUnsaidLease = 10LL * 86'400;
constexpr std::size_t kLongestAddress = 2'000;
constexpr std::size_t kLongestSecret = 199;  // WebSub, 5.1: less than 200 bytes
constexpr std::chrono::milliseconds kLookUp{500};

http::Reply Said(int status, std::string_view phrase) {
  http::Reply reply;
  reply.status = status;
  reply.content_type = "text/plain; charset=utf-8";
  reply.body = fmt::format("{}\n", screen::Phrase(phrase));
  return reply;
}

// A feed of this house that whoever asks may be told of.
bool IsTopic(const screen::Visit& visit, std::string_view topic) {
  const std::string root = visit.outside + "/";
  if (!topic.starts_with(root) || topic.size() > kLongestAddress || topic.find('#') != std::string_view::npos) {
    return false;
  }
  const auto target = http::ParseTarget(topic.substr(root.size() - 1));
  const out::Format* const format = target ? out::FormatCalled(EndingOf(*target)) : nullptr;
  if (format == nullptr || !format->feed) {
    return false;
  }
  const std::string_view key = http::FieldOf(target->query, "key");
  if (key.empty()) {
    return visit.entry == screen::Entry::kEveryone;
  }
  return store::AccessTokens(visit.store).ByToken(key, visit.now).has_value();
}

class StoreTopicWatch final : public TopicWatch {
 public:
  StoreTopicWatch(store::Store& store, const Clock& clock, Answerer answer, std::chrono::milliseconds pause)
      : store_(store), clock_(clock), answer_(std::move(answer)), pause_(pause) {
    thread_ = std::jthread([this](const std::stop_token& stop) { Watch(stop); });
  }

 private:
  void Watch(const std::stop_token& stop) {
    std::uint64_t change = 0;
    while (!stop.stop_requested()) {
      const std::uint64_t now = store_.WaitForChange(change, kLookUp);
      if (now == change) {
        continue;
      }
      change = now;
      PublishTopics(store_, answer_, clock_.Now());
      std::unique_lock lock(mutex_);
      pausing_.wait_for(lock, stop, pause_, [] { return false; });
    }
  }

  store::Store& store_;
  const Clock& clock_;
  const Answerer answer_;
  const std::chrono::milliseconds pause_;
  std::mutex mutex_;
  std::condition_variable_any pausing_;
  // Last, so that it ends before what it uses.
  std::jthread thread_;
};

}  // namespace

http::Reply TakeHubRequest(const screen::Visit& visit) {
  const http::Fields fields = http::ParseFields(visit.request.body);
  const std::string_view mode = http::FieldOf(fields, "hub.mode");
  store::HubRequest request;
  request.leaving = mode == "unsubscribe";
  request.topic = http::FieldOf(fields, "hub.topic");
  request.callback = http::FieldOf(fields, "hub.callback");
  request.secret = http::FieldOf(fields, "hub.secret");
  request.hub = fmt::format("{}/hub", visit.outside);
  const auto lease = screen::WholeNumber(http::FieldOf(fields, "hub.lease_seconds"));
  request.lease = std::clamp(lease.value_or(kUnsaidLease), kShortestLease, kLongestLease);
  if (mode != "subscribe" && !request.leaving) {
    return Said(400, "hub.mode");
  }
  if (http::WebAddress(request.callback).empty() || !web::ParseUrl(request.callback) ||
      request.callback.size() > kLongestAddress) {
    return Said(400, "hub.callback");
  }
  if (request.secret.size() > kLongestSecret) {
    return Said(400, "hub.secret");
  }
  if (!IsTopic(visit, request.topic)) {
    return Said(404, "hub.topic");
  }
  if (const auto asked = store::Hub(visit.store).Ask(request, visit.now); !asked) {
    http::Reply reply = Said(503, "hub.busy");
    reply.headers.emplace_back("retry-after", "300");
    return reply;
  }
  return Said(202, "hub.asked");
}

void PublishTopics(store::Store& store, const TopicWatch::Answerer& answer, std::chrono::sys_seconds now) {
  store::Hub hub(store);
  const auto topics = hub.Topics(now);
  if (!topics) {
    Log(LogLevel::kWarning, "hub: {}", topics.error().text);
    return;
  }
  for (const auto& [topic, known_as] : *topics) {
    // `https://vellmar.example/headwater`, before `/hub`.
    const std::string root = known_as.substr(0, known_as.rfind('/'));
    const std::size_t host = root.find("://") + 3;
    const std::size_t path = std::min(root.find('/', host), root.size());
    if (!topic.starts_with(root) || host < 3) {
      continue;
    }
    http::Caller caller;
    caller.host = root.substr(host, path - host);
    caller.prefix = root.substr(path);
    caller.secure = root.starts_with("https:");
    const http::Request request{"GET", topic.substr(root.size()), {{"host", caller.host}}, ""};
    const http::Reply reply = answer(request, caller);
    if (reply.status != 200) {
      continue;
    }
    if (const auto noted = hub.Publish(topic, reply.content_type, reply.body, now); !noted) {
      Log(LogLevel::kWarning, "hub: {}", noted.error().text);
    }
  }
}

std::unique_ptr<TopicWatch> TopicWatch::Start(store::Store& store, const Clock& clock, Answerer answer,
                                              std::chrono::milliseconds pause) {
  return std::make_unique<StoreTopicWatch>(store, clock, std::move(answer), pause);
}

}  // namespace headwater::serve
