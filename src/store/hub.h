// The hub of our own feeds (WebSub, W3C 2018): who wants to be told, what each feed held last, and what is to be sent.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace headwater::store {

class Database;
class Store;

// Somebody asked for a topic, or wants no more of it; true once the callback says so itself.
struct HubRequest {
  std::int64_t id = 0;
  bool leaving = false;
  std::string topic;       // the feed's address
  std::string callback;    // where it is delivered
  std::string secret;      // that deliveries are signed with; empty: they are not
  std::int64_t lease = 0;  // seconds
  std::string challenge;   // that the callback has to echo
  std::string hub;         // our address, as it was asked at
};

struct HubTopic {
  std::string address;
  std::string hub;  // ours, as its subscribers know it
};

struct HubDelivery {
  std::int64_t subscriber = 0;
  std::string topic;
  std::string callback;
  std::string content_type;
  std::string body;
  std::string hash;  // of the body
  std::string hub;
  std::string signature;  // `sha256=…`; empty where there is no secret
};

// A face of the store, made where it is needed; the store must outlive it. Safe from several threads. Serving takes
// requests and publishes, the pipeline verifies and delivers.
class Hub {
 public:
  explicit Hub(Store& store);

  // Instead of what the same callback asked of the same topic before. kTooLarge where too many wait, or listen.
  Result<void> Ask(const HubRequest& request, std::chrono::sys_seconds now);
  // To be verified now. Counts the try and puts off the next; after three a request is forgotten.
  Result<std::vector<HubRequest>> RequestsDue(std::size_t limit, std::chrono::sys_seconds now);
  // The callback echoed, or did not.
  Result<void> Confirm(const HubRequest& request, std::chrono::sys_seconds now);
  Result<void> Forget(std::int64_t request);

  // Those that somebody listens to, each once.
  Result<std::vector<HubTopic>> Topics(std::chrono::sys_seconds now);
  // What the topic holds now. What is as it was is sent to nobody; so is what is published first.
  Result<void> Publish(std::string_view topic, std::string_view content_type, std::string_view body,
                       std::chrono::sys_seconds now);
  // To be sent now. Counts the try, and puts off the next: ever longer, eight times in all; then that change is let go.
  Result<std::vector<HubDelivery>> DeliveriesDue(std::size_t limit, std::chrono::sys_seconds now);
  Result<void> Delivered(std::int64_t subscriber, std::string_view hash);
  // It answered 410.
  Result<void> Drop(std::int64_t subscriber);

 private:
  Database& database_;
};

}  // namespace headwater::store
