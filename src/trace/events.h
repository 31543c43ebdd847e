// Events: whether two articles that share no text are about the same one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "news/article.h"

namespace headwater::trace {

class Events {
 public:
  // The articles must outlive it.
  explicit Events(std::span<const news::Article> articles);

  // By the names in their first paragraphs, and by their days.
  bool AreOne(std::size_t one, std::size_t other) const;

 private:
  std::span<const news::Article> articles_;
  std::vector<std::vector<std::uint32_t>> names_;
};

}  // namespace headwater::trace
