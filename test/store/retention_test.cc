// What goes with time, and what stays.
#include "store/retention.h"

#include "store/reading.h"
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

}  // namespace
}  // namespace headwater::store
