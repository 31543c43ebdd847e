// Fuzzes what sites reserve: tdmrep.json, RSL, headers (`name: value` lines up to an empty one) and a page behind them.
#include <string>

#include "extract/extract.h"
#include "extract/rights_words.h"
#include "fetch/tdmrep.h"
#include "form/json.h"
#include "fuzz/require.h"
#include "web/rsl.h"
#include "web/url.h"

using headwater::fuzz::Require;
using headwater::fuzz::RequireUtf8;

namespace {

constexpr const char* kAddress = "https://vellmar.example/news/ferry?x=1";

void RequireAddress(const std::string& policy) {
  Require(policy.empty() || headwater::web::ParseUrl(policy).has_value(), "a policy has a web address");
}

void RequireRights(const headwater::news::Rights& rights) {
  Require(!rights.reservations.empty(), "rights follow from what somebody reserved");
  for (const headwater::news::Reservation& each : rights.reservations) {
    RequireUtf8(each.says);
    RequireUtf8(each.where);
    Require(each.says.find_first_of("\r\n") == std::string::npos, "what is reserved is a line");
    RequireAddress(each.policy);
  }
  headwater::extract::Reserves(rights, "noarchive");
  headwater::extract::Reserves(rights, "ai-train=no");
}

headwater::news::Page PageOf(std::string_view bytes) {
  headwater::news::Page page;
  page.url = kAddress;
  page.content_type = "text/html; charset=utf-8";
  while (!bytes.empty() && page.headers.size() < 100) {
    const auto [line, rest] = headwater::fuzz::SplitLine(bytes);
    bytes = rest;
    if (line.empty()) {
      break;
    }
    const std::size_t colon = std::min(line.find(": "), line.size());
    page.headers.emplace_back(line.substr(0, colon), line.substr(std::min(colon + 2, line.size())));
  }
  page.body = bytes;
  return page;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = headwater::fuzz::View(data, size);
  const auto rules = headwater::fetch::ReadTdmRep(bytes, "https://vellmar.example/.well-known/tdmrep.json");
  for (const headwater::fetch::TdmRule& rule : rules) {
    RequireAddress(rule.policy);
  }
  headwater::fetch::RuleFor(rules, kAddress);
  for (const auto& term : headwater::web::RslTermsFor(headwater::web::ReadRsl(bytes), kAddress)) {
    RequireUtf8(headwater::text::RepairUtf8(headwater::web::WordsOf(term)));
  }
  headwater::extract::ReadTime(bytes.substr(0, 200));
  const headwater::news::Page page = PageOf(bytes);
  if (const auto rights = headwater::extract::RightsOf(page)) {
    RequireRights(*rights);
  }
  if (const auto article = headwater::extract::Extract(page)) {
    if (article->rights) {
      RequireRights(*article->rights);
    }
    Require(headwater::form::ReadArticle(headwater::form::WriteArticle(*article)).has_value(), "rights read again");
  }
  return 0;
}
