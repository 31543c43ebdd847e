// Which articles tell of one event, as far as tracing needs to know: near in time, and with names in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/moment.h"
#include "news/article.h"

namespace headwater::trace {

// Days that lie further apart are those of two events.
inline constexpr std::chrono::hours kFarApart{24 * 10};

class Events {
 public:
  // Articles are numbered as they are added.
  void Add(const news::Article& article);
  // Have they most of their names in common?
  bool ShareNames(std::size_t one, std::size_t other) const;

 private:
  std::span<const std::uint32_t> NamesOf(std::size_t article) const;

  std::vector<std::uint32_t> names_;  // of all articles, one after the other
  std::vector<std::size_t> ends_;
};

bool AreNear(const std::optional<Moment>& one, const std::optional<Moment>& other);

}  // namespace headwater::trace
