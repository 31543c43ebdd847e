// What only ever came to be more goes when it is old.
#include "store/tidy.h"

#include <gmock/gmock.h>

#include "store/awaited.h"
#include "store/imports.h"
#include "store/port.h"
#include "store/reading.h"
#include "store/webhooks.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::ElementsAre;

constexpr const char* kAddress = "https://vellmar.example/wall";

class TidyTest : public StoreTest {
 protected:
  std::int64_t Count(const std::string& table) {
    std::int64_t number = 0;
    EXPECT_TRUE(Opened().database().Read([&](Session& session) -> Result<void> {
      number = session.Number("SELECT count(*) FROM " + table).value_or(-1);
      return {};
    }));
    return number;
  }
  // A page without an article in it.
  void KeepWall(const std::string& body, sys_seconds now) {
    news::Page page;
    page.url = kAddress;
    page.body = body;
    page.fetched = now;
    const KeptPage kept{&page, nullptr, "no article in it", false, true, *Opened().HasPage(HashPage(page))};
    ASSERT_TRUE(Opened().Keep(std::span(&kept, 1), now));
  }
  bool KnownAt(sys_seconds now) {
    const std::string address = kAddress;
    return Opened().Known(std::span(&address, 1), now)->front();
  }
};

TEST_F(TidyTest, OfAnUnreadableAddressOnePageIsKeptAndItIsNotAskedForAgainAtOnce) {
  KeepWall("<p>Please accept 1</p>", kNoon);
  KeepWall("<p>Please accept 2</p>", kNoon + hours(1));
  KeepWall("<p>Please accept 3</p>", kNoon + hours(2));
  EXPECT_EQ(Count("pages"), 1);
  EXPECT_EQ(Count("unreadable"), 1);
  EXPECT_TRUE(KnownAt(kNoon + hours(3)));
  EXPECT_FALSE(KnownAt(kNoon + hours(9)));
  // The same again.
  KeepWall("<p>Please accept 3</p>", kNoon + hours(9));
  EXPECT_TRUE(KnownAt(kNoon + hours(10)));
  // And at last an article.
  Document document = MakeDocument(kAddress, "Weir opens", "The weir on the Orrin opened.");
  Keep({document}, kNoon + hours(20));
  EXPECT_EQ(Count("pages"), 1);
  EXPECT_EQ(Count("unreadable"), 0);
}

TEST_F(TidyTest, WhatIsOldGoesAndWhatIsNotStays) {
  KeepWall("<p>Please accept</p>", kNoon);
  ASSERT_TRUE(Opened().PutWork(std::vector<WorkRow>{{"lost", "page", "", 0}, {"waits", "page", "", 0}}, kNoon));
  ASSERT_TRUE(Opened().GiveUpWork("lost", "not found", kNoon));
  const auto errand = Opened().Ask(ErrandKind::kRefresh, "", kNoon);
  ASSERT_TRUE(Opened().Ask(ErrandKind::kRefresh, "", kNoon));
  ASSERT_TRUE(Opened().Answer(*errand, true, "done", kNoon));
  ASSERT_TRUE(*Awaited(Opened()).WaitFor("https://vellmar.example/report", news::ArticleId("a1"), kNoon));
  form::ReaderState state;
  state.url = "https://vellmar.example/never";
  state.starred = true;
  ASSERT_TRUE(Imports(Opened()).Take(kFirstPerson, std::vector{state}, false, kNoon));
  ASSERT_FALSE(*Tidy(Opened(), kNoon + days(20)));
  for (const auto& [table, rows] : std::vector<std::pair<std::string, int>>{
           {"unreadable", 2}, {"work", 2}, {"errands", 2}, {"awaited", 1}, {"imported_states", 1}}) {
    EXPECT_EQ(Count(table), rows) << table;
  }
  ASSERT_FALSE(*Tidy(Opened(), kNoon + days(500)));
  for (const auto& [table, rows] : std::vector<std::pair<std::string, int>>{{"unreadable", 0},
                                                                            {"pages", 0},
                                                                            {"work", 1},
                                                                            {"errands", 1},
                                                                            {"awaited", 0},
                                                                            {"imported_states", 0},
                                                                            {"lost_links", 0}}) {
    EXPECT_EQ(Count(table), rows) << table;
  }
}

TEST_F(TidyTest, TheLatestFiftyWaitForOneThing) {
  Awaited awaited(Opened());
  for (int n = 0; n < 52; ++n) {
    EXPECT_TRUE(*awaited.WaitFor("source the post", news::ArticleId("a" + std::to_string(n)), kNoon));
  }
  EXPECT_FALSE(*awaited.WaitFor("source the post", news::ArticleId("a51"), kNoon));
  const auto waiting = awaited.By("source the post");
  ASSERT_EQ(waiting->size(), Awaited::kMost);
  EXPECT_EQ(waiting->front().value(), "a2");
  ASSERT_TRUE(awaited.Leave("source the post", {news::ArticleId("a7")}));
  EXPECT_THAT(*awaited.By("source the post"), ElementsAre(news::ArticleId("a7")));
  ASSERT_TRUE(awaited.Leave("source the post", {}));
  EXPECT_EQ(Count("awaited"), 0);
}

TEST_F(TidyTest, ThatAnArticleWasSentIsForgottenWithIt) {
  const Document document = MakeDocument("https://vellmar.example/1", "Weir opens", "The weir on the Orrin opened.");
  Keep({document}, kNoon, true);
  ASSERT_TRUE(Webhooks(Opened()).Put(kFirstPerson, "https://hook.example/"));
  ASSERT_TRUE(Webhooks(Opened()).Queue(kFirstPerson, {{document.article.id.value(), "Weirs"}}, kNoon));
  ASSERT_EQ(Count("outbox"), 1);
  ASSERT_EQ(*Opened().RemoveSamples(), 1);
  EXPECT_EQ(Count("outbox"), 0);
}

}  // namespace
}  // namespace headwater::store
