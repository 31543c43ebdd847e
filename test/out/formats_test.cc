// A list in each format: what a reader makes of it, and that nothing from outside breaks it.
#include "out/formats.h"

#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "web/xml.h"

namespace headwater::out {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

Item Bridge() {
  Item item;
  item.id = item.url = "https://news.vellmar.example/story/a1";
  item.title = "Harbour bridge <closed> & fenced \"off\"";
  item.summary = "Cracks were found.\x01";
  item.sentence = "3 articles, 2 independent sources";
  item.authors = {"Oda Brenning"};
  item.publisher = "Tidewire";
  item.language = "en";
  item.published = ParseMoment("2025-03-11T08:10:00+01:00");
  item.updated = std::chrono::sys_seconds(std::chrono::seconds(1'741'770'000));
  item.articles = 3;
  item.independent = news::Independence{2, 2, 0};
  item.sources = {{"article", "Tidewire", "https://tidewire.example/a b?x=1&y=2", "Bridge closed", "", 2, 0.9},
                  {"outlet", "Port office", "", "", "", 1, 0.5}};
  item.traced = true;
  return item;
}

Listing Front(std::vector<Item> items) {
  Listing listing;
  listing.title = "Headwater";
  listing.description = "Stories";
  listing.house = "Headwater";
  listing.page = "https://news.vellmar.example/";
  listing.self = "https://news.vellmar.example/stories.rss?a=1&b=2";
  listing.hub = "https://news.vellmar.example/hub";
  listing.items = std::move(items);
  return listing;
}

Item Untraced() {
  Item item = Bridge();
  item.sources.clear();
  item.traced = false;
  return item;
}

// Attributes of all elements of that name, and their texts.
std::vector<std::string> Texts(const std::string& xml, std::string_view name) {
  const web::XmlTree tree = web::ParseXml(xml);
  EXPECT_THAT(tree.faults(), testing::IsEmpty());
  std::vector<std::string> texts;
  for (web::XmlTree::Id id = 0; id < tree.nodes().size(); ++id) {
    if (tree[id].name == name) {
      texts.push_back(tree.Text(id));
    }
  }
  return texts;
}

std::vector<std::pair<std::string, std::string>> Links(const std::string& xml) {
  const web::XmlTree tree = web::ParseXml(xml);
  std::vector<std::pair<std::string, std::string>> links;
  for (web::XmlTree::Id id = 0; id < tree.nodes().size(); ++id) {
    if (tree[id].name == "link" && tree.Attribute(id, "rel")) {
      links.emplace_back(*tree.Attribute(id, "rel"), *tree.Attribute(id, "href"));
    }
  }
  return links;
}

TEST(FormatsTest, RssCarriesThePrimarySourceWithItsAddress) {
  const std::string xml = WriteRss(Front({Bridge()}));
  EXPECT_THAT(Texts(xml, "title"), Contains("Harbour bridge <closed> & fenced \"off\""));
  EXPECT_THAT(xml, HasSubstr("<source url=\"https://tidewire.example/a%20b?x=1&amp;y=2\">Tidewire</source>"));
  EXPECT_THAT(Texts(xml, "source"), Contains("Port office"));
  EXPECT_THAT(Texts(xml, "pubDate"), Contains("Tue, 11 Mar 2025 07:10:00 +0000"));
  EXPECT_THAT(Links(xml), AllOf(Contains(Pair("self", "https://news.vellmar.example/stories.rss?a=1&b=2")),
                                Contains(Pair("hub", "https://news.vellmar.example/hub"))));
}

TEST(FormatsTest, WhatIsNotTracedNamesNoSourceAndSaysSo) {
  const Listing front = Front({Untraced()});
  EXPECT_THAT(WriteRss(front), AllOf(Not(HasSubstr("<source")), HasSubstr("Primary source: not known.")));
  EXPECT_THAT(WriteAtom(front), AllOf(Not(HasSubstr("\"via\"")), HasSubstr("Primary source: not known.")));
  EXPECT_THAT(WriteJsonFeed(front), AllOf(Not(HasSubstr("external_url")), HasSubstr("\"primary_sources\":[]")));
  EXPECT_THAT(WriteNinjs(front), HasSubstr("\"infoSources\":[]"));
}

TEST(FormatsTest, AtomLeadsViaItsPrimarySources) {
  const std::string xml = WriteAtom(Front({Bridge()}));
  EXPECT_THAT(Links(xml), Contains(Pair("via", "https://tidewire.example/a%20b?x=1&y=2")));
  EXPECT_THAT(Texts(xml, "updated"), Contains("2025-03-12T09:00:00Z"));
  EXPECT_THAT(Texts(xml, "published"), Contains("2025-03-11T08:10:00+01:00"));
  EXPECT_THAT(xml, Not(HasSubstr("\x01")));
}

TEST(FormatsTest, AnEmptyListIsStillAFeed) {
  EXPECT_THAT(Texts(WriteAtom(Front({})), "updated"), Contains("1970-01-01T00:00:00Z"));
  EXPECT_THAT(Texts(WriteRss(Front({})), "item"), testing::IsEmpty());
  EXPECT_TRUE(boost::json::parse(WriteJsonFeed(Front({}))).at("items").as_array().empty());
}

TEST(FormatsTest, JsonFeedHasThePrimarySourceAsExternalAddress) {
  const boost::json::value feed = boost::json::parse(WriteJsonFeed(Front({Bridge()})));
  EXPECT_EQ(feed.at("version").as_string(), "https://jsonfeed.org/version/1.1");
  const boost::json::value& item = feed.at("items").at(0);
  EXPECT_EQ(item.at("external_url").as_string(), "https://tidewire.example/a%20b?x=1&y=2");
  EXPECT_EQ(item.at("_headwater").at("primary_sources").as_array().size(), 2U);
  EXPECT_EQ(item.at("_headwater").at("independent").at("least").as_int64(), 2);
  EXPECT_EQ(feed.at("hubs").at(0).at("type").as_string(), "WebSub");
}

TEST(FormatsTest, NinjsHasPartiesAsInfoSources) {
  const boost::json::value item = boost::json::parse(WriteNinjs(Front({Bridge()}))).at("associations").at(0);
  EXPECT_EQ(item.at("infoSources").at(0).at("name").as_string(), "Tidewire");
  EXPECT_EQ(item.at("infoSources").at(1).at("name").as_string(), "Port office");
  EXPECT_EQ(item.at("name").as_string(), "1");
}

TEST(FormatsTest, ATableRunsNothingInASpreadsheet) {
  Item item = Bridge();
  item.title = "=HYPERLINK(\"https://evil.example\"), then\nmore";
  const std::string table = WriteCsv(Front({item}));
  EXPECT_THAT(table, HasSubstr("\"'=HYPERLINK(\"\"https://evil.example\"\"), then\nmore\""));
  EXPECT_THAT(table, HasSubstr(",Tidewire,https://tidewire.example/a%20b?x=1&y=2,article,0.90,yes\r\n"));
}

TEST(FormatsTest, EachLineIsAnObjectWithAllPrimarySources) {
  const std::string lines = WriteJsonLines(Front({Bridge(), Untraced()}));
  const boost::json::value first = boost::json::parse(lines.substr(0, lines.find('\n')));
  EXPECT_EQ(first.at("primary_sources").as_array().size(), 2U);
  EXPECT_EQ(std::ranges::count(lines, '\n'), 2);
}

TEST(FormatsTest, ANewsSitemapHasWhatIsNew) {
  Item old = Bridge();
  old.url = "https://news.vellmar.example/story/old";
  old.updated -= std::chrono::days(3);
  const std::string xml = WriteNewsSitemap(Front({Bridge(), old}), Bridge().updated + std::chrono::hours(1));
  EXPECT_THAT(Texts(xml, "loc"), testing::ElementsAre("https://news.vellmar.example/story/a1"));
  EXPECT_THAT(Links(xml), Contains(Pair("via", "https://tidewire.example/a%20b?x=1&y=2")));
}

TEST(FormatsTest, BytesThatAreNoTextDoNoHarm) {
  Item item = Bridge();
  item.title = "a\xFF\xC3 b\xEF\xBF\xBF]]>";
  const Listing front = Front({item});
  for (const Format& format : Formats()) {
    EXPECT_FALSE(format.write(front).empty()) << format.ending;
  }
  EXPECT_THAT(Texts(WriteRss(front), "item"), testing::SizeIs(1));
  EXPECT_NO_THROW(boost::json::parse(WriteJsonFeed(front)));
  EXPECT_NO_THROW(boost::json::parse(WriteNinjs(front)));
}

}  // namespace
}  // namespace headwater::out
