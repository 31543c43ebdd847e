// Folding: which sources are one, by edition, by owner, or because nothing shows that they are two.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace headwater::trace {

struct SourceKey {
  std::string edition;  // one for all editions of an outlet: `BBC`, `BBC News`, `BBC Russian`
  std::string house;    // one for all that its owner owns; the edition's where no owner is known
};

// By the tables of that year (of today without one); else by the letters of the name. A name may be a host's.
SourceKey KeyOf(std::string_view name, std::optional<int> year = std::nullopt);

// Is it an agency, an outlet or the like in the tables: one that has things from others, and tells them on?
bool IsKnownMedium(std::string_view name);

// Keys, some of which are one.
class Folded {
 public:
  std::size_t Add(const std::string& key);
  void Join(std::size_t one, std::size_t other);
  // The same for all that are one.
  std::size_t Head(std::size_t key) const;
  std::size_t Count() const;

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::size_t> heads_;
};

}  // namespace headwater::trace
