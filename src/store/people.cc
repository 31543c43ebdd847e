// Who there is: adding, changing and removing people.
#include "store/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "store/people_rows.h"
#include "store/rows.h"
#include "store/secrets.h"
#include "text/utf8.h"
#include "text/words.h"

namespace headwater::store {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 3> kRoles{
    {{Role::kReader, "reader"}, {Role::kEditor, "editor"}, {Role::kAdministrator, "administrator"}}};

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kShortestPassword = 10;
constexpr std::size_t kLongestPassword = 1024;

// `:` parts a name from its password in protocols, `/` a name from its token.
Result<void> NameFits(std::string_view name) {
  const bool plain = text::IsUtf8(name) && std::ranges::none_of(name, [](unsigned char c) {
                       return c < ' ' || c == 127 || c == ':' || c == '/' || c == ',';
                     });
  if (name.empty() || !plain || ascii::Trim(name) != name || text::CountCodePoints(name) > kLongestName) {
    return Fail(Fault::kUsage, "A name has 1 to 64 characters, and no colon, comma or slash.");
  }
  return {};
}

Result<void> PasswordMayBe(std::string_view name, std::string_view password) {
  if (password.size() > kLongestPassword) {
    return Fail(Fault::kUsage, "A password has at most 1,024 bytes.");
  }
  if (text::CountCodePoints(password) < kShortestPassword) {
    return Fail(Fault::kUsage,
                "A password has at least 10 characters. A few words that do not belong together do well.");
  }
  const bool one_letter = password.find_first_not_of(password.front()) == std::string_view::npos;
  if (one_letter || (!name.empty() && text::Fold(password).find(LoginKey(name)) != std::string::npos &&
                     password.size() < name.size() + kShortestPassword)) {
    return Fail(Fault::kUsage, "This password is too easy to guess.");
  }
  return {};
}

Result<std::string> HashOf(std::string_view name, std::string_view password) {
  if (password.empty()) {
    return std::string();
  }
  if (auto may = PasswordMayBe(name, password); !may) {
    return tl::unexpected(may.error());
  }
  return HashPassword(password);
}

bool IsNobody(Session& session) {
  return session.Number("SELECT 1 FROM users WHERE id = ? AND name = ''", {kFirstPerson}).has_value();
}

// Who has no password comes in by a proxy, and stands in only for another who does so.
std::int64_t OtherAdministrators(Session& session, std::int64_t id) {
  return session
      .Number(
          "SELECT count(*) FROM users WHERE role = 'administrator' AND name <> '' AND id <> ? AND "
          "(password <> '' OR EXISTS (SELECT 1 FROM users AS gone WHERE gone.id = ? AND gone.password = ''))",
          {id, id})
      .value_or(0);
}

Result<Person> Found(const std::optional<Person>& person) {
  if (!person) {
    return Fail(Fault::kNotFound, "There is nobody of that name.");
  }
  return *person;
}

}  // namespace

std::string_view WordFor(Role role) {
  return std::ranges::find(kRoles, role, &std::pair<Role, std::string_view>::first)->second;
}

std::optional<Role> RoleCalled(std::string_view word) {
  const auto* const found = std::ranges::find(kRoles, word, &std::pair<Role, std::string_view>::second);
  return found == kRoles.end() ? std::nullopt : std::optional(found->first);
}

std::string LoginKey(std::string_view name) { return text::Fold(name); }

Person ReadPerson(const Row& row, int column) {
  return {row.Int(column), std::string(row.Text(column + 1)), RoleCalled(row.Text(column + 2)).value_or(Role::kReader)};
}

std::optional<Person> PersonWhere(Session& session, std::string_view condition, std::initializer_list<Value> values) {
  std::optional<Person> person;
  session.Run(fmt::format("SELECT {} FROM users AS u WHERE {}", kPersonColumns, condition), values,
              [&](const Row& row) { person = ReadPerson(row, 0); });
  return person;
}

People::People(Store& store, const LoginLimits& limits) : database_(store.database()), limits_(limits) {}

Result<bool> People::Nobody() {
  return ReadAs(database_, [&](Session& session) -> Result<bool> { return IsNobody(session); });
}

Result<std::vector<PersonLine>> People::All() {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<PersonLine>> {
    std::vector<PersonLine> people;
    session.Run(fmt::format("SELECT {}, u.password <> '', u.made, u.seen, "
                            "(SELECT count(*) FROM sessions AS s WHERE s.person = u.id) FROM users AS u "
                            "WHERE u.name <> '' ORDER BY u.name_key",
                            kPersonColumns),
                {}, [&](const Row& row) {
                  people.push_back({ReadPerson(row, 0), row.Int(3) != 0, Instant(row.Int(4)), InstantOf(row, 5),
                                    static_cast<std::size_t>(row.Int(6))});
                });
    return people;
  });
}

Result<Person> People::ById(std::int64_t id) {
  return ReadAs(database_,
                [&](Session& session) -> Result<Person> { return Found(PersonWhere(session, "u.id = ?", {id})); });
}

Result<Person> People::ByName(std::string_view name) {
  return ReadAs(database_, [&](Session& session) -> Result<Person> {
    return Found(PersonWhere(session, "u.name_key = ? AND u.name <> ''", {LoginKey(name)}));
  });
}

Result<Person> People::Add(std::string_view name, Role role, std::string_view password, std::chrono::sys_seconds now) {
  if (auto fits = NameFits(name); !fits) {
    return tl::unexpected(fits.error());
  }
  const auto hash = HashOf(name, password);
  if (!hash) {
    return tl::unexpected(hash.error());
  }
  const std::string key = LoginKey(name);
  return WriteAs(database_, [&](Session& session) -> Result<Person> {
    if (key.empty() || PersonWhere(session, "u.name_key = ?", {key})) {
      return Fail(Fault::kUsage, fmt::format("{}: somebody is called so already", name));
    }
    const bool first = IsNobody(session);
    if (first && role != Role::kAdministrator) {
      return Fail(Fault::kUsage, "The first who is added must be an administrator.");
    }
    if (first) {
      session.Run("UPDATE users SET name = ?, name_key = ?, role = ?, password = ?, made = ? WHERE id = ?",
                  {name, key, WordFor(role), *hash, Seconds(now), kFirstPerson});
      return Person{kFirstPerson, std::string(name), role};
    }
    const auto id =
        session.Number("INSERT INTO users (name, name_key, role, password, made) VALUES (?, ?, ?, ?, ?) RETURNING id",
                       {name, key, WordFor(role), *hash, Seconds(now)});
    return Person{id.value_or(0), std::string(name), role};
  });
}

Result<void> People::SetPassword(std::int64_t id, std::string_view password, std::string_view keep_session) {
  const auto person = ById(id);
  if (!person) {
    return tl::unexpected(person.error());
  }
  const auto hash = HashOf(person->name, password);
  if (!hash) {
    return tl::unexpected(hash.error());
  }
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE users SET password = ? WHERE id = ? AND name <> ''", {*hash, id});
    if (session.Changed() == 0) {
      return Fail(Fault::kUsage, "Nobody has a password before an administrator was added.");
    }
    EndSessions(session, id, keep_session);
    return {};
  });
}

Result<void> People::SetRole(std::int64_t id, Role role) {
  return database_.Write([&](Session& session) -> Result<void> {
    if (role != Role::kAdministrator && OtherAdministrators(session, id) == 0) {
      return Fail(Fault::kRefused, "Nobody would be left to administer this house.");
    }
    session.Run("UPDATE users SET role = ? WHERE id = ? AND name <> ''", {WordFor(role), id});
    return session.Changed() > 0 ? Result<void>{} : Fail(Fault::kNotFound, "There is nobody of that name.");
  });
}

Result<void> People::Remove(std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    if (!PersonWhere(session, "u.id = ? AND u.name <> ''", {id})) {
      return Fail(Fault::kNotFound, "There is nobody of that name.");
    }
    const bool last = session.Number("SELECT count(*) FROM users WHERE name <> ''").value_or(0) == 1;
    if (!last && OtherAdministrators(session, id) == 0) {
      return Fail(Fault::kRefused, "Nobody would be left to administer this house.");
    }
    if (last && id == kFirstPerson) {
      session.Run("UPDATE users SET name = '', name_key = '', role = 'administrator', password = '' WHERE id = ?",
                  {id});
      session.Run("DELETE FROM sessions WHERE person = ?", {id});
      session.Run("DELETE FROM app_passwords WHERE person = ?", {id});
      return {};
    }
    session.Run("DELETE FROM users WHERE id = ?", {id});
    if (last) {
      session.Run(
          "INSERT INTO users (id, name, name_key, role, password, made) VALUES (?, '', '', 'administrator', '', 0)",
          {kFirstPerson});
    }
    return {};
  });
}

Result<std::map<std::string, std::string, std::less<>>> People::Settings(std::int64_t id) {
  using Settings = std::map<std::string, std::string, std::less<>>;
  return ReadAs(database_, [&](Session& session) -> Result<Settings> {
    Settings settings;
    session.Run("SELECT name, value FROM user_settings WHERE person = ?", {id},
                [&](const Row& row) { settings.emplace(row.Text(0), row.Text(1)); });
    return settings;
  });
}

Result<void> People::SetSetting(std::int64_t id, std::string_view name, std::string_view value) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM user_settings WHERE person = ? AND name = ?", {id, name});
    if (!value.empty()) {
      session.Run("INSERT INTO user_settings (person, name, value) VALUES (?, ?, ?)", {id, name, value});
    }
    return {};
  });
}

}  // namespace headwater::store
