// A SQLite file in WAL mode: one connection that writes, a few that read beside it.
#include <fmt/format.h>
#include <sqlite3.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "base/clock.h"
#include "base/log.h"
#include "store/backup.h"
#include "store/port.h"
#include "store/sqlite/fault.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/session.h"
#include "store/sqlite/shape.h"
#include "store/sqlite/tokenizer.h"
#include "store/sqlite/wipe.h"

namespace headwater::store {
namespace sqlite {
namespace {

// How long another process's write may go unnoticed by who waits for changes.
constexpr std::chrono::milliseconds kLookEvery{200};
constexpr std::size_t kMaxIdleReaders = 8;
// Larger files are not copied to scrub them: SQLite overwrites deleted rows with zeros as it goes.
constexpr std::int64_t kMaxBytesToVacuum = 128LL << 20U;

// synchronous = FULL: what was acknowledged survives a power cut, not just the end of the process; it costs one
// fsync for each transaction, and writes come in batches. Deleted content is overwritten, so that it is gone.
constexpr std::string_view kManners =
    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;"
    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON";

Result<std::unique_ptr<SqliteSession>> Connect(const std::string& path, std::chrono::milliseconds busy) {
  sqlite3* connection = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &connection,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  auto session = std::make_unique<SqliteSession>(connection, path);
  if (opened != SQLITE_OK) {
    return tl::unexpected(ErrorOf(connection, opened, path));
  }
  if (sqlite3_db_readonly(connection, "main") == 1) {
    return tl::unexpected(ErrorOf(nullptr, SQLITE_READONLY, path));
  }
  sqlite3_busy_timeout(connection, static_cast<int>(busy.count()));
  if (const int result = RegisterTokenizer(connection); result != SQLITE_OK) {
    return tl::unexpected(ErrorOf(connection, result, path));
  }
  session->RunScript(kManners);
  if (auto error = session->TakeError()) {
    return tl::unexpected(std::move(*error));
  }
  return session;
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, std::chrono::milliseconds busy, std::unique_ptr<SqliteSession> writer)
      : path_(std::move(path)), busy_(busy), writer_(std::move(writer)) {
    data_version_ = writer_->Number("PRAGMA data_version").value_or(0);
  }

  Result<void> Read(const InSession& work) override {
    auto reader = TakeReader();
    if (!reader) {
      return tl::unexpected(reader.error());
    }
    auto outcome = Transact(**reader, "BEGIN", work);
    const std::lock_guard lock(readers_mutex_);
    if (readers_.size() < kMaxIdleReaders) {
      readers_.push_back(std::move(*reader));
    }
    return outcome;
  }

  Result<void> Write(const InSession& work) override {
    Result<void> outcome;
    bool wrote = false;
    {
      const std::lock_guard lock(writer_mutex_);
      const std::int64_t before = sqlite3_total_changes64(writer_->connection());
      outcome = Transact(*writer_, "BEGIN IMMEDIATE", work);
      wrote = sqlite3_total_changes64(writer_->connection()) != before;
    }
    // A write that found nothing to do wakes nobody: who waits would ask again at once, and for ever.
    if (outcome && wrote) {
      Changed();
    }
    return outcome;
  }

  std::uint64_t WaitForChange(std::uint64_t since, std::chrono::milliseconds at_most) override {
    const auto until = std::chrono::steady_clock::now() + at_most;
    while (true) {
      LookForOthersWrites();
      std::unique_lock lock(change_mutex_);
      const auto look_again = std::min(until, std::chrono::steady_clock::now() + kLookEvery);
      changed_.wait_until(lock, look_again, [&] { return change_ > since; });
      if (change_ > since || std::chrono::steady_clock::now() >= until) {
        return change_;
      }
    }
  }

  void Wake() override { Changed(); }

  Result<std::vector<std::string>> Check() override {
    std::vector<std::string> findings;
    const auto read = Read([&](Session& session) -> Result<void> {
      session.Run("PRAGMA integrity_check", {}, [&](const Row& row) {
        if (row.Text(0) != "ok") {
          findings.push_back(fmt::format("{}: {}", path_, row.Text(0)));
        }
      });
      session.Run("PRAGMA foreign_key_check", {}, [&](const Row& row) {
        findings.push_back(
            fmt::format("{}: a row of {} belongs to one of {} that is not there", path_, row.Text(0), row.Text(2)));
      });
      return {};
    });
    if (!read) {
      findings.push_back(read.error().text);
      return findings;
    }
    // FTS5 wants to be asked for this as if it were a write.
    const std::lock_guard lock(writer_mutex_);
    for (const std::string_view table : {"article_words", "statement_words"}) {
      writer_->Run(fmt::format("INSERT INTO {} ({}) VALUES ('integrity-check')", table, table));
      if (const auto error = writer_->TakeError()) {
        findings.push_back(fmt::format("the full-text index is damaged: {}", error->text));
      }
    }
    return findings;
  }

  std::int64_t BytesOnDisk() override {
    std::int64_t bytes = 0;
    for (const char* const suffix : {"", "-wal"}) {
      std::error_code missing;
      const auto size = std::filesystem::file_size(path_ + suffix, missing);
      bytes += missing ? 0 : static_cast<std::int64_t>(size);
    }
    return bytes;
  }

  Result<void> Scrub() override {
    const std::lock_guard lock(writer_mutex_);
    if (BytesOnDisk() <= kMaxBytesToVacuum) {
      writer_->RunScript(
          "INSERT INTO article_words (article_words) VALUES ('optimize');"
          "INSERT INTO statement_words (statement_words) VALUES ('optimize'); VACUUM");
    }
    writer_->RunScript("PRAGMA wal_checkpoint(TRUNCATE)");
    if (auto error = writer_->TakeError()) {
      return tl::unexpected(std::move(*error));
    }
    return {};
  }

  Result<void> ScrubWhole() override {
    const std::lock_guard lock(writer_mutex_);
    writer_->RunScript(
        "INSERT INTO article_words (article_words) VALUES ('optimize');"
        "INSERT INTO statement_words (statement_words) VALUES ('optimize')");
    if (auto error = writer_->TakeError()) {
      return tl::unexpected(std::move(*error));
    }
    // Not by VACUUM: it wants memory and disk for all of the file once more.
    const auto wiped = Wipe();
    return wiped ? EmptyLog() : wiped;
  }

  Result<void> CopyTo(const std::string& path) override {
    auto reader = TakeReader();
    if (!reader) {
      return tl::unexpected(reader.error());
    }
    (*reader)->Run("VACUUM INTO ?", {std::string_view(path)}, {});
    if (auto error = (*reader)->TakeError()) {
      return tl::unexpected(std::move(*error));
    }
    return {};
  }

  Result<void> ReplaceBy(const std::string& path) override {
    auto source = Connect(path, busy_);
    if (!source) {
      return tl::unexpected(source.error());
    }
    const std::lock_guard lock(writer_mutex_);
    sqlite3_backup* const copy = sqlite3_backup_init(writer_->connection(), "main", (*source)->connection(), "main");
    int result = copy == nullptr ? sqlite3_errcode(writer_->connection()) : SQLITE_OK;
    if (copy != nullptr) {
      constexpr int kTries = 40;
      result = sqlite3_backup_step(copy, -1);
      for (int n = 0; n < kTries && (result == SQLITE_BUSY || result == SQLITE_LOCKED); ++n) {
        sqlite3_sleep(250);
        result = sqlite3_backup_step(copy, -1);
      }
      const int finished = sqlite3_backup_finish(copy);
      result = result == SQLITE_DONE ? finished : result;
    }
    if (result != SQLITE_OK) {
      return tl::unexpected(ErrorOf(writer_->connection(), result, path_));
    }
    Changed();
    return {};
  }

  Result<Bytes> BytesInUse() override {
    Bytes bytes;
    const auto read = Read([&](Session& session) -> Result<void> {
      const std::int64_t page = session.Number("PRAGMA page_size").value_or(0);
      const std::int64_t pages = session.Number("PRAGMA page_count").value_or(0);
      const std::int64_t unused = session.Number("PRAGMA freelist_count").value_or(0);
      bytes = {(pages - unused) * page, unused * page};
      return {};
    });
    return read.map([&] { return bytes; });
  }

  Result<void> Shrink() override {
    const std::lock_guard lock(writer_mutex_);
    writer_->RunScript("VACUUM");
    if (auto error = writer_->TakeError()) {
      return tl::unexpected(std::move(*error));
    }
    return EmptyLog();
  }

  Result<std::vector<Table>> Tables() override {
    std::vector<Table> tables;
    const auto read = Read([&](Session& session) -> Result<void> {
      tables = ReadTables(session);
      return {};
    });
    return read.map([&] { return std::move(tables); });
  }

  Result<void> Fill(const InSession& work) override {
    return Write([&](Session& session) { return FillWith(session, work); });
  }

 private:
  // With the writer's lock held.
  Result<void> EmptyLog() {
    constexpr int kTries = 4;
    for (int n = 0; n < kTries; ++n) {
      bool busy = false;
      writer_->Run("PRAGMA wal_checkpoint(TRUNCATE)", {}, [&](const Row& row) { busy = row.Int(0) != 0; });
      if (auto error = writer_->TakeError()) {
        return tl::unexpected(std::move(*error));
      }
      if (!busy) {
        return {};
      }
    }
    return Fail(Fault::kTimeout, fmt::format("{}: somebody still reads what was deleted", path_));
  }

  // With the writer's lock held.
  Result<void> Wipe() {
    constexpr int kTries = 4;
    for (int n = 0; n < kTries; ++n) {
      if (auto emptied = EmptyLog(); !emptied) {
        return emptied;
      }
      writer_->Run("BEGIN IMMEDIATE");
      if (auto error = writer_->TakeError()) {
        return tl::unexpected(std::move(*error));
      }
      // Another process may have written in between: its pages are not in the file yet.
      std::error_code missing;
      const auto log = std::filesystem::file_size(path_ + "-wal", missing);
      const bool empty = missing || log == 0;
      const auto wiped = empty ? WipeUnused(writer_->connection(), path_) : Result<void>();
      writer_->Run("ROLLBACK");
      writer_->TakeError();
      if (!wiped || empty) {
        return wiped ? ForgetPages() : wiped;
      }
    }
    return Fail(Fault::kTimeout, fmt::format("{}: others write too much to clean it", path_));
  }

  // Pages that are held in memory, here or by other processes, must not be written back as they were.
  Result<void> ForgetPages() {
    sqlite3_db_release_memory(writer_->connection());
    writer_->Run(
        "INSERT INTO notes (name, value) VALUES ('wiped', '1') ON CONFLICT (name) DO UPDATE SET value = "
        "CAST(CAST(notes.value AS INTEGER) + 1 AS TEXT)");
    auto error = writer_->TakeError();
    return error ? Result<void>(tl::unexpected(std::move(*error))) : Result<void>();
  }

  static Result<void> Transact(SqliteSession& session, std::string_view begin, const InSession& work) {
    session.Run(begin);
    Result<void> outcome;
    if (session.Good()) {
      outcome = work(session);
    }
    if (outcome) {
      session.Run("COMMIT");
    }
    // The database's own fault comes first: what the work concluded from missing rows is not to be believed.
    if (auto error = session.TakeError()) {
      outcome = tl::unexpected(std::move(*error));
    }
    if (sqlite3_get_autocommit(session.connection()) == 0) {
      session.Run("ROLLBACK");
      session.TakeError();
    }
    return outcome;
  }

  Result<std::unique_ptr<SqliteSession>> TakeReader() {
    {
      const std::lock_guard lock(readers_mutex_);
      if (!readers_.empty()) {
        auto reader = std::move(readers_.back());
        readers_.pop_back();
        return reader;
      }
    }
    return Connect(path_, busy_);
  }

  void Changed() {
    {
      const std::lock_guard lock(change_mutex_);
      ++change_;
    }
    changed_.notify_all();
  }

  // The writing connection's data_version moves when another one commits; none of ours but it does.
  void LookForOthersWrites() {
    const std::unique_lock lock(writer_mutex_, std::try_to_lock);
    if (!lock) {
      return;
    }
    const std::int64_t now = writer_->Number("PRAGMA data_version").value_or(data_version_);
    writer_->TakeError();
    if (now != data_version_) {
      data_version_ = now;
      Changed();
    }
  }

  const std::string path_;
  const std::chrono::milliseconds busy_;
  std::mutex writer_mutex_;
  std::unique_ptr<SqliteSession> writer_;
  std::int64_t data_version_ = 0;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<SqliteSession>> readers_;
  std::mutex change_mutex_;
  std::condition_variable changed_;
  std::uint64_t change_ = 1;
};

// Nothing is changed that was not saved before.
Result<void> SaveBeforeUpgrade(SqliteSession& session, const std::string& path) {
  const std::int64_t version = session.Number("PRAGMA user_version").value_or(0);
  const bool ours = session.Number("PRAGMA application_id").value_or(0) == kApplicationId;
  if (auto error = session.TakeError()) {
    return tl::unexpected(std::move(*error));
  }
  if (!ours || version == 0 || version >= NewestSchema()) {
    return {};
  }
  std::error_code error;
  const std::string folder = BackupFolderOf(path);
  std::filesystem::create_directories(folder, error);
  const auto now = SystemClock().Now();
  const std::string file =
      fmt::format("{}/before-upgrade-from-{}-{}.tar.zst", folder, version, now.time_since_epoch().count());
  const auto copy = [&](const std::string& to) -> Result<void> {
    session.Run("VACUUM INTO ?", {std::string_view(to)}, {});
    auto failed = session.TakeError();
    return failed ? Result<void>(tl::unexpected(std::move(*failed))) : Result<void>();
  };
  const auto saved = PackBackup(copy, version, file, {}, now);
  if (!saved) {
    return Fail(saved.error().fault,
                fmt::format("{}: it is of an older version ({}), and no backup could be made before the upgrade, so "
                            "nothing was changed: {}",
                            path, version, saved.error().text));
  }
  Log(LogLevel::kInfo, "{}: upgrading from version {} to {}; as it was it is kept in {} (headwater restore FILE)", path,
      version, NewestSchema(), file);
  return {};
}

}  // namespace
}  // namespace sqlite

Result<void> CheckSqlite(const std::string& path) {
  sqlite3* connection = nullptr;
  const int opened = sqlite3_open_v2(path.c_str(), &connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  sqlite::SqliteSession session(connection, path);
  if (opened != SQLITE_OK) {
    return tl::unexpected(sqlite::ErrorOf(connection, opened, path));
  }
  if (const int result = sqlite::RegisterTokenizer(connection); result != SQLITE_OK) {
    return tl::unexpected(sqlite::ErrorOf(connection, result, path));
  }
  std::string wrong;
  session.Run("PRAGMA integrity_check(1)", {}, [&](const Row& row) { wrong = row.Text(0); });
  if (auto error = session.TakeError()) {
    return tl::unexpected(std::move(*error));
  }
  return wrong == "ok" ? Result<void>() : Fail(Fault::kStorage, fmt::format("{}: {}", path, wrong));
}

std::int64_t NewestSchema() { return sqlite::NewestMigration(); }

Result<std::unique_ptr<Database>> OpenSqlite(const std::string& path, std::chrono::milliseconds busy,
                                             std::int64_t max_bytes) {
  std::error_code unreadable;
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty() && !std::filesystem::is_directory(folder, unreadable)) {
    return Fail(Fault::kStorage,
                fmt::format("{}: there is no folder {}; create it, or name another", path, folder.string()));
  }
  auto writer = sqlite::Connect(path, busy);
  if (!writer) {
    return tl::unexpected(writer.error());
  }
  (*writer)->RunScript("PRAGMA journal_mode = WAL");
  if (auto error = (*writer)->TakeError()) {
    return tl::unexpected(std::move(*error));
  }
  if (const auto saved = sqlite::SaveBeforeUpgrade(**writer, path); !saved) {
    return tl::unexpected(saved.error());
  }
  if (const auto migrated = sqlite::Migrate(**writer, path); !migrated) {
    return tl::unexpected(migrated.error());
  }
  if (max_bytes > 0) {
    const std::int64_t page_size = (*writer)->Number("PRAGMA page_size").value_or(4096);
    (*writer)->RunScript(fmt::format("PRAGMA max_page_count = {}", max_bytes / page_size));
  }
  return std::make_unique<sqlite::SqliteDatabase>(path, busy, std::move(*writer));
}

}  // namespace headwater::store
