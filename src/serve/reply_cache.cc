// All that is kept is of one state of the store: the next change drops it as a whole.
#include "serve/reply_cache.h"

#include <algorithm>
#include <utility>

namespace headwater::serve {
namespace {

constexpr std::chrono::seconds kLongest{10};

}  // namespace

std::shared_ptr<const http::Reply> ReplyCache::Find(const std::string& key, std::uint64_t change,
                                                    std::chrono::sys_seconds now) {
  const std::lock_guard lock(mutex_);
  MoveTo(change, now);
  const auto found = change == change_ ? replies_.find(key) : replies_.end();
  return found == replies_.end() ? nullptr : found->second;
}

void ReplyCache::Keep(const std::string& key, std::uint64_t change, std::chrono::sys_seconds now,
                      std::shared_ptr<const http::Reply> reply) {
  const std::lock_guard lock(mutex_);
  MoveTo(change, now);
  const std::size_t bytes = key.size() + reply->body.size();
  if (change != change_ || bytes_ + bytes > max_bytes_) {
    return;
  }
  if (replies_.emplace(key, std::move(reply)).second) {
    bytes_ += bytes;
  }
}

// Changes only count up: a page that was asked for before the last one comes too late.
void ReplyCache::MoveTo(std::uint64_t change, std::chrono::sys_seconds now) {
  if (change <= change_ && now >= since_ && now < since_ + kLongest) {
    return;
  }
  replies_.clear();
  bytes_ = 0;
  change_ = std::max(change, change_);
  since_ = now;
}

}  // namespace headwater::serve
