// Charsets: what decides, and what becomes of bytes that lie.
#include "web/charset.h"

#include <gtest/gtest.h>

namespace headwater::web {
namespace {

using namespace std::string_view_literals;

TEST(CharsetTest, LabelsMeanWhatBrowsersTakeThemFor) {
  EXPECT_EQ(CharsetOfLabel("ISO-8859-1"), "windows-1252");
  EXPECT_EQ(CharsetOfLabel(" GB2312 "), "gb18030");
  EXPECT_EQ(CharsetOfLabel("ks_c_5601-1987"), "euc-kr");
  EXPECT_EQ(CharsetOfLabel("KOI8-U"), "koi8-u");
  EXPECT_EQ(CharsetOfLabel(""), "");
}

TEST(CharsetTest, TheContentTypeDecidesBeforeTheDocument) {
  const Decoded decoded = ToUtf8("<meta charset=windows-1252><p>\xCD\xEE\xE2\xEE\xF1\xF2\xE8 \xE4\xED\xFF",
                                 "text/html; charset=\"windows-1251\"");
  EXPECT_NE(decoded.text.find("Новости дня"), std::string::npos) << decoded.text;
  EXPECT_EQ(decoded.charset, "windows-1251");
}

TEST(CharsetTest, TheDocumentDecidesByMetaOrXmlDeclaration) {
  EXPECT_NE(ToUtf8("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'><p>\x93Gr\xFC\xDF\x65\x94")
                .text.find("“Grüße”"),
            std::string::npos);
  EXPECT_NE(ToUtf8("<?xml version=\"1.0\" encoding=\"koi8-r\"?><a>\xD7\xC5\xD3\xCE\xC1</a>").text.find("весна"),
            std::string::npos);
}

TEST(CharsetTest, WellFormedUtf8WinsOverADeclarationOfLatin) {
  const Decoded decoded = ToUtf8("<meta charset=iso-8859-1><p>Grüße aus Łódź");
  EXPECT_EQ(decoded.charset, "utf-8");
  EXPECT_NE(decoded.text.find("Grüße aus Łódź"), std::string::npos);
}

TEST(CharsetTest, AFewBrokenBytesDoNotUnmakeUtf8) {
  std::string bytes = "\xC3";
  for (int i = 0; i < 40; ++i) {
    bytes += " süß";
  }
  const Decoded decoded = ToUtf8(bytes);
  EXPECT_EQ(decoded.charset, "utf-8");
  EXPECT_TRUE(decoded.faulty);
  EXPECT_TRUE(decoded.text.starts_with("\xEF\xBF\xBD süß"));
}

TEST(CharsetTest, ByteOrderMarksAndZeroBytesTellUtf16) {
  EXPECT_EQ(ToUtf8("\xFF\xFEh\0i\0"sv).text, "hi");
  EXPECT_EQ(ToUtf8("\xEF\xBB\xBFhi"sv).text, "hi");
  EXPECT_EQ(ToUtf8("\0<\0p\0>\0h\0e\0l\0l\0o"sv).text, "<p>hello");
}

TEST(CharsetTest, UndeclaredBytesAreGuessed) {
  const Decoded decoded = ToUtf8(
      "\xCF\xF0\xE0\xE2\xE8\xF2\xE5\xEB\xFC\xF1\xF2\xE2\xEE \xF1\xEE\xEE\xE1\xF9\xE8\xEB\xEE \xEE \xED\xEE\xE2\xFB\xF5 "
      "\xEC\xE5\xF0\xE0\xF5 \xEF\xEE\xE4\xE4\xE5\xF0\xE6\xEA\xE8 \xED\xE0\xF1\xE5\xEB\xE5\xED\xE8\xFF");
  EXPECT_EQ(decoded.charset, "windows-1251");
}

TEST(CharsetTest, JohabIsKnownByItsSyllables) {
  const std::string bytes =
      "\xB7\xA1\x20\xA4\x81\x93\x65\x20\xB5\xA1\x93\x69\x20\xD0\x77\x8A\x81\xB5\x41\x20\x97\x69\xB4\xE1\xB5\xD6"
      "\x94\x61\x2E\x20\xAC\x61\x9C\x71\x97\x69\xB7\x65\x20\xA4\x61\x94\x61\x9F\x69\x20\xA5\xA1\x89\xA1\x20\xB7"
      "\xB6\xB4\xF6\x94\x61\x2E\x20\xE4\xDE\xF7\xDB\xE8\x55\xE2\xD0\x20\xD9\x68";
  const std::string text = "이 배는 오늘 항구에 들어왔다. 사람들은 바다를 보고 있었다. 大韓民國 ※";
  EXPECT_EQ(ToUtf8(bytes).text, text);
  EXPECT_EQ(ToUtf8(bytes).charset, "johab");
  EXPECT_EQ(ToUtf8("\xB7\xA1", "text/plain; charset=johab").text, "이");
  // What breaks off, or means nothing, costs only itself.
  EXPECT_EQ(ToUtf8(bytes + "\xB7").text, text + "\xEF\xBF\xBD");
}

TEST(CharsetTest, ZeroBytesAndEmptyInputDoNoHarm) {
  EXPECT_EQ(ToUtf8("").text, "");
  EXPECT_EQ(ToUtf8("a\0b"sv).text, "ab");
  EXPECT_EQ(ToUtf8("plain", "text/html; charset=").charset, "utf-8");
  EXPECT_FALSE(ToUtf8("\xE9\xE9\xE9", "text/html; charset=no-such-charset").text.empty());
}

// Found by fuzzing: the label was quoted in a feed's faults, which were no UTF-8 then.
TEST(CharsetTest, ALabelOfOtherBytesThanAsciiIsNone) {
  EXPECT_EQ(CharsetOfLabel("\xE7utf-8"), "");
  EXPECT_EQ(CharsetOfLabel("x-unheard-of"), "x-unheard-of");
}

}  // namespace
}  // namespace headwater::web
