// The flat tree of a page.
#include "web/html.h"

#include <gtest/gtest.h>

namespace headwater::web {
namespace {

HtmlDocument Parse(std::string_view html) { return ParseHtml(html).value(); }

TEST(HtmlTest, ASubtreeIsARunOfNodes) {
  const HtmlDocument page = Parse("<body><div id=one><p>First <b>bold</b> &amp; more</p></div><p>Second</p>");
  const NodeIndex div = page.Find(Tag::kDiv, 0, page.size());
  ASSERT_NE(div, kNoNode);
  EXPECT_EQ(page.Attribute(div, "id"), "one");
  EXPECT_EQ(page.Text(div), "First bold & more");
  EXPECT_EQ(page[page[div].end].tag, Tag::kP);
  EXPECT_EQ(page.Text(page[div].end), "Second");
}

TEST(HtmlTest, NewElementsAreKnownByNameAndSemanticsByTag) {
  const HtmlDocument page = Parse("<main><article><x-Card Kind=a>Text</x-Card></article></main>");
  EXPECT_NE(page.Find(Tag::kMain, 0, page.size()), kNoNode);
  const NodeIndex other = page.Find(Tag::kOther, 1, page.size());
  ASSERT_NE(other, kNoNode);
  EXPECT_EQ(page[other].text, "x-card");
  EXPECT_EQ(page.Attribute(other, "kind"), "a");
}

TEST(HtmlTest, OnlyScriptsOfJsonKeepTheirText) {
  const HtmlDocument page = Parse(
      "<script>var a = '<p>no</p>';</script><style>p{}</style>"
      "<script type='application/ld+json'>{\"a\": \"<b>\"}</script><p>yes");
  EXPECT_EQ(page.Text(0), "{\"a\": \"<b>\"}yes");
}

// HTML Living Standard, 13.2.5.20 and on; libxml2 ends a script at the first end tag.
TEST(HtmlTest, AScriptThatWritesScriptsBehindACommentEndsWhereBrowsersEndIt) {
  EXPECT_EQ(Parse("<p>a</p><script><!--\nw('<script>x()</script>'); w('<p>leak</p>');\n//--></script><p>b").Text(0),
            "ab");
  EXPECT_EQ(Parse("<p>a</p><SCRIPT><!-- w('<script >x()</script >'); w('leak')</SCRIPT ><p>b").Text(0), "ab");
  EXPECT_EQ(Parse("<script type='application/ld+json'>{\"a\":\"<!-- <script></script>\"}</script><p>b").Text(0),
            "{\"a\":\"<!-- <script> /script>\"}b");
  // Such a script that never ends costs no page its text.
  EXPECT_EQ(Parse("<p>a</p><script>w('<!-- <script>')</script><p>b").Text(0), "ab");
  EXPECT_EQ(Parse("<!-- <script> --><p>a</p><script><!--> w('<script>') </script><p>b").Text(0), "ab");
}

TEST(HtmlTest, HostileDepthAndCountAreBounded) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<div>";
  }
  const auto page = ParseHtml(deep + "text");
  ASSERT_TRUE(page);
  for (const HtmlNode& node : page->nodes()) {
    EXPECT_LE(node.depth, 512);
  }
  std::string many;
  for (int i = 0; i < 3'000; ++i) {
    many += "<p>a</p>";
  }
  const auto failed = ParseHtml(many, {1'000, 512});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().fault, Fault::kTooLarge);
}

TEST(HtmlTest, EmptyAndBrokenInputGivesATree) {
  EXPECT_EQ(Parse("").size(), 1U);
  EXPECT_EQ(Parse("<").nodes().front().end, Parse("<").size());
  EXPECT_EQ(Parse("</p></div>ok<p").Text(0), "ok");
}

TEST(HtmlTest, LongTextComesInOnePiece) {
  const std::string text(300'000, 'x');
  const HtmlDocument page = Parse("<p>" + text + "&eacute;</p>");
  EXPECT_EQ(page.Text(0), text + "é");
}

}  // namespace
}  // namespace headwater::web
