// Webhooks: what a person has sent to a service of theirs, by a rule.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/outbox.h"
#include "store/store.h"

namespace headwater::store {

struct Webhook {
  std::string url;     // {url} and {title} in it stand for the article's; empty: none
  std::string secret;  // that what is sent is signed with
};

// One that is to be sent now.
struct Sending {
  std::int64_t id = 0;
  std::string url;
  std::string body;       // URL-encoded, or JSON
  std::string signature;  // `sha256=` and the HMAC of the body under the secret
  bool json = false;
};

// How far an article is on its way.
enum class SendState {
  kNone,     // nobody asked for it
  kWaiting,  // or being tried again
  kEnded,    // it was sent, or tried often enough
};

// A face of the store, made where it is needed. What is sent stands in the outbox (store/outbox.h).
class Webhooks {
 public:
  explicit Webhooks(Store& store) : store_(store), database_(store.database()) {}

  Result<Webhook> Of(std::int64_t person);
  // kUsage for what is no address of the web. An empty one: nothing is sent any more. Makes the secret, once.
  Result<void> Put(std::int64_t person, std::string_view url);
  // Each article goes once to a person's.
  Result<void> Queue(std::int64_t person, const std::vector<std::pair<std::string, std::string>>& articles,
                     std::chrono::sys_seconds now);
  // Sends one now that a person asks for, whether it went before or not. kUsage where the person has no address.
  Result<void> Send(std::int64_t person, std::string_view article, std::string_view reason,
                    std::chrono::sys_seconds now);
  Result<SendState> StateOf(std::int64_t person, std::string_view article);
  // What of a letter is to be said, as JSON; empty: nothing (any more).
  using Compose = std::function<std::string(const Letter&)>;
  // As Outbox::Take. Letters of other topics than rules are put into words by `compose`.
  Result<std::vector<Sending>> Take(std::size_t limit, std::chrono::sys_seconds now, const Compose& compose = {});
  Result<void> Sent(std::int64_t id, std::chrono::sys_seconds now);
  Result<void> Failed(std::int64_t id, std::string_view error, std::chrono::sys_seconds now);

 private:
  Result<std::optional<Sending>> SendingOf(const Letter& letter, const Compose& compose);

  Store& store_;
  Database& database_;
};

}  // namespace headwater::store
