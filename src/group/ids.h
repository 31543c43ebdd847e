// Ids as numbers: every id of articles, stories and threads is kept once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::group {

using IdNumber = std::uint32_t;
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;

class Ids {
 public:
  IdNumber Number(std::string_view id);
  // kNone where it was never numbered.
  IdNumber Find(std::string_view id) const;
  // Valid until the next Number.
  std::string_view Text(IdNumber number) const;
  std::size_t size() const { return ends_.size(); }
  void Clear();

 private:
  std::size_t Locate(std::string_view id) const;
  void Grow();

  std::string texts_;
  std::vector<std::uint32_t> ends_;
  std::vector<std::uint32_t> table_;  // numbers plus one; open-addressed, a power of two in size
};

}  // namespace headwater::group
