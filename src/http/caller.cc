// Tells proxies from strangers who claim to be one.
#include "http/caller.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "base/ascii.h"

namespace headwater::http {
namespace {

constexpr std::size_t kBytes = 16;
constexpr std::size_t kLongestAddress = 64;
constexpr int kMappedBits = 96;
constexpr std::size_t kMostHops = 32;
constexpr std::size_t kLongestPrefix = 200;

using Address = std::array<unsigned char, kBytes>;

// `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]:443`, `192.0.2.1:443`.
std::optional<Address> ParseAddress(std::string_view text) {
  if (text.starts_with('[')) {
    text = text.substr(1, std::min(text.find(']'), text.size()) - 1);
  } else if (std::ranges::count(text, ':') == 1) {
    text = text.substr(0, text.find(':'));
  }
  if (text.size() > kLongestAddress) {
    return std::nullopt;
  }
  const std::string plain(text);
  Address address{};
  if (inet_pton(AF_INET6, plain.c_str(), address.data()) == 1) {
    return address;
  }
  constexpr std::size_t kMapped = 12;
  address = {};
  address[kMapped - 2] = address[kMapped - 1] = 0xFF;
  if (inet_pton(AF_INET, plain.c_str(), address.data() + kMapped) == 1) {
    return address;
  }
  return std::nullopt;
}

// IPv4 as people write it, however it came.
std::string FormatAddress(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool mapped = std::all_of(address.begin(), address.begin() + 10, [](unsigned char c) { return c == 0; }) &&
                      address[10] == 0xFF && address[11] == 0xFF;
  inet_ntop(mapped ? AF_INET : AF_INET6, address.data() + (mapped ? 12 : 0), text.data(), text.size());
  return text.data();
}

bool Within(const Address& address, const Address& network, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(address.data(), network.data(), whole) != 0) {
    return false;
  }
  const int rest = bits % 8;
  const auto mask = static_cast<unsigned char>(0xFF00 >> rest);
  return rest == 0 || (address[whole] & mask) == (network[whole] & mask);
}

// A header's values, in order, as if one list had been sent; of many the last, which the nearest proxy added.
std::vector<std::string_view> ListOf(const web::Headers& headers, std::string_view name) {
  std::vector<std::string_view> list;
  for (const auto& [each, value] : headers) {
    if (ascii::Lower(each) != name) {
      continue;
    }
    std::string_view rest = value;
    while (!rest.empty()) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      list.push_back(ascii::Trim(rest.substr(0, comma)));
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  if (list.size() > kMostHops) {
    list.erase(list.begin(), list.end() - kMostHops);
  }
  return list;
}

std::string_view LastOf(const web::Headers& headers, std::string_view name) {
  const auto list = ListOf(headers, name);
  return list.empty() ? std::string_view{} : list.back();
}

}  // namespace

Result<Proxies> Proxies::Named(const std::vector<std::string>& networks) {
  Proxies proxies;
  for (const std::string& named : networks) {
    const std::size_t slash = std::min(named.find('/'), named.size());
    const auto address = ParseAddress(std::string_view(named).substr(0, slash));
    const bool v4 = named.find(':') == std::string::npos;
    int bits = v4 ? 32 : 128;
    const int most = bits;
    bool good = address.has_value();
    if (slash < named.size()) {
      const char* const end = named.data() + named.size();
      const auto [stop, error] = std::from_chars(named.data() + slash + 1, end, bits);
      good = good && error == std::errc{} && stop == end && bits >= 0 && bits <= most;
    }
    if (!good) {
      return Fail(Fault::kUsage, fmt::format("{}: neither an address nor a network, as 10.0.0.0/8", named));
    }
    proxies.networks_.push_back({*address, v4 ? bits + kMappedBits : bits});
  }
  return proxies;
}

bool Proxies::Trusts(std::string_view address) const {
  const auto parsed = ParseAddress(address);
  return parsed && std::ranges::any_of(networks_, [&](const Network& network) {
           return Within(*parsed, network.address, network.bits);
         });
}

std::string PrefixOf(std::string_view typed) {
  std::string prefix;
  if (typed.size() > kLongestPrefix) {
    return prefix;
  }
  while (!typed.empty()) {
    const std::string_view segment = typed.substr(0, typed.find('/'));
    typed.remove_prefix(std::min(segment.size() + 1, typed.size()));
    const bool plain = std::ranges::all_of(
        segment, [](char c) { return ascii::IsAlnum(c) || c == '-' || c == '_' || c == '.' || c == '~'; });
    if (!plain || segment == "." || segment == "..") {
      return {};
    }
    if (!segment.empty()) {
      prefix.append("/").append(segment);
    }
  }
  return prefix;
}

bool IsLoopback(std::string_view name) {
  const bool address =
      name.starts_with("127.") && std::ranges::all_of(name, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
  return address || name == "localhost" || name.ends_with(".localhost") || name == "[::1]" || name == "::1";
}

Caller CallerOf(const Request& request, const Proxies& proxies, std::string_view prefix) {
  Caller caller;
  const auto peer = ParseAddress(request.peer);
  caller.address = peer ? FormatAddress(*peer) : request.peer;
  caller.host = web::FindHeader(request.headers, "host");
  caller.prefix = prefix;
  const auto hops = ListOf(request.headers, "x-forwarded-for");
  caller.forwarded = !hops.empty();
  for (const std::string_view tells : {"forwarded", "via", "x-real-ip", "x-forwarded-proto", "x-forwarded-host"}) {
    caller.forwarded = caller.forwarded || !web::FindHeader(request.headers, tells).empty();
  }
  caller.from_proxy = peer && proxies.Trusts(request.peer);
  if (!caller.from_proxy) {
    return caller;
  }
  for (std::size_t n = hops.size(); n > 0 && hops.size() - n < kMostHops; --n) {
    const auto hop = ParseAddress(hops[n - 1]);
    if (!hop) {
      break;
    }
    caller.address = FormatAddress(*hop);
    if (!proxies.Trusts(caller.address)) {
      break;
    }
  }
  caller.secure = ascii::Lower(LastOf(request.headers, "x-forwarded-proto")) == "https";
  if (const std::string_view host = LastOf(request.headers, "x-forwarded-host"); !host.empty()) {
    caller.host = host;
  }
  if (const std::string told = PrefixOf(LastOf(request.headers, "x-forwarded-prefix")); !told.empty()) {
    caller.prefix = told;
  }
  return caller;
}

}  // namespace headwater::http
