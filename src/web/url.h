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
// that only follows readers about (data/tracking_parameters.tsv). What is no web address comes back as it is.
std::string CanonicalUrl(std::string_view address);

// The form to compare addresses by, never to fetch: CanonicalUrl, and besides http as https, one spelling of escapes,
// no slash at the path's end, no session number. `www.` and the order of parameters stay: sites may mean something by
// them.
std::string ComparableUrl(std::string_view address);

// May the page at `address` be taken for the one that it calls its canonical one: both on one site (its mobile, AMP and
// `www.` hosts are one), and the other is no front page? Else the word of the page alone does not do.
bool IsVariant(std::string_view address, std::string_view canonical);

}  // namespace headwater::web
