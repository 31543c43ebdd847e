// Probes and figures, and who is told them.
#include "serve/probes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/site.h"
#include "store/access_tokens.h"
#include "store/people.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto kNow = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1};

class FixedClock final : public Clock {
 public:
  std::chrono::sys_seconds Now() const override { return kNow; }
};

class ProbesTest : public testing::Test {
 protected:
  Site Made(ProbeSettings probes = {}, const std::string& listening_on = "127.0.0.1") {
    SiteSettings settings;
    settings.listening_on = listening_on;
    settings.door.open = listening_on != "127.0.0.1";
    settings.probes = std::move(probes);
    return Site{settings, edition_.store(), clock_};
  }
  static http::Request Asks(const std::string& target, web::Headers headers = {},
                            const std::string& peer = "127.0.0.1") {
    if (web::FindHeader(headers, "host").empty()) {
      headers.emplace_back("host", "127.0.0.1:8080");
    }
    return {"GET", target, std::move(headers), "", peer};
  }
  static http::Proxies Networks(const std::vector<std::string>& named) { return *http::Proxies::Named(named); }

  Edition edition_;
  FixedClock clock_;
};

TEST_F(ProbesTest, ThatItLivesIsToldToAnyoneUnderAnyName) {
  const Site site = Made({}, "0.0.0.0");
  const http::Reply reply = site.Answer(Asks("/healthz", {{"host", "10.1.2.3:8080"}}, "10.9.9.9"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"status":"ok"})");
}

TEST_F(ProbesTest, ItIsReadyUntilSomethingWaitsTooLong) {
  store::Store& store = edition_.store();
  const Site ready = Made();
  EXPECT_EQ(ready.Answer(Asks("/readyz")).status, 200) << ready.Answer(Asks("/readyz")).body;
  const store::WorkRow work{"https://vellmar.example/1", "page", "{}", 0};
  ASSERT_TRUE(store.PutWork(std::span(&work, 1), kNow - std::chrono::hours(1)));
  const Site late = Made();
  const http::Reply reply = late.Answer(Asks("/readyz", {{"host", "elsewhere.example"}}, "10.9.9.9"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, AllOf(HasSubstr(R"("ready":false)"), HasSubstr(R"("what":"queue")"), HasSubstr("3600 s"),
                                Not(HasSubstr("vellmar"))));
  ProbeSettings patient;
  patient.ready_lag = std::chrono::hours(2);
  EXPECT_EQ(Made(patient).Answer(Asks("/readyz")).status, 200);
  ProbeSettings idle;
  idle.fetches = false;
  EXPECT_EQ(Made(idle).Answer(Asks("/readyz")).status, 200);
}

TEST_F(ProbesTest, WhatElseMustBeReachedIsNamed) {
  ProbeSettings probes;
  probes.reach.emplace_back("broker", []() -> Result<void> { return Fail(Fault::kUnreachable, "nats://10.0.0.7"); });
  const http::Reply reply = Made(probes).Answer(Asks("/readyz"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_THAT(reply.body, AllOf(HasSubstr(R"("what":"broker")"), Not(HasSubstr("10.0.0.7"))));
}

TEST_F(ProbesTest, AtHomeTheFiguresAreTold) {
  const Site site = Made();
  const http::Reply reply = site.Answer(Asks("/metrics"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(reply.body, AllOf(HasSubstr("headwater_store_rows{noun=\"articles\"}"), HasSubstr("headwater_ready 1"),
                                HasSubstr("headwater_queue_depth{state=\"due\"} 0")));
}

TEST_F(ProbesTest, NoNameOrAddressOfTheCollectionIsInTheFigures) {
  const Site site = Made();
  site.Answer(Asks("/story/" + edition_.bridge().value()));
  site.Answer(Asks("/search?q=Kallas"));
  site.Answer(Asks("/no/such/page/vellmar"));
  const std::string body = site.Answer(Asks("/metrics")).body;
  EXPECT_THAT(body, AllOf(HasSubstr("route=\"story/*\""), HasSubstr("route=\"search\""), HasSubstr("route=\"none\"")));
  for (const std::string& secret : {edition_.bridge().value(), std::string("Kallas"), std::string("vellmar"),
                                    std::string("127.0.0.1"), std::string("example")}) {
    EXPECT_THAT(body, Not(HasSubstr(secret)));
  }
}

TEST_F(ProbesTest, ElsewhereOnlyWhoIsNamedIsToldTheFigures) {
  const auto status = [](const Site& site, const http::Request& request) { return site.Answer(request).status; };
  const Site closed = Made({}, "0.0.0.0");
  EXPECT_NE(status(closed, Asks("/metrics", {}, "10.9.9.9")), 200);
  EXPECT_NE(status(closed, Asks("/metrics")), 200);
  ProbeSettings probes;
  probes.metrics_from = Networks({"10.0.0.0/8"});
  probes.metrics_token = "a-long-token-of-this-house";
  const Site open = Made(probes, "0.0.0.0");
  EXPECT_EQ(status(open, Asks("/metrics", {}, "10.9.9.9")), 200);
  EXPECT_NE(status(open, Asks("/metrics", {}, "11.9.9.9")), 200);
  // What a proxy hands on may be from anywhere.
  EXPECT_NE(status(open, Asks("/metrics", {{"x-forwarded-for", "10.9.9.9"}}, "10.9.9.9")), 200);
  EXPECT_EQ(status(open, Asks("/metrics", {{"authorization", "Bearer a-long-token-of-this-house"}}, "11.9.9.9")), 200);
  EXPECT_NE(status(open, Asks("/metrics", {{"authorization", "Bearer a-long-token-of-this-hous"}}, "11.9.9.9")), 200);
  EXPECT_NE(status(open, Asks("/metrics", {{"authorization", "Bearer "}}, "11.9.9.9")), 200);
}

// DNS rebinding: a page elsewhere makes its own name lead to this machine.
TEST_F(ProbesTest, UnderAStrangersNameTheFiguresAreNotTold) {
  ProbeSettings probes;
  probes.metrics_from = Networks({"127.0.0.1"});
  const Site site = Made(probes);
  EXPECT_EQ(site.Answer(Asks("/metrics", {{"host", "evil.example"}})).status, 421);
  EXPECT_EQ(site.Answer(Asks("/metrics")).status, 200);
}

TEST_F(ProbesTest, OfPeopleOnlyAdministratorsAreToldTheFigures) {
  store::People people(edition_.store());
  const auto admin = people.Add("Ada Vell", store::Role::kAdministrator, "a long password", kNow);
  const auto reader = people.Add("Rey Vell", store::Role::kReader, "", kNow);
  ASSERT_TRUE(admin && reader);
  store::AccessTokens tokens(edition_.store());
  const auto status = [&](const store::Person& person, store::Scopes scopes) {
    const auto token = tokens.Make(person, "watch", scopes, {}, kNow);
    EXPECT_TRUE(token);
    return Made().Answer(Asks("/metrics", {{"authorization", "Bearer " + *token}})).status;
  };
  EXPECT_NE(Made().Answer(Asks("/metrics")).status, 200);
  EXPECT_EQ(status(*admin, store::kMayAdminister), 200);
  EXPECT_NE(status(*admin, store::kMayRead), 200);
  EXPECT_NE(status(*reader, store::kMayRead), 200);
}

TEST_F(ProbesTest, EveryReplyHasTheNumberOfItsRequest) {
  const Site site = Made();
  const http::Reply one = site.Answer(Asks("/"));
  const http::Reply other = site.Answer(Asks("/", {{"x-request-id", "mine\r\nx: y"}}));
  const std::string_view number = web::FindHeader(one.headers, "x-request-id");
  EXPECT_EQ(number.size(), 16U);
  EXPECT_NE(web::FindHeader(other.headers, "x-request-id"), number);
  EXPECT_EQ(web::FindHeader(other.headers, "x-request-id").size(), 16U);
}

}  // namespace
}  // namespace headwater::serve
