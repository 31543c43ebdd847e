// Packs, checks and unpacks backups.
#include "store/backup.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "base/moment.h"
#include "form/tar.h"
#include "store/port.h"
#include "store/rows.h"
#include "store/sha256.h"
#include "store/transfer.h"

namespace headwater::store {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view kDatabase = "headwater.db";
constexpr std::string_view kManifest = "manifest.json";
constexpr std::string_view kFormat = "headwater backup 1";
constexpr int kLevel = 6;
constexpr std::size_t kBlock = 1U << 17U;
constexpr std::size_t kLargestManifest = 1U << 20U;

tl::unexpected<Error> Storage(const std::string& path, std::string_view what) {
  return Fail(Fault::kStorage, fmt::format("{}: {}", path, what));
}

// Reads a file block by block; false from `each` ends it.
Result<void> EachBlock(const std::string& path, const std::function<bool(std::string_view)>& each) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Storage(path, std::strerror(errno));
  }
  std::string block(kBlock, '\0');
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
    if (!each(std::string_view(block).substr(0, static_cast<std::size_t>(file.gcount())))) {
      break;
    }
  }
  return file.bad() ? Storage(path, "cannot be read") : Result<void>();
}

// A file that is compressed as it is written.
class Packer {
 public:
  explicit Packer(const std::string& path) : path_(path), file_(path, std::ios::binary), stream_(ZSTD_createCCtx()) {
    ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(stream_.get(), ZSTD_c_checksumFlag, 1);
    // Who owns it alone: secrets are in it.
    chmod(path.c_str(), S_IRUSR | S_IWUSR);
  }
  void Add(std::string_view bytes) { Put(bytes, ZSTD_e_continue); }
  Result<void> AddFile(std::string_view name, const std::string& path, std::int64_t at) {
    std::error_code missing;
    const auto size = fs::file_size(path, missing);
    if (missing) {
      return Storage(path, missing.message());
    }
    Add(form::WriteTarHeader({std::string(name), size}, at));
    auto read = EachBlock(path, [this](std::string_view block) {
      Add(block);
      return static_cast<bool>(file_);
    });
    Add(form::TarPadding(size));
    return read;
  }
  Result<void> End() {
    Add(form::TarEnd());
    Put({}, ZSTD_e_end);
    file_.close();
    return file_ ? Result<void>() : Storage(path_, "cannot be written (disk full?)");
  }

 private:
  void Put(std::string_view bytes, ZSTD_EndDirective how) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::string out(ZSTD_CStreamOutSize(), '\0');
    bool done = false;
    while (!done) {
      ZSTD_outBuffer into{out.data(), out.size(), 0};
      const std::size_t left = ZSTD_compressStream2(stream_.get(), &into, &in, how);
      file_.write(out.data(), static_cast<std::streamsize>(into.pos));
      done = ZSTD_isError(left) != 0 || !file_ || (how == ZSTD_e_end ? left == 0 : in.pos == in.size);
    }
  }
  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  std::string path_;
  std::ofstream file_;
  std::unique_ptr<ZSTD_CCtx, Free> stream_;
};

// Takes an archive apart as its bytes come: each file's name and size, then its bytes.
class Unpacker {
 public:
  using Begin = std::function<bool(const form::TarEntry&)>;  // false: this archive is none of ours
  using Bytes = std::function<bool(std::string_view)>;
  Unpacker(Begin begin, Bytes bytes) : begin_(std::move(begin)), bytes_(std::move(bytes)) {}

  bool Take(std::string_view bytes) {
    while (!bytes.empty() && !ended_) {
      if (left_ > 0) {
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
        if (!bytes_(bytes.substr(0, part))) {
          return false;
        }
        left_ -= part;
        bytes.remove_prefix(part);
      } else if (padding_ > 0) {
        const std::size_t part = std::min(padding_, bytes.size());
        padding_ -= part;
        bytes.remove_prefix(part);
      } else {
        const std::size_t part = std::min(form::kTarBlock - header_.size(), bytes.size());
        header_.append(bytes.substr(0, part));
        bytes.remove_prefix(part);
        if (header_.size() == form::kTarBlock && !TakeHeader()) {
          return false;
        }
      }
    }
    return true;
  }
  bool ended() const { return ended_; }

 private:
  bool TakeHeader() {
    const auto entry = form::ReadTarHeader(header_);
    header_.clear();
    if (!entry) {
      return false;
    }
    ended_ = entry->name.empty();
    left_ = entry->size;
    padding_ = form::TarPadding(entry->size).size();
    return ended_ || begin_(*entry);
  }

  Begin begin_;
  Bytes bytes_;
  std::string header_;
  std::uint64_t left_ = 0;
  std::size_t padding_ = 0;
  bool ended_ = false;
};

struct FreeDecompressor {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

Result<void> EachUnpacked(const std::string& path, Unpacker& unpacker) {
  const std::unique_ptr<ZSTD_DCtx, FreeDecompressor> stream(ZSTD_createDCtx());
  std::string out(ZSTD_DStreamOutSize(), '\0');
  bool good = true;
  std::size_t left = 1;
  auto read = EachBlock(path, [&](std::string_view block) {
    ZSTD_inBuffer in{block.data(), block.size(), 0};
    while (good && in.pos < in.size) {
      ZSTD_outBuffer into{out.data(), out.size(), 0};
      left = ZSTD_decompressStream(stream.get(), &into, &in);
      good = ZSTD_isError(left) == 0 && unpacker.Take(std::string_view(out).substr(0, into.pos));
    }
    return good;
  });
  if (read && (!good || left != 0 || !unpacker.ended())) {
    return Fail(Fault::kBadInput, fmt::format("{}: this is no backup of Headwater, or it is damaged", path));
  }
  return read;
}

std::string ManifestOf(const BackupReport& report) {
  return json::serialize(json::object{{"format", kFormat},
                                      {"made", report.made},
                                      {"schema", report.schema},
                                      {"bytes", report.bytes},
                                      {"sha256", report.sha256}});
}

Result<BackupReport> ReadManifest(const std::string& path, std::string_view text) {
  const auto broken = [&] { return Fail(Fault::kBadInput, fmt::format("{}: its manifest is damaged", path)); };
  boost::system::error_code error;
  const json::value value = json::parse(text, error);
  const json::object* const object = error ? nullptr : value.if_object();
  const auto words = [&](std::string_view name) -> std::string {
    const json::value* const field = object == nullptr ? nullptr : object->if_contains(name);
    return field != nullptr && field->is_string() ? std::string(field->get_string()) : std::string();
  };
  const auto number = [&](std::string_view name) -> std::int64_t {
    const json::value* const field = object == nullptr ? nullptr : object->if_contains(name);
    return field != nullptr && field->is_int64() ? field->get_int64() : 0;
  };
  if (words("format") != kFormat || words("sha256").empty()) {
    return broken();
  }
  return BackupReport{path, number("bytes"), 0, number("schema"), words("sha256"), words("made")};
}

// Goes through an archive: its manifest, and its database's hash. With a folder its files are written there.
Result<BackupReport> ReadThrough(const std::string& path, const std::string& folder) {
  std::string manifest;
  std::string name;
  std::ofstream into;
  Sha256 hash;
  std::int64_t bytes = 0;
  Unpacker unpacker(
      [&](const form::TarEntry& entry) {
        name = entry.name;
        into.close();
        const bool ours = name == kManifest || name == kDatabase || name == "headwater.toml";
        if (ours && !folder.empty() && name != kManifest) {
          into.open(fs::path(folder) / name, std::ios::binary);
        }
        return ours && (name != kManifest || entry.size <= kLargestManifest);
      },
      [&](std::string_view block) {
        if (name == kManifest) {
          manifest.append(block);
        } else if (name == kDatabase) {
          hash.Add(block);
          bytes += static_cast<std::int64_t>(block.size());
        }
        if (into.is_open()) {
          into.write(block.data(), static_cast<std::streamsize>(block.size()));
        }
        return static_cast<bool>(into) || !into.is_open();
      });
  if (auto read = EachUnpacked(path, unpacker); !read) {
    return tl::unexpected(read.error());
  }
  into.close();
  auto report = ReadManifest(path, manifest);
  if (report && (report->sha256 != hash.Hex() || report->bytes != bytes)) {
    return Fail(Fault::kBadInput, fmt::format("{}: its database is not what the manifest says", path));
  }
  if (report) {
    std::error_code ignored;
    report->packed = static_cast<std::int64_t>(fs::file_size(path, ignored));
  }
  return report;
}

// A file of its own beside the one that is written, gone at the end.
class Beside {
 public:
  explicit Beside(std::string path) : path_(std::move(path)) { Remove(); }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() { Remove(); }
  const std::string& path() const { return path_; }

 private:
  void Remove() const {
    for (const std::string_view suffix : {"", "-wal", "-shm", "-journal"}) {
      std::error_code ignored;
      fs::remove(path_ + std::string(suffix), ignored);
    }
  }
  std::string path_;
};

}  // namespace

std::string BackupFolderOf(const std::string& database) {
  return (fs::path(database).parent_path() / "backups").string();
}

Result<BackupReport> PackBackup(const CopyDatabase& copy, std::int64_t schema, const std::string& file,
                                const std::vector<BackupFile>& others, std::chrono::sys_seconds now) {
  const Beside database(file + ".copying");
  const Beside unfinished(file + ".unfinished");
  if (auto copied = copy(database.path()); !copied) {
    return tl::unexpected(copied.error());
  }
  chmod(database.path().c_str(), S_IRUSR | S_IWUSR);
  if (auto good = CheckSqlite(database.path()); !good) {
    return tl::unexpected(good.error());
  }
  BackupReport report{file, 0, 0, schema, {}, FormatMoment(MomentOfInstant(now))};
  Sha256 hash;
  auto hashed = EachBlock(database.path(), [&](std::string_view block) {
    hash.Add(block);
    report.bytes += static_cast<std::int64_t>(block.size());
    return true;
  });
  report.sha256 = hash.Hex();
  Packer packer(unfinished.path());
  const std::string manifest = ManifestOf(report);
  packer.Add(form::WriteTarHeader({std::string(kManifest), manifest.size()}, Seconds(now)));
  packer.Add(manifest);
  packer.Add(form::TarPadding(manifest.size()));
  if (hashed) {
    hashed = packer.AddFile(kDatabase, database.path(), Seconds(now));
  }
  for (const BackupFile& other : others) {
    std::error_code missing;
    if (hashed && fs::exists(other.path, missing)) {
      hashed = packer.AddFile(other.name, other.path, Seconds(now));
    }
  }
  if (auto ended = packer.End(); !ended || !hashed) {
    return tl::unexpected(hashed ? ended.error() : hashed.error());
  }
  const auto read_back = ReadThrough(unfinished.path(), {});
  if (!read_back) {
    return tl::unexpected(read_back.error());
  }
  std::error_code error;
  fs::rename(unfinished.path(), file, error);
  if (error) {
    return Storage(file, error.message());
  }
  report.packed = read_back->packed;
  return report;
}

Result<BackupReport> WriteBackup(Store& store, const std::string& file, const std::vector<BackupFile>& others,
                                 std::chrono::sys_seconds now) {
  const auto schema = ReadAs(store.database(), [](Session& session) -> Result<std::int64_t> {
    return session.Number("SELECT max(number) FROM migrations").value_or(0);
  });
  if (!schema) {
    return tl::unexpected(schema.error());
  }
  return PackBackup([&](const std::string& path) { return store.database().CopyTo(path); }, *schema, file, others, now);
}

Result<BackupReport> UnpackBackup(const std::string& file, const std::string& folder) {
  auto report = ReadThrough(file, folder);
  if (!report) {
    return report;
  }
  if (report->schema > NewestSchema()) {
    return Fail(Fault::kNewerStore,
                fmt::format("{}: it has version {}, made by a newer Headwater; this one reads up to "
                            "version {}",
                            file, report->schema, NewestSchema()));
  }
  if (auto good = CheckSqlite((fs::path(folder) / kDatabase).string()); !good) {
    return tl::unexpected(good.error());
  }
  return report;
}

namespace {

// Each before those that refer to it.
constexpr std::array<std::string_view, 5> kCarried{"takedowns", "takedown_addresses", "tombstones", "tombstone_texts",
                                                   "tombstone_marks"};

std::vector<std::string> LogHashes(Session& session) {
  std::vector<std::string> hashes;
  session.Run("SELECT hash FROM rights_log ORDER BY entry", {},
              [&](const Row& row) { hashes.emplace_back(row.Text(0)); });
  return hashes;
}

Result<std::int64_t> Carry(Session& from, Session& to, const std::vector<Table>& tables) {
  const std::vector<std::string> log = LogHashes(from);
  const std::vector<std::string> before = LogHashes(to);
  if (before.size() > log.size() || !std::equal(before.begin(), before.end(), log.begin())) {
    return Fail(Fault::kUsage,
                "what was taken down here is not what this backup goes on from: they are two installations");
  }
  for (auto carried = kCarried.rbegin(); carried != kCarried.rend(); ++carried) {
    to.Run(fmt::format("DELETE FROM {}", *carried));
  }
  const auto bring = [&](std::string_view name) {
    BringTable(from, to, *std::ranges::find(tables, name, &Table::name));
  };
  std::ranges::for_each(kCarried, bring);
  bring("rights_log");
  if (const auto key = from.Words("SELECT value FROM notes WHERE name = 'key of marks'"); key && !key->empty()) {
    to.Run(
        "INSERT INTO notes (name, value) VALUES ('key of marks', ?) ON CONFLICT (name) DO UPDATE SET value = "
        "excluded.value",
        {*key});
  }
  to.Run(
      "UPDATE takedowns SET state = 'granting', stage = 0, swept_row = 0, clean = NULL, removed = 0, withheld = 0 "
      "WHERE state IN ('granted', 'granting')");
  const std::int64_t granted = to.Changed();
  to.Run(
      "INSERT INTO notes (name, value) VALUES ('tombstones', '1') ON CONFLICT (name) DO UPDATE SET value = "
      "CAST(CAST(notes.value AS BIGINT) + 1 AS TEXT)");
  return granted;
}

}  // namespace

Result<std::int64_t> CarryTakedowns(Store& current, Store& restored) {
  const auto tables = current.database().Tables();
  if (!tables) {
    return tl::unexpected(tables.error());
  }
  return ReadAs(current.database(), [&](Session& from) -> Result<std::int64_t> {
    if (from.Number("SELECT count(*) FROM rights_log") == 0) {
      return 0;
    }
    return WriteAs(restored.database(), [&](Session& to) { return Carry(from, to, *tables); });
  });
}

Result<void> ReplaceStore(Store& store, const std::string& path, std::chrono::sys_seconds now) {
  if (auto replaced = store.database().ReplaceBy(path); !replaced) {
    return replaced;
  }
  // A pipeline that runs loads its window anew.
  return store.SetNote("restored", fmt::to_string(Seconds(now)));
}

}  // namespace headwater::store
