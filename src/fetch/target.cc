// Addresses through libcurl's own parser.
#include "fetch/target.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "base/ascii.h"

namespace headwater::fetch {
namespace {

struct UrlCloser {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, UrlCloser>;

std::string Part(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK || text == nullptr) {
    return {};
  }
  std::string copy(text);
  curl_free(text);
  return copy;
}

}  // namespace

std::optional<Target> ReadTarget(std::string_view written, std::string_view base) {
  const UrlHandle url(curl_url());
  const std::string start(base);
  const std::string next(written);
  if (url == nullptr || written.find('\0') != std::string_view::npos ||
      (!base.empty() && curl_url_set(url.get(), CURLUPART_URL, start.c_str(), CURLU_URLENCODE) != CURLUE_OK) ||
      curl_url_set(url.get(), CURLUPART_URL, next.c_str(), CURLU_URLENCODE) != CURLUE_OK) {
    return std::nullopt;
  }
  const std::string scheme = Part(url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") {
    return std::nullopt;
  }
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  Target target;
  target.host = Part(url.get(), CURLUPART_HOST);
  target.host = ascii::Lower(target.host);
  target.origin = fmt::format("{}://{}:{}", scheme, target.host, Part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT));
  target.path = Part(url.get(), CURLUPART_PATH);
  if (const std::string query = Part(url.get(), CURLUPART_QUERY); !query.empty()) {
    target.path += "?" + query;
  }
  target.url = Part(url.get(), CURLUPART_URL);
  return target.host.empty() || target.url.empty() ? std::nullopt : std::optional(std::move(target));
}

bool IsSameSite(const Target& from, const Target& to) {
  return from.origin == to.origin || (from.origin == fmt::format("http://{}:80", from.host) &&
                                      to.origin == fmt::format("https://{}:443", from.host));
}

}  // namespace headwater::fetch
