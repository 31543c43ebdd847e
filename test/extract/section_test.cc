// The section that an article stands in.
#include "extract/section.h"

#include <gtest/gtest.h>

namespace headwater::extract {
namespace {

std::string Section(const std::string& html, const std::string& url = "https://a.example/dam") {
  const auto page = web::ParseHtml(html).value();
  return SectionOf(page, ReadDeclarations(page), "Dam to be drained", url);
}

TEST(SectionTest, WhatThePageDeclaresComesFirst) {
  EXPECT_EQ(Section("<meta property=article:section content=Politics>", "https://a.example/world/dam"), "Politics");
  EXPECT_EQ(Section("<meta name=parsely-section content='Local News'>"), "Local News");
  EXPECT_EQ(Section("<meta property=article:section content=News>", "https://a.example/world/2031/dam"), "world");
}

TEST(SectionTest, TheWayToThePageTellsItsLastStepButTheArticle) {
  EXPECT_EQ(Section(R"(<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[
    {"@type":"ListItem","position":1,"name":"Startseite"},{"@type":"ListItem","position":2,"item":{"@id":"/p","name":"Politik"}},
    {"@type":"ListItem","position":3,"name":"Dam to be drained"}]}</script>)"),
            "Politik");
  EXPECT_EQ(Section("<ol class=c-breadcrumbs><li><a href=/>Home</a><li><a href=/w>Water</a></ol>"), "Water");
}

TEST(SectionTest, TheAddressComesLast) {
  EXPECT_EQ(Section("<p>x", "https://a.example/news/world-asia/2031/05/14/dam"), "world asia");
  EXPECT_EQ(Section("<p>x", "https://a.example/dam-to-be-drained"), "");
}

}  // namespace
}  // namespace headwater::extract
