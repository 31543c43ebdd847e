// Addresses that somebody asked to have fetched and traced so that they can be checked: serving leaves them here, the
// pipeline takes them up and says how far it is.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "news/ids.h"

namespace headwater::store {

class Store;

enum class CheckState {
  kWaiting,   // for the pipeline
  kFetching,  // asked for, or waiting for its host's turn
  kTracing,   // here; who has it from whom is being worked out
  kDone,      // its article is here
  kFailed,    // see error
};
// `waiting`, `fetching`, `tracing`, `done`, `failed`.
std::string_view WordFor(CheckState state);

struct Check {
  std::int64_t number = 0;
  std::string key;  // of the address under which its answer stands
  std::string url;
  std::chrono::sys_seconds asked{};
  CheckState state = CheckState::kWaiting;
  news::ArticleId article;  // of kDone
  std::string error;        // of kFailed, in words
  bool ended() const { return state == CheckState::kDone || state == CheckState::kFailed; }
};

// How often may be asked. The same address asked for again within `again` is the same check.
struct CheckLimits {
  int of_person_a_minute = 10;
  int of_person_an_hour = 60;
  int of_all_an_hour = 300;
  int open = 40;  // that wait or are under way, of all
  std::chrono::seconds again{600};
};

// The store must outlive it. Safe from several threads.
class Checks {
 public:
  explicit Checks(Store& store, const CheckLimits& limits = {}) : store_(store), limits_(limits) {}

  // kTimeout where too much was asked for; kBadInput for what is no address of the web.
  Result<Check> Ask(std::int64_t person, std::string_view url, std::chrono::sys_seconds now);
  // kNotFound.
  Result<Check> ByKey(std::string_view key);
  // Those that have not ended, the oldest first.
  Result<std::vector<Check>> Open(std::size_t limit);
  Result<void> Move(std::int64_t number, CheckState state);
  Result<void> Done(std::int64_t number, const news::ArticleId& article, std::chrono::sys_seconds now);
  Result<void> Failed(std::int64_t number, std::string_view error, std::chrono::sys_seconds now);
  // Changes with every change of any of them.
  Result<std::int64_t> Stamp();

 private:
  Result<void> End(std::int64_t number, CheckState state, std::string_view article, std::string_view error,
                   std::chrono::sys_seconds now);

  Store& store_;
  CheckLimits limits_;
};

// An article at an address.
struct AddressHit {
  news::ArticleId article;
  bool own = true;  // false: it stands elsewhere, and calls this address the original's
};
// The first of the addresses that an article was had at, else one that a page names as its own; the newest capture of
// it. Addresses count in every form that means the same (web::ComparableUrl).
Result<std::optional<AddressHit>> FindAddress(Store& store, std::span<const std::string> addresses);

}  // namespace headwater::store
