// Backups: a whole collection in one file, made while it is written to, checked before it is called one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

// A tar archive, compressed with Zstandard (`tar --zstd -xf` unpacks it): `manifest.json`, the database as
// `headwater.db`, and the further files. It can be read by who owns it alone, for passwords of feeds are in it.
struct BackupReport {
  std::string file;
  std::int64_t bytes = 0;   // of the database
  std::int64_t packed = 0;  // of the file
  std::int64_t schema = 0;
  std::string sha256;  // of the database
  std::string made;    // when, as the manifest says it
};

// A file that goes along.
struct BackupFile {
  std::string name;
  std::string path;
};

// All that is there at one moment, while others write. Needs as much room beside the file as the database takes. The
// file appears under its name when it was read back and found whole.
Result<BackupReport> WriteBackup(Store& store, const std::string& file, const std::vector<BackupFile>& others,
                                 std::chrono::sys_seconds now);

// The same of a database that is not open as a store: `copy` writes it to a path. Used before an upgrade.
using CopyDatabase = std::function<Result<void>(const std::string& path)>;
Result<BackupReport> PackBackup(const CopyDatabase& copy, std::int64_t schema, const std::string& file,
                                const std::vector<BackupFile>& others, std::chrono::sys_seconds now);

// Unpacks a backup into a folder that is there and empty, and checks every byte by the manifest. kBadInput where it is
// none or is damaged, kNewerStore where a newer Headwater made it.
Result<BackupReport> UnpackBackup(const std::string& file, const std::string& folder);

// What was taken down after the backup was made stays taken down: claims, tombstones and log of `current` go into
// `restored`, where granted takedowns are carried out anew. Returns how many; kUsage where the two logs are not of one
// installation.
Result<std::int64_t> CarryTakedowns(Store& current, Store& restored);

// Puts the database at `path` in the place of the store's, which may be in use.
Result<void> ReplaceStore(Store& store, const std::string& path, std::chrono::sys_seconds now);

// Where backups lie that Headwater makes by itself: `backups` beside the database.
std::string BackupFolderOf(const std::string& database);

}  // namespace headwater::store
