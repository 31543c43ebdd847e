// Ids that cannot be mixed up: an ArticleId is not a StoryId, though both are text.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace headwater {

// Tag is any (incomplete) type of its own; Rep what the id is made of. Empty means "none".
template <class Tag, class Rep = std::string>
class StrongId {
 public:
  StrongId() = default;
  explicit StrongId(Rep value) : value_(std::move(value)) {}

  const Rep& value() const { return value_; }
  bool empty() const { return value_ == Rep{}; }

  friend auto operator<=>(const StrongId&, const StrongId&) = default;
  friend bool operator==(const StrongId&, const StrongId&) = default;

 private:
  Rep value_{};
};

}  // namespace headwater

template <class Tag, class Rep>
struct std::hash<headwater::StrongId<Tag, Rep>> {
  std::size_t operator()(const headwater::StrongId<Tag, Rep>& id) const noexcept {
    return std::hash<Rep>{}(id.value());
  }
};
