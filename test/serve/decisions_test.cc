// Reasons on the pages, corrections by forms, and the audit in the browser.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "news/reason.h"
#include "screen/reasons.h"
#include "screen/strings.h"
#include "serve/site.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class CorrectionsTest : public testing::Test {
 protected:
  CorrectionsTest() {
    const http::Reply page = Get("/decisions");
    const http::Reply form = Get("/story/" + edition_.bridge().value() + "/settle");
    const std::string set(web::FindHeader(form.headers, "set-cookie"));
    cookie_ = set.substr(0, set.find(';'));
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = form.body.find(mark) + mark.size();
    token_ = form.body.substr(at, form.body.find('"', at) - at);
  }
  http::Reply Get(const std::string& target) {
    return site_.Answer({"GET", target, {{"host", "127.0.0.1:8080"}, {"cookie", cookie_}}, ""});
  }
  http::Reply Post(const std::string& target, const std::string& body) {
    return site_.Answer(
        {"POST",
         target,
         {{"host", "127.0.0.1:8080"}, {"cookie", cookie_}, {"content-type", "application/x-www-form-urlencoded"}},
         "token=" + token_ + "&" + body});
  }
  std::string Path(const std::string& key) { return "/article/" + edition_.Id(key).value(); }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
  std::string cookie_;
  std::string token_;
};

TEST(ReasonsTest, EveryMeasureHasWords) {
  for (const news::Measure& measure : news::kMeasures) {
    const std::string key = "why." + std::string(measure.key);
    EXPECT_NE(screen::Phrase(key), key);
  }
}

TEST(ReasonsTest, NumbersAreToldInTheirUnits) {
  EXPECT_EQ(screen::NumberWords({"shared-text", {}, {}, ""}, 0.934), "93 %");
  EXPECT_EQ(screen::NumberWords({"shared-names", {}, {}, ""}, 3), "3");
  EXPECT_EQ(screen::NumberWords({"earlier", {}, {}, ""}, 0.5), "30 minutes");
  EXPECT_EQ(screen::NumberWords({"earlier", {}, {}, ""}, 5), "5 hours");
  EXPECT_EQ(screen::NumberWords({"a measure of tomorrow", {}, {}, ""}, 0.5), "0.50");
}

TEST_F(CorrectionsTest, AStoryTellsWhyEachArticleIsInIt) {
  auto story = edition_.store().Story(edition_.bridge())->line.story;
  story.placed = {{story.articles.back(), {{"shared-names", 2, 3, "Oda <Brenning>"}}}};
  ASSERT_TRUE(edition_.store().Write({{}, std::vector{story}, {}}, {}));
  const http::Reply page = Get("/story/" + edition_.bridge().value());
  EXPECT_THAT(page.body, AllOf(HasSubstr("<details class=\"reasons\">"), HasSubstr("Names in both: <b>2</b>"),
                               HasSubstr("at least 3 is asked for"), HasSubstr("speaks against it"),
                               HasSubstr("Oda &lt;Brenning&gt;"), HasSubstr("/settle\">")));
}

TEST_F(CorrectionsTest, AnArticleAndItsEvidenceTellWhatWasConcludedAndWhy) {
  const http::Reply page = Get(Path("copy"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Why it is in this story"), HasSubstr("Not its source?")));
  const http::Reply evidence = Get(Path("copy") + "/page");
  EXPECT_THAT(evidence.body, HasSubstr("What was concluded, and why"));
}

TEST_F(CorrectionsTest, AFormSettlesForGoodAndTheListTakesItBack) {
  const http::Reply form = Get(Path("copy") + "/settle");
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(form.body, AllOf(HasSubstr("Not its source"), HasSubstr("It is about something else")));
  const http::Reply reply = Post("/settle", "kind=leave&article=" + edition_.Id("copy").value());
  EXPECT_EQ(reply.status, 303);
  EXPECT_THAT(std::string(web::FindHeader(reply.headers, "location")), HasSubstr("errand/"));
  const auto decisions = edition_.store().Decisions(10);
  ASSERT_THAT(*decisions, SizeIs(1));
  EXPECT_EQ(decisions->front().kind, store::DecisionKind::kLeave);
  EXPECT_THAT(Get("/decisions").body, HasSubstr("is not of the story with"));
  EXPECT_EQ(edition_.store().Asked(10)->back().kind, store::ErrandKind::kSettle);
  Post("/decisions/undo", "decision=" + std::to_string(decisions->front().id));
  EXPECT_THAT(*edition_.store().Decisions(10), SizeIs(0));
}

TEST_F(CorrectionsTest, ASourceMayBeTypedAsANameOrAsAnAddressOfHere) {
  const std::string copy = edition_.Id("copy").value();
  Post("/settle", "kind=is+source&article=" + copy + "&typed=Orrin+Wire");
  EXPECT_EQ(edition_.store().Decisions(1)->front().source, "Orrin Wire");
  Post("/settle", "kind=is+source&article=" + copy + "&typed=http%3A%2F%2Flocalhost%3A8080" + Path("agency"));
  ASSERT_THAT(edition_.store().Decisions(1)->front().others, SizeIs(1));
  EXPECT_EQ(edition_.store().Decisions(1)->front().others.front(), edition_.Id("agency"));
  EXPECT_EQ(Post("/settle", "kind=merge&article=" + copy).status, 400);
}

TEST_F(CorrectionsTest, NothingIsSettledWithoutAToken) {
  token_ = "guessed";
  EXPECT_EQ(Post("/settle", "kind=leave&article=" + edition_.Id("copy").value()).status, 403);
  EXPECT_EQ(Post("/audit/start", "sample=3&seed=1").status, 403);
  EXPECT_THAT(*edition_.store().Decisions(10), SizeIs(0));
}

TEST_F(CorrectionsTest, AnAuditAsksOneDecisionAfterTheOtherAndTellsTheFigures) {
  EXPECT_THAT(Get("/audit").body, HasSubstr("A new sample"));
  const http::Reply begun = Post("/audit/start", "sample=4&seed=1&kind=origin");
  ASSERT_EQ(begun.status, 303);
  const http::Reply page = Get("/audit/1");
  EXPECT_THAT(page.body, AllOf(HasSubstr("Does it have its news from there?"), HasSubstr("value=\"right\"")));
  Post("/audit/judge", "audit=1&position=1&verdict=right");
  Post("/audit/judge", "audit=1&position=2&verdict=wrong");
  const http::Reply later = Get("/audit/1");
  EXPECT_THAT(later.body, AllOf(HasSubstr("2 of "), HasSubstr("of these decisions are right"),
                                HasSubstr("expected calibration error"), HasSubstr("2. Origin: Wrong")));
  EXPECT_THAT(*edition_.store().Decisions(10), SizeIs(1));
  EXPECT_THAT(Get("/audit").body, HasSubstr("2 of "));
}

TEST_F(CorrectionsTest, ASourceIsSwitchedOffOnItsPage) {
  const http::Reply page = Get("/source/Tidewire");
  EXPECT_THAT(page.body, AllOf(HasSubstr("Never count it as a primary source"), HasSubstr("Keep it out of stories")));
  EXPECT_EQ(Post("/settle", "kind=no+origin&source=Tidewire").status, 303);
  EXPECT_THAT(Get("/source/Tidewire").body, HasSubstr("Tidewire is never counted as a primary source."));
}

}  // namespace
}  // namespace headwater::serve
