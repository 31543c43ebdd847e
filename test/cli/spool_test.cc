// What is dropped from the spool is not on the disk any more.
#include "cli/spool.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace headwater::cli {
namespace {

// The bytes of all files that this program has open without a name.
std::string BytesOfUnnamed() {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
    if (!gone && target.ends_with("(deleted)")) {
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream bytes;
      bytes << in.rdbuf();
      all += bytes.str();
    }
  }
  return all;
}

TEST(Spool, WhatIsDroppedIsGoneFromTheDiskAndTheRestStays) {
  const auto spool = MakeSpool();
  const std::int64_t first = spool->Put("the weir on the Orrin opened");
  const std::int64_t second = spool->Put("the ferry at Thessel closed");
  ASSERT_NE(BytesOfUnnamed().find("weir on the Orrin"), std::string::npos);
  spool->Drop(first, std::string_view("the weir on the Orrin opened").size());
  EXPECT_EQ(BytesOfUnnamed().find("weir on the Orrin"), std::string::npos);
  std::string kept(27, ' ');
  ASSERT_TRUE(spool->Take(second, 0, kept));
  EXPECT_EQ(kept, "the ferry at Thessel closed");
}

}  // namespace
}  // namespace headwater::cli
