// Feeds of every format: what a reader of them would notice.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "read/read.h"

namespace headwater::read {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

news::Feed Read(std::string_view bytes, std::string_view address = "https://vellmar.example/feeds/all.xml") {
  auto feed = ReadFeed(bytes, "", address);
  EXPECT_TRUE(feed) << feed.error().text;
  return feed ? std::move(*feed) : news::Feed{};
}

std::string Item(std::string_view inner) {
  return "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' "
         "xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/' "
         "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>"
         "<channel><item>" +
         std::string(inner) + "</item></channel></rss>";
}

news::Entry ReadItem(std::string_view inner) {
  news::Feed feed = Read(Item(inner));
  EXPECT_THAT(feed.faults, IsEmpty());
  EXPECT_EQ(feed.entries.size(), 1U);
  return feed.entries.empty() ? news::Entry{} : feed.entries[0];
}

TEST(RssTest, AChannelAndItsItemsAreRead) {
  const news::Feed feed = Read(R"(<?xml version="1.0"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
 <title>The Vellmar Courier</title><link>https://vellmar.example/</link><description>News of &lt;b&gt;Vellmar&lt;/b&gt;</description>
 <language>en_GB</language><lastBuildDate>Thu, 01 Jan 2004 19:48:21 GMT</lastBuildDate>
 <atom:link rel="self" href="https://vellmar.example/rss"/><atom:link rel="hub" href="https://hub.example/"/>
 <image><title>Logo</title><link>https://vellmar.example/logo</link></image>
 <item><title>Bridge opens</title><link>/2004/bridge</link><guid isPermaLink="false">b-1</guid>
  <pubDate>Thu, 01 Jan 2004 18:00:00 +0100</pubDate><category>City</category><category>City</category><category>Roads</category>
  <enclosure url="a.mp3" type="audio/mpeg" length="12"/><source url="https://agency.example/rss">Vellmar Press Agency</source></item>
 <item><title>Second</title><guid>https://vellmar.example/2</guid></item>
</channel></rss>)");
  EXPECT_EQ(feed.kind, news::FeedKind::kRss);
  EXPECT_EQ(feed.title, "The Vellmar Courier");
  EXPECT_EQ(feed.link, "https://vellmar.example/");
  EXPECT_EQ(feed.description, "News of <b>Vellmar</b>");
  EXPECT_EQ(feed.language, "en-GB");
  EXPECT_EQ(feed.url, "https://vellmar.example/rss");
  EXPECT_EQ(feed.hub, "https://hub.example/");
  EXPECT_EQ(FormatMoment(*feed.updated), "2004-01-01T19:48:21Z");
  EXPECT_THAT(feed.faults, IsEmpty());
  ASSERT_EQ(feed.entries.size(), 2U);
  const news::Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.id, "b-1");
  EXPECT_EQ(entry.url, "https://vellmar.example/2004/bridge");
  EXPECT_EQ(FormatMoment(*entry.published), "2004-01-01T18:00:00+01:00");
  EXPECT_THAT(entry.categories, ElementsAre("City", "Roads"));
  ASSERT_EQ(entry.enclosures.size(), 1U);
  EXPECT_EQ(entry.enclosures[0].url, "https://vellmar.example/feeds/a.mp3");
  EXPECT_EQ(entry.enclosures[0].length, 12);
  EXPECT_EQ(entry.source_title, "Vellmar Press Agency");
  EXPECT_EQ(entry.source_url, "https://agency.example/rss");
  EXPECT_EQ(feed.entries[1].url, "https://vellmar.example/2");
}

TEST(RssTest, ATitleIsTextUnlessItLooksLikeHtml) {
  EXPECT_EQ(ReadItem("<title>1 &lt; 2 &amp; 3</title>").title, "1 &lt; 2 &amp; 3");
  EXPECT_EQ(ReadItem("<title>History of the &lt;blonk&gt; tag</title>").title, "History of the &lt;blonk&gt; tag");
  EXPECT_EQ(ReadItem("<title>The &lt;i&gt;Mary&lt;/i&gt; sank</title>").title, "The <i>Mary</i> sank");
  EXPECT_EQ(ReadItem("<title>Fish &amp;amp; chips</title>").title, "Fish &amp; chips");
}

TEST(RssTest, NothingUnsafeComesThrough) {
  const news::Entry entry = ReadItem(
      "<title>a&lt;script&gt;x()&lt;/script&gt;</title>"
      "<description>&lt;p onclick='x()'&gt;b&lt;a href='javascript:x()'&gt;c&lt;/a&gt;&lt;iframe "
      "src='//d'&gt;</description>"
      "<content:encoded><![CDATA[<img src='/i.png' onerror='x()'><script>y()</script>]]></content:encoded>");
  for (const std::string& text : {entry.title, entry.summary, entry.content}) {
    EXPECT_THAT(text, Not(HasSubstr("script")));
    EXPECT_THAT(text, Not(HasSubstr("x()")));
    EXPECT_THAT(text, Not(HasSubstr("iframe")));
  }
  EXPECT_THAT(entry.content, HasSubstr("src=\"https://vellmar.example/i.png\""));
}

TEST(RssTest, AuthorsAreNamesAndNoAddresses) {
  EXPECT_THAT(ReadItem("<author>ada@vellmar.example (Ada Roe)</author>").authors, ElementsAre("Ada Roe"));
  EXPECT_THAT(ReadItem("<author>Ada Roe &lt;ada@vellmar.example&gt;</author>").authors, ElementsAre("Ada Roe"));
  EXPECT_THAT(ReadItem("<author>ada@vellmar.example</author>").authors, ElementsAre("ada@vellmar.example"));
  EXPECT_THAT(ReadItem("<dc:creator>Ada Roe</dc:creator><dc:creator>Ben Poe</dc:creator>").authors,
              ElementsAre("Ada Roe", "Ben Poe"));
}

TEST(RssTest, TheModulesFillWhatIsMissing) {
  const news::Entry entry = ReadItem(
      "<media:group><media:title>T</media:title><media:description>D</media:description>"
      "<media:content url='https://vellmar.example/v.mp4' type='video/mp4' fileSize='7'/></media:group>"
      "<dc:date>2004-01-01T10:00:00Z</dc:date><dc:subject>S</dc:subject>"
      "<link>https://counter.example/1</link><feedburner:origLink>https://vellmar.example/1</feedburner:origLink>");
  EXPECT_EQ(entry.title, "T");
  EXPECT_EQ(entry.summary, "D");
  EXPECT_EQ(entry.url, "https://vellmar.example/1");
  EXPECT_EQ(entry.enclosures.at(0).length, 7);
  EXPECT_EQ(FormatMoment(*entry.published), "2004-01-01T10:00:00Z");
  EXPECT_THAT(entry.categories, ElementsAre("S"));
}

TEST(RssTest, RdfItemsStandBesideTheChannel) {
  const news::Feed feed = Read(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>"
      "<channel rdf:about='x'><title>T</title><items><rdf:Seq/></items></channel>"
      "<item rdf:about='https://vellmar.example/1'><title>A</title></item></rdf:RDF>");
  EXPECT_EQ(feed.title, "T");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].id, "https://vellmar.example/1");
  EXPECT_EQ(feed.entries[0].url, "https://vellmar.example/1");
}

TEST(AtomTest, AnEntryIsReadWithItsSourceAndVia) {
  const news::Feed feed =
      Read(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://vellmar.example/b/">
 <title type="html">Vellmar &amp;amp; Umland</title><subtitle>x &lt; y</subtitle><link href="."/><link rel="self" href="atom"/>
 <author><name>Redaktion</name><email>r@vellmar.example</email></author><updated>2020-02-03T04:05:06Z</updated>
 <entry><id>urn:1</id><title>Plain &lt;b&gt;</title><link rel="enclosure" href="e.mp3" length="3"/><link href="1.html"/>
  <link rel="via" href="https://agency.example/9"/><published>2020-02-03T04:05:06+01:00</published><updated>2020-02-04</updated>
  <summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">a <em>b</em> <a href="c">d</a></div></summary>
  <content type="html">&lt;p&gt;text&lt;/p&gt;</content><category term="Stadt"/>
  <source><title>Agentur</title><link href="https://agency.example/"/><author><name>Ada Roe</name></author></source></entry>
 <entry><id>urn:2</id><title>Zwei</title></entry></feed>)");
  EXPECT_EQ(feed.kind, news::FeedKind::kAtom);
  EXPECT_EQ(feed.title, "Vellmar &amp; Umland");
  EXPECT_EQ(feed.description, "x &lt; y");
  EXPECT_EQ(feed.language, "de");
  EXPECT_EQ(feed.link, "https://vellmar.example/b/");
  ASSERT_EQ(feed.entries.size(), 2U);
  const news::Entry& entry = feed.entries[0];
  EXPECT_EQ(entry.title, "Plain &lt;b&gt;");
  EXPECT_EQ(entry.url, "https://vellmar.example/b/1.html");
  EXPECT_EQ(entry.via, "https://agency.example/9");
  EXPECT_THAT(entry.summary, HasSubstr("a <em>b</em> <a href=\"https://vellmar.example/b/c\""));
  EXPECT_EQ(entry.content, "<p>text</p>");
  EXPECT_THAT(entry.categories, ElementsAre("Stadt"));
  EXPECT_EQ(entry.source_title, "Agentur");
  EXPECT_EQ(entry.source_url, "https://agency.example/");
  EXPECT_THAT(entry.authors, ElementsAre("Ada Roe"));
  EXPECT_EQ(FormatMoment(*entry.updated), "2020-02-04");
  // RFC 4287, 4.2.1.
  EXPECT_THAT(feed.entries[1].authors, ElementsAre("Redaktion"));
}

TEST(JsonFeedTest, ItemsAreReadWithTheirAuthorsAndAttachments) {
  const news::Feed feed =
      Read(R"({"version":"https://jsonfeed.org/version/1.1","title":"A < B","home_page_url":"https://vellmar.example/",
 "feed_url":"https://vellmar.example/f.json","hubs":[{"type":"WebSub","url":"https://hub.example/"}],"authors":[{"name":"Ada Roe"}],
 "items":[{"id":7,"url":"/7","title":"Seven","content_html":"<p>x<script>y</script></p>","date_published":"2020-01-01T00:00:00+02:00",
 "external_url":"https://agency.example/7","attachments":[{"url":"https://vellmar.example/a","mime_type":"audio/x","size_in_bytes":5}],
 "tags":["t",3]},{"id":"8","content_text":"1 < 2"},"nonsense"]})");
  EXPECT_EQ(feed.kind, news::FeedKind::kJson);
  EXPECT_EQ(feed.title, "A &lt; B");
  EXPECT_EQ(feed.hub, "https://hub.example/");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_EQ(feed.entries[0].url, "https://vellmar.example/7");
  EXPECT_EQ(feed.entries[0].via, "https://agency.example/7");
  EXPECT_EQ(feed.entries[0].content, "<p>x</p>");
  EXPECT_EQ(feed.entries[0].enclosures.at(0).length, 5);
  EXPECT_THAT(feed.entries[0].authors, ElementsAre("Ada Roe"));
  EXPECT_EQ(feed.entries[1].content, "1 &lt; 2");
  EXPECT_THAT(feed.faults, Not(IsEmpty()));
}

TEST(FaultTest, ABrokenFeedIsReadAsFarAsItGoes) {
  const news::Feed feed = Read(
      "<rss><channel><title>A & B&nbsp;C</title><item><title>One<link>https://vellmar.example/1</link></item>"
      "<item><title>Two</title><description>x<br>y</description><link>https://vellmar.example/2");
  EXPECT_EQ(feed.title,
            "A &amp; B\xC2\xA0"
            "C");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[1].title, "Two");
  EXPECT_EQ(feed.entries[1].url, "https://vellmar.example/2");
  EXPECT_THAT(feed.faults, Not(IsEmpty()));
}

TEST(FaultTest, ItemsThatDoNotEndAreItemsAllTheSame) {
  const news::Feed feed =
      Read("<rss><channel><item><title>1</title><item><title>2</title><item><title>3</title></channel></rss>");
  ASSERT_EQ(feed.entries.size(), 3U);
  EXPECT_EQ(feed.entries[2].title, "3");
}

TEST(FaultTest, BytesThatAreNotTheCharsetTheyClaimAreAFault) {
  const news::Feed feed =
      Read("<?xml version='1.0' encoding='utf-8'?><rss><channel><title>caf\xE9</title></channel></rss>");
  EXPECT_EQ(feed.title, "caf\xC3\xA9");
  EXPECT_THAT(feed.faults, Not(IsEmpty()));
  const news::Feed said =
      Read("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>caf\xE9</title></channel></rss>");
  EXPECT_EQ(said.title, "caf\xC3\xA9");
  EXPECT_THAT(said.faults, IsEmpty());
}

TEST(FaultTest, WhatIsNoFeedIsRefused) {
  for (const char* text :
       {"", "hello", "<html><body>x</body></html>", "<a/>", "{\"a\":1}", "{", "[]", "\x00\x01\x02"}) {
    const auto feed = ReadFeed(text, "", "");
    ASSERT_FALSE(feed) << text;
    EXPECT_EQ(feed.error().fault, Fault::kBadInput);
  }
}

TEST(FaultTest, ADeepAndABigFeedStayWithinTheirLimits) {
  std::string deep = "<rss><channel><item><description>";
  for (int i = 0; i < 100'000; ++i) {
    deep += "<div>";
  }
  EXPECT_EQ(Read(deep).entries.size(), 1U);
  std::string many = "<rss><channel>";
  for (int i = 0; i < 300; ++i) {
    many += "<item/>";
  }
  Limits limits;
  limits.max_entries = 100;
  EXPECT_EQ(ReadFeed(many, "", "", limits)->entries.size(), 100U);
  limits.max_bytes = 10;
  EXPECT_EQ(ReadFeed(many, "", "", limits).error().fault, Fault::kTooLarge);
}

TEST(SitemapTest, PagesNewsAndIndexesAreRead) {
  const news::Feed feed = Read(
      "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
      "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
      "<url><loc> https://vellmar.example/1 </loc><lastmod>2020-01-02</lastmod><news:news><news:publication>"
      "<news:name>Courier</news:name><news:language>en</news:language></news:publication><news:title>A &lt; "
      "B</news:title>"
      "<news:publication_date>2020-01-01T10:00:00Z</news:publication_date><news:keywords>a, "
      "b</news:keywords></news:news></url>"
      "<url><lastmod>2020</lastmod></url></urlset>");
  EXPECT_EQ(feed.kind, news::FeedKind::kSitemap);
  EXPECT_EQ(feed.title, "Courier");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].url, "https://vellmar.example/1");
  EXPECT_EQ(feed.entries[0].title, "A &lt; B");
  EXPECT_THAT(feed.entries[0].categories, ElementsAre("a", "b"));
  EXPECT_EQ(FormatMoment(*feed.entries[0].published), "2020-01-01T10:00:00Z");
  EXPECT_EQ(
      Read("<sitemapindex><sitemap><loc>https://vellmar.example/s.xml</loc></sitemap></sitemapindex>").entries.size(),
      1U);
  EXPECT_EQ(Read("https://vellmar.example/1\r\nhttps://vellmar.example/2\r\n").entries.size(), 2U);
}

TEST(HabitsTest, AFeedSaysHowOftenItChangesAndWhereItsOlderEntriesAre) {
  const news::Feed feed = Read(
      "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom' "
      "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>Vellmar</title><ttl>30</ttl>"
      "<sy:updatePeriod>\n hourly </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>"
      "<skipHours><hour>0</hour><hour>24</hour><hour>7</hour><hour>x</hour></skipHours>"
      "<skipDays><day>Sunday</day><day>saturday</day><day>Someday</day></skipDays>"
      "<generator>https://wordpress.org/?v=6.4</generator>"
      "<atom:link rel='prev-archive' href='https://vellmar.example/2024.xml'/>"
      "<atom:link rel='next' href='https://vellmar.example/feed?page=2'/>"
      "<item><title>A</title></item></channel></rss>");
  EXPECT_EQ(feed.interval, std::chrono::minutes(30));
  EXPECT_THAT(feed.skip_hours, ElementsAre(0, 0, 7));
  EXPECT_THAT(feed.skip_days, ElementsAre(0, 6));
  EXPECT_EQ(feed.generator, "https://wordpress.org/?v=6.4");
  EXPECT_EQ(feed.prev_archive, "https://vellmar.example/2024.xml");
  EXPECT_EQ(feed.next, "https://vellmar.example/feed?page=2");
  EXPECT_EQ(feed.entries.size(), 1U);
}

TEST(HabitsTest, NonsenseOfHabitsIsNoHabit) {
  const news::Feed feed = Read(
      "<rss version='2.0'><channel><ttl>-5</ttl><sy:updatePeriod>often</sy:updatePeriod>"
      "<skipHours><hour>99</hour></skipHours></channel></rss>");
  EXPECT_EQ(feed.interval, std::nullopt);
  EXPECT_THAT(feed.skip_hours, IsEmpty());
}

TEST(HabitsTest, ASitemapOfSitemapsIsKnownAsOne) {
  EXPECT_TRUE(Read("<sitemapindex><sitemap><loc>https://vellmar.example/s.xml</loc></sitemap></sitemapindex>").index);
  EXPECT_FALSE(Read("<urlset><url><loc>https://vellmar.example/1</loc></url></urlset>").index);
}

TEST(OpmlTest, FoldersStandFromTheOutermostInAndUnknownAttributesAreKept) {
  const news::Feed feed = Read(
      "<opml version='2.0' xmlns:f='https://reader.example/ns'><body><outline text='World'><outline text='Asia'>"
      "<outline text='One' xmlUrl='https://vellmar.example/1' language='de' f:rule='main'/></outline></outline>"
      "</body></opml>");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_THAT(feed.entries[0].folders, ElementsAre("World", "Asia"));
  EXPECT_THAT(feed.entries[0].attributes,
              ElementsAre(testing::Pair("language", "de"), testing::Pair("{https://reader.example/ns}rule", "main")));
}

TEST(OpmlTest, AFoldersOwnAttributesComeWithTheFirstFeedInIt) {
  const news::Feed feed = Read(
      "<opml version='2.0' xmlns:f='https://reader.example/ns'><body><outline text='World' expanded='yes'>"
      "<outline text='Asia' f:rule='a'><outline text='One' xmlUrl='https://a.example/1' language='de'/>"
      "<outline text='Two' xmlUrl='https://a.example/2'/></outline></outline></body></opml>");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_THAT(feed.entries[0].attributes,
              ElementsAre(testing::Pair("language", "de"), testing::Pair("1/{https://reader.example/ns}rule", "a"),
                          testing::Pair("0/expanded", "yes")));
  EXPECT_THAT(feed.entries[1].attributes, IsEmpty());
}

TEST(OpmlTest, NestedFoldersAndBrokenQuotesCostNoSubscription) {
  const news::Feed feed = Read(
      "<opml version='1.0'><body><outline text='World'><outline text='Asia'>"
      "<outline text='One' xmlUrl='https://vellmar.example/1'/></outline></outline>"
      "<outline description=\"a \"quoted\" word <a href=\"x\">y</a>\" xmlUrl=\"https://vellmar.example/2?a=1&amp;b\" "
      "type=\"rss\"/>"
      "</body></opml>");
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_THAT(feed.entries[0].categories, ElementsAre("Asia", "World"));
  EXPECT_EQ(feed.entries[1].url, "https://vellmar.example/2?a=1&b");
  EXPECT_THAT(feed.faults, Not(IsEmpty()));
}

// Every prefix of a feed, in a buffer of its exact size, is read without harm.
TEST(FaultTest, AnyPrefixIsReadWithoutHarm) {
  const std::string whole =
      Item("<title>a&amp;b</title><description><![CDATA[<p>c]]></description><link>https://a.example/</link>");
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const std::vector<char> exact(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const auto feed = ReadFeed({exact.data(), exact.size()}, "", "");
    EXPECT_TRUE(!feed || size == whole.size() || !feed->faults.empty()) << size;
  }
}

TEST(FeedTest, PlacesPicturesLicencesAndRepliesAreRead) {
  const auto feed = ReadFeed(R"(<rss version="2.0" xmlns:georss="http://www.georss.org/georss"
    xmlns:media="http://search.yahoo.com/mrss/" xmlns:cc="http://backend.userland.com/creativeCommonsRssModule"
    xmlns:gml="http://www.opengis.net/gml" xmlns:thr="http://purl.org/syndication/thread/1.0"
    xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
    <cc:license>https://creativecommons.org/licenses/by/4.0/</cc:license>
    <item><title>a</title><georss:point>45.256 -71.92</georss:point><georss:featurename>Vellmar</georss:featurename>
      <media:content url="https://i.example/a.jpg" medium="image"><media:credit>Cy Oh</media:credit>
      <media:description>The pier</media:description></media:content></item>
    <item><title>b</title><georss:where><gml:Point><gml:pos>1.5, 2.5</gml:pos></gml:Point></georss:where>
      <cc:license>https://vellmar.example/terms</cc:license><itunes:image href="https://i.example/b.jpg"/>
      <thr:in-reply-to ref="tag:1" href="https://vellmar.example/1"/></item>
    <item><title>c</title><georss:point>95 1000</georss:point></item></channel></rss>)",
                             "", "");
  ASSERT_TRUE(feed.has_value());
  ASSERT_EQ(feed->entries.size(), 3U);
  const news::Entry& first = feed->entries[0];
  ASSERT_TRUE(first.place.has_value());
  EXPECT_DOUBLE_EQ(first.place->longitude, -71.92);
  EXPECT_EQ(first.place->name, "Vellmar");
  EXPECT_EQ(first.license, "https://creativecommons.org/licenses/by/4.0/");
  ASSERT_TRUE(first.picture.has_value());
  EXPECT_EQ(first.picture->url, "https://i.example/a.jpg");
  EXPECT_EQ(first.picture->credit, "Cy Oh");
  const news::Entry& second = feed->entries[1];
  EXPECT_DOUBLE_EQ(second.place->latitude, 1.5);
  EXPECT_EQ(second.license, "https://vellmar.example/terms");
  EXPECT_EQ(second.in_reply_to, "https://vellmar.example/1");
  EXPECT_EQ(second.picture->url, "https://i.example/b.jpg");
  EXPECT_FALSE(feed->entries[2].place.has_value());
}

}  // namespace
}  // namespace headwater::read
