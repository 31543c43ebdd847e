// What a site reserves in its tdmrep.json (TDM Reservation Protocol, W3C Community Group, 10 May 2024, 6.2).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headwater::fetch {

struct TdmRule {
  std::string pattern;  // of paths, in comparable form
  bool reserved = false;
  std::string policy;  // an address, or empty
};

// Reads up to 2,000 rules; what is none is passed over, and what is no such file has none.
std::vector<TdmRule> ReadTdmRep(std::string_view json, std::string_view url);

// The first rule in the file that covers the address, or null.
const TdmRule* RuleFor(const std::vector<TdmRule>& rules, std::string_view url);

}  // namespace headwater::fetch
