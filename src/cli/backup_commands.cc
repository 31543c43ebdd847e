// `headwater backup` and `headwater restore`: the whole collection in one file, and back, while it is in use.
#include <fmt/format.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "base/clock.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/rights_commands.h"
#include "form/json_line.h"
#include "store/backup.h"
#include "store/takedowns.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSettings = "headwater.toml";

struct BackupInput {
  std::string file;
  bool with_settings = false;
};

std::chrono::sys_seconds Now() { return SystemClock().Now(); }

std::string Size(std::int64_t bytes) {
  return bytes < (1 << 20) ? fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1024)
                           : fmt::format("{:.1f} MB", static_cast<double>(bytes) / (1 << 20));
}

int Backup(const CollectionOptions& options, const BackupInput& input) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const std::vector<store::BackupFile> others{{std::string(kSettings), (fs::path(options.data) / kSettings).string()}};
  const auto report = store::WriteBackup(*collection->store, input.file, others, Now());
  if (!report) {
    return Complain(report.error());
  }
  Output output;
  if (options.json) {
    form::JsonObject object;
    object.Text("file", report->file).Text("made", report->made).Text("sha256", report->sha256);
    object.Number("bytes", report->bytes).Number("packed", report->packed).Number("schema", report->schema);
    output.Line(object.Written());
  } else {
    output.Line(
        fmt::format("{}: {} of database in {}, read back and found whole. Keep it to yourself: secrets are in "
                    "it.\nrestore it with: headwater restore {}",
                    report->file, Size(report->bytes), Size(report->packed), report->file));
  }
  return output.Status();
}

// A folder that goes with all that is in it.
class Workplace {
 public:
  explicit Workplace(const fs::path& beside) : path_((beside / ".restoring-XXXXXX").string()) {
    made_ = mkdtemp(path_.data()) != nullptr;
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    std::error_code ignored;
    if (made_) {
      fs::remove_all(path_, ignored);
    }
  }
  bool made() const { return made_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

struct Restored {
  store::BackupReport report;
  std::string before;           // where what was there before is kept; empty where there was nothing
  std::int64_t taken_down = 0;  // takedowns that are carried out anew
};

Result<void> Move(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::rename(from, to, error);
  return error ? Fail(Fault::kStorage, fmt::format("{}: {}", to, error.message())) : Result<void>();
}

// Into a collection that may be in use.
Result<void> Replace(const CollectionOptions& options, const std::string& database, Restored& restored) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return tl::unexpected(collection.error());
  }
  store::Store& current = *collection->store;
  {
    auto copy = store::Store::Open(database);
    if (!copy) {
      return tl::unexpected(copy.error());
    }
    const auto carried = store::CarryTakedowns(current, **copy);
    if (!carried) {
      return tl::unexpected(carried.error());
    }
    restored.taken_down = *carried;
  }
  const std::string folder = store::BackupFolderOf((fs::path(options.data) / "headwater.db").string());
  std::error_code error;
  fs::create_directories(folder, error);
  restored.before = fmt::format("{}/before-restore-{}.tar.zst", folder, Now().time_since_epoch().count());
  if (const auto saved = store::WriteBackup(current, restored.before, {}, Now()); !saved) {
    return tl::unexpected(saved.error());
  }
  if (auto replaced = store::ReplaceStore(current, database, Now()); !replaced) {
    return replaced;
  }
  if (restored.taken_down == 0) {
    return {};
  }
  return CarryOut(*collection, [](store::Store& store) -> Result<bool> {
    return store::Takedowns(store).ToDo().map([](const std::vector<store::Claim>& claims) { return claims.empty(); });
  });
}

Result<Restored> RestoreInto(const CollectionOptions& options, const BackupInput& input) {
  if (const auto made = MakeDataFolder(options.data); !made) {
    return tl::unexpected(made.error());
  }
  const auto settings = SettingsOf(options);
  if (!settings) {
    return tl::unexpected(settings.error());
  }
  const Workplace workplace(options.data);
  if (!workplace.made()) {
    return Fail(Fault::kStorage, fmt::format("{}: no folder can be made in it", options.data));
  }
  const auto report = store::UnpackBackup(input.file, workplace.path());
  if (!report) {
    return tl::unexpected(report.error());
  }
  Restored restored{*report, {}, 0};
  const std::string database = (fs::path(workplace.path()) / "headwater.db").string();
  std::error_code error;
  Result<void> done;
  if (HasStore(*settings)) {
    done = Replace(options, database, restored);
  } else {
    // Brought up to date before it appears; closing it leaves one file.
    auto copy = store::Store::Open(database);
    done = copy ? Result<void>() : tl::unexpected(copy.error());
    if (copy) {
      copy->reset();
      done = Move(database, settings->store);
    }
  }
  const std::string kept = (fs::path(workplace.path()) / kSettings).string();
  if (done && input.with_settings && fs::exists(kept, error)) {
    done = Move(kept, (fs::path(options.data) / kSettings).string());
  }
  return done ? Result<Restored>(std::move(restored)) : tl::unexpected(done.error());
}

int Restore(const CollectionOptions& options, const BackupInput& input) {
  const auto restored = RestoreInto(options, input);
  if (!restored) {
    return Complain(restored.error());
  }
  Output output;
  if (options.json) {
    form::JsonObject object;
    object.Text("file", input.file).Text("made", restored->report.made).Text("before", restored->before);
    output.Line(object.Number("takedowns", restored->taken_down).Written());
    return output.Status();
  }
  output.Line(fmt::format("{} holds what {} held, made {}", options.data, input.file, restored->report.made));
  if (!restored->before.empty()) {
    output.Line(fmt::format("what was there before is kept in {}", restored->before));
  }
  if (restored->taken_down > 0) {
    output.Line(fmt::format("{} takedowns were carried out on it anew", restored->taken_down));
  }
  return output.Status();
}

}  // namespace

void AddBackupCommands(CLI::App& app, CollectionOptions& common, int& status) {
  const auto input = std::make_shared<BackupInput>();
  CLI::App& backup = *app.add_subcommand("backup", "the whole collection in one file, while it is in use");
  AddCollectionOptions(backup, common);
  backup.add_option("FILE", input->file, "the file, .tar.zst")->required();
  backup.callback([&common, &status, input] { status = Backup(common, *input); });

  CLI::App& restore = *app.add_subcommand("restore", "puts a backup in the place of what is there, in use or not");
  AddCollectionOptions(restore, common);
  restore.add_option("FILE", input->file, "the backup")->required();
  restore.add_flag("--settings", input->with_settings, "its settings too (headwater.toml)");
  restore.callback([&common, &status, input] { status = Restore(common, *input); });
}

}  // namespace headwater::cli
