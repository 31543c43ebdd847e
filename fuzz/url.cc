// Fuzzes web addresses: a base in the first line, a reference behind it.
#include "web/url.h"

#include "fuzz/require.h"

using headwater::fuzz::Require;

namespace {

bool Same(const headwater::web::Url& one, const headwater::web::Url& other) {
  return one.scheme == other.scheme && one.host == other.host && one.port == other.port && one.path == other.path &&
         one.query == other.query && one.fragment == other.fragment;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace web = headwater::web;
  const auto [base, reference] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  if (const auto url = web::ParseUrl(base)) {
    Require(url->scheme == "http" || url->scheme == "https", "only http and https are web addresses");
    Require(!url->host.empty() && url->path.starts_with("/"), "an address has a host and a path");
    const auto again = web::ParseUrl(web::FormatUrl(*url));
    Require(again.has_value() && Same(*url, *again), "an address that is written reads as the same");
    const std::string canonical = web::CanonicalUrl(base);
    Require(web::CanonicalUrl(canonical) == canonical, "a canonical address is its own canonical form");
    const std::string comparable = web::ComparableUrl(base);
    Require(web::ComparableUrl(comparable) == comparable, "a comparable address is its own comparable form");
    Require(web::IsVariant(base, base) || (url->path == "/" && url->query.empty()), "a page is its own variant");
  }
  web::HostOf(base);
  if (const auto resolved = web::ResolveUrl(base, reference)) {
    Require(resolved->starts_with("http://") || resolved->starts_with("https://"), "references lead to the web alone");
    Require(resolved->find_first_of("\r\n\t <>\"") == std::string::npos, "a resolved address has no blanks or quotes");
  }
  return 0;
}
