// Backups: made while somebody writes, checked, damaged, restored; and the one before an upgrade.
#include "store/backup.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "store/port.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::SizeIs;

class BackupTest : public StoreTest {
 protected:
  std::string File(const std::string& name) const { return (folder_ / name).string(); }
  std::string Fresh(const std::string& name) const {
    fs::create_directories(folder_ / name);
    return File(name);
  }
  Document Make(int n) {
    return MakeDocument("https://vellmar.example/" + std::to_string(n), "Report " + std::to_string(n),
                        "The weir number " + std::to_string(n) + " was opened.");
  }
};

TEST_F(BackupTest, AllThatIsThereComesBackThoughSomebodyWritesMeanwhile) {
  for (int n = 0; n < 40; ++n) {
    Keep({Make(n)});
  }
  std::atomic<bool> stop = false;
  std::jthread writer([&] {
    for (int n = 100; !stop && n < 1'000; ++n) {
      Keep({Make(n)});
    }
  });
  const auto report = WriteBackup(Opened(), File("b.tar.zst"), {{"headwater.toml", File("none.toml")}}, kNoon);
  stop = true;
  writer.join();
  ASSERT_TRUE(report) << report.error().text;
  EXPECT_EQ(fs::status(File("b.tar.zst")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto unpacked = UnpackBackup(File("b.tar.zst"), Fresh("out"));
  ASSERT_TRUE(unpacked) << unpacked.error().text;
  EXPECT_EQ(unpacked->sha256, report->sha256);
  auto copy = Store::Open(File("out/headwater.db"));
  ASSERT_TRUE(copy);
  EXPECT_GE((*copy)->Counts()->articles, 40);
  EXPECT_TRUE((*copy)->Check()->empty());
  // Nothing else is left beside it.
  EXPECT_FALSE(fs::exists(File("b.tar.zst.copying")));
  EXPECT_FALSE(fs::exists(File("b.tar.zst.unfinished")));
}

TEST_F(BackupTest, ADamagedOneIsRefusedAndChangesNothing) {
  Keep({Make(1)});
  ASSERT_TRUE(WriteBackup(Opened(), File("b.tar.zst"), {}, kNoon));
  std::ostringstream all;
  all << std::ifstream(File("b.tar.zst"), std::ios::binary).rdbuf();
  const std::string good = all.str();
  for (const std::size_t at : {good.size() / 5, good.size() / 2, good.size() - 3}) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x55);
    std::ofstream(File("bad.tar.zst"), std::ios::binary) << bad;
    EXPECT_FALSE(UnpackBackup(File("bad.tar.zst"), Fresh("bad" + std::to_string(at)))) << at;
  }
  std::ofstream(File("short.tar.zst"), std::ios::binary) << good.substr(0, good.size() / 2);
  EXPECT_FALSE(UnpackBackup(File("short.tar.zst"), Fresh("short")));
  std::ofstream(File("none.tar.zst"), std::ios::binary) << "not a backup";
  EXPECT_THAT(UnpackBackup(File("none.tar.zst"), Fresh("none")).error().text, HasSubstr("no backup"));
}

TEST_F(BackupTest, AStoreInUseTakesTheBackupsPlace) {
  Keep({Make(1)});
  ASSERT_TRUE(WriteBackup(Opened(), File("b.tar.zst"), {}, kNoon));
  Keep({Make(2), Make(3)});
  // Another one that is open all the time.
  auto other = Store::Open(path_);
  ASSERT_TRUE(other);
  ASSERT_EQ((*other)->Counts()->articles, 3);
  ASSERT_TRUE(UnpackBackup(File("b.tar.zst"), Fresh("out")));
  const auto replaced = ReplaceStore(Opened(), File("out/headwater.db"), kNoon);
  ASSERT_TRUE(replaced) << replaced.error().text;
  EXPECT_EQ(Opened().Counts()->articles, 1);
  EXPECT_EQ((*other)->Counts()->articles, 1);
  EXPECT_THAT(Find("weir"), SizeIs(1));
  Keep({Make(4)});
  EXPECT_EQ((*other)->Counts()->articles, 2);
  EXPECT_TRUE(Opened().Check()->empty());
}

TEST_F(BackupTest, BeforeAnUpgradeTheOlderStoreIsKeptAndCanBeRestored) {
  ON_SQLITE_ALONE("a file of version 1 is upgraded");
  std::ostringstream old;
  old << std::ifstream(std::string(HW_TEST_DIR) + "/version1.sql").rdbuf();
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, old.str().c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(raw);
  EXPECT_EQ(Opened().Counts()->articles, 1);
  std::vector<std::string> kept;
  for (const auto& file : fs::directory_iterator(BackupFolderOf(path_))) {
    kept.push_back(file.path().string());
  }
  ASSERT_THAT(kept, SizeIs(1));
  EXPECT_THAT(kept.front(), HasSubstr("before-upgrade-from-1-"));
  const auto unpacked = UnpackBackup(kept.front(), Fresh("out"));
  ASSERT_TRUE(unpacked) << unpacked.error().text;
  EXPECT_EQ(unpacked->schema, 1);
  // As it was, to the table: an older Headwater opens it, and this one brings it up to date.
  ASSERT_EQ(sqlite3_open(File("out/headwater.db").c_str(), &raw), SQLITE_OK);
  EXPECT_NE(sqlite3_exec(raw, "SELECT * FROM takedowns", nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(raw, "SELECT * FROM articles", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(raw);
  auto again = Store::Open(File("out/headwater.db"));
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->Counts()->articles, 1);
  // Opened again there is nothing to upgrade, and nothing to keep.
  store_.reset();
  Opened();
  EXPECT_EQ(std::distance(fs::directory_iterator(BackupFolderOf(path_)), fs::directory_iterator()), 1);
}

TEST_F(BackupTest, WhereNoBackupCanBeMadeNothingIsUpgraded) {
  ON_SQLITE_ALONE("a file of version 1 is upgraded");
  std::ostringstream old;
  old << std::ifstream(std::string(HW_TEST_DIR) + "/version1.sql").rdbuf();
  sqlite3* raw = nullptr;
  ASSERT_EQ(sqlite3_open(path_.c_str(), &raw), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(raw, old.str().c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  // A file where the folder should be.
  std::ofstream(BackupFolderOf(path_)) << "x";
  const auto opened = Store::Open(path_);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().text, HasSubstr("nothing was changed"));
  EXPECT_NE(sqlite3_exec(raw, "SELECT * FROM takedowns", nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(raw);
}

}  // namespace
}  // namespace headwater::store
