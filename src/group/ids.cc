// One long text of ids, and a table into it.
#include "group/ids.h"

#include <algorithm>

#include "base/hash.h"

namespace headwater::group {

std::size_t Ids::Locate(std::string_view id) const {
  std::size_t at = Hash64(id) & (table_.size() - 1);
  while (table_[at] != 0 && Text(table_[at] - 1) != id) {
    at = (at + 1) & (table_.size() - 1);
  }
  return at;
}

void Ids::Grow() {
  constexpr std::size_t kFirst = 1024;
  table_.assign(std::max(kFirst, table_.size() * 2), 0);
  for (IdNumber number = 0; number < ends_.size(); ++number) {
    table_[Locate(Text(number))] = number + 1;
  }
}

IdNumber Ids::Number(std::string_view id) {
  if (ends_.size() * 3 >= table_.size() * 2) {
    Grow();
  }
  std::uint32_t& place = table_[Locate(id)];
  if (place == 0) {
    texts_ += id;
    ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
    place = static_cast<std::uint32_t>(ends_.size());
  }
  return place - 1;
}

IdNumber Ids::Find(std::string_view id) const { return table_.empty() ? kNone : table_[Locate(id)] - 1; }

std::string_view Ids::Text(IdNumber number) const {
  const std::uint32_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(texts_).substr(begin, ends_[number] - begin);
}

void Ids::Clear() {
  texts_.clear();
  ends_.clear();
  table_.clear();
}

}  // namespace headwater::group
