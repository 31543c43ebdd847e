// What is sent by rules: once, signed, and tried again.
#include "store/webhooks.h"

#include <gmock/gmock.h>

#include "store/people.h"
#include "store/rules.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class WebhooksTest : public StoreTest {
 protected:
  Webhooks webhooks() { return Webhooks(Opened()); }
  std::vector<Sending> Take(sys_seconds now) {
    const auto taken = webhooks().Take(10, now);
    EXPECT_TRUE(taken) << taken.error().text;
    return taken.value_or(std::vector<Sending>{});
  }
  void Queue() { ASSERT_TRUE(webhooks().Queue(kFirstPerson, {{bridge_.article.id.value(), "Works"}}, kNoon)); }
  Document bridge_ = MakeDocument("https://vellmar.example/1?a=b", "Bridge & tram", "The bridge is closed.");
};

TEST_F(WebhooksTest, AnArticleIsSentOnceWithASignature) {
  Keep({bridge_}, kNoon);
  ASSERT_TRUE(webhooks().Put(kFirstPerson, "https://save.example/add?u={url}&t={title}"));
  Queue();
  const auto sendings = Take(kNoon);
  ASSERT_EQ(sendings.size(), 1U);
  EXPECT_EQ(sendings.front().url,
            "https://save.example/add?u=https%3A%2F%2Fvellmar.example%2F1%3Fa%3Db&t=Bridge%20%26%20tram");
  EXPECT_THAT(sendings.front().body, HasSubstr("title=Bridge%20%26%20tram&"));
  EXPECT_THAT(sendings.front().signature, StartsWith("sha256="));
  ASSERT_TRUE(webhooks().Sent(sendings.front().id, kNoon));
  Queue();
  EXPECT_TRUE(Take(kNoon + std::chrono::days(30)).empty());
}

TEST_F(WebhooksTest, APersonSendsAgainWhatWent) {
  Keep({bridge_}, kNoon);
  const std::string id = bridge_.article.id.value();
  EXPECT_FALSE(webhooks().Send(kFirstPerson, id, "by hand", kNoon));
  ASSERT_TRUE(webhooks().Put(kFirstPerson, "https://save.example/"));
  EXPECT_EQ(webhooks().StateOf(kFirstPerson, id), SendState::kNone);
  for (int n = 0; n < 2; ++n) {
    ASSERT_TRUE(webhooks().Send(kFirstPerson, id, "by hand", kNoon));
    EXPECT_EQ(webhooks().StateOf(kFirstPerson, id), SendState::kWaiting);
    const auto sendings = Take(kNoon);
    ASSERT_EQ(sendings.size(), 1U);
    EXPECT_THAT(sendings.front().body, HasSubstr("rule=by%20hand"));
    ASSERT_TRUE(webhooks().Sent(sendings.front().id, kNoon));
    EXPECT_EQ(webhooks().StateOf(kFirstPerson, id), SendState::kEnded);
  }
}

TEST_F(WebhooksTest, WhatFailsIsTriedAgainEverLaterAndGivenUp) {
  Keep({bridge_}, kNoon);
  ASSERT_TRUE(webhooks().Put(kFirstPerson, "https://save.example/"));
  Queue();
  int tries = 0;
  for (sys_seconds now = kNoon; now < kNoon + std::chrono::days(60); now += std::chrono::hours(1)) {
    tries += static_cast<int>(Take(now).size());
  }
  EXPECT_EQ(tries, 8);
}

TEST_F(WebhooksTest, NothingIsSentWithoutAnAddressOrAfterItIsTakenBack) {
  Keep({bridge_}, kNoon);
  Queue();
  EXPECT_TRUE(Take(kNoon).empty());
  EXPECT_FALSE(webhooks().Put(kFirstPerson, "file:///etc/passwd"));
  EXPECT_FALSE(webhooks().Put(kFirstPerson, "javascript:alert(1)"));
  ASSERT_TRUE(webhooks().Put(kFirstPerson, "https://save.example/"));
  Queue();
  ASSERT_TRUE(webhooks().Put(kFirstPerson, ""));
  EXPECT_TRUE(Take(kNoon).empty());
}

TEST_F(WebhooksTest, ARuleSendsWhatComesInAndNotWhatWasThere) {
  ASSERT_TRUE(webhooks().Put(kFirstPerson, "https://save.example/"));
  Rules rules(Opened());
  ASSERT_TRUE(rules.Step(kNoon - std::chrono::minutes(1)));
  Rule rule;
  rule.person = kFirstPerson;
  rule.title = "Works";
  rule.words = "bridge";
  rule.send = true;
  const auto id = rules.Put(rule);
  ASSERT_TRUE(id);
  Keep({bridge_}, kNoon);
  ASSERT_TRUE(rules.Step(kNoon + std::chrono::minutes(10)));
  const auto first = Take(kNoon + std::chrono::minutes(10));
  ASSERT_EQ(first.size(), 1U);
  ASSERT_TRUE(webhooks().Sent(first.front().id, kNoon));
  const Document old = MakeDocument("https://vellmar.example/2", "Old bridge", "An older bridge.");
  Keep({old}, kNoon + std::chrono::minutes(11));
  ASSERT_TRUE(rules.Pause(kFirstPerson, *id, true));
  ASSERT_TRUE(rules.Step(kNoon + std::chrono::minutes(30)));
  ASSERT_TRUE(rules.Pause(kFirstPerson, *id, false));
  ASSERT_TRUE(rules.GoBack(kFirstPerson, *id));
  ASSERT_TRUE(rules.Step(kNoon + std::chrono::minutes(31)));
  EXPECT_TRUE(Take(kNoon + std::chrono::hours(31)).empty());
}

}  // namespace
}  // namespace headwater::store
