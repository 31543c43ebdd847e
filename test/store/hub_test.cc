// The hub: nobody is told who did not ask for it, everybody else until it is known to have arrived.
#include "store/hub.h"

#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kTopic = "https://news.vellmar.example/stories.rss";

class HubTest : public StoreTest {
 protected:
  Hub hub() { return Hub(Opened()); }

  HubRequest Asking(const std::string& callback) {
    HubRequest request;
    request.topic = kTopic;
    request.callback = callback;
    request.secret = "lantern";
    request.hub = "https://news.vellmar.example/hub";
    request.lease = 86'400;
    return request;
  }

  void Join(const std::string& callback, sys_seconds now = kNoon) {
    ASSERT_TRUE(hub().Ask(Asking(callback), now));
    const auto due = hub().RequestsDue(10, now);
    ASSERT_TRUE(due);
    for (const HubRequest& request : *due) {
      ASSERT_TRUE(hub().Confirm(request, now));
    }
  }

  void Publish(const std::string& body, sys_seconds now) {
    ASSERT_TRUE(hub().Publish(kTopic, "application/rss+xml", body, now));
  }
};

TEST_F(HubTest, NothingIsToldBeforeTheCallbackConfirms) {
  ASSERT_TRUE(hub().Ask(Asking("https://reader.example/push"), kNoon));
  EXPECT_THAT(*hub().Topics(kNoon), IsEmpty());
  const auto due = hub().RequestsDue(10, kNoon);
  ASSERT_EQ(due->size(), 1U);
  EXPECT_EQ(due->front().challenge.size(), 48U);
  EXPECT_THAT(*hub().RequestsDue(10, kNoon), IsEmpty()) << "asked once a minute";
  ASSERT_TRUE(hub().Confirm(due->front(), kNoon));
  EXPECT_THAT(*hub().Topics(kNoon), ElementsAre(testing::Field(&HubTopic::address, kTopic)));
}

TEST_F(HubTest, WhoNeverConfirmsIsForgotten) {
  ASSERT_TRUE(hub().Ask(Asking("https://silent.example/"), kNoon));
  int asked = 0;
  for (sys_seconds now = kNoon; now < kNoon + hours(5); now += std::chrono::minutes(1)) {
    asked += static_cast<int>(hub().RequestsDue(10, now)->size());
  }
  EXPECT_EQ(asked, 3);
}

TEST_F(HubTest, AChangeIsDeliveredSignedAndOnce) {
  Join("https://reader.example/push");
  Publish("one", kNoon);
  EXPECT_THAT(*hub().DeliveriesDue(10, kNoon), IsEmpty()) << "what it held at first is no news";
  Publish("two", kNoon + hours(1));
  const auto due = hub().DeliveriesDue(10, kNoon + hours(1));
  ASSERT_EQ(due->size(), 1U);
  EXPECT_EQ(due->front().body, "two");
  EXPECT_EQ(due->front().hub, "https://news.vellmar.example/hub");
  // echo -n two | openssl dgst -sha256 -hmac lantern
  EXPECT_EQ(due->front().signature, "sha256=f23237973b173f703bb994fafe9421040d62988517d81c15774b686e5d496381");
  ASSERT_TRUE(hub().Delivered(due->front().subscriber, due->front().hash));
  EXPECT_THAT(*hub().DeliveriesDue(10, kNoon + hours(9)), IsEmpty());
  Publish("two", kNoon + hours(10));
  EXPECT_THAT(*hub().DeliveriesDue(10, kNoon + hours(10)), IsEmpty());
}

TEST_F(HubTest, AFailedDeliveryIsTriedAgainEverLaterAndGivenUp) {
  HubRequest request = Asking("https://reader.example/push");
  request.lease = 90 * 86'400;
  ASSERT_TRUE(hub().Ask(request, kNoon));
  ASSERT_TRUE(hub().Confirm(hub().RequestsDue(1, kNoon)->front(), kNoon));
  Publish("one", kNoon);
  Publish("two", kNoon);
  int tries = 0;
  for (sys_seconds now = kNoon; now < kNoon + hours(24 * 40); now += hours(1)) {
    tries += static_cast<int>(hub().DeliveriesDue(10, now)->size());
  }
  EXPECT_EQ(tries, 8);
  Publish("three", kNoon + hours(24 * 41));
  EXPECT_EQ(hub().DeliveriesDue(10, kNoon + hours(24 * 41))->size(), 1U) << "the next change starts anew";
}

TEST_F(HubTest, ALeaseEndsAndSoDoesWhatIsGone) {
  Join("https://reader.example/push");
  Join("https://gone.example/push");
  Publish("one", kNoon);
  Publish("two", kNoon);
  const auto due = hub().DeliveriesDue(10, kNoon);
  ASSERT_EQ(due->size(), 2U);
  for (const HubDelivery& delivery : *due) {
    if (delivery.callback == "https://gone.example/push") {
      ASSERT_TRUE(hub().Drop(delivery.subscriber));
    }
  }
  EXPECT_EQ(hub().DeliveriesDue(10, kNoon + hours(1))->size(), 1U);
  EXPECT_THAT(*hub().DeliveriesDue(10, kNoon + hours(25)), IsEmpty());
  EXPECT_THAT(*hub().Topics(kNoon + hours(25)), IsEmpty());
}

TEST_F(HubTest, WhoLeavesIsToldNoMore) {
  Join("https://reader.example/push");
  Publish("one", kNoon);
  HubRequest leaving = Asking("https://reader.example/push");
  leaving.leaving = true;
  ASSERT_TRUE(hub().Ask(leaving, kNoon + hours(1)));
  Publish("two", kNoon + hours(1));
  EXPECT_EQ(hub().DeliveriesDue(10, kNoon + hours(1))->size(), 1U) << "until it confirms";
  ASSERT_TRUE(hub().Confirm(hub().RequestsDue(1, kNoon + hours(1))->front(), kNoon + hours(1)));
  EXPECT_THAT(*hub().Topics(kNoon + hours(1)), IsEmpty());
}

}  // namespace
}  // namespace headwater::store
