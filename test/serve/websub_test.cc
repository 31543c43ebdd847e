// What hubs ask and deliver, and signatures.
#include <gmock/gmock.h>

#include "serve/signature.h"
#include "serve/site.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using std::chrono::hours;
using store::PushState;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kSecret = "c0ffee";
const std::string kTopic = "https://vellmar.example/feed";

class WebSubTest : public testing::Test {
 protected:
  void SetUp() override {
    store::FeedRow feed;
    feed.id = news::FeedId(kTopic);
    feed.url = kTopic;
    ASSERT_TRUE(edition_.store().Subscribe(std::span(&feed, 1), clock_.Now()));
    Put(PushState::kAsked);
  }

  void Put(PushState state) {
    store::Push push;
    push.feed = news::FeedId(kTopic);
    push.hub = "https://hub.example/";
    push.topic = kTopic;
    push.path = "unguessable";
    push.secret = kSecret;
    push.state = state;
    ASSERT_TRUE(edition_.store().PutPush(push));
  }

  http::Reply Ask(const std::string& query, const std::string& path = "unguessable") {
    return site_.Answer({"GET", "/websub/" + path + "?" + query, {{"host", "127.0.0.1"}}, ""});
  }
  http::Reply Bring(const std::string& body, const std::string& signature, const std::string& path = "unguessable") {
    return site_.Answer(
        {"POST",
         "/websub/" + path,
         {{"host", "127.0.0.1"}, {"content-type", "application/rss+xml"}, {"x-hub-signature", signature}},
         body});
  }
  store::Push Push() { return *edition_.store().PushOf(news::FeedId(kTopic)); }
  std::vector<store::Delivery> Deliveries() { return *edition_.store().Deliveries(10); }

  const std::string topic_ = "hub.topic=https%3A%2F%2Fvellmar.example%2Ffeed";
  Edition edition_;
  const Clock& clock_ = SystemClock();
  Site site_{{}, edition_.store(), clock_};
};

// RFC 4231, test case 2, and RFC 2202, test case 2.
TEST(SignatureTest, HmacsAreThoseOfTheRfcs) {
  const std::string words = "what do ya want for nothing?";
  EXPECT_EQ(SignatureFor("sha1", "Jefe", words), "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  EXPECT_EQ(SignatureFor("sha256", "Jefe", words),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(SignatureFor("sha384", "Jefe", words),
            "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649");
  EXPECT_EQ(SignatureFor("sha512", "Jefe", words).size(), 7U + 128U);
  EXPECT_EQ(SignatureFor("md5", "Jefe", words), "");
}

TEST(SignatureTest, OnlyTheRightOneFits) {
  for (const char* method : {"sha1", "sha256", "sha384", "sha512"}) {
    std::string signature = SignatureFor(method, kSecret, "body");
    EXPECT_TRUE(SignatureFits(signature, kSecret, "body")) << method;
    EXPECT_FALSE(SignatureFits(signature, kSecret, "body2"));
    EXPECT_FALSE(SignatureFits(signature, "c0ffef", "body"));
    signature.back() = signature.back() == '0' ? '1' : '0';
    EXPECT_FALSE(SignatureFits(signature, kSecret, "body"));
  }
  for (const char* wrong : {"", "=", "sha256", "sha256=", "md5=00", "none=", "sha256=zz"}) {
    EXPECT_FALSE(SignatureFits(wrong, kSecret, "body")) << wrong;
  }
}

TEST_F(WebSubTest, WhatWasAskedForIsConfirmedWithTheChallenge) {
  const http::Reply reply = Ask("hub.mode=subscribe&" + topic_ + "&hub.challenge=x%3Cy&hub.lease_seconds=86400");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "x<y");
  EXPECT_THAT(reply.content_type, testing::StartsWith("text/plain"));
  EXPECT_EQ(Push().state, PushState::kVerified);
  EXPECT_NEAR(static_cast<double>((*Push().lease_ends - clock_.Now()).count()), 86'400, 5);
  EXPECT_LT(Push().due, *Push().lease_ends);
}

TEST_F(WebSubTest, WhatWasNotAskedForIsNotConfirmed) {
  EXPECT_EQ(Ask("hub.mode=subscribe&hub.topic=https%3A%2F%2Felse.example%2F&hub.challenge=x").status, 404);
  EXPECT_EQ(Ask("hub.mode=subscribe&" + topic_ + "&hub.challenge=x", "guessed").status, 404);
  EXPECT_EQ(Ask("hub.mode=unsubscribe&" + topic_ + "&hub.challenge=x").status, 404);
  EXPECT_EQ(Ask("").status, 404);
  EXPECT_EQ(Push().state, PushState::kAsked);
  Put(PushState::kLeaving);
  EXPECT_EQ(Ask("hub.mode=subscribe&" + topic_ + "&hub.challenge=x").status, 404);
  EXPECT_EQ(Ask("hub.mode=unsubscribe&" + topic_ + "&hub.challenge=bye").body, "bye");
  EXPECT_FALSE(edition_.store().PushOf(news::FeedId(kTopic)));
}

TEST_F(WebSubTest, ADenialIsRemembered) {
  EXPECT_EQ(Ask("hub.mode=denied&" + topic_ + "&hub.reason=no+more").status, 200);
  EXPECT_EQ(Push().state, PushState::kDenied);
  EXPECT_EQ(Push().error, "no more");
  EXPECT_EQ(Bring("<rss/>", SignatureFor("sha256", kSecret, "<rss/>")).status, 410);
}

TEST_F(WebSubTest, ASignedDeliveryIsKeptForThePipeline) {
  Put(PushState::kVerified);
  const std::string body("<rss>\0</rss>", 12);
  EXPECT_EQ(Bring(body, SignatureFor("sha512", kSecret, body)).status, 202);
  ASSERT_THAT(Deliveries(), SizeIs(1));
  EXPECT_EQ(Deliveries()[0].body, body);
  EXPECT_THAT(Deliveries()[0].headers, testing::Contains(testing::Pair("content-type", "application/rss+xml")));
  EXPECT_EQ(Deliveries()[0].feed.value(), kTopic);
}

TEST_F(WebSubTest, ABadSignatureIsAcknowledgedAndIgnored) {
  Put(PushState::kVerified);
  const std::vector<std::string> wrong{"", "sha256=00", SignatureFor("sha256", "other", "<rss/>")};
  for (const std::string& signature : wrong) {
    EXPECT_EQ(Bring("<rss/>", signature).status, 202);
  }
  EXPECT_THAT(Deliveries(), IsEmpty());
}

TEST_F(WebSubTest, AnUnknownSubscriptionIsGone) {
  EXPECT_EQ(Bring("<rss/>", SignatureFor("sha256", kSecret, "<rss/>"), "guessed").status, 410);
}

}  // namespace
}  // namespace headwater::serve
