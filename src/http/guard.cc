// Checks hosts, origins and tokens.
#include "http/guard.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cctype>
#include <tuple>

#include "base/ascii.h"
#include "http/caller.h"

namespace headwater::http {
namespace {

constexpr std::string_view kCookie = "headwater_visitor";
constexpr std::size_t kVisitorBytes = 16;

// Without the port that its scheme has anyway; lower case.
std::string HostAndPort(std::string_view host) {
  std::string plain = ascii::Lower(host);
  for (const std::string_view usual : {":80", ":443"}) {
    if (plain.ends_with(usual)) {
      plain.resize(plain.size() - usual.size());
    }
  }
  return plain;
}

std::string Hex(const unsigned char* bytes, std::size_t size) {
  std::string hex(size * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes, size);
  hex.pop_back();
  return hex;
}

}  // namespace

Hosts::Hosts(std::string_view listening_on, std::vector<std::string> named)
    : loopback_(IsLoopback(listening_on)), named_(std::move(named)) {
  std::ranges::for_each(named_, [](std::string& name) { name = HostName(name); });
}

bool Hosts::Allows(std::string_view host) const {
  const std::string name = HostName(host);
  if (std::ranges::find(named_, name) != named_.end() || IsLoopback(name)) {
    return true;
  }
  return !loopback_ && named_.empty() && !name.empty();
}

std::string HostName(std::string_view host) {
  // A colon within brackets belongs to an IPv6 address.
  const std::size_t colon = host.find(':', host.starts_with('[') ? std::min(host.find(']'), host.size()) : 0);
  std::string name(host.substr(0, colon));
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name.ends_with('.')) {
    name.pop_back();
  }
  return name;
}

bool SameOrigin(const web::Headers& headers, std::string_view host) {
  const std::string_view site = web::FindHeader(headers, "sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") {
    return false;
  }
  const std::string_view origin = web::FindHeader(headers, "origin");
  if (origin.empty()) {
    return true;
  }
  const std::size_t scheme = origin.find("://");
  return scheme != std::string_view::npos && HostAndPort(origin.substr(scheme + 3)) == HostAndPort(host);
}

Tokens::Tokens() {
  // Fails only where the machine gives no random numbers at all.
  if (sodium_init() >= 0) {
    randombytes_buf(secret_.data(), secret_.size());
  }
}

std::string_view CookieOf(const web::Headers& headers, std::string_view name) {
  std::string_view cookies = web::FindHeader(headers, "cookie");
  while (!cookies.empty()) {
    std::string_view cookie = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(cookies.size(), cookie.size() + 1));
    cookie.remove_prefix(std::min(cookie.find_first_not_of(' '), cookie.size()));
    if (cookie.starts_with(name) && cookie.substr(name.size()).starts_with('=')) {
      return cookie.substr(name.size() + 1);
    }
  }
  return {};
}

std::string CookieName(std::string_view name, const Caller& caller) {
  // A browser takes these names only over https: a page that came without it cannot have set them (RFC 6265bis).
  return fmt::format("{}{}", !caller.secure ? "" : caller.prefix.empty() ? "__Host-" : "__Secure-", name);
}

std::string SetCookie(std::string_view name, std::string_view value, const Caller& caller, std::string_view more) {
  return fmt::format("{}={}; Path={}/; HttpOnly{}{}", CookieName(name, caller), value, caller.prefix,
                     caller.secure ? "; Secure" : "", more);
}

std::string Tokens::VisitorOf(const web::Headers& headers, const Caller& caller) {
  const std::string_view visitor = CookieOf(headers, CookieName(kCookie, caller));
  const bool fits = visitor.size() == kVisitorBytes * 2 &&
                    std::ranges::all_of(visitor, [](unsigned char c) { return std::isxdigit(c) != 0; });
  return fits ? std::string(visitor) : std::string{};
}

std::string Tokens::NewVisitor() {
  std::array<unsigned char, kVisitorBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return Hex(bytes.data(), bytes.size());
}

std::string Tokens::CookieFor(std::string_view visitor, const Caller& caller) {
  return SetCookie(kCookie, visitor, caller, "; SameSite=Strict");
}

Tokens::Hash Tokens::HashFor(std::string_view visitor) const {
  Hash hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(visitor.data()), visitor.size(),
                     secret_.data(), secret_.size());
  return hash;
}

std::string Tokens::TokenFor(std::string_view visitor) const {
  Hash hash = HashFor(visitor);
  Hash mask{};
  randombytes_buf(mask.data(), mask.size());
  for (std::size_t n = 0; n < hash.size(); ++n) {
    hash.at(n) ^= mask.at(n);
  }
  return Hex(mask.data(), mask.size()) + Hex(hash.data(), hash.size());
}

bool Tokens::Fits(std::string_view visitor, std::string_view token) const {
  std::array<unsigned char, 2 * std::tuple_size_v<Hash>> bytes{};
  std::size_t size = 0;
  if (visitor.empty() ||
      sodium_hex2bin(bytes.data(), bytes.size(), token.data(), token.size(), nullptr, &size, nullptr) != 0 ||
      size != bytes.size()) {
    return false;
  }
  Hash hash{};
  for (std::size_t n = 0; n < hash.size(); ++n) {
    hash.at(n) = bytes.at(n) ^ bytes.at(hash.size() + n);
  }
  const Hash wanted = HashFor(visitor);
  return sodium_memcmp(hash.data(), wanted.data(), wanted.size()) == 0;
}

void AddSecurityHeaders(web::Headers& headers) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kAlways{
      {{"content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
       {"x-content-type-options", "nosniff"},
       {"x-frame-options", "DENY"},
       {"referrer-policy", "same-origin"},
       {"cross-origin-opener-policy", "same-origin"},
       {"cross-origin-resource-policy", "same-origin"},
       {"permissions-policy", "camera=(), geolocation=(), microphone=()"}}};
  for (const auto& [name, value] : kAlways) {
    headers.emplace_back(name, value);
  }
}

}  // namespace headwater::http
