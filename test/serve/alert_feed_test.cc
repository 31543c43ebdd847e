// What alerts and briefings told, as feeds at the address with the key of all of a person's feeds.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/site.h"
#include "store/access_tokens.h"
#include "store/alerts.h"
#include "store/briefings.h"
#include "store/port.h"
#include "test/out/standard_rules.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class AlertFeedTest : public testing::Test {
 protected:
  http::Reply Ask(const std::string& method, const std::string& target, const std::string& body = "") {
    return site_.Answer({method, target, {{"host", "127.0.0.1:8080"}}, body, ""});
  }
  std::string Key() { return *store::AccessTokens(edition_.store()).FeedKey(store::kFirstPerson, SystemClock().Now()); }

  // Hits of the bridge's story, of all kinds.
  void Fire() {
    const auto now = SystemClock().Now();
    store::Alert alert;
    alert.person = store::kFirstPerson;
    alert.name = "Bridges <b> & \x01";
    alert.query = "q=bridge";
    alert.question.words = "bridge";
    alert.on_story = true;
    const auto made = store::Alerts(edition_.store()).Make(alert, now);
    ASSERT_TRUE(made) << made.error().text;
    ASSERT_TRUE(edition_.store().database().Write([&](store::Session& session) -> Result<void> {
      for (const std::string_view kind : {"story", "sources", "origin"}) {
        session.Run(
            "INSERT INTO alert_hits (alert, kind, subject, story, article, detail, number, fired, quiet, mail) VALUES "
            "(?, ?, 'fired', ?, ?, '', 2, 1741780000, 0, 0)",
            {*made, kind, edition_.bridge().value(), edition_.Id("agency").value()});
      }
      return {};
    }));
  }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(AlertFeedTest, ItIsAtomAsItsStandardHasIt) {
  const std::string empty = Ask("GET", "/alerts/feed?key=" + Key()).body;
  EXPECT_THAT(out::AtomFaults(empty), IsEmpty());
  Fire();
  const std::string told = Ask("GET", "/alerts/feed?key=" + Key()).body;
  EXPECT_THAT(out::AtomFaults(told), IsEmpty());
  EXPECT_THAT(told, HasSubstr("<entry>"));
  EXPECT_THAT(told, HasSubstr("rel=\"via\""));
  EXPECT_THAT(told, HasSubstr("Tidewire"));
}

TEST_F(AlertFeedTest, BriefingsToo) {
  store::BriefingOrder order;
  order.person = store::kFirstPerson;
  order.name = "Mornings & <more>";
  store::Briefings briefings(edition_.store());
  const auto now = SystemClock().Now();
  const auto made = briefings.Make(order, now);
  ASSERT_TRUE(made) << made.error().text;
  ASSERT_TRUE(briefings.Hasten(store::kFirstPerson, *made, now));
  ASSERT_TRUE(briefings.Step(now));
  const std::string told = Ask("GET", "/briefings/feed?key=" + Key()).body;
  EXPECT_THAT(out::AtomFaults(told), IsEmpty());
  EXPECT_THAT(told, HasSubstr("<entry>"));
}

TEST_F(AlertFeedTest, OneKeyOpensAllFeedsOfAPersonAndIsToldInOnePlace) {
  const std::string key = Key();
  for (const std::string page : {"/alerts", "/briefings", "/me/tokens"}) {
    EXPECT_THAT(Ask("GET", page).body, HasSubstr(key)) << page;
  }
  EXPECT_EQ(Ask("GET", "/stories.rss?key=" + key).status, 200);
  ASSERT_TRUE(store::AccessTokens(edition_.store()).NewFeedKey(store::kFirstPerson, SystemClock().Now()));
  EXPECT_EQ(Ask("GET", "/alerts/feed?key=" + key).status, 404) << "another key ends the addresses with the one before";
  EXPECT_EQ(Ask("GET", "/alerts/feed?key=" + Key()).status, 200);
  EXPECT_EQ(Ask("GET", "/alerts/feed").status, 404);
  EXPECT_THAT(Ask("GET", "/alerts").body, Not(HasSubstr("name=\"zone\""))) << "the zone is set where all settings are";
}

}  // namespace
}  // namespace headwater::serve
