// The articles of a window, packed on a spool: a few bytes of each lie in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/shelf.h"
#include "news/article.h"
#include "trace/trace.h"

namespace headwater::cli {

class Library : public trace::Archive {
 public:
  explicit Library(std::unique_ptr<Shelf> shelf) : shelf_(std::move(shelf)) {}

  // Numbered as they are added; of one id the last is found by it.
  void Add(const news::Article& article);
  std::size_t size() const { return records_.size(); }
  std::optional<std::size_t> Find(const news::ArticleId& id) const;
  // Null where the disk does not give it back.
  std::shared_ptr<const news::Article> Take(std::size_t number) const override;

 private:
  struct Record {
    std::int64_t place = -1;
    std::uint64_t id = 0;  // hash
    std::uint32_t size = 0;
  };

  std::unique_ptr<Shelf> shelf_;
  std::vector<Record> records_;
  mutable std::vector<std::uint32_t> by_id_;  // sorted by the hash, as far as it was needed
  mutable std::unordered_map<std::size_t, std::shared_ptr<const news::Article>> taken_;  // lately
};

}  // namespace headwater::cli
