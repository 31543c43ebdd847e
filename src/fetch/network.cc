// The table of special address blocks (IANA's registries for IPv4 and IPv6).
#include "fetch/network.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace headwater::fetch {
namespace {

struct Block4 {
  std::uint32_t first;
  unsigned bits;
};

constexpr std::uint32_t Ip(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  return (a << 24U) | (b << 16U) | (c << 8U) | d;
}

constexpr std::array<Block4, 15> kSpecial4{{{Ip(0, 0, 0, 0), 8},
                                            {Ip(10, 0, 0, 0), 8},
                                            {Ip(100, 64, 0, 0), 10},
                                            {Ip(127, 0, 0, 0), 8},
                                            {Ip(169, 254, 0, 0), 16},
                                            {Ip(172, 16, 0, 0), 12},
                                            {Ip(192, 0, 0, 0), 24},
                                            {Ip(192, 0, 2, 0), 24},
                                            {Ip(192, 88, 99, 0), 24},
                                            {Ip(192, 168, 0, 0), 16},
                                            {Ip(198, 18, 0, 0), 15},
                                            {Ip(198, 51, 100, 0), 24},
                                            {Ip(203, 0, 113, 0), 24},
                                            {Ip(224, 0, 0, 0), 4},
                                            {Ip(240, 0, 0, 0), 4}}};

bool IsPublic4(std::uint32_t address) {
  return std::ranges::none_of(
      kSpecial4, [address](const Block4& block) { return (address ^ block.first) >> (32U - block.bits) == 0; });
}

std::uint32_t Ip4At(std::span<const std::uint8_t, 16> bytes, std::size_t at) {
  return Ip(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

bool StartsWith(std::span<const std::uint8_t, 16> bytes, std::initializer_list<int> prefix) {
  return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

bool IsPublic6(std::span<const std::uint8_t, 16> bytes) {
  // Addresses that carry an IPv4 one: mapped, compatible, translated (RFC 6052), 6to4.
  const bool low_zero = StartsWith(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  if (low_zero && ((bytes[10] == 0xFF && bytes[11] == 0xFF) || (bytes[10] == 0 && bytes[11] == 0))) {
    return IsPublic4(Ip4At(bytes, 12));
  }
  if (StartsWith(bytes, {0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) {
    return IsPublic4(Ip4At(bytes, 12));
  }
  if (StartsWith(bytes, {0x20, 0x02})) {
    return IsPublic4(Ip4At(bytes, 2));
  }
  // Only 2000::/3 is given out; of it, 2001::/23 is for protocols (Teredo among them) and 2001:db8::/32 for books.
  const bool given_out = (bytes[0] & 0xE0U) == 0x20;
  const bool protocols = StartsWith(bytes, {0x20, 0x01}) && bytes[2] < 2;
  return given_out && !protocols && !StartsWith(bytes, {0x20, 0x01, 0x0D, 0xB8}) && !StartsWith(bytes, {0x3F, 0xFF});
}

}  // namespace

bool IsPublic(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in ip4{};
    std::memcpy(&ip4, &address, sizeof ip4);
    return IsPublic4(ntohl(ip4.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 ip6{};
    std::memcpy(&ip6, &address, sizeof ip6);
    return IsPublic6(std::span<const std::uint8_t, 16>(ip6.sin6_addr.s6_addr, 16));
  }
  return false;
}

bool IsPublicHost(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    host = host.substr(0, host.find('%'));
  }
  while (host.ends_with('.')) {
    host.remove_suffix(1);
  }
  const std::string name(host);
  sockaddr_in ip4{};
  ip4.sin_family = AF_INET;
  if (inet_pton(AF_INET, name.c_str(), &ip4.sin_addr) == 1) {
    return IsPublic4(ntohl(ip4.sin_addr.s_addr));
  }
  in6_addr ip6{};
  if (inet_pton(AF_INET6, name.c_str(), &ip6) == 1) {
    return IsPublic6(std::span<const std::uint8_t, 16>(ip6.s6_addr, 16));
  }
  return name != "localhost" && !name.ends_with(".localhost");
}

std::string FormatAddress(const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.sa_family == AF_INET) {
    sockaddr_in ip4{};
    std::memcpy(&ip4, &address, sizeof ip4);
    inet_ntop(AF_INET, &ip4.sin_addr, text.data(), text.size());
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 ip6{};
    std::memcpy(&ip6, &address, sizeof ip6);
    inet_ntop(AF_INET6, &ip6.sin6_addr, text.data(), text.size());
  }
  return text.data();
}

}  // namespace headwater::fetch
