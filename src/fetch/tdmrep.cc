// Reading tdmrep.json.
#include "fetch/tdmrep.h"

#include <algorithm>
#include <boost/json.hpp>

#include "web/json.h"
#include "web/path_pattern.h"
#include "web/url.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kMaxRules = 2'000;
constexpr std::size_t kMaxPattern = 2'048;
constexpr web::JsonLimits kLimits{.max_depth = 16, .max_bytes = 1U << 20U};

}  // namespace

std::vector<TdmRule> ReadTdmRep(std::string_view json, std::string_view url) {
  std::vector<TdmRule> rules;
  const auto read = web::ParseJson(json, kLimits);
  const boost::json::array* const list = read ? read->if_array() : nullptr;
  if (list == nullptr) {
    return rules;
  }
  for (const boost::json::value& each : *list) {
    const std::string location = web::JsonText(each, "location");
    const std::string reservation = web::JsonText(each, "tdm-reservation");
    const bool valid = reservation == "0" || reservation == "1";
    if (location.empty() || location.size() > kMaxPattern || !valid || rules.size() >= kMaxRules) {
      continue;
    }
    const std::string policy = web::JsonText(each, "tdm-policy");
    rules.push_back({web::ComparablePath(location), reservation == "1",
                     policy.empty() ? std::string() : web::ResolveUrl(url, policy).value_or(std::string())});
  }
  return rules;
}

const TdmRule* RuleFor(const std::vector<TdmRule>& rules, std::string_view url) {
  const std::string path = web::PathOfUrl(url);
  const auto found =
      std::ranges::find_if(rules, [&path](const TdmRule& rule) { return web::PathMatches(rule.pattern, path); });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace headwater::fetch
