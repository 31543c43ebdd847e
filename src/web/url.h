// Web addresses: their parts, relative ones resolved, and one canonical form to compare them by (RFC 3986).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headwater::web {

struct Url {
  std::string scheme;    // `http` or `https`, lower case
  std::string host;      // lower case, IPv6 in brackets
  std::string port;      // empty where it is the scheme's own
  std::string path;      // at least `/`
  std::string query;     // without the `?`
  std::string fragment;  // without the `#`
};

// Nothing where the text is no absolute http or https address, or is longer than 8 KiB. Blanks around it are dropped,
// blanks and letters outside ASCII in it percent-encoded.
std::optional<Url> ParseUrl(std::string_view address);

std::string FormatUrl(const Url& url);

// The address that `reference` means in a page at `base` (or after its <base href>). An absolute reference needs no
// base. Nothing where the outcome is no http or https address: `mailto:`, `javascript:`, `data:`.
std::optional<std::string> ResolveUrl(std::string_view base, std::string_view reference);

// The host in lower case without port and without a leading `www.`; empty where the text is no web address.
std::string HostOf(std::string_view address);

// The same for all addresses of one page: scheme and host in lower case, no default port, no fragment, no parameter
// that only follows readers about (utm_*, fbclid and their like). What is no web address comes back as it is.
std::string CanonicalUrl(std::string_view address);

}  // namespace headwater::web
