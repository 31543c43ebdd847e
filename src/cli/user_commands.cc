// People on the command line: added, listed, changed, removed.
#include "cli/user_commands.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <iostream>
#include <memory>

#include "base/clock.h"
#include "base/log.h"
#include "base/moment.h"
#include "cli/inputs.h"
#include "cli/open.h"
#include "cli/output.h"
#include "store/people.h"

namespace headwater::cli {
namespace {

constexpr std::size_t kMaxPassword = 4'096;

struct UserInput {
  std::string name;
  std::string role;
  std::string password_file;  // `-`: standard input; empty: asked for
  bool no_password = false;
};

// Keeps what is typed from being shown, for as long as it lives.
class NoEcho {
 public:
  NoEcho() : active_(tcgetattr(STDIN_FILENO, &before_) == 0) {
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    active_ = active_ && tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;
  ~NoEcho() {
    if (active_) {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
      fmt::print(stderr, "\n");
    }
  }

 private:
  termios before_{};
  bool active_;
};

std::string AskFor(const std::string& what) {
  fmt::print(stderr, "{}: ", what);
  const NoEcho quiet;
  std::string line;
  std::getline(std::cin, line);
  return line;
}

Result<std::string> PasswordFor(const UserInput& input) {
  if (input.no_password) {
    return std::string();
  }
  if (!input.password_file.empty()) {
    auto whole = ReadWhole(input.password_file, kMaxPassword);
    if (!whole) {
      return tl::unexpected(whole.error());
    }
    whole->resize(std::min(whole->find_first_of("\r\n"), whole->size()));
    return whole->empty() ? Fail(Fault::kUsage, input.password_file + ": there is no password in it") : whole;
  }
  if (isatty(STDIN_FILENO) == 0) {
    return Fail(Fault::kUsage,
                "a password is asked for on a terminal; or give --password-file FILE, - for standard input");
  }
  std::string password = AskFor("Password");
  if (password.empty() || AskFor("The same once more") != password) {
    return Fail(Fault::kUsage, password.empty() ? "no password was given" : "the two passwords are not the same");
  }
  return password;
}

// What a command does with the collection's people.
using Deed = Result<void> (*)(store::People&, const UserInput&, Output&, bool json);

int WithPeople(const CollectionOptions& options, const UserInput& input, bool make, Deed work) {
  auto collection = make ? OpenOrMake(options) : OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  store::People people(*collection->store);
  Output output;
  const auto done = work(people, input, output, options.json);
  return done ? 0 : Complain(done.error());
}

Result<void> Add(store::People& people, const UserInput& input, Output& output, bool /*json*/) {
  const auto nobody = people.Nobody();
  if (!nobody) {
    return tl::unexpected(nobody.error());
  }
  const std::string word = !input.role.empty() ? input.role : *nobody ? "administrator" : "reader";
  const auto password = PasswordFor(input);
  if (!password) {
    return tl::unexpected(password.error());
  }
  const auto person =
      people.Add(input.name, store::RoleCalled(word).value_or(store::Role::kReader), *password, SystemClock().Now());
  if (!person) {
    return tl::unexpected(person.error());
  }
  output.Line(fmt::format("{} is {} here now.", person->name, word));
  if (*nobody) {
    output.Line("From now on everyone must sign in; what was read and starred so far is theirs.");
  }
  return {};
}

Result<void> List(store::People& people, const UserInput& /*input*/, Output& output, bool json) {
  const auto all = people.All();
  if (!all) {
    return tl::unexpected(all.error());
  }
  const auto instant = [](std::chrono::sys_seconds at) {
    return FormatMoment(Moment{at, true, std::chrono::minutes{0}});
  };
  for (const store::PersonLine& line : *all) {
    const std::string_view role = store::WordFor(line.person.role);
    if (json) {
      boost::json::object object{
          {"name", line.person.name}, {"role", std::string(role)}, {"password", line.has_password}};
      object["made"] = instant(line.made);
      object["sessions"] = line.sessions;
      if (line.seen) {
        object["seen"] = instant(*line.seen);
      }
      output.Line(boost::json::serialize(object));
    } else {
      output.Line(fmt::format("{}  {}{}{}", line.person.name, role, line.has_password ? "" : ", without a password",
                              line.seen ? ", last signed in " + instant(*line.seen) : std::string()));
    }
  }
  if (all->empty() && !json) {
    output.Line("Nobody was added: Headwater serves this computer alone, without sign-in.");
  }
  return {};
}

Result<void> SetPassword(store::People& people, const UserInput& input, Output& output, bool /*json*/) {
  const auto person = people.ByName(input.name);
  if (!person) {
    return Fail(person.error().fault, fmt::format("{}: {}", input.name, person.error().text));
  }
  const auto password = PasswordFor(input);
  if (!password) {
    return tl::unexpected(password.error());
  }
  if (auto set = people.SetPassword(person->id, *password); !set) {
    return set;
  }
  output.Line(fmt::format("{} signs in with the new password; open sessions were ended.", person->name));
  return {};
}

Result<void> SetRole(store::People& people, const UserInput& input, Output& output, bool /*json*/) {
  const auto person = people.ByName(input.name);
  if (!person) {
    return Fail(person.error().fault, fmt::format("{}: {}", input.name, person.error().text));
  }
  if (auto set = people.SetRole(person->id, store::RoleCalled(input.role).value_or(store::Role::kReader)); !set) {
    return set;
  }
  output.Line(fmt::format("{} is {} here now.", person->name, input.role));
  return {};
}

Result<void> Remove(store::People& people, const UserInput& input, Output& output, bool /*json*/) {
  const auto person = people.ByName(input.name);
  if (!person) {
    return Fail(person.error().fault, fmt::format("{}: {}", input.name, person.error().text));
  }
  if (auto removed = people.Remove(person->id); !removed) {
    return removed;
  }
  output.Line(fmt::format("{} was removed.", person->name));
  return {};
}

}  // namespace

void AddUserCommands(CLI::App& app, CollectionOptions& common, int& status) {
  CLI::App& user = *app.add_subcommand("user", "the people who may sign in")->require_subcommand(1);
  // Lives as long as the commands that fill it.
  const auto input = std::make_shared<UserInput>();
  const auto command = [&](const std::string& name, const std::string& help, bool make, Deed work) -> CLI::App& {
    CLI::App& added = *user.add_subcommand(name, help);
    added.add_option("--data,-d", common.data, "the folder of settings and store")->capture_default_str();
    added.add_flag("--json", common.json, "for machines: JSON, one object a line");
    added.callback([&common, &status, input, make, work] { status = WithPeople(common, *input, make, work); });
    return added;
  };
  const auto named = [&](CLI::App& to) { to.add_option("NAME", input->name, "what the person is called")->required(); };
  const auto roles = CLI::IsMember({"reader", "editor", "administrator"});
  const auto secret = [&](CLI::App& to) {
    auto* const file = to.add_option("--password-file", input->password_file,
                                     "its first line is the password; - for standard input; else it is asked for");
    to.add_flag("--no-password", input->no_password, "only a proxy can sign the person in")->excludes(file);
  };

  CLI::App& add = command("add", "somebody who may sign in; the first becomes the administrator", true, Add);
  named(add);
  add.add_option("--role", input->role, "reader, editor or administrator; the first: administrator, others: reader")
      ->check(roles);
  secret(add);
  command("list", "who there is", false, List);
  CLI::App& password =
      command("password", "another password for somebody, and an end to all sessions", false, SetPassword);
  named(password);
  secret(password);
  CLI::App& role = command("role", "what somebody may do", false, SetRole);
  named(role);
  role.add_option("ROLE", input->role, "reader, editor or administrator")->required()->check(roles);
  named(command("remove", "somebody, with all that was theirs; after the last one it serves this computer alone again",
                false, Remove));
}

}  // namespace headwater::cli
