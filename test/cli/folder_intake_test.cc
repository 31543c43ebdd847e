// Watched folders as the pipeline takes them, and what the settings say of them.
#include "cli/folder_intake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "cli/settings.h"

namespace headwater::cli {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class FolderIntakeTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("headwater-intake-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "in");
    store_ = *store::Store::Open((folder_ / "headwater.db").string());
    limits_.settled = std::chrono::milliseconds(100);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_ / "in" / name) << text; }

  // Everything that comes within a while, as the pipeline would take it.
  std::vector<std::string> Round(FolderIntake& intake, bool kept) {
    std::vector<std::string> bodies;
    for (int look = 0; look < 20 && bodies.empty(); ++look) {
      if (intake.Ready()) {
        while (auto incoming = intake.Next()) {
          bodies.push_back(incoming->page.body);
        }
        intake.Done(kept);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return bodies;
  }

  fs::path folder_;
  std::unique_ptr<store::Store> store_;
  fetch::FolderLimits limits_;
};

TEST_F(FolderIntakeTest, NothingIsTakenTwiceAndAfterARestartItGoesOn) {
  Write("a.html", "<p>one");
  Write("b.jsonl", "{\"id\":\"x\",\"body\":\"<p>two\"}\n");
  {
    FolderIntake intake((folder_ / "in").string(), *store_, limits_);
    // What could not be kept comes again.
    EXPECT_THAT(Round(intake, false), ElementsAre("<p>one", "<p>two"));
    EXPECT_THAT(Round(intake, true), ElementsAre("<p>one", "<p>two"));
    EXPECT_THAT(Round(intake, true), IsEmpty());
  }
  Write("c.html", "<p>three");
  FolderIntake again((folder_ / "in").string(), *store_, limits_);
  EXPECT_THAT(Round(again, true), ElementsAre("<p>three"));
  Write("a.html", "<p>one, changed");
  EXPECT_THAT(Round(again, true), ElementsAre("<p>one, changed"));
}

TEST_F(FolderIntakeTest, SettingsNameFoldersAndMailboxes) {
  std::ofstream(folder_ / "secret") << "sesame\r\n";
  std::ofstream(folder_ / "headwater.toml")
      << "[[folder]]\npath = \"wire\"\n[[folder]]\npath = \"/srv/more\"\n[[mailbox]]\n"
         "server = \"imaps://imap.vellmar.example\"\nuser = \"ann\"\npassword_file = \"secret\"\nminutes = 5\n";
  const auto settings = LoadSettings(folder_.string());
  ASSERT_TRUE(settings.has_value()) << settings.error().text;
  EXPECT_THAT(settings->folders, ElementsAre((folder_ / "wire").string(), "/srv/more"));
  ASSERT_EQ(settings->mailboxes.size(), 1U);
  EXPECT_EQ(settings->mailboxes[0].mailbox.password, "sesame");
  EXPECT_EQ(settings->mailboxes[0].mailbox.folder, "INBOX");
  EXPECT_FALSE(settings->mailboxes[0].mailbox.mark_seen);
  EXPECT_EQ(settings->mailboxes[0].interval, std::chrono::minutes(5));
  for (const char* const wrong :
       {"[[mailbox]]\nuser = \"ann\"\n", "[[folder]]\n",
        "[[mailbox]]\nserver = \"imaps://a\"\nuser = \"b\"\npassword_file = \"no\"\n", "[[mailbox]]\nserver = 5\n",
        "[[other]]\nx = 1\n", "[[folder]]\npath = \"a\"\nother = 1\n"}) {
    std::ofstream(folder_ / "headwater.toml") << wrong;
    const auto bad = LoadSettings(folder_.string());
    ASSERT_FALSE(bad.has_value()) << wrong;
    EXPECT_EQ(bad.error().fault, Fault::kUsage) << wrong;
  }
}

}  // namespace
}  // namespace headwater::cli
