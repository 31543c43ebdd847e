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
#include "web/url.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFile = "headwater.toml";
constexpr std::string_view kTables = "tables";

constexpr std::string_view kTemplate = R"toml(# Headwater's settings. Every line that is commented out shows a default.
# Flags on the command line go before what stands here.

# Where articles are kept: the path of an SQLite file. Relative paths count from this folder.
# store = "headwater.db"

# What is logged: "debug", "info", "warning" or "error".
# log = "info"

[serve]
# The address and port that browsers use. 127.0.0.1 is reachable from this machine only, and whoever uses the machine is
# its administrator until one is added (`headwater user add`). Elsewhere everyone signs in; docs/people.md says more.
# listen = "127.0.0.1:8080"
# The name on top of every page.
# name = "Headwater"
# Further names that the server answers to, when a proxy in front of it is reached by them.
# hosts = ["news.vellmar.example"]
# Where this server is reached from the internet: feeds that have a hub (WebSub) are then delivered instead of polled.
# Only what lies below /websub/ has to be let through.
# public_address = "https://news.vellmar.example"
# The addresses of proxies in front of it: only they may say from where, by which name and path and whether over https
# a request came (X-Forwarded-For, -Host, -Prefix, -Proto). Networks are written as 10.0.0.0/8.
# trusted_proxies = ["127.0.0.1"]
# The path below which a proxy shows it, where the proxy does not say so.
# prefix = "/headwater"
# True where browsers come over https though no trusted proxy says so: cookies are then kept off plain http.
# https = false
# The header in which trusted proxies say who asks, having signed them in. They must never let a client's own through.
# proxy_header = "Remote-User"
# Whom the proxy names and nobody here is called becomes a reader.
# proxy_creates = false
# How many requests a minute each program may make (a token, a person, or an address): to the API, of feeds and other
# lists, to the hub. 0: any number.
# requests_per_minute = 600

[fetch]
# How site owners see you in their logs. Give an address where they can reach you.
# user_agent = "Headwater/0.1 (+https://headwater.invalid/bot)"
# Heed each site's robots.txt when its pages are fetched.
# obey_robots = true
# Addresses of this machine and of private networks are refused unless this is true.
# allow_private_networks = false
# Seconds between two requests to one host, and the longest that one request may take.
# host_delay = 1.0
# timeout = 20.0
# The largest page that is fetched, in megabytes.
# max_megabytes = 16
# How many requests may be under way at once, to as many hosts.
# requests_at_once = 256
# Ask for everything through a proxy: http, https, socks4a, socks5 or socks5h. That of the environment is never used.
# proxy = "http://proxy.vellmar.example:3128"
# A file of certificates (PEM) to trust instead of the machine's.
# ca_file = "/etc/ssl/vellmar.pem"

[rights]
# What owners reserve (robots meta, TDMRep, Content-Signal, RSL, wires) is always honoured. Here you may be stricter:
# Domains of which no more than the link is kept, whatever they say.
# link_only = ["vellmar.example"]
# Words that shall reserve the text though they need not.
# reserve_text = ["ai-train=no"]
# Domains whose owners gave you a licence: what they reserve is recorded, but only embargoes and withdrawals bind.
# licensed = ["vellmar.example"]

[disk]
# How large the store may grow, as "20 GB" or "800 MB"; "": as the disk allows. Beyond it the oldest is deleted, in this
# order: "pages" are the bytes of pages as they were fetched, "revisions" earlier wordings, "texts" articles' words.
# What is not named is never deleted; nor are headlines, stories, chains and their primary sources, nor anything that
# somebody has starred, tagged, noted or keeps for later.
# budget = ""
# order = ["pages", "revisions", "texts"]

[desk]
# Articles older than this many days are no longer compared with new ones.
# window_days = 60
# Nor those that more than so many others were seen after.
# window_articles = 100000
# Minutes between two looks at a feed of which nothing is known yet. Afterwards it is looked at as often as it changes,
# but within these bounds.
# feed_minutes = 30
# shortest_minutes = 5
# longest_minutes = 1440
# Hours after it was found that an article's page is fetched again, to see what changed in it; []: never.
# revisit_hours = [1, 6, 24, 72, 168]
# Threads that extract and annotate; 0: one a core.
# jobs = 0

[mail]
# The server that alerts and briefings are sent by: smtp://HOST:587 (STARTTLS, without which nothing is said) or
# smtps://HOST (TLS from the start). Without one no mail is sent.
# server = "smtp://mail.vellmar.example:587"
# user = "headwater"
# A file with the password in its first line, readable by you alone; or password = "..." here.
# password_file = "mail.password"
# The address, and the name, that mails are from.
# from = "headwater@vellmar.example"
# from_name = "Headwater"
# True allows smtp:// without TLS: for a server on this machine alone.
# plain = false
# Certificates that are trusted instead of the machine's.
# ca_file = ""

[tables]
# A folder of your own rows for Headwater's tables: outlets, owners, spellings, places, words that cite. A file
# sources.tsv in it adds to Headwater's own sources, replaces some, or takes some away; docs/tables.md says how.
# A folder of that name beside this file is used without being named here.
# folder = "tables"

# A folder whose documents are taken up as they come, and again when they change, while `headwater serve` runs. One such
# table for each folder.
# [[folder]]
# path = "/srv/wire"

# A mailbox whose new mails are taken up as newsletters (IMAP). One such table for each mailbox.
# [[mailbox]]
# server = "imaps://imap.vellmar.example"
# user = "news@vellmar.example"
# A file with the password in its first line, readable by you alone; or password = "..." here.
# password_file = "mailbox.password"
# folder = "INBOX"
# Minutes between two visits, the largest mail that is read in megabytes, and the most mails of one visit.
# minutes = 15
# max_megabytes = 16
# max_mails = 500
# Mails are left unread unless this is true.
# mark_seen = false
# True allows imap:// without TLS: for a server on this machine alone.
# plain = false
# Certificates that are trusted instead of the machine's.
# ca_file = ""
)toml";

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
  if (settings.store.empty()) {
    settings.store = "headwater.db";
  }
  settings.store = (fs::path(folder) / settings.store).lexically_normal().string();
  if (!settings.tables.empty()) {
    settings.tables = (fs::path(folder) / settings.tables).lexically_normal().string();
  } else if (const fs::path usual = fs::path(folder) / kTables; fs::is_directory(usual, missing)) {
    settings.tables = usual.lexically_normal().string();
  }
  return settings;
}

std::string_view DefaultSettings() { return kTemplate; }

Result<void> MakeDataFolder(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return Fail(Fault::kStorage, fmt::format("{}: cannot make the folder: {}", folder, error.message()));
  }
  const fs::path path = fs::path(folder) / kFile;
  if (fs::exists(path, error)) {
    return {};
  }
  std::ofstream file(path);
  file << kTemplate;
  file.close();
  if (!file) {
    return Fail(Fault::kStorage, fmt::format("{}: cannot be written: {}", path.string(), std::strerror(errno)));
  }
  return {};
}

}  // namespace headwater::cli
