// Tests of ASCII's letters and blanks.
#include "base/ascii.h"

#include <gtest/gtest.h>

namespace headwater::ascii {
namespace {

TEST(Ascii, LowersItsOwnLettersOnly) {
  EXPECT_EQ(Lower("Content-TYPE [Z]@A`"), "content-type [z]@a`");
  EXPECT_EQ(Lower("ÄRGER"), "Ärger");
}

TEST(Ascii, TrimsBlanksOnBothSides) {
  EXPECT_EQ(Trim(" \t\r\n a b\f "), "a b");
  EXPECT_EQ(Trim(" \n"), "");
  EXPECT_EQ(Trim(""), "");
  EXPECT_EQ(Trim("--a- ", "- "), "a");
}

TEST(Ascii, KnowsLettersAndDigits) {
  EXPECT_TRUE(IsAlnum('z') && IsAlnum('A') && IsAlnum('9'));
  EXPECT_FALSE(IsAlnum('@') || IsAlnum('[') || IsAlnum('`') || IsAlnum('{') || IsAlnum('/') || IsAlnum(':'));
  EXPECT_FALSE(IsLetter('\xC3'));
}

}  // namespace
}  // namespace headwater::ascii
