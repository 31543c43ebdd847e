// Settings from TOML.
#include "cli/settings.h"

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "http/caller.h"
#include "store/address.h"
#include "web/url.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFile = "headwater.toml";
constexpr std::string_view kTables = "tables";

// How one key's value is taken; false: the wrong type or a value out of range.
using Taker = std::function<bool(const toml::node&)>;
using Takers = std::map<std::string, Taker, std::less<>>;

Taker TakeText(std::string& into) {
  return [&into](const toml::node& node) {
    const auto value = node.value_exact<std::string>();
    into = value.value_or(into);
    return value.has_value();
  };
}

Taker TakeTexts(std::vector<std::string>& into) {
  return [&into](const toml::node& node) {
    const toml::array* const list = node.as_array();
    if (list == nullptr) {
      return false;
    }
    std::vector<std::string> texts;
    for (const toml::node& each : *list) {
      const auto text = each.value_exact<std::string>();
      if (!text) {
        return false;
      }
      texts.push_back(*text);
    }
    into = std::move(texts);
    return true;
  };
}

Taker TakeFlag(bool& into) {
  return [&into](const toml::node& node) {
    const auto value = node.value_exact<bool>();
    into = value.value_or(into);
    return value.has_value();
  };
}

// A list of hours, put in order.
Taker TakeHours(std::vector<std::chrono::seconds>& into) {
  return [&into](const toml::node& node) {
    constexpr double kSeconds = 3600;
    constexpr double kMostHours = 24 * 366;
    const toml::array* const list = node.as_array();
    if (list == nullptr) {
      return false;
    }
    std::vector<std::chrono::seconds> hours;
    for (const toml::node& each : *list) {
      const auto value = each.value<double>();
      if (!value || !(*value > 0 && *value <= kMostHours)) {
        return false;
      }
      hours.emplace_back(static_cast<std::int64_t>(*value * kSeconds));
    }
    std::ranges::sort(hours);
    into = std::move(hours);
    return true;
  };
}

// A number between two bounds, given on by `set`.
Taker TakeNumber(double least, double most, const std::function<void(double)>& set) {
  return [=](const toml::node& node) {
    const auto value = node.value<double>();
    if (!value || !(*value >= least && *value <= most)) {
      return false;
    }
    set(*value);
    return true;
  };
}

Taker TakeLevel(LogLevel& into) {
  return [&into](const toml::node& node) {
    static const std::map<std::string, LogLevel, std::less<>> levels{{"debug", LogLevel::kDebug},
                                                                     {"info", LogLevel::kInfo},
                                                                     {"warning", LogLevel::kWarning},
                                                                     {"error", LogLevel::kError}};
    const auto found = levels.find(node.value_or(std::string()));
    if (found == levels.end()) {
      return false;
    }
    into = found->second;
    return true;
  };
}

Taker TakeFormat(LogFormat& into) {
  return [&into](const toml::node& node) {
    const std::string value = node.value_or(std::string());
    into = value == "json" ? LogFormat::kJson : LogFormat::kText;
    return value == "json" || value == "text";
  };
}

// An address of the web without query, as hubs are given it.
bool SetPublicAddress(const std::string& address, Settings& settings) {
  const auto url = web::ParseUrl(address);
  if (!address.empty() && (!url || !url->query.empty() || !url->fragment.empty())) {
    return false;
  }
  std::string base = url ? web::FormatUrl(*url) : std::string();
  while (base.ends_with('/')) {
    base.pop_back();
  }
  settings.serve.public_address = settings.pipeline.public_address = base;
  return true;
}

// `20 GB`, `800 MB`; empty: no bound.
bool SetBudget(const std::string& words, store::BudgetSettings& budget) {
  if (words.empty()) {
    budget.bytes = 0;
    return true;
  }
  std::size_t end = 0;
  while (end < words.size() && (std::isdigit(static_cast<unsigned char>(words[end])) != 0 || words[end] == '.')) {
    ++end;
  }
  const std::string unit = words.substr(std::min(words.find_first_not_of(' ', end), words.size()));
  static const std::map<std::string, double, std::less<>> units{{"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}};
  const auto found = units.find(unit);
  double number = 0;
  const auto [rest, error] = std::from_chars(words.data(), words.data() + end, number);
  constexpr double kLeast = 10e6;
  constexpr double kMost = 1e15;
  if (found == units.end() || error != std::errc{} || rest != words.data() + end || number * found->second < kLeast ||
      number * found->second > kMost) {
    return false;
  }
  budget.bytes = static_cast<std::int64_t>(number * found->second);
  return true;
}

bool SetShedOrder(const std::vector<std::string>& names, store::BudgetSettings& budget) {
  budget.order.clear();
  for (const std::string& name : names) {
    const auto shed = store::ShedCalled(name);
    if (!shed || std::ranges::find(budget.order, *shed) != budget.order.end()) {
      return false;
    }
    budget.order.push_back(*shed);
  }
  return true;
}

Takers TakersFor(Settings& settings) {
  constexpr double kMostSeconds = 3600;
  const auto milliseconds = [](double seconds) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
  };
  return {
      {"store", TakeText(settings.store)},
      {"log", TakeLevel(settings.log)},
      {"log_format", TakeFormat(settings.log_format)},
      {"serve.metrics_from", TakeTexts(settings.serve.metrics_from)},
      {"serve.metrics_token", TakeText(settings.serve.metrics_token)},
      {"serve.metrics_token_file", TakeText(settings.metrics_token_file)},
      {"serve.ready_lag", TakeNumber(0, 1'000'000,
                                     [&settings](double value) {
                                       settings.serve.ready_lag = std::chrono::seconds(static_cast<int>(value));
                                     })},
      {"serve.listen",
       [&settings](const toml::node& node) {
         return SetListen(node.value_or(std::string()), settings.serve).has_value();
       }},
      {"serve.name", TakeText(settings.serve.name)},
      {"serve.hosts", TakeTexts(settings.serve.hosts)},
      {"serve.public_address",
       [&settings](const toml::node& node) { return SetPublicAddress(node.value_or(std::string()), settings); }},
      {"serve.trusted_proxies", TakeTexts(settings.serve.trusted_proxies)},
      {"serve.prefix",
       [&settings](const toml::node& node) {
         settings.serve.prefix = node.value_or(std::string());
         return node.is_string() && (settings.serve.prefix.empty() || !http::PrefixOf(settings.serve.prefix).empty());
       }},
      {"serve.https", TakeFlag(settings.serve.https)},
      {"serve.proxy_header", TakeText(settings.serve.proxy_header)},
      {"serve.proxy_creates", TakeFlag(settings.serve.proxy_creates)},
      {"serve.requests_per_minute", TakeNumber(0, 1'000'000,
                                               [&settings](double requests) {
                                                 settings.serve.requests_per_minute =
                                                     static_cast<std::int64_t>(requests);
                                               })},
      {"fetch.user_agent", TakeText(settings.fetch.user_agent)},
      {"fetch.obey_robots", TakeFlag(settings.fetch.obey_robots)},
      {"fetch.allow_private_networks", TakeFlag(settings.fetch.allow_private_networks)},
      {"fetch.host_delay",
       TakeNumber(0, kMostSeconds,
                  [&settings, milliseconds](double value) { settings.fetch.host_delay = milliseconds(value); })},
      {"fetch.timeout",
       TakeNumber(0.1, kMostSeconds,
                  [&settings, milliseconds](double value) { settings.fetch.limits.timeout = milliseconds(value); })},
      {"fetch.max_megabytes", TakeNumber(1, 1024,
                                         [&settings](double value) {
                                           settings.fetch.limits.max_bytes = static_cast<std::size_t>(value * 1048576);
                                         })},
      {"fetch.requests_at_once",
       TakeNumber(1, 10'000,
                  [&settings](double value) { settings.fetch.requests_at_once = static_cast<std::size_t>(value); })},
      {"fetch.proxy", TakeText(settings.fetch.proxy)},
      {"fetch.ca_file", TakeText(settings.fetch.ca_file)},
      {"mail.server", TakeText(settings.mail.server)},
      {"mail.user", TakeText(settings.mail.user)},
      {"mail.password", TakeText(settings.mail.password)},
      {"mail.password_file", TakeText(settings.mail_password_file)},
      {"mail.from", TakeText(settings.mail.from)},
      {"mail.from_name", TakeText(settings.mail.from_name)},
      {"mail.plain", TakeFlag(settings.mail.plain)},
      {"mail.ca_file", TakeText(settings.mail.ca_file)},
      {"rights.link_only", TakeTexts(settings.pipeline.rights.link_only)},
      {"rights.reserve_text", TakeTexts(settings.pipeline.rights.reserve_text)},
      {"rights.licensed", TakeTexts(settings.pipeline.rights.licensed)},
      {"disk.budget",
       [&settings](const toml::node& node) {
         return node.is_string() && SetBudget(node.value_or(std::string()), settings.pipeline.budget);
       }},
      {"disk.order",
       [&settings](const toml::node& node) {
         std::vector<std::string> names;
         return TakeTexts(names)(node) && SetShedOrder(names, settings.pipeline.budget);
       }},
      {"desk.window_days", TakeNumber(1, 36'500,
                                      [&settings](double value) {
                                        settings.pipeline.window = std::chrono::days(static_cast<int>(value));
                                      })},
      {"desk.window_articles",
       TakeNumber(100, 10'000'000,
                  [&settings](double value) { settings.pipeline.window_articles = static_cast<std::size_t>(value); })},
      {"desk.feed_minutes", TakeNumber(1, 100'000,
                                       [&settings](double value) {
                                         settings.pipeline.feed_interval =
                                             std::chrono::minutes(static_cast<int>(value));
                                       })},
      {"desk.shortest_minutes", TakeNumber(1, 100'000,
                                           [&settings](double value) {
                                             settings.pipeline.shortest_interval =
                                                 std::chrono::minutes(static_cast<int>(value));
                                           })},
      {"desk.longest_minutes", TakeNumber(1, 100'000,
                                          [&settings](double value) {
                                            settings.pipeline.longest_interval =
                                                std::chrono::minutes(static_cast<int>(value));
                                          })},
      {"desk.revisit_hours", TakeHours(settings.pipeline.revisits)},
      {"queue.servers", TakeText(settings.queue.servers)},
      {"queue.name",
       [&settings](const toml::node& node) {
         settings.queue.name = node.value_or(std::string());
         return !settings.queue.name.empty() && settings.queue.name.size() <= 32 &&
                std::ranges::all_of(settings.queue.name,
                                    [](unsigned char letter) { return std::isalnum(letter) != 0; });
       }},
      {"queue.credentials_file", TakeText(settings.queue.credentials_file)},
      {"queue.ca_file", TakeText(settings.queue.ca_file)},
      {"queue.replicas",
       TakeNumber(0, 5, [&settings](double value) { settings.queue.replicas = static_cast<int>(value); })},
      {"queue.max_waiting",
       TakeNumber(1'000, 100'000'000,
                  [&settings](double value) { settings.queue_limits.max_waiting = static_cast<std::size_t>(value); })},
      {"queue.max_megabytes", TakeNumber(16, 1'000'000,
                                         [&settings](double value) {
                                           settings.queue_limits.max_bytes = static_cast<std::size_t>(value * 1048576);
                                         })},
      {"queue.desks",
       [&settings](const toml::node& node) {
         std::vector<std::string> words;
         auto desks = TakeTexts(words)(node) ? pipeline::ReadDesks(words) : Fail(Fault::kUsage, "");
         settings.desks = desks ? *desks : settings.desks;
         return desks.has_value();
       }},
      {"tables.folder", TakeText(settings.tables)},
      {"desk.jobs",
       TakeNumber(0, 1024, [&settings](double value) { settings.pipeline.jobs = static_cast<std::size_t>(value); })},
  };
}

Result<void> TakeTable(const toml::table& table, const std::string& prefix, const std::string& path,
                       const Takers& takers) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    const auto line = node.source().begin.line;
    const auto taker = takers.find(name);
    if (taker == takers.end()) {
      return Fail(Fault::kUsage, fmt::format("{}: line {}: there is no setting \"{}\"", path, line, name));
    }
    if (!taker->second(node)) {
      return Fail(Fault::kUsage, fmt::format("{}: line {}: \"{}\" has a value that it cannot have", path, line, name));
    }
  }
  return {};
}

// The password is in a file of its own, so that the settings can be shown to others.
Result<void> ReadPassword(const std::string& file, const std::string& folder, std::string& password) {
  const std::string path = (fs::path(folder) / file).lexically_normal().string();
  std::ifstream stream(path);
  if (!std::getline(stream, password) || password.empty()) {
    return Fail(Fault::kUsage, fmt::format("{}: there is no password in this file", path));
  }
  while (!password.empty() && (password.back() == '\r' || password.back() == ' ')) {
    password.pop_back();
  }
  return {};
}

Result<void> TakeMailbox(const toml::table& table, const std::string& path, Settings& settings) {
  MailboxSettings box;
  std::string password_file;
  const Takers takers{
      {"mailbox.server", TakeText(box.mailbox.server)},
      {"mailbox.user", TakeText(box.mailbox.user)},
      {"mailbox.password", TakeText(box.mailbox.password)},
      {"mailbox.password_file", TakeText(password_file)},
      {"mailbox.folder", TakeText(box.mailbox.folder)},
      {"mailbox.ca_file", TakeText(box.mailbox.ca_file)},
      {"mailbox.mark_seen", TakeFlag(box.mailbox.mark_seen)},
      {"mailbox.plain", TakeFlag(box.mailbox.plain)},
      {"mailbox.minutes",
       TakeNumber(1, 100'000, [&box](double value) { box.interval = std::chrono::minutes(static_cast<int>(value)); })},
      {"mailbox.max_mails",
       TakeNumber(1, 100'000, [&box](double value) { box.mailbox.max_mails = static_cast<std::size_t>(value); })},
      {"mailbox.max_megabytes",
       TakeNumber(1, 1024,
                  [&box](double value) { box.mailbox.max_mail_bytes = static_cast<std::size_t>(value * 1048576); })},
  };
  if (auto taken = TakeTable(table, "mailbox.", path, takers); !taken) {
    return taken;
  }
  if (box.mailbox.server.empty() || box.mailbox.user.empty()) {
    return Fail(Fault::kUsage,
                fmt::format("{}: line {}: a mailbox needs a server and a user", path, table.source().begin.line));
  }
  if (!password_file.empty()) {
    const std::string folder = fs::path(path).parent_path().string();
    if (auto read = ReadPassword(password_file, folder, box.mailbox.password); !read) {
      return read;
    }
  }
  settings.mailboxes.push_back(std::move(box));
  return {};
}

Result<void> TakeFolder(const toml::table& table, const std::string& path, Settings& settings) {
  std::string folder;
  if (auto taken = TakeTable(table, "folder.", path, {{"folder.path", TakeText(folder)}}); !taken) {
    return taken;
  }
  if (folder.empty()) {
    return Fail(Fault::kUsage, fmt::format("{}: line {}: a folder needs a path", path, table.source().begin.line));
  }
  settings.folders.push_back((fs::path(path).parent_path() / folder).lexically_normal().string());
  return {};
}

// [[folder]] and [[mailbox]].
Result<void> TakeTables(std::string_view key, const toml::array& tables, const std::string& path, Settings& settings) {
  for (const toml::node& each : tables) {
    const toml::table* const table = each.as_table();
    if (table == nullptr || (key != "folder" && key != "mailbox")) {
      return Fail(Fault::kUsage,
                  fmt::format("{}: line {}: there is no setting \"{}\"", path, each.source().begin.line, key));
    }
    auto taken = key == "folder" ? TakeFolder(*table, path, settings) : TakeMailbox(*table, path, settings);
    if (!taken) {
      return taken;
    }
  }
  return {};
}

// The file has one level of tables.
Result<void> TakeAll(const toml::table& file, const std::string& path, const Takers& takers, Settings& settings) {
  toml::table top;
  for (const auto& [key, node] : file) {
    if (node.is_array_of_tables()) {
      if (auto taken = TakeTables(key.str(), *node.as_array(), path, settings); !taken) {
        return taken;
      }
      continue;
    }
    if (const toml::table* const table = node.as_table()) {
      if (auto taken = TakeTable(*table, std::string(key.str()) + ".", path, takers); !taken) {
        return taken;
      }
    } else {
      top.insert(key, node);
    }
  }
  return TakeTable(top, "", path, takers);
}

}  // namespace

Result<void> SetListen(std::string_view listen, serve::Settings& serve) {
  const std::size_t colon = listen.rfind(':');
  const std::string port(colon == std::string_view::npos ? "" : listen.substr(colon + 1));
  std::string_view address = listen.substr(0, colon == std::string_view::npos ? 0 : colon);
  if (address.starts_with('[') && address.ends_with(']')) {
    address = address.substr(1, address.size() - 2);
  }
  const bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
  constexpr int kMostPort = 65'535;
  if (!digits || std::stoi(port) > kMostPort) {
    return Fail(Fault::kUsage, fmt::format("{}: no address to listen on; give one like 127.0.0.1:8080", listen));
  }
  serve.address = address.empty() ? "0.0.0.0" : std::string(address);
  serve.port = static_cast<std::uint16_t>(std::stoi(port));
  return {};
}

std::string StoreIn(const std::string& folder, const std::string& store) {
  return store::IsPostgres(store) ? store : (fs::path(folder) / store).lexically_normal().string();
}

void UseStore(Settings& settings, const std::string& folder, const std::string& store) {
  settings.store = StoreIn(folder, store);
  settings.serve.store_folder = store::IsPostgres(store) ? folder : fs::path(settings.store).parent_path().string();
}

Result<Settings> LoadSettings(const std::string& folder) {
  Settings settings;
  const std::string path = (fs::path(folder) / kFile).string();
  std::error_code missing;
  if (fs::exists(path, missing)) {
    const toml::parse_result parsed = toml::parse_file(path);
    if (!parsed) {
      const toml::parse_error& error = parsed.error();
      return Fail(Fault::kUsage, fmt::format("{}: line {}: {}", path, error.source().begin.line, error.description()));
    }
    if (const auto taken = TakeAll(parsed.table(), path, TakersFor(settings), settings); !taken) {
      return tl::unexpected(taken.error());
    }
  }
  if (settings.pipeline.longest_interval < settings.pipeline.shortest_interval) {
    return Fail(Fault::kUsage, fmt::format("{}: desk.longest_minutes is less than desk.shortest_minutes", path));
  }
  if (!settings.metrics_token_file.empty()) {
    if (auto read = ReadPassword(settings.metrics_token_file, folder, settings.serve.metrics_token); !read) {
      return tl::unexpected(read.error());
    }
  }
  if (!settings.mail.server.empty()) {
    if (const auto right = send::CheckServer(settings.mail); !right) {
      return Fail(Fault::kUsage, fmt::format("{}: [mail]: {}", path, right.error().text));
    }
    if (!settings.mail_password_file.empty()) {
      if (auto read = ReadPassword(settings.mail_password_file, folder, settings.mail.password); !read) {
        return tl::unexpected(read.error());
      }
    }
  }
  for (std::string* const file : {&settings.queue.credentials_file, &settings.queue.ca_file}) {
    *file = file->empty() ? *file : (fs::path(folder) / *file).lexically_normal().string();
  }
  if (settings.store.empty()) {
    settings.store = "headwater.db";
  }
  UseStore(settings, folder, settings.store);
  if (!settings.tables.empty()) {
    settings.tables = (fs::path(folder) / settings.tables).lexically_normal().string();
  } else if (const fs::path usual = fs::path(folder) / kTables; fs::is_directory(usual, missing)) {
    settings.tables = usual.lexically_normal().string();
  }
  return settings;
}

Result<void> MakeDataFolder(const std::string& folder) {
  std::error_code error;
  const bool made = fs::create_directories(folder, error);
  if (error) {
    return Fail(Fault::kStorage, fmt::format("{}: cannot make the folder: {}", folder, error.message()));
  }
  // What is kept in it is nobody else's: feeds' passwords, what people read, the key that bundles are signed with.
  if (made) {
    fs::permissions(folder, fs::perms::owner_all, error);
  }
  const fs::path path = fs::path(folder) / kFile;
  if (fs::exists(path, error)) {
    return {};
  }
  std::ofstream file(path);
  file << DefaultSettings();
  file.close();
  if (!file) {
    return Fail(Fault::kStorage, fmt::format("{}: cannot be written: {}", path.string(), std::strerror(errno)));
  }
  return {};
}

}  // namespace headwater::cli
