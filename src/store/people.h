// People: who reads here, how they prove who they are, and what keeps others from claiming to be them.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace headwater::store {

class Database;
class Store;

// Each may do all that those before it may.
enum class Role {
  kReader,         // reads, and keeps a state of reading
  kEditor,         // also subscribes, decides, corrects and audits
  kAdministrator,  // also people and the house's settings
};

// `reader`, `editor`, `administrator`.
std::string_view WordFor(Role role);
std::optional<Role> RoleCalled(std::string_view word);

// Number 1 is everyone, without a name, while nobody else is there; the first administrator takes it over with all that
// was read and starred.
constexpr std::int64_t kFirstPerson = 1;

struct Person {
  std::int64_t id = kFirstPerson;
  std::string name;
  Role role = Role::kAdministrator;
};

struct PersonLine {
  Person person;
  bool has_password = false;
  std::chrono::sys_seconds made{};
  std::optional<std::chrono::sys_seconds> seen;
  std::size_t sessions = 0;
};

// A browser that is signed in.
struct SessionLine {
  std::string handle;  // to end it by; no secret
  std::chrono::sys_seconds made{};
  std::chrono::sys_seconds seen{};
  std::string address;
  std::string agent;
};

// Who a session is of. `handle` as in SessionLine.
struct SignedIn {
  Person person;
  std::string handle;
};

// A password for a reader app or a program: made by the house, shown once, and good for what readers may do.
struct AppPassword {
  std::int64_t id = 0;
  std::string label;
  std::chrono::sys_seconds made{};
  std::optional<std::chrono::sys_seconds> seen;
};

// What signing in is held to. A name's failures hold back only addresses from which it has not signed in lately, so
// that nobody can shut another out.
struct LoginLimits {
  std::chrono::seconds window{900};
  int of_address = 10;  // failures within the window; of IPv6 addresses a /64 counts as one
  int of_name = 30;
  int of_all = 300;
  std::chrono::seconds idle{30 * 86'400};      // a session that was not used for so long has ended
  std::chrono::seconds longest{180 * 86'400};  // and so has one that is older
  std::size_t most_sessions = 50;              // of one person; the oldest goes
};

// A face of the store: safe from several threads; made from a store that must outlive it, as often as one likes.
class People {
 public:
  explicit People(Store& store, const LoginLimits& limits = {});

  // --- who there is -------------------------------------------------------------------------------------------------
  // Nobody was added yet: everyone is person 1.
  Result<bool> Nobody();
  Result<std::vector<PersonLine>> All();
  Result<Person> ById(std::int64_t id);          // kNotFound
  Result<Person> ByName(std::string_view name);  // whatever the case; kNotFound
  // The first must be an administrator. An empty password lets nobody sign in with one. kUsage for a name or password
  // that cannot be one, or a name that is taken; kTimeout as ByPassword.
  Result<Person> Add(std::string_view name, Role role, std::string_view password, std::chrono::sys_seconds now);
  // Ends the person's sessions but the one named.
  Result<void> SetPassword(std::int64_t id, std::string_view password, std::string_view keep_session = {});
  // kRefused where no administrator would be left.
  Result<void> SetRole(std::int64_t id, Role role);
  // With all that is the person's. The last one is made nobody again: everyone is person 1.
  Result<void> Remove(std::int64_t id);
  Result<std::map<std::string, std::string, std::less<>>> Settings(std::int64_t id);
  Result<void> SetSetting(std::int64_t id, std::string_view name, std::string_view value);  // empty: takes it back

  // --- signing in ---------------------------------------------------------------------------------------------------
  // kRefused where name or password is wrong, in words that do not say which; kTimeout where too many attempts failed,
  // or too many sign in at this moment. Takes some 50 ms and 64 MiB, never twice at once.
  Result<Person> ByPassword(std::string_view name, std::string_view password, std::string_view address,
                            std::chrono::sys_seconds now);
  // Counts an attempt that failed, at whatever else strangers may guess at; kTimeout where there were too many.
  Result<void> CountAttempt(std::string_view what, std::string_view address, std::chrono::sys_seconds now);
  // A new code, and the only one that holds, for who becomes the first administrator from elsewhere.
  Result<std::string> NewFirstCode();
  Result<bool> FirstCodeFits(std::string_view code);
  Result<void> DropFirstCode();
  // The secret that a browser keeps; only its hash is kept here.
  Result<std::string> Begin(std::int64_t person, std::string_view address, std::string_view agent,
                            std::chrono::sys_seconds now);
  // Nothing where there is no such session, or it has ended.
  Result<std::optional<SignedIn>> BySession(std::string_view secret, std::chrono::sys_seconds now);
  Result<std::vector<SessionLine>> Sessions(std::int64_t person, std::chrono::sys_seconds now);
  Result<void> End(std::int64_t person, std::string_view handle);
  Result<void> EndOthers(std::int64_t person, std::string_view keep);

  // --- reader apps and programs -------------------------------------------------------------------------------------
  // The password, which is told this once. `name` is what apps are to be given as name: AppName.
  Result<std::string> MakeAppPassword(const Person& person, std::string_view label, std::chrono::sys_seconds now);
  Result<std::vector<AppPassword>> AppPasswords(std::int64_t person);
  Result<void> DropAppPassword(std::int64_t person, std::int64_t id);
  // The name that apps are given: the person's; `headwater` of one who has none.
  static std::string AppName(const Person& person);
  // What stands for the password from then on, where a protocol wants a token (ClientLogin's Auth). Always the same;
  // letters and digits.
  static std::string AppToken(std::string_view password);
  // kRefused where it is none. App passwords are too long to be guessed, so that nothing is slow about them.
  Result<Person> ByAppPassword(std::string_view name, std::string_view password, std::chrono::sys_seconds now);
  Result<Person> ByAppToken(std::string_view token, std::chrono::sys_seconds now);
  // Fever's api_key: the MD5 of `name:password`, hexadecimal.
  Result<Person> ByFeverKey(std::string_view key, std::chrono::sys_seconds now);

 private:
  Result<Person> ByAppKey(std::string_view column, std::string_view key, std::chrono::sys_seconds now);

  Database& database_;
  LoginLimits limits_;
};

}  // namespace headwater::store
