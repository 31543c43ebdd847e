// Headers of tar archives.
#include "form/tar.h"

#include <gtest/gtest.h>

namespace headwater::form {
namespace {

TEST(Tar, AHeaderIsReadAsItWasWritten) {
  const std::string block = WriteTarHeader({"headwater.db", 4'097}, 1'928'000'000);
  ASSERT_EQ(block.size(), kTarBlock);
  const auto entry = ReadTarHeader(block);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->name, "headwater.db");
  EXPECT_EQ(entry->size, 4'097U);
  EXPECT_EQ(TarPadding(4'097).size(), 511U);
  EXPECT_TRUE(TarPadding(1'024).empty());
}

TEST(Tar, FilesBeyondEightGigabytesKeepTheirSize) {
  const auto entry = ReadTarHeader(WriteTarHeader({"headwater.db", 20'000'000'000}, 0));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->size, 20'000'000'000U);
}

TEST(Tar, ADamagedHeaderIsNoneAndAnEmptyOneIsTheEnd) {
  std::string block = WriteTarHeader({"headwater.db", 1}, 0);
  block[5] = 'X';
  EXPECT_FALSE(ReadTarHeader(block));
  EXPECT_FALSE(ReadTarHeader("short"));
  EXPECT_FALSE(ReadTarHeader(std::string(kTarBlock, 'x')));
  EXPECT_TRUE(ReadTarHeader(TarEnd().substr(0, kTarBlock))->name.empty());
}

}  // namespace
}  // namespace headwater::form
