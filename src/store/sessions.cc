// Signing in: attempts, and the sessions that come of them.
#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "store/people.h"
#include "store/people_rows.h"
#include "store/rows.h"
#include "store/secrets.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

constexpr std::size_t kHandle = 16;
constexpr std::size_t kLongestAgent = 300;
constexpr std::size_t kLongestAddress = 64;
constexpr std::int64_t kSeenEvery = 3600;
constexpr std::string_view kFirstCode = "code of the first administrator";
constexpr std::int64_t kMostAttempts = 100'000;

std::string SessionKey(std::string_view secret) { return KeyOf("session", secret); }

// Whoever has one IPv6 address has a whole /64 of them.
std::string Neighbourhood(std::string_view address) {
  constexpr std::size_t kBytes = 16;
  constexpr std::size_t kNetwork = 8;
  const std::string text(address.substr(0, kLongestAddress));
  std::array<unsigned char, kBytes> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) {
    return text;
  }
  std::string key = "net6 ";
  for (std::size_t n = 0; n < kNetwork; ++n) {
    key += fmt::format("{:02x}", bytes[n]);
  }
  return key;
}

bool SignedInFrom(Session& session, std::string_view name_key, const std::string& neighbourhood) {
  bool known = false;
  session.Run("SELECT s.address FROM sessions AS s JOIN users AS u ON u.id = s.person WHERE u.name_key = ?", {name_key},
              [&](const Row& row) { known = known || Neighbourhood(row.Text(0)) == neighbourhood; });
  return known;
}

Result<void> TooMany(const LoginLimits& limits) {
  return Fail(Fault::kTimeout, fmt::format("Too many attempts failed. Try again in {} minutes.",
                                           std::max<std::int64_t>(limits.window.count() / 60, 1)));
}

// Notes the attempt before it is looked at, so that many at once are counted as well.
Result<void> Attempt(Session& session, const LoginLimits& limits, const std::string& name_key,
                     const std::string& neighbourhood, std::int64_t now) {
  const std::int64_t since = now - limits.window.count();
  const auto count = [&](std::string_view condition, std::string_view value) {
    return session
        .Number(fmt::format("SELECT count(*) FROM login_attempts WHERE {} = ? AND at > ?", condition), {value, since})
        .value_or(0);
  };
  session.Run("DELETE FROM login_attempts WHERE at <= ?", {since});
  // A clock that was put back must not shut everyone out.
  session.Run("DELETE FROM login_attempts WHERE at > ?", {now + limits.window.count()});
  if (count("address", neighbourhood) >= limits.of_address) {
    return TooMany(limits);
  }
  const std::int64_t all = session.Number("SELECT count(*) FROM login_attempts").value_or(0);
  if ((count("name_key", name_key) >= limits.of_name || all >= limits.of_all) &&
      !SignedInFrom(session, name_key, neighbourhood)) {
    return TooMany(limits);
  }
  if (all < kMostAttempts) {
    session.Run("INSERT INTO login_attempts (at, address, name_key) VALUES (?, ?, ?)",
                {now, std::string_view(neighbourhood), std::string_view(name_key)});
  }
  return {};
}

}  // namespace

void EndSessions(Session& session, std::int64_t person, std::string_view keep) {
  session.Run("DELETE FROM sessions WHERE person = ? AND (? = '' OR substr(key, 1, CAST(? AS INTEGER)) <> ?)",
              {person, keep, static_cast<std::int64_t>(kHandle), keep});
}

Result<void> People::CountAttempt(std::string_view what, std::string_view address, std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    return Attempt(session, limits_, fmt::format(":{}", what), Neighbourhood(address), Seconds(now));
  });
}

Result<Person> People::ByPassword(std::string_view name, std::string_view password, std::string_view address,
                                  std::chrono::sys_seconds now) {
  constexpr std::size_t kLongestTried = 1024;
  const std::string name_key = LoginKey(text::RepairUtf8(name.substr(0, 256)));
  const std::string neighbourhood = Neighbourhood(address);
  std::optional<Person> person;
  std::string hash;
  const auto noted = database_.Write([&](Session& session) -> Result<void> {
    if (auto may = Attempt(session, limits_, name_key, neighbourhood, Seconds(now)); !may) {
      return may;
    }
    person = PersonWhere(session, "u.name_key = ? AND u.name <> ''", {std::string_view(name_key)});
    if (person) {
      hash = session.Words("SELECT password FROM users WHERE id = ?", {person->id}).value_or("");
    }
    return {};
  });
  if (!noted) {
    return tl::unexpected(noted.error());
  }
  const auto fits = PasswordFits(password.substr(0, kLongestTried), hash);
  if (!fits) {
    return tl::unexpected(fits.error());
  }
  if (!person || !*fits) {
    return Fail(Fault::kRefused, "The name or the password is wrong.");
  }
  // Only what was tried for this name from here is forgotten: whoever has a password of their own cannot clear the
  // count of others' with it.
  const auto forgotten = database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM login_attempts WHERE name_key = ? AND address = ?",
                {std::string_view(name_key), std::string_view(neighbourhood)});
    session.Run("UPDATE users SET seen = ? WHERE id = ?", {Seconds(now), person->id});
    return {};
  });
  return forgotten ? Result<Person>(*person) : tl::unexpected(forgotten.error());
}

Result<std::string> People::NewFirstCode() {
  std::string code = NewAppPassword();
  const std::string key = KeyOf("first code", code);
  return WriteAs(database_, [&](Session& session) -> Result<std::string> {
    session.Run("DELETE FROM notes WHERE name = ?", {kFirstCode});
    session.Run("INSERT INTO notes (name, value) VALUES (?, ?)", {kFirstCode, std::string_view(key)});
    return code;
  });
}

Result<bool> People::FirstCodeFits(std::string_view code) {
  return ReadAs(database_, [&](Session& session) -> Result<bool> {
    const auto key = session.Words("SELECT value FROM notes WHERE name = ?", {kFirstCode});
    return key && *key == KeyOf("first code", ascii::Lower(code));
  });
}

Result<void> People::DropFirstCode() {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM notes WHERE name = ?", {kFirstCode});
    return {};
  });
}

Result<std::string> People::Begin(std::int64_t person, std::string_view address, std::string_view agent,
                                  std::chrono::sys_seconds now) {
  std::string secret = NewSecret();
  const std::string key = SessionKey(secret);
  const std::string browser = text::RepairUtf8(agent.substr(0, kLongestAgent));
  return WriteAs(database_, [&](Session& session) -> Result<std::string> {
    session.Run("DELETE FROM sessions WHERE ends <= ? OR seen <= ?", {Seconds(now), Seconds(now - limits_.idle)});
    session.Run(
        "DELETE FROM sessions WHERE person = ? AND key IN (SELECT key FROM sessions WHERE person = ? "
        "ORDER BY seen DESC LIMIT 1000000 OFFSET ?)",
        {person, person, static_cast<std::int64_t>(limits_.most_sessions) - 1});
    session.Run("INSERT INTO sessions (key, person, made, seen, ends, address, agent) VALUES (?, ?, ?, ?, ?, ?, ?)",
                {std::string_view(key), person, Seconds(now), Seconds(now), Seconds(now + limits_.longest),
                 address.substr(0, kLongestAddress), std::string_view(browser)});
    return secret;
  });
}

Result<std::optional<SignedIn>> People::BySession(std::string_view secret, std::chrono::sys_seconds now) {
  const std::string key = SessionKey(secret);
  bool late = false;
  auto found = ReadAs(database_, [&](Session& session) -> Result<std::optional<SignedIn>> {
    std::optional<SignedIn> signed_in;
    session.Run(fmt::format("SELECT {}, s.seen FROM sessions AS s JOIN users AS u ON u.id = s.person "
                            "WHERE s.key = ? AND s.ends > ? AND s.seen > ? AND u.name <> ''",
                            kPersonColumns),
                {std::string_view(key), Seconds(now), Seconds(now - limits_.idle)}, [&](const Row& row) {
                  signed_in = SignedIn{ReadPerson(row, 0), key.substr(0, kHandle)};
                  late = row.Int(3) + kSeenEvery < Seconds(now);
                });
    return signed_in;
  });
  if (late) {
    // Should it fail, it is noted next time.
    static_cast<void>(database_.Write([&](Session& session) -> Result<void> {
      session.Run("UPDATE sessions SET seen = ? WHERE key = ?", {Seconds(now), std::string_view(key)});
      return {};
    }));
  }
  return found;
}

Result<std::vector<SessionLine>> People::Sessions(std::int64_t person, std::chrono::sys_seconds now) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<SessionLine>> {
    std::vector<SessionLine> lines;
    session.Run(
        "SELECT substr(key, 1, CAST(? AS INTEGER)), made, seen, address, agent FROM sessions WHERE person = ? AND ends "
        "> ? AND "
        "seen > ? ORDER BY seen DESC",
        {static_cast<std::int64_t>(kHandle), person, Seconds(now), Seconds(now - limits_.idle)}, [&](const Row& row) {
          lines.push_back({std::string(row.Text(0)), Instant(row.Int(1)), Instant(row.Int(2)), std::string(row.Text(3)),
                           std::string(row.Text(4))});
        });
    return lines;
  });
}

Result<void> People::End(std::int64_t person, std::string_view handle) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM sessions WHERE person = ? AND substr(key, 1, CAST(? AS INTEGER)) = ?",
                {person, static_cast<std::int64_t>(kHandle), handle});
    return {};
  });
}

Result<void> People::EndOthers(std::int64_t person, std::string_view keep) {
  return database_.Write([&](Session& session) -> Result<void> {
    EndSessions(session, person, keep);
    return {};
  });
}

}  // namespace headwater::store
