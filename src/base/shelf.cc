// The shelf in memory.
#include "base/shelf.h"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace headwater {
namespace {

class MemoryShelf : public Shelf {
 public:
  std::int64_t Put(std::string_view record) override {
    records_.emplace(next_, record);
    return next_++;
  }

  bool Take(std::int64_t place, std::size_t offset, std::span<char> into) const override {
    const auto found = records_.find(place);
    if (found == records_.end() || offset + into.size() > found->second.size()) {
      return false;
    }
    std::copy_n(found->second.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
    return true;
  }

  void Drop(std::int64_t place, std::size_t) override { records_.erase(place); }

 private:
  std::unordered_map<std::int64_t, std::string> records_;
  std::int64_t next_ = 0;
};

}  // namespace

std::unique_ptr<Shelf> MakeMemoryShelf() { return std::make_unique<MemoryShelf>(); }

}  // namespace headwater
