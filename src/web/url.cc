// Web addresses over libcurl's URL API, which knows what servers and browsers make of them.
#include "web/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

namespace headwater::web {
namespace {

constexpr std::size_t kMaxLength = 8192;
constexpr unsigned kSetFlags = CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME;

struct FreeHandle {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using Handle = std::unique_ptr<CURLU, FreeHandle>;

// Parameters that tell where a reader came from and never which page is meant.
constexpr std::array<std::string_view, 34> kTracking{
    "fbclid",   "gclid", "gclsrc",      "dclid",       "wbraid",    "gbraid",      "msclkid",   "yclid",       "twclid",
    "igshid",   "igsh",  "mc_cid",      "mc_eid",      "_hsenc",    "_hsmi",       "mkt_tok",   "cmpid",       "cmp",
    "icid",     "ncid",  "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "at_medium", "at_campaign", "xtor",
    "wt.mc_id", "wt_mc", "_ga",         "ref_src",     "smid",      "smtyp",       "cid_source"};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

// Blanks around it dropped, line breaks and tabs within it too, quotation marks and angle brackets encoded, as browsers
// do (WHATWG URL, 1.3 and 4.4).
std::string Tidy(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && IsSpace(text.back())) {
    text.remove_suffix(1);
  }
  std::string tidy;
  tidy.reserve(text.size());
  for (const char c : text) {
    if (c == '"') {
      tidy += "%22";
    } else if (c == '<') {
      tidy += "%3C";
    } else if (c == '>') {
      tidy += "%3E";
    } else if (c != '\t' && c != '\n' && c != '\r') {
      tidy += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return tidy;
}

std::string Part(const Handle& handle, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(handle.get(), part, &text, flags) != CURLUE_OK || text == nullptr) {
    return {};
  }
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool IsWebScheme(std::string_view scheme) { return scheme == "http" || scheme == "https"; }

std::optional<Url> Parts(const Handle& handle) {
  Url url;
  url.scheme = Lower(Part(handle, CURLUPART_SCHEME));
  url.host = Lower(Part(handle, CURLUPART_HOST));
  if (!IsWebScheme(url.scheme) || url.host.empty()) {
    return std::nullopt;
  }
  url.port = Part(handle, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT);
  url.path = Part(handle, CURLUPART_PATH);
  url.query = Part(handle, CURLUPART_QUERY);
  url.fragment = Part(handle, CURLUPART_FRAGMENT);
  if (url.path.empty()) {
    url.path.push_back('/');
  }
  return url;
}

bool IsTracking(std::string_view parameter) {
  const std::string name = Lower(parameter.substr(0, parameter.find('=')));
  return name.starts_with("utm_") || name.starts_with("pk_campaign") || name.starts_with("pk_kwd") ||
         std::ranges::find(kTracking, name) != kTracking.end();
}

std::string WithoutTracking(std::string_view query) {
  std::string kept;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (!parameter.empty() && !IsTracking(parameter)) {
      kept += kept.empty() ? "" : "&";
      kept += parameter;
    }
  }
  return kept;
}

}  // namespace

std::optional<Url> ParseUrl(std::string_view address) {
  if (address.size() > kMaxLength) {
    return std::nullopt;
  }
  const Handle handle(curl_url());
  if (handle == nullptr || curl_url_set(handle.get(), CURLUPART_URL, Tidy(address).c_str(), kSetFlags) != CURLUE_OK) {
    return std::nullopt;
  }
  return Parts(handle);
}

std::string FormatUrl(const Url& url) {
  std::string text = url.scheme;
  const auto add = [&text](std::string_view before, std::string_view part) {
    if (!part.empty()) {
      text += before;
      text += part;
    }
  };
  add("://", url.host);
  add(":", url.port);
  add("", url.path.empty() ? "/" : std::string_view(url.path));
  add("?", url.query);
  add("#", url.fragment);
  return text;
}

std::optional<std::string> ResolveUrl(std::string_view base, std::string_view reference) {
  if (base.size() > kMaxLength || reference.size() > kMaxLength) {
    return std::nullopt;
  }
  const Handle handle(curl_url());
  if (handle == nullptr) {
    return std::nullopt;
  }
  const bool based = curl_url_set(handle.get(), CURLUPART_URL, Tidy(base).c_str(), kSetFlags) == CURLUE_OK;
  const std::string tidy = Tidy(reference);
  if (tidy.empty()) {
    return based && Parts(handle) ? std::optional(Part(handle, CURLUPART_URL)) : std::nullopt;
  }
  if (curl_url_set(handle.get(), CURLUPART_URL, tidy.c_str(), kSetFlags) != CURLUE_OK) {
    return std::nullopt;
  }
  const auto url = Parts(handle);
  return url ? std::optional(FormatUrl(*url)) : std::nullopt;
}

std::string HostOf(std::string_view address) {
  const auto url = ParseUrl(address);
  if (!url) {
    return {};
  }
  return url->host.starts_with("www.") ? url->host.substr(4) : url->host;
}

std::string CanonicalUrl(std::string_view address) {
  auto url = ParseUrl(address);
  if (!url) {
    return std::string(address);
  }
  url->fragment.clear();
  url->query = WithoutTracking(url->query);
  return FormatUrl(*url);
}

}  // namespace headwater::web
