// The data folder, its settings and its store.
#include "cli/open.h"

#include <fmt/format.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/workers.h"
#include "cli/feed_list.h"
#include "cli/output.h"
#include "store/address.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kWrongUsage = 2;

// What root makes in a service's folder the service cannot write to afterwards.
Result<void> BelongsHere(const std::string& folder) {
  struct stat state {};
  if (geteuid() != 0 || stat(folder.c_str(), &state) != 0 || state.st_uid == 0) {
    return {};
  }
  const passwd* const owner = getpwuid(state.st_uid);
  const std::string user = owner != nullptr ? owner->pw_name : fmt::format("#{}", state.st_uid);
  return Fail(Fault::kUsage,
              fmt::format("{}: belongs to {}; run this as that user: sudo -u {} headwater ...", folder, user, user));
}

Result<Collection> Open(const CollectionOptions& options) {
  auto settings = SettingsOf(options);
  if (!settings) {
    return tl::unexpected(settings.error());
  }
  SetLogLevel(settings->log);
  SetLogFormat(options.log.empty()     ? settings->log_format
               : options.log == "json" ? LogFormat::kJson
                                       : LogFormat::kText);
  if (settings->pipeline.jobs == 0) {
    settings->pipeline.jobs = CoreCount();
  }
  auto laid = UseTables(settings->tables);
  if (!laid) {
    return tl::unexpected(laid.error());
  }
  for (const Error& fault : laid->faults) {
    Log(LogLevel::kWarning, "{}", fault.text);
  }
  settings->pipeline.default_feeds = DefaultFeeds();
  auto store = store::Store::Open(settings->store);
  if (!store) {
    return tl::unexpected(store.error());
  }
  return Collection{*std::move(settings), *std::move(laid), *std::move(store)};
}

std::string Environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

std::string DefaultDataFolder() {
  if (std::string folder = Environment("HEADWATER_DATA"); !folder.empty()) {
    return folder;
  }
  if (const std::string folder = Environment("XDG_DATA_HOME"); !folder.empty()) {
    return (fs::path(folder) / "headwater").string();
  }
  const std::string home = Environment("HOME");
  return (fs::path(home.empty() ? "." : home) / ".local/share/headwater").string();
}

Result<Settings> SettingsOf(const CollectionOptions& options) {
  auto settings = LoadSettings(options.data);
  if (settings && !options.store.empty()) {
    UseStore(*settings, options.data, options.store);
  }
  if (settings && !options.queue.empty()) {
    settings->queue.servers = options.queue;
  }
  return settings;
}

bool HasStore(const Settings& settings) {
  std::error_code error;
  return store::IsPostgres(settings.store) || fs::exists(settings.store, error);
}

Result<Collection> OpenOrMake(const CollectionOptions& options) {
  if (auto may = BelongsHere(options.data); !may) {
    return tl::unexpected(may.error());
  }
  if (const auto made = MakeDataFolder(options.data); !made) {
    return tl::unexpected(made.error());
  }
  return Open(options);
}

Result<Collection> OpenExisting(const CollectionOptions& options) {
  if (auto may = BelongsHere(options.data); !may) {
    return tl::unexpected(may.error());
  }
  const auto settings = SettingsOf(options);
  if (!settings) {
    return tl::unexpected(settings.error());
  }
  if (!HasStore(*settings)) {
    return Fail(Fault::kNotFound,
                fmt::format("{}: there is no collection here yet; `headwater serve` or `headwater ingest` makes one, "
                            "--data names another folder",
                            options.data));
  }
  return Open(options);
}

int Complain(const Error& error) {
  Output output;
  output.Complain(error);
  return error.fault == Fault::kUsage ? kWrongUsage : 1;
}

}  // namespace headwater::cli
