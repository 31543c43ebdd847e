// Content owners ask without signing in, follow their request by an address of their own, and administrators decide.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "form/wacz.h"
#include "serve/site.h"
#include "store/people.h"
#include "store/port.h"
#include "store/rights_log.h"
#include "store/takedowns.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using store::Role;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kPassword = "seven lamps at vell";

class Browser {
 public:
  Browser(const Site& site, std::string peer) : site_(site), peer_(std::move(peer)) {}

  http::Reply Get(const std::string& target) { return Send("GET", target, ""); }
  http::Reply Form(const std::string& from, const std::string& target, const std::string& body) {
    const std::string page = Get(from).body;
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = page.find(mark);
    const std::string token = at == std::string::npos
                                  ? ""
                                  : page.substr(at + mark.size(), page.find('"', at + mark.size()) - at - mark.size());
    return Send("POST", target, body + "&token=" + http::PercentEncode(token));
  }
  http::Reply Send(const std::string& method, const std::string& target, const std::string& body) {
    web::Headers headers{{"host", "vellmar.example"}};
    if (method == "POST") {
      headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    }
    std::string cookies;
    for (const auto& [name, value] : cookies_) {
      cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
    }
    if (!cookies.empty()) {
      headers.emplace_back("cookie", cookies);
    }
    http::Reply reply = site_.Answer({method, target, headers, body, peer_});
    for (const auto& [name, value] : reply.headers) {
      if (name == "set-cookie") {
        const std::size_t equals = value.find('=');
        cookies_[value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
      }
    }
    return reply;
  }
  void SignIn(const std::string& name) {
    const http::Reply reply =
        Form("/signin", "/signin", "name=" + name + "&password=" + http::PercentEncode(kPassword));
    ASSERT_EQ(reply.status, 303) << reply.body;
  }

 private:
  const Site& site_;
  std::string peer_;
  std::map<std::string, std::string> cookies_;
};

std::string Location(const http::Reply& reply) { return std::string(web::FindHeader(reply.headers, "location")); }

constexpr const char* kAsk =
    "wants=remove&addresses=https%3A%2F%2Fmarentimes.example%2Fbridge%0D%0Ahttps%3A%2F%2Fmarentimes.example%2Ftwo"
    "&claimant=The+Marentimes&contact=desk%40marentimes.example&words=We+wrote+it";

class TakedownTest : public testing::Test {
 protected:
  TakedownTest() {
    open_.listening_on = "0.0.0.0";
    store::People people(edition_.store());
    EXPECT_TRUE(people.Add("Oda", Role::kAdministrator, kPassword, SystemClock().Now()));
    EXPECT_TRUE(people.Add("Ed", Role::kEditor, kPassword, SystemClock().Now()));
    site_ = std::make_unique<Site>(open_, edition_.store(), SystemClock());
  }

  Edition edition_;
  SiteSettings open_;
  std::unique_ptr<Site> site_;
};

TEST_F(TakedownTest, AStrangerAsksAndFollowsItWithoutSigningIn) {
  Browser stranger(*site_, "198.51.100.7");
  EXPECT_EQ(stranger.Get("/takedown").status, 200);
  const http::Reply asked = stranger.Form("/takedown", "/takedown", kAsk);
  ASSERT_EQ(asked.status, 303) << asked.body;
  const std::string own = "/" + Location(asked).substr(Location(asked).find("takedown/"));
  const http::Reply page = Browser(*site_, "203.0.113.9").Get(own);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Request 1"));
  EXPECT_THAT(page.body, HasSubstr("https://marentimes.example/two"));
  EXPECT_THAT(page.body, HasSubstr("/.well-known/headwater-takedown.txt"));
  EXPECT_THAT(page.body, Not(HasSubstr("desk@marentimes.example")));
  EXPECT_EQ(web::FindHeader(page.headers, "cache-control"), "no-store");
  EXPECT_EQ(Browser(*site_, "203.0.113.9").Get("/takedown/guessed").status, 404);
  // Nobody but administrators sees the queue.
  EXPECT_EQ(stranger.Get("/takedowns").status, 303);
  Browser editor(*site_, "198.51.100.8");
  editor.SignIn("Ed");
  EXPECT_EQ(editor.Get("/takedowns").status, 403);
}

TEST_F(TakedownTest, WithoutTheFormsTokenNothingIsTaken) {
  Browser stranger(*site_, "198.51.100.7");
  EXPECT_EQ(stranger.Send("POST", "/takedown", kAsk).status, 403);
  EXPECT_TRUE(store::Takedowns(edition_.store()).All(10)->empty());
}

TEST_F(TakedownTest, WhatSaysTooLittleIsGivenBackWithAReason) {
  Browser stranger(*site_, "198.51.100.7");
  const http::Reply nothing = stranger.Form("/takedown", "/takedown", "addresses=&claimant=A&words=B");
  EXPECT_EQ(nothing.status, 400);
  EXPECT_THAT(nothing.body, HasSubstr("which pages"));
  const http::Reply odd = stranger.Form("/takedown", "/takedown", "addresses=javascript:1&claimant=%3Cb%3E&words=B");
  EXPECT_THAT(odd.body, HasSubstr("is no address"));
  EXPECT_THAT(odd.body, Not(HasSubstr("<b>")));
}

TEST_F(TakedownTest, WhoAsksTooOftenWaitsAndOthersDoNot) {
  Browser stranger(*site_, "198.51.100.7");
  int taken = 0;
  for (int n = 0; n < 12; ++n) {
    taken += stranger.Form("/takedown", "/takedown", kAsk).status == 303 ? 1 : 0;
  }
  EXPECT_EQ(taken, 6);
  EXPECT_EQ(stranger.Form("/takedown", "/takedown", kAsk).status, 429);
  EXPECT_EQ(Browser(*site_, "203.0.113.9").Form("/takedown", "/takedown", kAsk).status, 303);
}

TEST_F(TakedownTest, AdministratorsSeeTheTimeThatIsLeftAndDecide) {
  store::Takedowns takedowns(edition_.store());
  store::NewClaim late;
  late.addresses = {"https://marentimes.example/old"};
  late.claimant = "Late & Co";
  late.words = "Ours";
  const auto now = SystemClock().Now();
  ASSERT_TRUE(takedowns.Ask(late, now - std::chrono::hours(30)));
  Browser stranger(*site_, "198.51.100.7");
  const std::string own = Location(stranger.Form("/takedown", "/takedown", kAsk));
  Browser oda(*site_, "198.51.100.9");
  oda.SignIn("Oda");
  const http::Reply queue = oda.Get("/takedowns");
  ASSERT_EQ(queue.status, 200);
  EXPECT_THAT(queue.body, HasSubstr("Waiting for a decision: 2. Overdue: 1."));
  EXPECT_THAT(queue.body, HasSubstr("overdue by 6 hours"));
  EXPECT_LT(queue.body.find("Late &amp; Co"), queue.body.find("The Marentimes"));
  EXPECT_EQ(oda.Form("/takedowns", "/takedowns", "number=2&what=refuse&answer=Not+yours").status, 303);
  EXPECT_EQ(oda.Form("/takedowns", "/takedowns", "number=1&what=grant&answer=").status, 303);
  EXPECT_EQ(takedowns.Of(1)->state, store::ClaimState::kGranting);
  EXPECT_EQ(takedowns.Of(2)->state, store::ClaimState::kRefused);
  // Twice is once.
  EXPECT_EQ(oda.Form("/takedowns/note", "/takedowns", "number=2&what=reverse&answer=").status, 400);
  const http::Reply told = stranger.Get("/" + own.substr(own.find("takedown/")));
  EXPECT_THAT(told.body, HasSubstr("Not yours"));
  const http::Reply log = oda.Get("/takedowns/log");
  EXPECT_THAT(log.body, HasSubstr("Every entry is sealed"));
  EXPECT_THAT(log.body, HasSubstr("refused"));
  EXPECT_THAT(log.body, Not(HasSubstr("marentimes.example/bridge")));
}

TEST_F(TakedownTest, AnEditorTypesInWhatCameByMail) {
  Browser editor(*site_, "198.51.100.8");
  editor.SignIn("Ed");
  const http::Reply noted = editor.Form("/takedowns/note", "/takedowns/note", kAsk);
  ASSERT_EQ(noted.status, 303);
  EXPECT_THAT(Location(noted), HasSubstr("takedown/"));
  EXPECT_EQ(store::Takedowns(edition_.store()).Of(1)->way, store::ClaimWay::kNote);
}

TEST_F(TakedownTest, TheLogCannotBeChangedByAnyStatement) {
  Browser stranger(*site_, "198.51.100.7");
  stranger.Form("/takedown", "/takedown", kAsk);
  for (const char* const sql : {"UPDATE rights_log SET who = 'nobody'", "DELETE FROM rights_log"}) {
    const auto changed = edition_.store().database().Write([&](store::Session& session) -> Result<void> {
      session.Run(sql);
      return {};
    });
    EXPECT_FALSE(changed) << sql;
  }
  EXPECT_EQ(*store::RightsLog(edition_.store()).FirstBroken(), 0);
}

TEST_F(TakedownTest, AStoryIsSavedAsEvidenceByWhoMayRead) {
  const std::string address = "/story/" + edition_.bridge().value() + "/bundle";
  EXPECT_EQ(Browser(*site_, "198.51.100.7").Get(address).status, 303);
  Browser oda(*site_, "198.51.100.9");
  oda.SignIn("Oda");
  EXPECT_THAT(oda.Get("/story/" + edition_.bridge().value()).body, HasSubstr("/bundle"));
  const http::Reply saved = oda.Get(address);
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(saved.content_type, "application/wacz");
  const auto verdict = form::VerifyWacz(saved.body);
  EXPECT_TRUE(verdict.good());
  EXPECT_THAT(oda.Get("/about").body, HasSubstr(verdict.public_key.substr(0, 20)));
  EXPECT_EQ(oda.Get("/story/0000000000000000/bundle").status, 404);
  EXPECT_EQ(oda.Get("/search/bundle?q=bridge").status, 200);
}

}  // namespace
}  // namespace headwater::serve
