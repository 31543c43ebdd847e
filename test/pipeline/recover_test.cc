// What was under way when the process died, the store failed or the clock jumped is taken up again at once.
#include <gmock/gmock.h>

#include <thread>

#include "form/json.h"
#include "store/port.h"
#include "test/pipeline/web_fixture.h"

namespace headwater::pipeline {
namespace {

using std::chrono::hours;

class RecoverTest : public WebTest {
 protected:
  RecoverTest() {
    Start({});
    ServeOk("/1", Page("The new weir on the Orrin opened on Monday after four years of building, the office said."));
  }
  void Announced(const std::string& path) {
    news::Page page;
    page.url = Url(path);
    const store::WorkRow row{Url(path), "page", form::WritePage(page), 0};
    ASSERT_TRUE(store_->PutWork(std::span(&row, 1), clock_.Now()));
  }
  bool IsHere(const std::string& path) { return *store_->HasAddress(Url(path)); }
  void Sql(const std::string& sql) {
    const auto done = store_->database().Write([&](store::Session& session) -> Result<void> {
      session.Run(sql);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text;
  }
};

TEST_F(RecoverTest, WhatAProcessThatDiedHadTakenIsFetchedAtOnce) {
  Announced("/1");
  ASSERT_EQ(store_->TakeWork(10, clock_.Now(), std::chrono::seconds(300))->size(), 1U);
  Start({});
  Round();
  EXPECT_TRUE(IsHere("/1"));
}

TEST_F(RecoverTest, ThePageThatKillsWhoReadsItIsGivenUpAndNoOther) {
  ServeOk("/2", Page("A second weir on the Orrin is to be built by the water office of Vellmar within three years."));
  Announced("/1");
  Announced("/2");
  // It died of /1 three times already, when it read one page at a time.
  Sql("UPDATE work SET tries = 3 WHERE work_key = '" + Url("/1") + "'");
  ASSERT_TRUE(store_->SetNote("deaths", "6"));
  ASSERT_TRUE(store_->SetNote("reading", Url("/1")));
  Start({});
  Round();
  EXPECT_FALSE(IsHere("/1"));
  EXPECT_TRUE(IsHere("/2"));
  const auto unreadable = store_->UnreadablePages(10);
  ASSERT_EQ(unreadable->size(), 1U);
  EXPECT_EQ(*store_->Note("deaths"), "0") << "a page was kept: all is well again";
}

TEST_F(RecoverTest, DeathsThatNoPageIsToBlameForCostNone) {
  Announced("/1");
  Sql("UPDATE work SET tries = 3, due = due + 300");
  ASSERT_TRUE(store_->SetNote("deaths", "9"));
  Start({});
  Round();
  EXPECT_TRUE(IsHere("/1"));
}

TEST_F(RecoverTest, WhatTheStoreFailedForIsKeptOnceItDoesNot) {
  Round();
  Announced("/1");
  Sql("CREATE TRIGGER broken BEFORE INSERT ON articles BEGIN SELECT RAISE(ABORT, 'broken'); END");
  EXPECT_FALSE(pipeline_->Round());
  EXPECT_FALSE(IsHere("/1"));
  Sql("DROP TRIGGER broken");
  for (int n = 0; n < 50 && !IsHere("/1"); ++n) {
    static_cast<void>(pipeline_->Round());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_TRUE(IsHere("/1")) << "though no time passed by the clock that leases go by";
}

TEST_F(RecoverTest, WhatWaitsIsDueAtOnceWhenTheClockWasPutBack) {
  Round();
  Announced("/1");
  clock_.Pass(-hours(3));
  Round();
  EXPECT_TRUE(IsHere("/1"));
}

}  // namespace
}  // namespace headwater::pipeline
