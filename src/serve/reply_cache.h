// Pages that were shown lately, kept while nothing in the store changes.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "http/message.h"

namespace headwater::serve {

// Any write to the store makes all of them void, so that nobody is shown what was true before his own click; and so
// does time, since pages end what may be shown only until then. Safe from several threads.
class ReplyCache {
 public:
  explicit ReplyCache(std::size_t max_bytes = std::size_t{32} << 20U) : max_bytes_(max_bytes) {}

  // Null where there is none. `change` is the store's, as it was before the page was asked for.
  std::shared_ptr<const http::Reply> Find(const std::string& key, std::uint64_t change, std::chrono::sys_seconds now);
  void Keep(const std::string& key, std::uint64_t change, std::chrono::sys_seconds now,
            std::shared_ptr<const http::Reply> reply);

 private:
  void MoveTo(std::uint64_t change, std::chrono::sys_seconds now);

  const std::size_t max_bytes_;
  std::mutex mutex_;
  std::uint64_t change_ = 0;
  std::chrono::sys_seconds since_{};
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, std::shared_ptr<const http::Reply>> replies_;
};

}  // namespace headwater::serve
