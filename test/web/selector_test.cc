// Selectors, and pages cut by them.
#include "web/selector.h"

#include <gtest/gtest.h>

namespace headwater::web {
namespace {

const std::string kPage =
    "<html lang=de><head><title>Weir</title><meta property='og:title' content='The \"weir\"'></head><body>"
    "<nav>Menu</nav><main><div class='teaser box'>Other news</div>"
    "<div class='story body' id=text data-kind='long read'><p>The weir opened.</p>"
    "<aside class=teaser>Read more</aside><p>It cost 38 &lt; 40 million.</p></div></main></body></html>";

std::string Selected(std::string_view selectors) {
  const auto document = ParseHtml(kPage);
  const auto parsed = ParseSelectors(selectors);
  EXPECT_TRUE(parsed) << parsed.error().text;
  std::string names;
  for (const NodeIndex node : Select(*document, *parsed)) {
    names += (names.empty() ? "" : " ") + std::string((*document)[node].text);
  }
  return names;
}

TEST(SelectorTest, ElementsAreFoundByTagClassIdAndAttribute) {
  EXPECT_EQ(Selected("main p"), "p p");
  EXPECT_EQ(Selected(".story"), "div");
  EXPECT_EQ(Selected("div.story.body#text"), "div");
  EXPECT_EQ(Selected(".stor"), "");
  EXPECT_EQ(Selected("#text aside, nav"), "nav aside");
  EXPECT_EQ(Selected("[data-kind='long read']"), "div");
  EXPECT_EQ(Selected("[data-kind~=read]"), "div");
  EXPECT_EQ(Selected("[data-kind^=long][data-kind$=read][data-kind*='g r']"), "div");
  EXPECT_EQ(Selected("[data-kind=read]"), "");
  EXPECT_EQ(Selected("[data-kind] *"), "p aside p");
  EXPECT_EQ(Selected("nav p"), "");
  EXPECT_EQ(Selected(""), "");
}

TEST(SelectorTest, WhatIsNotUnderstoodIsSaid) {
  for (const char* wrong :
       {"a > b", "p:first-child", ".", "[a", "[a=\"b]", "a,", "a,,b", "p::before", "[a|=b]", "a!"}) {
    const auto parsed = ParseSelectors(wrong);
    ASSERT_FALSE(parsed) << wrong;
    EXPECT_EQ(parsed.error().fault, Fault::kUsage);
  }
  EXPECT_FALSE(ParseSelectors(std::string(3'000, 'a')));
  EXPECT_FALSE(ParseSelectors("a a a a a a a a a a a a"));
}

TEST(SelectorTest, APageIsCutToWhatIsKeptWithoutWhatIsDropped) {
  const auto cut = CutPage(kPage, ".story", ".teaser");
  ASSERT_TRUE(cut);
  EXPECT_EQ(*cut,
            "<!doctype html><html lang=\"de\"><head><title>Weir</title>"
            "<meta property=\"og:title\" content=\"The &quot;weir&quot;\"></head><body><article>"
            "<div class=\"story body\" id=\"text\" data-kind=\"long read\"><p>The weir opened.</p>"
            "<p>It cost 38 &lt; 40 million.</p></div></article></body></html>");
}

TEST(SelectorTest, ASelectorThatFitsNothingKeepsThePage) {
  const auto cut = CutPage(kPage, ".gone", "nav, aside");
  ASSERT_TRUE(cut);
  EXPECT_NE(cut->find("Other news"), std::string::npos);
  EXPECT_EQ(cut->find("Menu"), std::string::npos);
  EXPECT_EQ(cut->find("Read more"), std::string::npos);
  EXPECT_FALSE(CutPage(kPage, "a > b", ""));
}

TEST(SelectorTest, DeepPagesAreCutWithoutHarm) {
  const auto cut_at = [](int depth) {
    std::string deep;
    for (int i = 0; i < depth; ++i) {
      deep += "<div class=a>";
    }
    return CutPage(deep + "end", "div.a div.a div.a", "");
  };
  const auto cut = cut_at(3'000);
  ASSERT_TRUE(cut);
  EXPECT_NE(cut->find("end"), std::string::npos);
  // The parser itself ends where hostile depth begins.
  EXPECT_TRUE(cut_at(20'000));
}

}  // namespace
}  // namespace headwater::web
