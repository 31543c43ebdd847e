// Rows of access tokens.
#include "store/access_tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "store/people_rows.h"
#include "store/rows.h"
#include "store/secrets.h"
#include "store/store.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

struct ScopeRow {
  Scopes bit;
  std::string_view word;
  Role role;
};
constexpr std::array<ScopeRow, 7> kScopes{{{kMayRead, "read", Role::kReader},
                                           {kMayMark, "marks", Role::kReader},
                                           {kMayFeed, "write-feeds", Role::kEditor},
                                           {kMaySettle, "settle", Role::kEditor},
                                           {kMayAdminister, "admin", Role::kAdministrator},
                                           {kMayList, "feeds", Role::kReader},
                                           {kMayFetch, "fetch", Role::kEditor}}};

constexpr std::size_t kLongestLabel = 80;
constexpr std::size_t kLongestToken = 100;
constexpr std::int64_t kMostTokens = 100;
constexpr std::int64_t kSeenEvery = 3600;
// By this a leaked token is known for one where texts are searched for secrets.
constexpr std::string_view kPrefix = "hw_";

std::string KeyOfToken(std::string_view token) { return KeyOf("access token", token); }

std::string Written(Scopes scopes) { return fmt::format("{}", fmt::join(ScopeWords(scopes), " ")); }

Scopes ReadScopes(std::string_view words) {
  Scopes scopes = 0;
  for (const ScopeRow& row : kScopes) {
    std::string_view rest = words;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      scopes |= word == row.word ? row.bit : 0U;
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
  }
  return scopes;
}

std::string InsertShown(Session& session, std::int64_t person, std::chrono::sys_seconds now) {
  std::string token = fmt::format("{}{}", kPrefix, NewSecret());
  const std::string key = KeyOfToken(token);
  session.Run("DELETE FROM access_tokens WHERE person = ? AND shown <> ''", {person});
  session.Run("INSERT INTO access_tokens (person, label, scopes, key, shown, made) VALUES (?, '', 'feeds', ?, ?, ?)",
              {person, std::string_view(key), std::string_view(token), Seconds(now)});
  return token;
}

}  // namespace

std::vector<std::string_view> ScopeWords(Scopes scopes) {
  std::vector<std::string_view> words;
  for (const ScopeRow& row : kScopes) {
    if ((scopes & row.bit) != 0) {
      words.push_back(row.word);
    }
  }
  return words;
}

std::optional<Scopes> ScopeCalled(std::string_view word) {
  const auto* const found = std::ranges::find(kScopes, word, &ScopeRow::word);
  return found == kScopes.end() ? std::nullopt : std::optional(found->bit);
}

Role RoleFor(Scopes scopes) {
  Role role = Role::kReader;
  for (const ScopeRow& row : kScopes) {
    role = (scopes & row.bit) != 0 ? std::max(role, row.role) : role;
  }
  return role;
}

AccessTokens::AccessTokens(Store& store) : database_(store.database()) {}

Result<std::string> AccessTokens::Make(const Person& person, std::string_view label, Scopes scopes,
                                       std::optional<std::chrono::sys_seconds> ends, std::chrono::sys_seconds now) {
  if ((scopes & kAllScopes) == 0) {
    return Fail(Fault::kUsage, "A token is made for something: choose at least one scope.");
  }
  if (RoleFor(scopes) > person.role) {
    return Fail(Fault::kRefused, "Your role does not reach so far.");
  }
  std::string token = fmt::format("{}{}", kPrefix, NewSecret());
  const std::string key = KeyOfToken(token);
  const std::string called = text::RepairUtf8(ascii::Trim(label).substr(0, kLongestLabel));
  const std::string words = Written(scopes & kAllScopes);
  return WriteAs(database_, [&](Session& session) -> Result<std::string> {
    if (session.Number("SELECT count(*) FROM access_tokens WHERE person = ?", {person.id}).value_or(0) >= kMostTokens) {
      return Fail(Fault::kTooLarge, fmt::format("There are {} of them already: remove some first.", kMostTokens));
    }
    session.Run(
        "INSERT INTO access_tokens (person, label, scopes, key, shown, made, ends) VALUES (?, ?, ?, ?, '', ?, ?)",
        {person.id, std::string_view(called), std::string_view(words), std::string_view(key), Seconds(now),
         OrNull(ends)});
    return token;
  });
}

Result<std::vector<AccessToken>> AccessTokens::Of(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<AccessToken>> {
    std::vector<AccessToken> tokens;
    session.Run(
        "SELECT id, label, scopes, made, seen, ends FROM access_tokens WHERE person = ? AND shown = '' ORDER BY id",
        {person}, [&](const Row& row) {
          tokens.push_back({row.Int(0), std::string(row.Text(1)), ReadScopes(row.Text(2)), Instant(row.Int(3)),
                            InstantOf(row, 4), InstantOf(row, 5)});
        });
    return tokens;
  });
}

Result<void> AccessTokens::Drop(std::int64_t person, std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM access_tokens WHERE person = ? AND id = ?", {person, id});
    return {};
  });
}

Result<Bearer> AccessTokens::ByToken(std::string_view token, std::chrono::sys_seconds now) {
  std::optional<Bearer> bearer;
  bool late = false;
  if (token.starts_with(kPrefix) && token.size() <= kLongestToken) {
    const std::string key = KeyOfToken(token);
    const auto read = database_.Read([&](Session& session) -> Result<void> {
      session.Run(fmt::format("SELECT {}, t.id, t.scopes, t.seen FROM access_tokens AS t JOIN users AS u "
                              "ON u.id = t.person WHERE t.key = ? AND (t.ends IS NULL OR t.ends > ?)",
                              kPersonColumns),
                  {std::string_view(key), Seconds(now)}, [&](const Row& row) {
                    bearer = {row.Int(3), ReadPerson(row, 0), ReadScopes(row.Text(4))};
                    late = row.Int(5) + kSeenEvery < Seconds(now);
                  });
      return {};
    });
    if (!read) {
      return tl::unexpected(read.error());
    }
  }
  if (!bearer) {
    return Fail(Fault::kRefused, "This is no token, or its time is over.");
  }
  bearer->person.role = std::min(bearer->person.role, RoleFor(bearer->scopes));
  if (late) {
    // Should it fail, it is noted next time.
    static_cast<void>(database_.Write([&](Session& session) -> Result<void> {
      session.Run("UPDATE access_tokens SET seen = ? WHERE id = ?", {Seconds(now), bearer->token});
      return {};
    }));
  }
  return *bearer;
}

Result<std::string> AccessTokens::FeedKey(std::int64_t person, std::chrono::sys_seconds now) {
  const auto known = ReadAs(database_, [&](Session& session) -> Result<std::string> {
    return session.Words("SELECT shown FROM access_tokens WHERE person = ? AND shown <> ''", {person}).value_or("");
  });
  return known && known->empty() ? NewFeedKey(person, now) : known;
}

Result<std::string> AccessTokens::NewFeedKey(std::int64_t person, std::chrono::sys_seconds now) {
  return WriteAs(database_, [&](Session& session) -> Result<std::string> { return InsertShown(session, person, now); });
}

}  // namespace headwater::store
