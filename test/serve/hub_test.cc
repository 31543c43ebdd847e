// Where subscribers ask to be told, and what is published for them.
#include "serve/hub.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/site.h"
#include "store/access_tokens.h"
#include "store/hub.h"
#include "store/reading.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class HubSiteTest : public testing::Test {
 protected:
  int Ask(const std::string& topic, const std::string& callback = "https%3A%2F%2Freader.example%2Fpush",
          const std::string& more = "") {
    return site_
        .Answer({"POST",
                 "/hub",
                 {{"host", "127.0.0.1:8080"}, {"content-type", "application/x-www-form-urlencoded"}},
                 "hub.mode=subscribe&hub.topic=" + http::PercentEncode(topic) + "&hub.callback=" + callback + more})
        .status;
  }
  void Confirm() {
    store::Hub hub(edition_.store());
    const auto due = hub.RequestsDue(10, Now());
    ASSERT_TRUE(due);
    for (const store::HubRequest& request : *due) {
      ASSERT_TRUE(hub.Confirm(request, Now()));
    }
  }
  void Publish() {
    PublishTopics(
        edition_.store(),
        [&](const http::Request& request, const http::Caller& caller) { return site_.Answer(request, caller); }, Now());
  }
  static std::chrono::sys_seconds Now() { return SystemClock().Now(); }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(HubSiteTest, OnlyFeedsOfThisHouseAreTopics) {
  EXPECT_EQ(Ask("http://127.0.0.1:8080/stories.rss"), 202);
  EXPECT_EQ(Ask("http://127.0.0.1:8080/search.atom?q=bridge"), 202);
  EXPECT_EQ(Ask("http://127.0.0.1:8080/stories.csv"), 404);
  EXPECT_EQ(Ask("http://127.0.0.1:8080/me"), 404);
  EXPECT_EQ(Ask("http://elsewhere.example/stories.rss"), 404);
  EXPECT_EQ(Ask("http://127.0.0.1:8080/stories.rss#x"), 404);
}

TEST_F(HubSiteTest, WhatCannotBeACallbackIsRefused) {
  const std::string topic = "http://127.0.0.1:8080/stories.rss";
  EXPECT_EQ(Ask(topic, "file%3A%2F%2F%2Fetc%2Fpasswd"), 400);
  EXPECT_EQ(Ask(topic, ""), 400);
  EXPECT_EQ(Ask(topic, "https%3A%2F%2Freader.example%2F", "&hub.secret=" + std::string(200, 'x')), 400);
  EXPECT_EQ(Ask(topic, "https%3A%2F%2Freader.example%2F", "&hub.lease_seconds=1"), 202);
  const auto due = store::Hub(edition_.store()).RequestsDue(10, Now());
  ASSERT_EQ(due->size(), 1U);
  EXPECT_EQ(due->front().lease, 300) << "shorter leases would only cost";
}

TEST_F(HubSiteTest, AChangeOfTheStoreIsPublished) {
  ASSERT_EQ(Ask("http://127.0.0.1:8080/starred.json"), 202);
  Confirm();
  Publish();
  store::Hub hub(edition_.store());
  EXPECT_THAT(*hub.DeliveriesDue(10, Now()), IsEmpty());
  store::Reading reading(edition_.store());
  const std::vector<news::ArticleId> ids{edition_.Id("own")};
  ASSERT_TRUE(reading.Set(store::kFirstPerson, *reading.ItemsOf(ids), store::Mark::kStarred, true, Now()));
  Publish();
  const auto due = hub.DeliveriesDue(10, Now());
  ASSERT_EQ(due->size(), 1U);
  EXPECT_THAT(due->front().body, HasSubstr("Inspector warned"));
  EXPECT_THAT(due->front().content_type, HasSubstr("application/feed+json"));
}

TEST_F(HubSiteTest, BehindAProxyATopicIsWrittenAsItsSubscribersReachIt) {
  store::Hub hub(edition_.store());
  store::HubRequest request;
  request.topic = "https://127.0.0.1/headwater/starred.atom";
  request.hub = "https://127.0.0.1/headwater/hub";
  request.callback = "https://reader.example/push";
  request.lease = 3600;
  ASSERT_TRUE(hub.Ask(request, Now()));
  Confirm();
  Publish();
  store::Reading reading(edition_.store());
  const std::vector<news::ArticleId> ids{edition_.Id("own")};
  ASSERT_TRUE(reading.Set(store::kFirstPerson, *reading.ItemsOf(ids), store::Mark::kStarred, true, Now()));
  Publish();
  const auto due = hub.DeliveriesDue(10, Now());
  ASSERT_EQ(due->size(), 1U);
  EXPECT_THAT(due->front().body, HasSubstr("rel=\"self\" href=\"https://127.0.0.1/headwater/starred.atom\""));
  EXPECT_THAT(due->front().body, HasSubstr("https://127.0.0.1/headwater/article/"));
}

TEST_F(HubSiteTest, AClosedHouseTellsOnlyWhoHasAKey) {
  store::People people(edition_.store());
  const store::Person mira = *people.Add("mira", store::Role::kAdministrator, "seven lamps at vell", Now());
  const std::string key = *store::AccessTokens(edition_.store()).FeedKey(mira.id, Now());
  EXPECT_EQ(Ask("http://127.0.0.1:8080/stories.rss"), 404);
  EXPECT_EQ(Ask("http://127.0.0.1:8080/stories.rss?key=hw_x"), 404);
  EXPECT_EQ(Ask("http://127.0.0.1:8080/stories.rss?key=" + key), 202);
  Confirm();
  Publish();
  EXPECT_EQ(store::Hub(edition_.store()).Topics(Now())->size(), 1U);
}

}  // namespace
}  // namespace headwater::serve
