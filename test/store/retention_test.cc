// What goes with time, and what stays.
#include "store/retention.h"

#include <algorithm>

#include "store/folders.h"
#include "store/port.h"
#include "store/reading.h"
#include "store/rules.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using std::chrono::days;

class RetentionTest : public StoreTest {
 protected:
  Retention retention() { return Retention(Opened()); }
  Document Make(const std::string& name, const std::string& feed = "") {
    Document document =
        MakeDocument("https://vellmar.example/" + name, "About " + name, "A report about " + name + ".");
    if (!feed.empty()) {
      document.page.announcement.emplace().feed = feed;
    }
    return document;
  }
  void Subscribe(const std::string& url, const std::string& folder) {
    FeedRow feed;
    feed.url = url;
    feed.id = news::FeedId(url);
    feed.folder = folder;
    ASSERT_TRUE(Opened().Subscribe(std::vector{feed}, kNoon));
  }
  std::vector<std::string> Step(sys_seconds now) {
    const auto gone = retention().Step(now, 100);
    EXPECT_TRUE(gone) << gone.error().text;
    std::vector<std::string> ids;
    for (const auto& [article, story] : *gone) {
      ids.push_back(article.value());
    }
    return ids;
  }
  void Mark(const Document& document, store::Mark mark) {
    Reading reading(Opened());
    const std::vector ids{document.article.id};
    const auto items = reading.ItemsOf(ids);
    ASSERT_TRUE(reading.Set(kFirstPerson, *items, mark, true, kNoon));
  }
};

TEST_F(RetentionTest, WithoutABoundEverythingStays) {
  Keep({Make("bridge")}, kNoon);
  EXPECT_TRUE(Step(kNoon + days(10'000)).empty());
}

TEST_F(RetentionTest, WhatIsOldGoesFromSearchAndListsAndIsNotFetchedAgain) {
  const Document bridge = Make("bridge");
  const Document tram = Make("tram");
  Keep({bridge}, kNoon);
  Keep({tram}, kNoon + days(9));
  ASSERT_TRUE(retention().Put({"", "", 5, 0}));
  EXPECT_EQ(retention().WouldGo(kNoon + days(10), 5)->count, 1);
  EXPECT_EQ(Step(kNoon + days(10)), std::vector{bridge.article.id.value()});
  EXPECT_TRUE(Find("bridge").empty());
  EXPECT_EQ(Find("tram").size(), 1U);
  EXPECT_FALSE(Opened().Article(bridge.article.id));
  const std::vector<std::string> addresses{bridge.article.url};
  EXPECT_TRUE(Opened().Known(addresses, kNoon + days(10))->front());
  EXPECT_TRUE(Step(kNoon + days(10)).empty());
}

TEST_F(RetentionTest, WhatAnyoneKeepsOrOthersRestOnStays) {
  const Document starred = Make("star");
  const Document later = Make("later");
  const Document root = Make("root");
  const Document copy = Make("copy");
  Keep({starred, later, root}, kNoon);
  Keep({copy}, kNoon + days(9));
  Mark(starred, Mark::kStarred);
  Mark(later, Mark::kLater);
  news::Origin origin;
  origin.article = copy.article.id;
  origin.kind = news::OriginKind::kArticle;
  origin.origin_article = root.article.id;
  origin.roots = {root.article.id.value()};
  const std::vector origins{origin};
  ASSERT_TRUE(Opened().Write({{}, {}, origins}, kNoon));
  ASSERT_TRUE(retention().Put({"", "", 5, 0}));
  EXPECT_TRUE(Step(kNoon + days(10)).empty());
  // When the one that rests on it goes, it goes as well.
  EXPECT_EQ(Step(kNoon + days(20)), std::vector{copy.article.id.value()});
  EXPECT_EQ(Step(kNoon + days(20)), std::vector{root.article.id.value()});
}

TEST_F(RetentionTest, TheBoundOfAFeedGoesBeforeItsFoldersAndThatBeforeAll) {
  Subscribe("https://post.example/feed", "World/Asia");
  Subscribe("https://wire.example/feed", "World");
  const Document post = Make("post", "https://post.example/feed");
  const Document wire = Make("wire", "https://wire.example/feed");
  Keep({post, wire}, kNoon);
  ASSERT_TRUE(retention().Put({"", "", 1, 0}));
  ASSERT_TRUE(retention().Put({"World", "", 50, 0}));
  ASSERT_TRUE(retention().Put({"", "https://wire.example/feed", 5, 0}));
  EXPECT_EQ(Step(kNoon + days(10)), std::vector{wire.article.id.value()});
  ASSERT_TRUE(retention().Put({"World", "", 0, 0}));
  EXPECT_EQ(Step(kNoon + days(10)), std::vector{post.article.id.value()});
}

TEST_F(RetentionTest, SoManyOfEachFeedStay) {
  Subscribe("https://post.example/feed", "");
  std::vector<Document> all;
  for (int n = 0; n < 5; ++n) {
    all.push_back(Make("n" + std::to_string(n), "https://post.example/feed"));
    Keep({all.back()}, kNoon + std::chrono::minutes(n));
  }
  ASSERT_TRUE(retention().Put({"", "", 0, 3}));
  EXPECT_EQ(Step(kNoon + days(1)).size(), 2U);
  EXPECT_TRUE(Step(kNoon + days(1)).empty());
  EXPECT_TRUE(Opened().Article(all.back().article.id));
}

TEST_F(RetentionTest, ABoundIsForWhatIsHereAndComesAlongWhenItsFolderIsRenamed) {
  Subscribe("https://post.example/feed", "World/Asia");
  EXPECT_FALSE(retention().Put({"", "https://else.example/feed", 5, 0}));
  EXPECT_FALSE(retention().Put({"Worl", "", 5, 0}));
  ASSERT_TRUE(retention().Put({"World", "", 50, 0}));
  ASSERT_TRUE(retention().Put({"World / Asia", "", 40, 0}));
  Rule rule;
  rule.person = kFirstPerson;
  rule.folder = "World/Asia";
  rule.hide = true;
  ASSERT_TRUE(Rules(Opened()).Put(rule));
  ASSERT_TRUE(RenameFolder(Opened(), "World", "Globe"));
  std::vector<std::pair<std::string, int>> bounds;
  const auto all = retention().All();
  for (const RetentionRule& each : *all) {
    bounds.emplace_back(each.folder, each.days);
  }
  EXPECT_EQ(bounds, (std::vector<std::pair<std::string, int>>{{"Globe", 50}, {"Globe/Asia", 40}}));
  EXPECT_EQ(Rules(Opened()).Of(kFirstPerson)->front().folder, "Globe/Asia");
  // A rule for a folder that is no more meets nothing, rather than everything.
  ASSERT_TRUE(RenameFolder(Opened(), "Globe/Asia", ""));
  EXPECT_EQ(Rules(Opened()).Of(kFirstPerson)->front().folder, "Globe/Asia");
  EXPECT_EQ(retention().All()->size(), 1U);
}

// What stands in several streams is looked at in each, and may stay for one of them.
TEST_F(RetentionTest, WhatStaysForOneFeedDoesNotHoldUpWhatGoesFromAnother) {
  Subscribe("https://post.example/feed", "");
  Subscribe("https://wire.example/feed", "Wires");
  std::vector<Document> shared;
  std::vector<std::string> addresses;
  for (int n = 0; n < 3; ++n) {
    shared.push_back(Make("shared" + std::to_string(n), "https://post.example/feed"));
    addresses.push_back(shared.back().article.url);
  }
  Keep(shared, kNoon);
  ASSERT_TRUE(Reading(Opened()).CameBy("https://wire.example/feed", addresses, kNoon));
  const Document late = Make("late", "https://post.example/feed");
  Keep({late}, kNoon + days(1));
  ASSERT_TRUE(retention().Put({"", "", 5, 0}));
  ASSERT_TRUE(retention().Put({"Wires", "", 50, 0}));
  const auto gone = retention().Step(kNoon + days(10), 2);
  ASSERT_TRUE(gone) << gone.error().text;
  ASSERT_EQ(gone->size(), 1U);
  EXPECT_EQ(gone->front().first, late.article.id);
  EXPECT_EQ(retention().WouldGo(kNoon + days(10), 5)->count, 0);
}

TEST_F(RetentionTest, OneFaceGoesOnWhereItEndedAndBeginsAnewAtTheEnd) {
  std::vector<Document> all;
  for (int n = 0; n < 5; ++n) {
    all.push_back(Make("n" + std::to_string(n)));
  }
  Keep(all, kNoon);
  Mark(all[0], Mark::kStarred);
  ASSERT_TRUE(retention().Put({"", "", 5, 0}));
  Retention face(Opened());
  EXPECT_EQ(face.Step(kNoon + days(10), 2)->size(), 2U);
  EXPECT_FALSE(face.AtEnd());
  EXPECT_EQ(face.Step(kNoon + days(10), 3)->size(), 2U);
  EXPECT_TRUE(face.AtEnd());
  EXPECT_TRUE(Opened().Article(all[0].article.id));
}

// A live page with two entries, captured twice; the entry on trees stays as it was at first.
class LiveRetentionTest : public RetentionTest {
 protected:
  Document Capture(int hour, const std::string& schools) {
    const std::string trees = "Trees are down on the hill road above Vellmar, the county told reporters.";
    Document document = MakeDocument("https://vellmar.example/live", "Storm over Vellmar: live",
                                     "A storm moves over the valley.\n\n" + trees + "\n\n" + schools);
    document.page.fetched = kNoon + std::chrono::hours(hour);
    document.article.kind = news::ArticleKind::kLive;
    for (const auto& [key, words] : {std::pair{"#300000001", trees}, {"#300000002", schools}}) {
      news::Item& item = document.article.items.emplace_back();
      item.id = news::ArticleId(document.article.id.value() + key);
      item.headline = std::string(key) == "#300000001" ? "Trees down" : "Schools shut";
      item.text = words;
      item.published = ParseMoment("2025-05-12T08:00:00Z");
      news::Annotations& found = item.annotations.emplace();
      const news::Span all{0, static_cast<std::uint32_t>(text::CountCodePoints(words))};
      const news::EntityId who("person/ada-holm");
      found.names.push_back({{0, 1}, "Ada Holm", news::NameKind::kPerson, {}, who, {}});
      news::Statement& statement = found.statements.emplace_back();
      statement.speaker.emplace();
      statement.speaker->phrase.text = statement.speaker->name = "Ada Holm";
      statement.speaker->entity = who;
      statement.kind = news::StatementKind::kDirect;
      statement.content = {all};
    }
    return document;
  }
  void KeepBoth() {
    first_ = Capture(0, "All nine schools of the valley stay shut until the wind drops, the board wrote.");
    Keep({first_});
    Keep({Capture(1, "All eleven schools of the valley stay shut until the wind drops, the board wrote.")});
  }
  std::int64_t RowsOf(const std::string& table) {
    std::int64_t rows = 0;
    EXPECT_TRUE(Opened().database().Read([&](Session& session) -> Result<void> {
      rows = session.Number("SELECT count(*) FROM " + table).value_or(0);
      return {};
    }));
    return rows;
  }
  news::ArticleId Trees() const { return news::ArticleId(first_.article.id.value() + "#300000001"); }

  Document first_;
};

TEST_F(LiveRetentionTest, ALivePageGoesWithAllThatWasFoundInEntriesOfEarlierCaptures) {
  KeepBoth();
  ASSERT_TRUE(Opened().Article(Trees()));
  ASSERT_GT(RowsOf("statement_marks"), 0);
  ASSERT_TRUE(retention().Put({"", "", 5, 0}));
  const auto gone = Step(kNoon + days(10));
  EXPECT_EQ(gone.size(), 3U) << "the page and its entries";
  EXPECT_NE(std::ranges::find(gone, Trees().value()), gone.end());
  EXPECT_TRUE(Find("trees").empty());
  EXPECT_FALSE(Opened().Entity({.entity = news::EntityId("person/ada-holm")}));
  for (const char* const table : {"pages", "articles", "statement_marks", "forms", "revisions", "told_sources"}) {
    EXPECT_EQ(RowsOf(table), 0) << table;
  }
  // Neither are its words in the index.
  EXPECT_EQ(RowsOf(OnPostgres() ? "article_words" : "article_words WHERE article_words MATCH '\"tree\" OR \"trees\"'"),
            0);
  EXPECT_TRUE(Opened().Check()->empty());
}

TEST_F(LiveRetentionTest, AnEntryThatAnyoneKeepsKeepsItsPage) {
  KeepBoth();
  Document entry;
  entry.article.id = Trees();
  ASSERT_TRUE(retention().Put({"", "", 5, 0}));
  Mark(entry, Mark::kStarred);
  EXPECT_EQ(retention().WouldGo(kNoon + days(10), 5)->count, 0);
  EXPECT_TRUE(Step(kNoon + days(10)).empty());
  EXPECT_TRUE(Opened().Article(Trees()));
}

TEST_F(LiveRetentionTest, AnEntryThatOthersRestOnKeepsItsPage) {
  KeepBoth();
  const Document copy = Make("copy");
  Keep({copy}, kNoon + days(9));
  news::Origin origin;
  origin.article = copy.article.id;
  origin.kind = news::OriginKind::kArticle;
  origin.origin_article = Trees();
  origin.roots = {Trees().value()};
  const std::vector origins{origin};
  ASSERT_TRUE(Opened().Write({{}, {}, origins}, kNoon));
  ASSERT_TRUE(retention().Put({"", "", 5, 0}));
  EXPECT_TRUE(Step(kNoon + days(10)).empty());
}

}  // namespace
}  // namespace headwater::store
