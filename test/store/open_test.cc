// Opening: what is new, old, newer, not ours, or not there at all; and what a full or locked disk costs.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>
#include <random>
#include <sstream>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// Someone else's hand on the file.
class RawDatabase {
 public:
  explicit RawDatabase(const std::string& path) { EXPECT_EQ(sqlite3_open(path.c_str(), &connection_), SQLITE_OK); }
  RawDatabase(const RawDatabase&) = delete;
  RawDatabase& operator=(const RawDatabase&) = delete;
  ~RawDatabase() { sqlite3_close(connection_); }

  void Run(const std::string& sql) {
    char* error = nullptr;
    EXPECT_EQ(sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, &error), SQLITE_OK) << error;
  }

  int Version() {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(connection_, "PRAGMA user_version", -1, &statement, nullptr), SQLITE_OK);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    const int version = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return version;
  }

 private:
  sqlite3* connection_ = nullptr;
};

class OpenTest : public StoreTest {
 protected:
  Error FaultOf(const std::string& path) {
    const auto opened = Store::Open(path);
    EXPECT_FALSE(opened);
    return opened ? Error{} : opened.error();
  }

  void Write(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
};

TEST_F(OpenTest, ANewStoreIsEmptyAndWell) {
  const auto counts = Opened().Counts();
  EXPECT_EQ(counts->articles, 0);
  EXPECT_GT(counts->bytes, 0);
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

TEST_F(OpenTest, WhatWasKeptIsThereWhenItIsOpenedAgain) {
  Keep({MakeDocument("a", "Harbour", "It opened.")});
  store_.reset();
  EXPECT_EQ(Opened().Counts()->articles, 1);
  EXPECT_THAT(Find("opened"), SizeIs(1));
}

TEST_F(OpenTest, AMissingFolderIsNamed) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  const Error error = FaultOf((folder_ / "none" / "headwater.db").string());
  EXPECT_EQ(error.fault, Fault::kStorage);
  EXPECT_THAT(error.text, HasSubstr("there is no folder " + (folder_ / "none").string()));
}

TEST_F(OpenTest, AFileThatIsNoDatabaseIsLeftAsItIs) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  Write("Dear diary, today the harbour opened." + std::string(5000, '.'));
  const Error error = FaultOf(path_);
  EXPECT_EQ(error.fault, Fault::kStorage);
  EXPECT_THAT(error.text, HasSubstr(path_ + ": this file is no database"));
  EXPECT_EQ(std::filesystem::file_size(path_), 5037U);
}

TEST_F(OpenTest, AFolderInItsPlaceIsAnError) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  std::filesystem::create_directory(path_);
  EXPECT_THAT(FaultOf(path_).text, HasSubstr(path_));
}

TEST_F(OpenTest, AnotherProgramsDatabaseIsRefused) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  RawDatabase(path_).Run("CREATE TABLE bookmarks (url TEXT)");
  const Error error = FaultOf(path_);
  EXPECT_EQ(error.fault, Fault::kBadInput);
  EXPECT_THAT(error.text, HasSubstr("belongs to another program"));
}

TEST_F(OpenTest, AnotherKindOfServerIsRefusedWithWhatToGive) {
  const Error error = FaultOf("mysql://ada:secret@vellmar.example/news");
  EXPECT_EQ(error.fault, Fault::kUsage);
  EXPECT_THAT(error.text, HasSubstr("postgres://"));
  EXPECT_THAT(error.text, testing::Not(HasSubstr("secret")));
}

TEST_F(OpenTest, AReadOnlyFileIsNamed) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  Opened();
  store_.reset();
  std::filesystem::permissions(path_, std::filesystem::perms::owner_read);
  if (geteuid() == 0) {
    GTEST_SKIP() << "the superuser may write everywhere";
  }
  EXPECT_THAT(FaultOf(path_).text, HasSubstr(path_ + ": the store cannot be written"));
}

TEST_F(OpenTest, ANewerStoreIsRefusedUntouched) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  Keep({MakeDocument("a", "Harbour", "It opened.")});
  store_.reset();
  const int newest = RawDatabase(path_).Version();
  RawDatabase(path_).Run("PRAGMA user_version = 99");
  const Error error = FaultOf(path_);
  EXPECT_EQ(error.fault, Fault::kNewerStore);
  EXPECT_THAT(error.text, HasSubstr("version 99"));
  EXPECT_THAT(error.text, HasSubstr("update Headwater"));
  RawDatabase(path_).Run("PRAGMA user_version = " + std::to_string(newest));
  EXPECT_EQ(Opened().Counts()->articles, 1);
}

// version1.sql is what migration 0001 alone left behind, with one article in it.
TEST_F(OpenTest, AnOlderStoreIsBroughtUpToDateAndCanBeSearched) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  std::ostringstream old;
  old << std::ifstream(std::string(HW_TEST_DIR) + "/version1.sql").rdbuf();
  ASSERT_FALSE(old.str().empty());
  RawDatabase(path_).Run(old.str());
  EXPECT_EQ(Opened().Counts()->articles, 1);
  EXPECT_THAT(Find("harbours"), SizeIs(1));
  EXPECT_THAT(*Opened().Check(), IsEmpty());
  EXPECT_EQ(Opened().Article(news::ArticleId("0011223344556677"))->article.text, "The harbour of Vellmar opened.");
  store_.reset();
  EXPECT_THAT(Find("harbours"), SizeIs(1));
}

TEST_F(OpenTest, AFullDiskCostsThatWriteAndNothingElse) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  Limits limits;
  limits.max_bytes = 1 << 20U;
  store_ = std::move(*Store::Open(path_, limits));
  Document large = MakeDocument("large", "Large", "Text.");
  std::mt19937 random(1);
  for (int i = 0; i < 3'000'000; ++i) {
    large.page.body.push_back(static_cast<char>(random()));
  }
  large.article.id = StoredId(HashPage(large.page));
  const Document small = MakeDocument("small", "Small", "Text.");
  const std::vector<KeptPage> batch{{&small.page, &small.article, "", false}, {&large.page, &large.article, "", false}};
  const auto full = Opened().Keep(batch, kNoon);
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().fault, Fault::kStorage);
  EXPECT_THAT(full.error().text, HasSubstr(path_ + ": the disk is full"));
  EXPECT_EQ(Opened().Counts()->pages, 0);
  Keep({small});
  EXPECT_EQ(Opened().Counts()->pages, 1);
  EXPECT_THAT(Find("small"), SizeIs(1));
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

TEST_F(OpenTest, ALockedStoreIsReadableAndSaysWhyItCannotBeWritten) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  Limits limits;
  limits.busy = std::chrono::milliseconds(30);
  store_ = std::move(*Store::Open(path_, limits));
  Keep({MakeDocument("a", "Harbour", "It opened.")});
  RawDatabase other(path_);
  other.Run("BEGIN IMMEDIATE");
  const auto refused = Opened().SetNote("a", "b");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kStorage);
  EXPECT_THAT(refused.error().text, HasSubstr("locked"));
  EXPECT_THAT(Find("harbour"), SizeIs(1));
  other.Run("COMMIT");
  EXPECT_TRUE(Opened().SetNote("a", "b"));
}

TEST_F(OpenTest, DamageIsFoundByTheCheck) {
  ON_SQLITE_ALONE("it looks at the file with another hand");
  std::vector<Document> documents;
  for (int i = 0; i < 200; ++i) {
    documents.push_back(MakeDocument(std::to_string(i), "Harbour", "It opened " + std::to_string(i)));
  }
  Keep(documents);
  store_.reset();
  {
    std::fstream file(path_, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 20);
    file << std::string(4096 * 8, '\x5A');
  }
  const auto opened = Store::Open(path_);
  if (opened) {
    EXPECT_FALSE((*opened)->Check()->empty());
  } else {
    EXPECT_EQ(opened.error().fault, Fault::kStorage);
  }
}

}  // namespace
}  // namespace headwater::store
