// What pages declare, in the shapes that they do it in.
#include "extract/declarations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace headwater::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Declarations Read(const std::string& html) { return ReadDeclarations(web::ParseHtml(html).value()); }

std::string JsonLd(const std::string& json) {
  return "<html><head><script type=\"application/ld+json\">" + json + "</script></head><body></body></html>";
}

std::vector<std::string> Sources(const Declarations& declared) {
  std::vector<std::string> sources;
  for (const news::Declared& source : declared.declared) {
    sources.push_back(source.where + " " + source.name + " " + source.url);
  }
  return sources;
}

TEST(DeclarationsTest, SourcesComeInEveryShapeOfJsonLd) {
  const Declarations declared = Read(JsonLd(R"({"@context":"https://schema.org","@graph":[
    {"@type":"Organization","@id":"#wire","name":"Reuters"},
    {"@type":["NewsArticle"],"headline":"Dam","publisher":{"name":"Riverton Daily"},
     "isBasedOn":[{"@type":"NewsArticle","url":"https://a.example/1","name":"Old dam","publisher":{"name":"Hill Post"}},
                  "https://b.example/2"],
     "citation":["Mill Gazette. <a href='https://c.example/3'>Read</a>",{"@id":"https://d.example/4"}],
     "sourceOrganization":{"@id":"#wire"},"provider":{"@type":"Organization","name":"Riverton Daily"},
     "copyrightHolder":{"name":"Big Holding AG"},"creditText":"AFP","publishingPrinciples":"https://e.example/p"}]})"));
  EXPECT_THAT(Sources(declared),
              ElementsAre("isBasedOn Hill Post https://a.example/1", "isBasedOn  https://b.example/2",
                          "citation Mill Gazette. Read https://c.example/3", "citation  https://d.example/4",
                          "sourceOrganization Reuters ", "creditText AFP "));
}

TEST(DeclarationsTest, ParselysOneObjectIsReadLikeItsTags) {
  const Declarations declared = Read(R"(<head><meta name="parsely-page" content='{"title":"Dam &amp;amp; mill drained",
    "link":"https://a.example/1","type":"post","author":["Ann Lee","Bo Ek"],"pub_date":"2024-03-01T09:00:00Z",
    "section":"Region","image_url":"https://a.example/1.jpg"}'><meta name="parsely-page" content="[1, {]"></head>)");
  EXPECT_THAT(declared.headlines, ElementsAre("Dam & mill drained"));
  EXPECT_THAT(declared.authors, ElementsAre("Ann Lee", "Bo Ek"));
  EXPECT_THAT(declared.published, ElementsAre("2024-03-01T09:00:00Z"));
  EXPECT_THAT(declared.sections, ElementsAre("Region"));
  ASSERT_EQ(declared.pictures.size(), 1U);
}

TEST(DeclarationsTest, WhatAPageReservesIsReadInTheSameWalk) {
  const Declarations declared =
      ReadDeclarations(web::ParseHtml(R"(<head><meta name=robots content="noarchive"><link rel=license href="/l">
        <script type="application/ld+json">/* of ours */ {"@type":"NewsArticle","headline":"Dam","usageInfo":"/u",}</script>
        <script type="application/rsl+xml"><rsl><content url=""><license><prohibits type="usage">all</prohibits></license>
        </content></rsl></script></head>)")
                           .value(),
                       "https://a.example/1");
  ASSERT_GE(declared.reservations.size(), 4U);
  EXPECT_EQ(declared.reservations[0].says, "robots: noarchive");
  EXPECT_EQ(declared.reservations[1].policy, "https://a.example/l");
  EXPECT_EQ(declared.reservations[2].policy, "https://a.example/u");
  EXPECT_TRUE(std::ranges::any_of(declared.reservations, [](const news::Reservation& each) {
    return each.where == "rsl" && each.says == "prohibits usage: all";
  }));
}

TEST(DeclarationsTest, MicrodataNestsAndRefersElsewhere) {
  const Declarations declared = Read(R"(<body><div itemscope itemtype="https://schema.org/NewsArticle" itemref="more">
    <h1 itemprop=headline>Dam to be drained</h1>
    <div itemprop=isBasedOn itemscope itemtype="https://schema.org/CreativeWork"><meta itemprop=url content="https://a.example/1">
      <span itemprop=publisher itemscope><b itemprop=name>Hill Post</b></span></div>
    <figure itemprop=image itemscope itemtype="https://schema.org/ImageObject"><img itemprop=contentUrl src="/a.jpg">
      <span itemprop=caption>The dam &lt;b&gt;</span><span itemprop=copyrightHolder>A. Berg</span></figure></div>
    <p id=more><span itemprop=articleSection>Politics</span></p></body>)");
  EXPECT_THAT(Sources(declared), ElementsAre("isBasedOn Hill Post https://a.example/1"));
  EXPECT_THAT(declared.sections, ElementsAre("Politics"));
  ASSERT_EQ(declared.pictures.size(), 1U);
  EXPECT_EQ(declared.pictures[0].url, "/a.jpg");
  EXPECT_EQ(declared.pictures[0].caption, "The dam <b>");
  EXPECT_EQ(declared.pictures[0].credit, "A. Berg");
}

TEST(DeclarationsTest, ItemsThatReferToThemselvesEnd) {
  const Declarations declared = Read(
      "<body><div id=a itemscope itemtype='https://schema.org/NewsArticle' itemref='a b'><i "
      "itemprop=headline>Dam</i><p "
      "id=b itemprop=isBasedOn itemscope itemref=a><i itemprop=name>X</i></p></div></body>");
  EXPECT_THAT(declared.sections, IsEmpty());
}

TEST(DeclarationsTest, RdfaIsReadLiteAndWithPrefixes) {
  const Declarations lite = Read(R"(<body vocab="https://schema.org/"><article typeof="NewsArticle" resource="#a">
    <h1 property=headline>Dam to be drained</h1><time property=datePublished datetime="2031-05-14T10:00:00+02:00"></time>
    <div property=sourceOrganization typeof=Organization><span property=name>Hill Post</span></div>
    <a property=isBasedOn href="https://a.example/1">here</a><meta property="articleSection" content="Politics">
    <meta property="og:title" content="No"></article></body>)");
  EXPECT_THAT(lite.published, ElementsAre("2031-05-14T10:00:00+02:00"));
  EXPECT_THAT(Sources(lite), ElementsAre("isBasedOn  https://a.example/1", "sourceOrganization Hill Post "));
  EXPECT_THAT(lite.sections, ElementsAre("Politics"));
  const Declarations prefixed =
      Read(R"(<body prefix="s: http://schema.org/ t: http://purl.org/dc/terms/"><div typeof="s:NewsArticle">
    <span property="s:headline" content="Dam"></span><a rel="t:source" href="https://b.example/2">source</a></div></body>)");
  EXPECT_THAT(Sources(prefixed), ElementsAre("isBasedOn  https://b.example/2"));
}

TEST(DeclarationsTest, MetadataNameSourcesSectionsAndPictures) {
  const Declarations declared = Read(R"(<head><meta name="original-source" content="https://a.example/1">
    <meta name="DC.source" content="Hill Post"><meta property="article:section" content="Politics">
    <meta property="og:image" content="/lead.jpg"><meta property="og:image:alt" content="The dam from above">
    <link rel="syndication-source" href="https://b.example/2"></head>)");
  EXPECT_THAT(Sources(declared), ElementsAre("original-source  https://a.example/1", "dc.source Hill Post ",
                                             "syndication-source  https://b.example/2"));
  EXPECT_THAT(declared.sections, ElementsAre("Politics"));
  ASSERT_EQ(declared.pictures.size(), 1U);
  EXPECT_EQ(declared.pictures[0].caption, "The dam from above");
}

TEST(DeclarationsTest, APartThatIsNotFreeMakesTheArticlePaid) {
  EXPECT_EQ(Read(JsonLd(R"({"@type":"NewsArticle","headline":"Dam","isAccessibleForFree":true,
    "hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".rest"}})"))
                .free,
            false);
  EXPECT_EQ(
      Read(JsonLd(R"({"@type":"NewsArticle","headline":"Dam","isAccessibleForFree":"https://schema.org/True"})")).free,
      true);
}

TEST(DeclarationsTest, UpdatesOfALiveBlogComeInTheOrderOfThePage) {
  const Declarations declared = Read(JsonLd(R"({"@type":"LiveBlogPosting","headline":"Storm: live","liveBlogUpdate":[
    {"@type":"BlogPosting","headline":"Roads closed","articleBody":"<p>Two roads.</p><p>More soon.</p>",
     "datePublished":"2031-05-14T10:05:00+02:00","url":"https://d.example/live#u2","author":{"name":"Hill Post"}},
    {"@type":"BlogPosting","articleBody":"It rains.","datePublished":"2031-05-14T09:50:00+02:00"}]})"));
  EXPECT_TRUE(declared.is_live);
  ASSERT_EQ(declared.updates.size(), 2U);
  EXPECT_EQ(declared.updates[0].text, "Two roads.\n\nMore soon.");
  EXPECT_EQ(declared.updates[0].url, "https://d.example/live#u2");
  EXPECT_EQ(declared.updates[1].headline, "");
}

}  // namespace
}  // namespace headwater::extract
