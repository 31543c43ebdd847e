// Access tokens: what programs prove with whose they are, each good for what its scopes say and no more.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/people.h"

namespace headwater::store {

class Database;
class Store;

// What a token is good for, as bits.
using Scopes = unsigned;
constexpr Scopes kMayRead = 1;         // `read`: all that its person may read
constexpr Scopes kMayMark = 2;         // `marks`: their state of reading
constexpr Scopes kMayFeed = 4;         // `write-feeds`: subscriptions
constexpr Scopes kMaySettle = 8;       // `settle`: decisions
constexpr Scopes kMayAdminister = 16;  // `admin`: people
constexpr Scopes kMayList = 32;        // `feeds`: lists at their addresses with .rss, .atom and so on, nothing else
constexpr Scopes kMayFetch = 64;       // `fetch`: having an address that is checked fetched
constexpr Scopes kAllScopes = kMayRead | kMayMark | kMayFeed | kMaySettle | kMayAdminister | kMayList | kMayFetch;

// In the order of their bits.
std::vector<std::string_view> ScopeWords(Scopes scopes);
std::optional<Scopes> ScopeCalled(std::string_view word);
// The least role that may have it.
Role RoleFor(Scopes scopes);

struct AccessToken {
  std::int64_t id = 0;
  std::string label;
  Scopes scopes = 0;
  std::chrono::sys_seconds made{};
  std::optional<std::chrono::sys_seconds> seen;
  std::optional<std::chrono::sys_seconds> ends;
};

// Who a token is of. The person's role is no higher than its scopes want.
struct Bearer {
  std::int64_t token = 0;
  Person person;
  Scopes scopes = 0;
};

// A face of the store, made where it is needed; the store must outlive it. Safe from several threads.
class AccessTokens {
 public:
  explicit AccessTokens(Store& store);

  // The token, which is told this once. kUsage without a scope, kRefused for scopes that the person's role does not
  // reach, kTooLarge beyond the hundredth.
  Result<std::string> Make(const Person& person, std::string_view label, Scopes scopes,
                           std::optional<std::chrono::sys_seconds> ends, std::chrono::sys_seconds now);
  // Without the one of feed addresses.
  Result<std::vector<AccessToken>> Of(std::int64_t person);
  Result<void> Drop(std::int64_t person, std::int64_t id);
  // kRefused where it is none, or its time is over.
  Result<Bearer> ByToken(std::string_view token, std::chrono::sys_seconds now);

  // What stands in the person's feed addresses: made when it is first asked for, the same from then on.
  Result<std::string> FeedKey(std::int64_t person, std::chrono::sys_seconds now);
  // Another one; addresses with the one before it end.
  Result<std::string> NewFeedKey(std::int64_t person, std::chrono::sys_seconds now);

 private:
  Database& database_;
};

}  // namespace headwater::store
