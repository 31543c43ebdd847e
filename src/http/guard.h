// Who may ask for what: hosts, the origin of forms, their tokens; and the headers that keep a browser to it.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "http/caller.h"
#include "http/message.h"

namespace headwater::http {

// Which names the house answers to. A page of a stranger's that makes its own name lead to the loopback address
// (DNS rebinding) is sent away by this.
class Hosts {
 public:
  // While listening on a loopback address only loopback names and `named` are taken; else `named`, or any host where
  // none is named.
  Hosts(std::string_view listening_on, std::vector<std::string> named);
  // `host` is the header's value, with or without a port.
  bool Allows(std::string_view host) const;

 private:
  bool loopback_;
  std::vector<std::string> named_;
};

// The name of a Host header, without its port; lower case.
std::string HostName(std::string_view host);

// The request comes from a page of ours, as far as the browser says (Fetch Metadata; Origin, RFC 6454); requests
// without either header come from no browser that sends cookies along. `host` is the one that was asked for.
bool SameOrigin(const web::Headers& headers, std::string_view host);

// A cookie's value; empty where there is none.
std::string_view CookieOf(const web::Headers& headers, std::string_view name);
// The name under which a cookie of ours goes to and fro: over https one that nobody else can set.
std::string CookieName(std::string_view name, const Caller& caller);
// A Set-Cookie that scripts cannot read, for the pages of this house alone; `more` are further attributes.
std::string SetCookie(std::string_view name, std::string_view value, const Caller& caller, std::string_view more);

// A visitor's token: a secret of this run, mixed with what a cookie holds, so that a form proves that it was ours.
class Tokens {
 public:
  Tokens();
  // The visitor's number from the cookie; empty where there is none.
  static std::string VisitorOf(const web::Headers& headers, const Caller& caller);
  static std::string NewVisitor();
  static std::string CookieFor(std::string_view visitor, const Caller& caller);
  // Another each time, though they all fit: a page that holds one may be compressed, since its length tells nothing of
  // it.
  std::string TokenFor(std::string_view visitor) const;
  bool Fits(std::string_view visitor, std::string_view token) const;

 private:
  using Hash = std::array<unsigned char, 32>;
  Hash HashFor(std::string_view visitor) const;

  std::array<unsigned char, 32> secret_{};
};

// Content-Security-Policy and its kin, on every reply.
void AddSecurityHeaders(web::Headers& headers);

}  // namespace headwater::http
