// HTTP's header fields, media types, dates and chunks.
#include "web/message.h"

#include <gtest/gtest.h>

namespace headwater::web {
namespace {

TEST(MessageTest, AHeadIsReadUpToItsBlankLine) {
  const std::string_view bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n  charset=utf-8\r\nX: 1\r\n\r\n<p>";
  const auto head = ReadResponseHead(bytes);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(FindHeader(head->headers, "content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(FindHeader(head->headers, "x"), "1");
  EXPECT_EQ(bytes.substr(head->body), "<p>");
  EXPECT_FALSE(ReadResponseHead("GET / HTTP/1.1\r\n"));
}

TEST(MessageTest, AMediaTypeHasItsCharset) {
  const MediaType type = ReadMediaType("Text/HTML ; boundary=x; Charset=\"ISO-8859-2\"");
  EXPECT_EQ(type.essence, "text/html");
  EXPECT_EQ(type.charset, "ISO-8859-2");
  EXPECT_EQ(ReadMediaType("").essence, "");
}

// RFC 9110, 5.6.7: all three forms mean one time.
TEST(MessageTest, TheThreeFormsOfADateAreOneTime) {
  const auto want = std::chrono::sys_seconds{std::chrono::seconds{784'111'777}};
  EXPECT_EQ(ReadHttpDate("Sun, 06 Nov 1994 08:49:37 GMT"), want);
  EXPECT_EQ(ReadHttpDate("Sunday, 06-Nov-94 08:49:37 GMT"), want);
  EXPECT_EQ(ReadHttpDate("Sun Nov  6 08:49:37 1994"), want);
  EXPECT_FALSE(ReadHttpDate("Sun, 31 Feb 2021 08:49:37 GMT"));
  EXPECT_FALSE(ReadHttpDate("120"));
}

TEST(MessageTest, ChunksArePutTogether) {
  EXPECT_EQ(Dechunk("3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), "abcde");
  EXPECT_EQ(Dechunk("3\r\nabc\r\nA\r\nde"), "abcde");
  EXPECT_FALSE(Dechunk("<html>"));
}

}  // namespace
}  // namespace headwater::web
