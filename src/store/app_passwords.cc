// Passwords for reader apps and programs.
#include <fmt/format.h>

#include "base/ascii.h"
#include "store/people.h"
#include "store/people_rows.h"
#include "store/rows.h"
#include "store/secrets.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

constexpr std::size_t kLongestLabel = 80;
constexpr std::int64_t kMostPasswords = 100;
constexpr std::int64_t kSeenEvery = 3600;
constexpr std::string_view kNobodysName = "headwater";

std::string PasswordKey(std::string_view password) { return KeyOf("app password", password); }
std::string TokenKey(std::string_view token) { return KeyOf("app token kept", token); }
std::string FeverKey(std::string_view key) { return KeyOf("fever", ascii::Lower(key)); }

tl::unexpected<Error> Wrong() { return Fail(Fault::kRefused, "The name or the password is wrong."); }

}  // namespace

std::string People::AppName(const Person& person) {
  return person.name.empty() ? std::string(kNobodysName) : person.name;
}

std::string People::AppToken(std::string_view password) { return KeyOf("app token", password); }

Result<std::string> People::MakeAppPassword(const Person& person, std::string_view label,
                                            std::chrono::sys_seconds now) {
  std::string password = NewAppPassword();
  const std::string name = AppName(person);
  const std::string fever = FeverKey(Md5Hex(name + ":" + password));
  const std::string called = text::RepairUtf8(ascii::Trim(label).substr(0, kLongestLabel));
  const std::string key = PasswordKey(password);
  const std::string token = TokenKey(AppToken(password));
  return WriteAs(database_, [&](Session& session) -> Result<std::string> {
    if (session.Number("SELECT count(*) FROM app_passwords WHERE person = ?", {person.id}).value_or(0) >=
        kMostPasswords) {
      return Fail(Fault::kTooLarge, fmt::format("There are {} of them already: remove some first.", kMostPasswords));
    }
    session.Run("INSERT INTO app_passwords (person, label, password, token, fever, made) VALUES (?, ?, ?, ?, ?, ?)",
                {person.id, std::string_view(called), std::string_view(key), std::string_view(token),
                 std::string_view(fever), Seconds(now)});
    return password;
  });
}

Result<std::vector<AppPassword>> People::AppPasswords(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<AppPassword>> {
    std::vector<AppPassword> passwords;
    session.Run("SELECT id, label, made, seen FROM app_passwords WHERE person = ? ORDER BY id", {person},
                [&](const Row& row) {
                  passwords.push_back({row.Int(0), std::string(row.Text(1)), Instant(row.Int(2)), InstantOf(row, 3)});
                });
    return passwords;
  });
}

Result<void> People::DropAppPassword(std::int64_t person, std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM app_passwords WHERE person = ? AND id = ?", {person, id});
    return {};
  });
}

Result<Person> People::ByAppKey(std::string_view column, std::string_view key, std::chrono::sys_seconds now) {
  std::optional<Person> person;
  std::int64_t id = 0;
  bool late = false;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    session.Run(fmt::format("SELECT {}, a.id, a.seen FROM app_passwords AS a JOIN users AS u ON u.id = a.person "
                            "WHERE a.{} = ?",
                            kPersonColumns, column),
                {key}, [&](const Row& row) {
                  person = ReadPerson(row, 0);
                  id = row.Int(3);
                  late = row.Int(4) + kSeenEvery < Seconds(now);
                });
    return {};
  });
  if (!read) {
    return tl::unexpected(read.error());
  }
  if (!person) {
    return Wrong();
  }
  if (late) {
    // Should it fail, it is noted next time.
    static_cast<void>(database_.Write([&](Session& session) -> Result<void> {
      session.Run("UPDATE app_passwords SET seen = ? WHERE id = ?", {Seconds(now), id});
      return {};
    }));
  }
  return *person;
}

Result<Person> People::ByAppPassword(std::string_view name, std::string_view password, std::chrono::sys_seconds now) {
  auto person = ByAppKey("password", PasswordKey(password), now);
  // While nobody has a name, none is asked for.
  if (person && !person->name.empty() && LoginKey(text::RepairUtf8(name)) != LoginKey(person->name)) {
    return Wrong();
  }
  return person;
}

Result<Person> People::ByAppToken(std::string_view token, std::chrono::sys_seconds now) {
  return ByAppKey("token", TokenKey(token), now);
}

Result<Person> People::ByFeverKey(std::string_view key, std::chrono::sys_seconds now) {
  return ByAppKey("fever", FeverKey(key), now);
}

}  // namespace headwater::store
