// Web addresses over libcurl's URL API, which knows what servers and browsers make of them.
#include "web/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/ascii.h"
#include "web/tracking.h"

namespace headwater::web {
namespace {

constexpr std::size_t kMaxLength = 8192;
constexpr unsigned kSetFlags = CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME;

struct FreeHandle {
  void operator()(CURLU* handle) const { curl_url_cleanup(handle); }
};
using Handle = std::unique_ptr<CURLU, FreeHandle>;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

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

// curl looks for IPv4 addresses before it decodes a host: `202%2e4` is `202.4` to it, and only that is `202.0.0.4`.
std::string WithOneSpellingOfAddress(std::string host) {
  // Whether its last label, in front of a closing point, begins with a figure.
  const std::size_t label = host.size() < 2 ? 0 : host.find_last_of('.', host.size() - 2) + 1;
  if (host.empty() || host[label] < '0' || host[label] > '9') {
    return host;
  }
  const Handle again(curl_url());
  if (again == nullptr || curl_url_set(again.get(), CURLUPART_URL, ("http://" + host).c_str(), 0) != CURLUE_OK) {
    return host;
  }
  return Part(again, CURLUPART_HOST);
}

std::optional<Url> Parts(const Handle& handle) {
  Url url;
  url.scheme = ascii::Lower(Part(handle, CURLUPART_SCHEME));
  url.host = WithOneSpellingOfAddress(ascii::Lower(Part(handle, CURLUPART_HOST)));
  // What was escaped twice is no host.
  const bool escaped = !url.host.starts_with('[') && url.host.find('%') != std::string::npos;
  if (!IsWebScheme(url.scheme) || url.host.empty() || escaped) {
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

int HexValue(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool IsUnreserved(char c) { return ascii::IsAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

// RFC 3986, 6.2.2: unreserved characters as themselves, all other escapes with capitals.
std::string WithOneSpelling(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : HexValue(text[i + 2]);
    if (low < 0) {
      plain.push_back(text[i]);
      continue;
    }
    i += 2;
    const char c = static_cast<char>(high * 16 + low);
    // Behind a `%` that is no escape it would become part of one.
    const std::string_view tail = std::string_view(plain).substr(plain.size() - std::min<std::size_t>(plain.size(), 2));
    const bool behind_percent = tail.ends_with('%') || (tail.size() == 2 && tail[0] == '%' && HexValue(tail[1]) >= 0);
    if (IsUnreserved(c) && !(behind_percent && HexValue(c) >= 0)) {
      plain.push_back(c);
    } else {
      plain.append({'%', kDigits[static_cast<std::size_t>(high)], kDigits[static_cast<std::size_t>(low)]});
    }
  }
  return plain;
}

// The host as readers know the site by: `m.vellmar.example`, `amp.vellmar.example` and `www.vellmar.example` are one.
std::string_view SiteOf(std::string_view host) {
  for (const std::string_view lead : {"www.", "m.", "mobile.", "amp.", "touch.", "wap."}) {
    if (host.starts_with(lead) && host.find('.', lead.size()) != std::string_view::npos) {
      return host.substr(lead.size());
    }
  }
  return host;
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
  url->query = WithoutTracking(url->query, url->host);
  return FormatUrl(*url);
}

std::string ComparableUrl(std::string_view address) {
  auto url = ParseUrl(address);
  if (!url) {
    return std::string(address);
  }
  // What stands at a port of its own may differ between the schemes.
  if (url->port.empty()) {
    url->scheme = "https";
  }
  while (url->host.ends_with('.')) {
    url->host.pop_back();
  }
  url->host = WithOneSpellingOfAddress(std::move(url->host));
  url->path = WithOneSpelling(url->path);
  if (const std::size_t session = ascii::Lower(url->path).find(";jsessionid="); session != std::string::npos) {
    url->path.erase(session);
  }
  // Points that were escaped, or stood before a session, are steps of the path like others.
  if (url->path.find("/.") != std::string::npos) {
    if (auto again = ParseUrl(FormatUrl(*url))) {
      url = std::move(again);
    }
  }
  while (url->path.size() > 1 && url->path.ends_with('/')) {
    url->path.pop_back();
  }
  url->query = WithoutTracking(WithOneSpelling(url->query), url->host);
  // A fragment that begins so names the page itself.
  if (!url->fragment.starts_with('!')) {
    url->fragment.clear();
  }
  return FormatUrl(*url);
}

bool IsVariant(std::string_view address, std::string_view canonical) {
  const auto one = ParseUrl(address);
  const auto other = ParseUrl(canonical);
  return one && other && SiteOf(one->host) == SiteOf(other->host) && (other->path != "/" || !other->query.empty());
}

}  // namespace headwater::web
