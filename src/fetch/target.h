// The address of a request, taken apart as libcurl will understand it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace headwater::fetch {

// So that no check sees another host than is connected to.
struct Target {
  std::string url;     // as it will be sent, without its fragment
  std::string origin;  // scheme, host and port: `https://vellmar.example:443`
  std::string host;    // lower case, as sent (punycode where it is not ASCII)
  std::string path;    // with the query
};

// `written` is absolute, or relative to `base` where there is one. Nothing where it is no http or https address.
std::optional<Target> ReadTarget(std::string_view written, std::string_view base = {});

// Scheme, host and port are the same, or `to` is the same host over TLS: what was meant for one may be told the other.
bool IsSameSite(const Target& from, const Target& to);

}  // namespace headwater::fetch
