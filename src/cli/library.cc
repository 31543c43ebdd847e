// Packing articles away, and taking them back.
#include "cli/library.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "base/hash.h"
#include "form/pack.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMostTaken = 64;  // articles that are kept as they were taken

}  // namespace

void Library::Add(const news::Article& article) {
  const std::string bytes = form::Pack(article);
  records_.push_back({shelf_->Put(bytes), Hash64(article.id.value()), static_cast<std::uint32_t>(bytes.size())});
}

std::optional<std::size_t> Library::Find(const news::ArticleId& id) const {
  const auto hash = [this](std::uint32_t number) { return records_[number].id; };
  if (by_id_.size() != records_.size()) {
    by_id_.resize(records_.size());
    std::iota(by_id_.begin(), by_id_.end(), 0U);
    std::ranges::stable_sort(by_id_, {}, hash);
  }
  const auto found = std::ranges::upper_bound(by_id_, Hash64(id.value()), {}, hash);
  const bool known = found != by_id_.begin() && hash(*(found - 1)) == Hash64(id.value());
  return known ? std::optional<std::size_t>(*(found - 1)) : std::nullopt;
}

std::shared_ptr<const news::Article> Library::Take(std::size_t number) const {
  if (const auto known = taken_.find(number); known != taken_.end()) {
    return known->second;
  }
  const Record& record = records_[number];
  std::string bytes(record.size, '\0');
  if (record.place < 0 || !shelf_->Take(record.place, 0, bytes)) {
    return nullptr;
  }
  auto article = form::Unpack(bytes);
  if (!article) {
    return nullptr;
  }
  if (taken_.size() >= kMostTaken) {
    taken_.clear();
  }
  return taken_.emplace(number, std::make_shared<const news::Article>(*std::move(article))).first->second;
}

}  // namespace headwater::cli
