// Tells who asks: by a session, by what a trusted proxy says, by an app password, or since nobody else is here.
#include "serve/door.h"

#include <fmt/format.h>
#include <sodium.h>

#include "base/ascii.h"
#include "base/log.h"
#include "http/guard.h"
#include "text/words.h"

namespace headwater::serve {
namespace {

constexpr std::size_t kSecretLetters = 43;

// A header that comes once; one that comes twice was added to by someone else.
std::string_view OnlyHeader(const web::Headers& headers, std::string_view name) {
  std::string_view value;
  int times = 0;
  for (const auto& [each, text] : headers) {
    if (ascii::Lower(each) == ascii::Lower(name)) {
      value = ascii::Trim(text);
      ++times;
    }
  }
  return times == 1 ? value : std::string_view{};
}

// RFC 7617 and RFC 6750: `Basic name:app-password`, `Bearer app-password`.
Result<store::Person> ByAuthorization(std::string_view header, store::People& people, std::chrono::sys_seconds now) {
  const std::size_t blank = std::min(header.find(' '), header.size());
  const std::string scheme = ascii::Lower(header.substr(0, blank));
  const std::string_view rest = ascii::Trim(header.substr(blank));
  if (scheme == "bearer") {
    return people.ByAppToken(store::People::AppToken(rest), now);
  }
  if (scheme != "basic") {
    return Fail(Fault::kRefused, "no password of ours");
  }
  std::string decoded(rest.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(decoded.data()), decoded.size(), rest.data(), rest.size(),
                        nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0) {
    size = 0;
  }
  decoded.resize(size);
  const std::size_t colon = std::min(decoded.find(':'), decoded.size());
  return people.ByAppPassword(decoded.substr(0, colon),
                              std::string_view(decoded).substr(std::min(colon + 1, decoded.size())), now);
}

}  // namespace

Door::Door(DoorSettings settings, store::Store& store) : settings_(std::move(settings)), store_(store) {}

http::Caller Door::CallerOf(const http::Request& request) const {
  http::Caller caller = http::CallerOf(request, settings_.proxies, settings_.prefix);
  caller.secure = caller.secure || settings_.https;
  return caller;
}

// On this machine, and not through a proxy that would let others in.
bool Door::AtHome(const http::Request& request, const http::Caller& caller) const {
  return http::IsLoopback(settings_.listening_on) && !settings_.open && !caller.forwarded &&
         http::IsLoopback(http::HostName(web::FindHeader(request.headers, "host")));
}

Result<Asker> Door::AskProxy(const http::Request& request, std::chrono::sys_seconds now) const {
  const std::string_view name = OnlyHeader(request.headers, settings_.proxy_header);
  Asker asker;
  if (name.empty()) {
    return asker;
  }
  store::People people(store_);
  auto person = people.ByName(name);
  // Names of people here are alike without their marks; whoever the proxy lets choose a name must not become another.
  if (person && text::FoldCase(person->name) != text::FoldCase(name)) {
    Log(LogLevel::kWarning, "{}: the proxy's name is not quite that of {}, so nobody came in", name, person->name);
    return asker;
  }
  if (!person && person.error().fault == Fault::kNotFound && settings_.proxy_creates) {
    person = people.Add(name, store::Role::kReader, "", now);
    Log(LogLevel::kInfo, "{}: {}", name, person ? "came by the proxy for the first time" : person.error().text);
  }
  if (!person) {
    return person.error().fault == Fault::kStorage ? Result<Asker>(tl::unexpected(person.error())) : asker;
  }
  asker.entry = screen::Entry::kProxy;
  asker.person = *person;
  return asker;
}

// What programs bring: an access token as a bearer token or in the address, or an app password.
std::optional<Asker> Door::AskToken(std::string_view authorization, std::string_view key,
                                    std::chrono::sys_seconds now) const {
  const std::size_t blank = std::min(authorization.find(' '), authorization.size());
  const bool bearer = ascii::Lower(authorization.substr(0, blank)) == "bearer";
  const std::string_view token = bearer ? ascii::Trim(authorization.substr(blank)) : key;
  if (const auto known = store::AccessTokens(store_).ByToken(token, now)) {
    return Asker{screen::Entry::kApp, known->person, {}, {}, known->scopes, known->token};
  }
  store::People people(store_);
  if (const auto person = ByAuthorization(authorization, people, now)) {
    // What an app keeps may be lost with it.
    return Asker{screen::Entry::kApp,
                 {person->id, person->name, store::Role::kReader},
                 {},
                 {},
                 store::kMayRead | store::kMayMark | store::kMayList};
  }
  return std::nullopt;
}

Result<Asker> Door::Ask(const http::Request& request, const http::Caller& caller, std::string_view key,
                        std::chrono::sys_seconds now) const {
  store::People people(store_);
  const auto nobody = people.Nobody();
  if (!nobody) {
    return tl::unexpected(nobody.error());
  }
  const std::string_view authorization = OnlyHeader(request.headers, "authorization");
  Asker asker;
  // One that is refused may be for a proxy in front of us.
  if (auto program = AskToken(authorization, key, now)) {
    return *std::move(program);
  }
  if (*nobody) {
    const bool home = AtHome(request, caller);
    asker.entry = home ? screen::Entry::kEveryone : screen::Entry::kFirst;
    asker.person = home ? store::Person{} : asker.person;
    return asker;
  }
  if (!settings_.proxy_header.empty() && caller.from_proxy) {
    if (auto named = AskProxy(request, now); !named || named->entry == screen::Entry::kProxy) {
      return named;
    }
  }
  const std::string_view secret = http::CookieOf(request.headers, http::CookieName(screen::kSessionCookie, caller));
  if (secret.size() != kSecretLetters) {
    return asker;
  }
  auto signed_in = people.BySession(secret, now);
  if (!signed_in) {
    return tl::unexpected(signed_in.error());
  }
  if (*signed_in) {
    asker = {screen::Entry::kSession, (*signed_in)->person, std::string(secret), (*signed_in)->handle};
  }
  return asker;
}

}  // namespace headwater::serve
