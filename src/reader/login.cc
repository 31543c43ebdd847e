// Apps' names, passwords and tokens.
#include "reader/login.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/hash.h"
#include "web/message.h"

namespace headwater::reader {
namespace {

// Stands for no secret: it is what an app on this machine has while nobody has a name. That it comes in a header which
// pages of strangers cannot send is what it is for.
constexpr std::string_view kEveryonesToken = "everyone/4865616477617465720a";
constexpr std::size_t kTokenLetters = 57;

// What stands after `auth=`, or after `Bearer`.
std::string_view TokenOf(const Call& call) {
  const std::string_view header = ascii::Trim(web::FindHeader(call.request.headers, "authorization"));
  const std::size_t blank = std::min(header.find(' '), header.size());
  const std::string scheme = ascii::Lower(header.substr(0, blank));
  std::string_view rest = ascii::Trim(header.substr(blank));
  constexpr std::string_view kAuth = "auth=";
  if (scheme == "googlelogin" && ascii::Lower(rest.substr(0, kAuth.size())) == kAuth) {
    return ascii::Trim(rest.substr(kAuth.size()), " \"");
  }
  return scheme == "bearer" ? rest : std::string_view{};
}

Result<std::optional<store::Person>> Known(Result<store::Person> person) {
  if (person) {
    return std::move(*person);
  }
  return person.error().fault == Fault::kStorage ? Result<std::optional<store::Person>>(tl::unexpected(person.error()))
                                                 : std::optional<store::Person>();
}

}  // namespace

Result<std::string> LogIn(const Call& call, std::string_view name, std::string_view password) {
  const auto person = store::People(call.store).ByAppPassword(name, password, call.now);
  if (person) {
    return store::People::AppToken(password);
  }
  if (person.error().fault == Fault::kRefused && call.everyone && !name.empty() && !password.empty()) {
    return std::string(kEveryonesToken);
  }
  return tl::unexpected(person.error());
}

Result<std::optional<store::Person>> Asker(const Call& call) {
  const std::string_view token = TokenOf(call);
  if (call.everyone && token == kEveryonesToken) {
    return store::Person{};
  }
  return Known(store::People(call.store).ByAppToken(token, call.now));
}

Result<std::optional<store::Person>> FeverAsker(const Call& call, std::string_view key) {
  constexpr std::size_t kDigits = 32;
  auto person = Known(store::People(call.store).ByFeverKey(ascii::Lower(key), call.now));
  if (person && !*person && call.everyone && key.size() == kDigits) {
    return store::Person{};
  }
  return person;
}

std::string TokenFor(const Call& call) {
  std::string token = Sha256Hex(fmt::format("{} {}", TokenOf(call), "changes"));
  token.resize(kTokenLetters);
  return token;
}

}  // namespace headwater::reader
