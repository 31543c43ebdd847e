// How a request reached us: straight, or through proxies that are trusted to say where it is from.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace headwater::http {

// Addresses of proxies: single ones (`192.0.2.1`) and networks (`10.0.0.0/8`, `fd00::/8`).
class Proxies {
 public:
  Proxies() = default;
  // kUsage names what is no address.
  static Result<Proxies> Named(const std::vector<std::string>& networks);
  bool Trusts(std::string_view address) const;
  bool empty() const { return networks_.empty(); }

 private:
  struct Network {
    std::array<unsigned char, 16> address{};  // IPv4 as ::ffff:a.b.c.d
    int bits = 128;
  };
  std::vector<Network> networks_;
};

struct Caller {
  std::string address;      // of who asks, as far as trusted proxies tell
  std::string host;         // that was asked for, with its port
  std::string prefix;       // the path below which a proxy shows the house: `/headwater`; empty: none
  bool secure = false;      // over https, as far as it is known
  bool forwarded = false;   // it came through some proxy, trusted or not
  bool from_proxy = false;  // its last stretch is from a trusted proxy
};

// What X-Forwarded-For, -Proto, -Host and -Prefix say counts from trusted proxies only: of the addresses the last one
// that is none of theirs. `prefix` is the one of the settings.
Caller CallerOf(const Request& request, const Proxies& proxies, std::string_view prefix);

// `/a/b` of `a/b/`, `/` and the like; empty for none, and for what is no plain path.
std::string PrefixOf(std::string_view typed);

// A loopback address or name.
bool IsLoopback(std::string_view name);

}  // namespace headwater::http
