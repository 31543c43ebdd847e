// Watched folders.
#include "fetch/folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "fetch/process.h"

namespace headwater::fetch {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::chrono::milliseconds kSoon{3'000};
constexpr std::chrono::milliseconds kNow{0};

FolderLimits Quick() {
  FolderLimits limits;
  limits.settled = std::chrono::milliseconds(200);
  return limits;
}

void Write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

std::vector<std::string> Names(FolderWatch& watch, std::chrono::milliseconds at_most) {
  std::vector<std::string> names;
  for (const FoundFile& file : watch.Take(100, at_most).value_or(std::vector<FoundFile>{})) {
    names.push_back(fs::path(file.path).filename().string());
  }
  return names;
}

TEST(FolderWatch, WhatIsThereIsTakenOnceAndWhatIsWrittenLaterWhenItIsClosed) {
  const TemporaryFolder folder;
  Write(folder.path() + "/b.html", "b");
  Write(folder.path() + "/.hidden", "x");
  Write(folder.path() + "/c.html.part", "x");
  fs::create_directory(folder.path() + "/sub");
  Write(folder.path() + "/sub/d.html", "d");
  for (const char* const name : {"/b.html", "/sub/d.html"}) {
    fs::last_write_time(folder.path() + name, fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  FolderWatch watch(folder.path(), Quick());
  EXPECT_THAT(Names(watch, kSoon), ElementsAre("b.html", "d.html"));
  EXPECT_THAT(Names(watch, kNow), IsEmpty());

  std::ofstream open(folder.path() + "/e.html");
  open << "half" << std::flush;
  EXPECT_THAT(Names(watch, kNow), IsEmpty());
  open << " and the rest";
  open.close();
  EXPECT_THAT(Names(watch, kSoon), ElementsAre("e.html"));

  Write(folder.path() + "/b.html", "b, changed");
  EXPECT_THAT(Names(watch, kSoon), ElementsAre("b.html"));
  fs::rename(folder.path() + "/c.html.part", folder.path() + "/c.html");
  EXPECT_THAT(Names(watch, kSoon), ElementsAre("c.html"));
  EXPECT_THAT(Names(watch, kNow), IsEmpty());
}

TEST(FolderWatch, ANewFolderIsWatchedToo) {
  const TemporaryFolder folder;
  FolderWatch watch(folder.path(), Quick());
  EXPECT_THAT(Names(watch, kNow), IsEmpty());
  fs::create_directories(folder.path() + "/x/y");
  EXPECT_THAT(Names(watch, kNow), IsEmpty());
  Write(folder.path() + "/x/y/f.html", "f");
  EXPECT_THAT(Names(watch, kSoon), ElementsAre("f.html"));
}

TEST(FolderWatch, WhatNobodyTellsOfAsClosedIsTakenWhenItHasSettled) {
  const TemporaryFolder folder;
  std::ofstream open(folder.path() + "/g.html");
  open << "text" << std::flush;
  FolderWatch watch(folder.path(), Quick());
  EXPECT_THAT(Names(watch, kNow), IsEmpty());
  EXPECT_THAT(Names(watch, kSoon), ElementsAre("g.html"));
}

TEST(FolderWatch, AFolderThatIsNotThereIsAnError) {
  FolderWatch watch("/no/such/folder");
  const auto taken = watch.Take(1, kNow);
  ASSERT_FALSE(taken.has_value());
  EXPECT_THAT(taken.error().text, testing::HasSubstr("/no/such/folder"));
}

}  // namespace
}  // namespace headwater::fetch
