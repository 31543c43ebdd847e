// UTF-8 walking, checking and counting.
#include "text/utf8.h"

#include <gtest/gtest.h>

namespace headwater::text {
namespace {

TEST(Utf8Test, TellsGoodFromBad) {
  EXPECT_TRUE(IsUtf8("Silinja, Siliņa, Силиня, 😀"));
  EXPECT_TRUE(IsUtf8("\xEF\xBF\xBD"));
  EXPECT_FALSE(IsUtf8("caf\xE9"));
  EXPECT_FALSE(IsUtf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(IsUtf8("\xED\xA0\x80"));      // a surrogate
  EXPECT_FALSE(IsUtf8("\xF4\x90\x80\x80"));  // past U+10FFFF
}

TEST(Utf8Test, RepairsByteByByte) { EXPECT_EQ(RepairUtf8("caf\xE9 au"), "caf\xEF\xBF\xBD au"); }

TEST(Utf8Test, OffsetsGoBothWays) {
  std::string text;
  for (int i = 0; i < 50; ++i) {
    text += "aņ€😀";
  }
  const CodePointIndex index(text);
  std::size_t byte = 0;
  for (std::uint32_t at = 0; at <= 200; ++at) {
    EXPECT_EQ(index.ByteAt(at), byte);
    EXPECT_EQ(index.CodePointAt(byte), at);
    if (byte < text.size()) {
      NextCodePoint(text, byte);
    }
  }
  EXPECT_EQ(index.ByteAt(9999), text.size());
  EXPECT_EQ(index.Slice(1, 3), "ņ€");
}

}  // namespace
}  // namespace headwater::text
