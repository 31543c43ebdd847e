// Bombs of attributes: libxml2 takes a minute for a tag of two hundred thousand.
#include "web/html_attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "web/html.h"

namespace headwater::web {
namespace {

std::string Attributes(std::size_t count) {
  std::string all;
  for (std::size_t n = 0; n < count; ++n) {
    all += " a" + std::to_string(n) + "=b";
  }
  return all;
}

template <class Work>
std::chrono::duration<double> Took(const Work& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - begun;
}

TEST(HtmlAttributesTest, WhatPagesHaveIsLeftAsItIs) {
  EXPECT_FALSE(WithoutExcessAttributes("<p" + Attributes(kMostAttributes) + ">text</p>"));
  EXPECT_FALSE(WithoutExcessAttributes("<p title=\"" + Attributes(1000) + "\">a < b and <c</p><"));
  EXPECT_FALSE(WithoutExcessAttributes(""));
}

TEST(HtmlAttributesTest, BeyondThatTheyAreBlankAndAllElseStandsWhereItStood) {
  const std::string page = "<p" + Attributes(kMostAttributes) + " x=y z>text</p><b>more</b>";
  const auto mended = WithoutExcessAttributes(page);
  ASSERT_TRUE(mended);
  EXPECT_EQ(*mended, "<p" + Attributes(kMostAttributes) + "      >text</p><b>more</b>");
}

// However it is hidden from a walk that reads quotes, comments or scripts otherwise than the parser.
TEST(HtmlAttributesTest, NoBombTakesLongToParse) {
  const std::string bomb = "<p" + Attributes(200'000) + ">";
  const std::string pages[] = {
      bomb,
      "<!-- <p a=\" -->" + bomb,
      "<script><p a='</script>" + bomb,
      "<p \"=\" >" + bomb,
      "<p a\"b=\" >" + bomb,
      "<title><p a=\"</title>" + bomb,
      "<p <p" + Attributes(200'000),
      "<p a=\"\"" + Attributes(200'000) + " b=\"",
      "</p" + Attributes(200'000) + ">",
  };
  for (const std::string& page : pages) {
    EXPECT_LT(Took([&] { EXPECT_TRUE(ParseHtml(page)); }).count(), 5) << page.substr(0, 30);
  }
}

TEST(HtmlAttributesTest, TagsWithinTagsTakeTimeByTheirLengthAlone) {
  const auto many = [](std::string_view piece) {
    std::string all;
    while (all.size() < 1'000'000) {
      all += piece;
    }
    return all;
  };
  for (const std::string_view piece :
       {"<a", "<a ", "<a b=\"", "<a b='<a b=\"", "<a/", "<a=", "<a b=c", "<a\t\"", "<"}) {
    const std::string page = many(piece);
    EXPECT_LT(Took([&] { WithoutExcessAttributes(page); }).count(), 5) << piece;
    EXPECT_LT(Took([&] { WithoutExcessAttributes("<a b=\"" + page); }).count(), 5) << piece;
  }
}

}  // namespace
}  // namespace headwater::web
