// Each format held against its standard, rule by rule: lists as they come, and the worst that can be in one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "out/formats.h"
#include "test/out/standard_rules.h"

namespace headwater::out {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Item Plainly() {
  Item item;
  item.id = item.url = "https://news.vellmar.example/story/a1";
  item.title = "Harbour bridge closed";
  item.summary = "Cracks were found.";
  item.sentence = "3 articles, 2 independent sources";
  item.authors = {"Oda Brenning", "Ada Holm"};
  item.publisher = "Tidewire";
  item.language = "en";
  item.tags = {"assertion"};
  item.published = ParseMoment("2025-03-11T08:10:00+01:00");
  item.updated = std::chrono::sys_seconds(std::chrono::seconds(1'741'770'000));
  item.external = "https://vellcourier.example/bridge";
  item.articles = 3;
  item.independent = news::Independence{2, 2, 0};
  item.sources = {{"article", "Tidewire", "https://tidewire.example/bridge", "Bridge closed", "", 2, 0.9},
                  {"person", "Oda Brenning", "", "", "https://news.vellmar.example/article/b2", 1, 0.5},
                  {"outlet", "Port office", "", "", "", 1, 0.5}};
  return item;
}

// Nothing known, a day without a time, characters of all kinds, addresses that are none.
Item Worst() {
  Item item = Plainly();
  item.id = item.url = "https://news.vellmar.example/story/“a”?x=<1>&y=[2] 3";
  item.title = "]]> <b>\x01\xFF & \"'";
  item.summary = "\xEF\xBF\xBF</item></feed>";
  item.authors.clear();
  item.publisher.clear();
  item.language.clear();
  item.tags.clear();
  item.published = ParseMoment("2025-03-11");
  item.external = "https://vellcourier.example/a b\"c";
  item.sources = {{"article", "<Tidewire>", "https://tidewire.example/a b?x=1&y=|2|", "\x02", "", 2, 0.9}};
  return item;
}

Item Unknown() {
  Item item;
  item.id = item.url = "https://news.vellmar.example/story/c3";
  item.title = "?";
  return item;
}

std::vector<Listing> Listings() {
  Listing listing;
  listing.title = "Headwater";
  listing.description = "Stories";
  listing.house = "Headwater";
  listing.page = "https://news.vellmar.example/";
  listing.self = "https://news.vellmar.example/stories.rss?q=\"a b\"&b=2";
  Listing full = listing;
  full.hub = "https://news.vellmar.example/hub";
  full.language = "en";
  full.icon = "https://news.vellmar.example/icon.png";
  full.items = {Plainly(), Worst(), Unknown()};
  full.title = "A search for <b>“weirs”</b> & more";
  return {listing, full};
}

TEST(StandardsTest, AtomIsAsRfc4287HasIt) {
  for (const Listing& listing : Listings()) {
    EXPECT_THAT(AtomFaults(WriteAtom(listing)), IsEmpty());
  }
}

TEST(StandardsTest, RssIsAsItsSpecificationHasIt) {
  for (const Listing& listing : Listings()) {
    EXPECT_THAT(RssFaults(WriteRss(listing)), IsEmpty());
  }
}

TEST(StandardsTest, JsonFeedIsAsItsSpecificationHasIt) {
  for (const Listing& listing : Listings()) {
    EXPECT_THAT(JsonFeedFaults(WriteJsonFeed(listing)), IsEmpty());
  }
}

TEST(StandardsTest, NinjsIsAsItsSchemaHasIt) {
  for (const Listing& listing : Listings()) {
    EXPECT_THAT(NinjsFaults(WriteNinjs(listing)), IsEmpty());
    EXPECT_THAT(NinjsFaults(WriteNinjsItem(listing, Plainly())), IsEmpty());
    EXPECT_THAT(NinjsFaults(WriteNinjsItem(listing, Worst())), IsEmpty());
  }
}

// The rules themselves find what breaks them.
TEST(StandardsTest, RulesThatAreBrokenAreNamed) {
  const std::string atom = WriteAtom(Listings().back());
  const auto without = [](std::string text, const std::string& what, const std::string& instead) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), instead);
  };
  EXPECT_THAT(AtomFaults(without(atom, "<id>", "<uid>")), Not(IsEmpty()));
  EXPECT_THAT(AtomFaults(without(atom, "T09:00:00Z", " 09:00")), Contains(HasSubstr("3.3")));
  EXPECT_THAT(AtomFaults(without(atom, "rel=\"self\"", "rel=\"alternate\" type=\"text/html\"")),
              Contains(HasSubstr("alternate")));
  const std::string rss = WriteRss(Listings().back());
  EXPECT_THAT(RssFaults(without(rss, "+0000", "GMT+1")), Contains(HasSubstr("RFC 822")));
  EXPECT_THAT(RssFaults(without(rss, "<source url=", "<source href=")), Contains(HasSubstr("source")));
  const std::string feed = WriteJsonFeed(Listings().back());
  EXPECT_THAT(JsonFeedFaults(without(feed, "content_html", "content")), Contains(HasSubstr("content")));
  EXPECT_THAT(JsonFeedFaults(without(feed, "\"authors\"", "\"author\"")), Contains(HasSubstr("author")));
  const std::string ninjs = WriteNinjs(Listings().back());
  EXPECT_THAT(NinjsFaults(without(ninjs, "\"composite\"", "\"list\"")), Contains(HasSubstr("type")));
  EXPECT_THAT(NinjsFaults(without(ninjs, "infoSources", "infosources")), Contains(HasSubstr("infosources")));
}

TEST(StandardsTest, JsonFeedIsServedAsItsOwnMediaType) {
  EXPECT_THAT(std::string(FormatCalled("json")->content_type), HasSubstr("application/feed+json"));
  EXPECT_THAT(std::string(FormatCalled("atom")->content_type), HasSubstr("application/atom+xml"));
  EXPECT_THAT(std::string(FormatCalled("rss")->content_type), HasSubstr("application/rss+xml"));
}

}  // namespace
}  // namespace headwater::out
