// Settings of watching, and the folder that they lie in.
#include "cli/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;

class SettingsFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              (std::string("headwater_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  Result<Settings> With(const std::string& text) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "headwater.toml") << text;
    return LoadSettings(folder_.string());
  }

  fs::path folder_;
};

TEST_F(SettingsFileTest, ANewDataFolderIsItsOwnersAlone) {
  ASSERT_TRUE(MakeDataFolder(folder_.string()));
  EXPECT_EQ(fs::status(folder_).permissions(), fs::perms::owner_all);
  // One that was there stays as somebody made it.
  fs::permissions(folder_, fs::perms::owner_all | fs::perms::group_read);
  ASSERT_TRUE(MakeDataFolder(folder_.string()));
  EXPECT_EQ(fs::status(folder_).permissions(), fs::perms::owner_all | fs::perms::group_read);
}

TEST_F(SettingsFileTest, WhoMayReadTheFiguresIsSet) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "metrics.token") << "a-long-token \r\n";
  const auto settings = With(
      "log_format = \"json\"\n[serve]\nmetrics_from = [\"10.0.0.0/8\"]\nmetrics_token_file = \"metrics.token\"\n"
      "ready_lag = 60\n");
  ASSERT_TRUE(settings) << settings.error().text;
  EXPECT_EQ(settings->log_format, LogFormat::kJson);
  EXPECT_EQ(settings->serve.metrics_token, "a-long-token");
  EXPECT_THAT(settings->serve.metrics_from, testing::ElementsAre("10.0.0.0/8"));
  EXPECT_EQ(settings->serve.ready_lag, std::chrono::seconds(60));
  EXPECT_EQ(settings->serve.store_folder, folder_.string());
}

TEST_F(SettingsFileTest, AnEmptyTokenIsRefusedSinceAnybodyWouldHaveIt) {
  fs::create_directories(folder_);
  std::ofstream(folder_ / "metrics.token") << "\n";
  EXPECT_FALSE(With("[serve]\nmetrics_token_file = \"metrics.token\"\n"));
  EXPECT_FALSE(With("log_format = \"xml\"\n"));
}

}  // namespace
}  // namespace headwater::cli
