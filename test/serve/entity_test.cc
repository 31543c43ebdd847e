// Persons, organisations and places on pages, what users settle about them, and searches by them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "serve/site.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class EntityTest : public testing::Test {
 protected:
  http::Reply Get(const std::string& target, web::Headers headers = {}) {
    headers.emplace_back("host", "127.0.0.1:8080");
    return site_.Answer({"GET", target, std::move(headers), ""});
  }

  // Sends a form as the settle page would: with its token and its cookie.
  http::Reply Send(const std::string& target, const std::string& fields) {
    const http::Reply page = Get("/person/oda-brenning/settle");
    const std::string cookie(web::FindHeader(page.headers, "set-cookie"));
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = page.body.find(mark) + mark.size();
    const std::string token = page.body.substr(at, page.body.find('"', at) - at);
    return site_.Answer({"POST",
                         target,
                         {{"host", "127.0.0.1:8080"},
                          {"content-type", "application/x-www-form-urlencoded"},
                          {"cookie", cookie.substr(0, cookie.find(';'))}},
                         fields + "&token=" + token});
  }

  std::string Path(const std::string& key) { return "/article/" + edition_.Id(key).value(); }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(EntityTest, APersonHasFormsRolesAndEachStatementOnceWhereItCameFirst) {
  const http::Reply page = Get("/person/oda-brenning");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Person named in the news"), HasSubstr("Oda Brenning"), HasSubstr("Mayor"),
                               HasSubstr("11 March 2025"), HasSubstr("1 statement"), HasSubstr("First in"),
                               HasSubstr("Tidewire"), HasSubstr("also in")));
  const std::string words = "Nobody will drive over it";
  EXPECT_EQ(page.body.find(words), page.body.rfind(words));
}

TEST_F(EntityTest, APlaceHasItsCountry) {
  EXPECT_THAT(Get("/place/vell").body, AllOf(HasSubstr("Place named in the news"), HasSubstr("Vell, Estonia")));
  EXPECT_EQ(Get("/place/nowhere").status, 404);
}

TEST_F(EntityTest, AnArticleTellsWhoSaysWhatAndWhereItCameFirst) {
  const std::string agency = Get(Path("agency")).body;
  EXPECT_THAT(agency, AllOf(HasSubstr("href=\"#said-1\""), HasSubstr("id=\"said-1\""), HasSubstr("id=\"ref-1\""),
                            HasSubstr("First in this article"), HasSubstr("Vell, Estonia\" href=\"../place/vell\""),
                            HasSubstr("11 March 2025\" href"), HasSubstr("id=\"show-place\"")));
  EXPECT_THAT(Get(Path("copy")).body,
              AllOf(HasSubstr("First in <a href=\"../article/" + edition_.Id("agency").value() + "#ref-1\""),
                    Not(HasSubstr("First in this article"))));
}

TEST_F(EntityTest, WhatIsSettledShowsIsLedToAndIsTakenBack) {
  // The mentions of one article are someone else.
  const http::Reply parted =
      Send("/entities/part",
           "entity=person%2Foda-brenning&article=" + edition_.Id("cites").value() + "&other=new&name=Ove+Brenning");
  ASSERT_EQ(parted.status, 303) << parted.body;
  EXPECT_THAT(Get(Path("cites")).body, HasSubstr("../person/ove-brenning~2"));
  EXPECT_THAT(Get("/person/ove-brenning~2").body, HasSubstr("In one article, Oda Brenning is Ove Brenning."));
  // And then they are one after all.
  const http::Reply merged = Send("/entities/merge", "entity=person%2Fove-brenning~2&other=person%2Foda-brenning");
  ASSERT_EQ(merged.status, 303) << merged.body;
  const http::Reply old = Get("/person/ove-brenning~2");
  EXPECT_EQ(old.status, 303);
  EXPECT_EQ(web::FindHeader(old.headers, "location"), "../person/oda-brenning");
  EXPECT_THAT(Get("/entities").body,
              AllOf(HasSubstr("Ove Brenning is the same as Oda Brenning."), HasSubstr("Take back")));
  ASSERT_EQ(Send("/entities/undo", "decision=2").status, 303);
  ASSERT_EQ(Send("/entities/undo", "decision=1").status, 303);
  EXPECT_THAT(Get("/entities").body, HasSubstr("Nothing has been settled yet"));
  EXPECT_THAT(Get(Path("cites")).body, HasSubstr("../person/oda-brenning"));
  EXPECT_EQ(Get("/person/ove-brenning~2").status, 404);
}

TEST_F(EntityTest, SettlingNeedsAFormOfOurs) {
  const auto bare = site_.Answer({"POST",
                                  "/entities/merge",
                                  {{"host", "127.0.0.1:8080"}, {"content-type", "application/x-www-form-urlencoded"}},
                                  "entity=person%2Foda-brenning&other=place%2Fvell"});
  EXPECT_EQ(bare.status, 403);
  EXPECT_EQ(Send("/entities/merge", "entity=person%2Foda-brenning&other=person%2Foda-brenning").status, 400);
  EXPECT_EQ(Send("/entities/merge", "entity=person%2Foda-brenning&other=person%2Fnobody").status, 404);
  EXPECT_EQ(Send("/entities/undo", "decision=77").status, 404);
}

TEST_F(EntityTest, WhereUsersSettleTheySeeWhoElseIsCalledSo) {
  const std::string page = Get("/person/oda-brenning/settle?other=vell").body;
  EXPECT_THAT(page, AllOf(HasSubstr("value=\"place/vell\""), HasSubstr("holds for good")));
}

TEST_F(EntityTest, SearchFindsBySpeakerPlaceAndTimeAndSaysHowItWasRead) {
  EXPECT_THAT(Get("/search?q=speaker:Brenning").body,
              AllOf(HasSubstr("Nobody will drive over it"), HasSubstr("Vell Courier"), HasSubstr("Called so")));
  EXPECT_THAT(Get("/search?speaker=Brenning&q=cables").body, HasSubstr("Tidewire"));
  EXPECT_THAT(Get("/search?place=Estonia").body, HasSubstr("Northern Ledger"));
  EXPECT_THAT(Get("/search?q=place:Finland").body, HasSubstr("Nothing was found"));
  EXPECT_THAT(Get("/search?q=bridge+before:2024").body,
              AllOf(HasSubstr("Vell votes for a new harbour <mark>bridge</mark>"), Not(HasSubstr("Quaywatch"))));
  EXPECT_THAT(Get("/search?q=bridge+after:yesterday").body, HasSubstr("<kbd>after:yesterday</kbd>"));
}

TEST_F(EntityTest, TheApiSaysTheSame) {
  const auto object = [&](const std::string& target) { return boost::json::parse(Get(target).body).as_object(); };
  const auto person = object("/api/v1/person/oda-brenning");
  EXPECT_EQ(person.at("roles").as_array().front().as_object().at("role").as_string(), "Mayor");
  EXPECT_EQ(person.at("statements").as_array().size(), 1U);
  EXPECT_EQ(person.at("statements").as_array().front().as_object().at("articles").as_int64(), 2);
  EXPECT_EQ(object("/api/v1/place/vell").at("places").as_array().front().as_object().at("country").as_string(), "EE");
  EXPECT_EQ(object("/api/v1/entities?q=brenn").at("entities").as_array().size(), 1U);
  EXPECT_EQ(object("/api/v1/statements?q=speaker:brenning").at("statements").as_array().size(), 1U);
  EXPECT_TRUE(object("/api/v1/decisions").at("decisions").as_array().empty());
  EXPECT_EQ(Get("/api/v1/entities").status, 400);
}

}  // namespace
}  // namespace headwater::serve
