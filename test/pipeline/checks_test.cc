// Addresses that are fetched so that they can be checked.
#include "store/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/pipeline/web_fixture.h"

namespace headwater::pipeline {
namespace {

using store::CheckState;
using testing::HasSubstr;
using testing::SizeIs;

class FetchedForCheckTest : public WebTest {
 protected:
  store::Check Ask(const std::string& url) {
    const auto asked = store::Checks(*store_).Ask(1, url, clock_.Now());
    EXPECT_TRUE(asked) << asked.error().text;
    return asked.value_or(store::Check());
  }
  store::Check After(const store::Check& check) { return *store::Checks(*store_).ByKey(check.key); }
  const std::string prose_ = Page(
      "The weir on the Orrin was opened on Tuesday, and the farmers along the river came to see it "
      "for themselves before the water rose to the old mark at the bridge.");
};

TEST_F(FetchedForCheckTest, AnAddressIsFetchedKeptAndPlacedAndItsFormsFindIt) {
  ServeOk("/weir", prose_);
  const store::Check check = Ask(Url("/weir"));
  Round();
  const store::Check done = After(check);
  ASSERT_EQ(done.state, CheckState::kDone) << done.error;
  const auto article = store_->Article(done.article);
  ASSERT_TRUE(article);
  EXPECT_EQ(article->article.headline, "Weir opens");
  EXPECT_FALSE(article->line.story.empty());
  EXPECT_TRUE(article->origin);
  EXPECT_THAT(Asked("/weir"), SizeIs(1));
}

TEST_F(FetchedForCheckTest, TheAddressThatARedirectLedToFindsItToo) {
  ServeStatus("/short", "301 Moved Permanently", "Location: " + Url("/weir") + "\r\n");
  ServeOk("/weir", prose_);
  const store::Check check = Ask(Url("/short"));
  Round();
  EXPECT_EQ(After(check).state, CheckState::kDone);
  const std::vector<std::string> addresses{Url("/weir")};
  EXPECT_TRUE(*store::FindAddress(*store_, addresses));
}

TEST_F(FetchedForCheckTest, WhatCannotBeHadSaysWhy) {
  ServeStatus("/gone", "404 Not Found");
  ServeOk("/feed", Rss("", {"/weir"}), "Content-Type: application/rss+xml\r\n");
  ServeOk("/menu", "<html><body><nav><a href='/'>Home</a></nav></body></html>");
  const store::Check gone = Ask(Url("/gone"));
  const store::Check feed = Ask(Url("/feed"));
  const store::Check menu = Ask(Url("/menu"));
  Round();
  EXPECT_EQ(After(gone).state, CheckState::kFailed);
  EXPECT_THAT(After(gone).error, HasSubstr("404"));
  EXPECT_THAT(After(feed).error, HasSubstr("this is a feed"));
  EXPECT_EQ(After(menu).state, CheckState::kFailed);
}

TEST_F(FetchedForCheckTest, RobotsThatForbidItAreObeyed) {
  ServeOk("/robots.txt", "user-agent: *\ndisallow: /weir\n", "Content-Type: text/plain\r\n");
  ServeOk("/weir", prose_);
  const store::Check check = Ask(Url("/weir"));
  Round();
  EXPECT_EQ(After(check).state, CheckState::kFailed);
  EXPECT_THAT(After(check).error, HasSubstr("robots"));
  EXPECT_THAT(Asked("/weir"), SizeIs(0));
}

TEST_F(FetchedForCheckTest, AddressesOfPrivateNetworksAreRefused) {
  pipeline_.reset();
  fetch::Settings settings;
  settings.host_delay = std::chrono::milliseconds(0);
  fetch::Fetcher strict(settings, clock_);
  Pipeline pipeline(*store_, strict, clock_, {});
  ASSERT_TRUE(pipeline.Open());
  ServeOk("/weir", prose_);
  const store::Check check = Ask(Url("/weir"));
  ASSERT_TRUE(pipeline.AnswerChecks());
  EXPECT_EQ(After(check).state, CheckState::kFailed);
  EXPECT_THAT(Asked("/weir"), SizeIs(0));
}

TEST_F(FetchedForCheckTest, WhereNothingIsFetchedItEndsAfterAMoment) {
  Settings settings;
  settings.fetch = false;
  Start(settings);
  const store::Check check = Ask(Url("/weir"));
  Round();
  EXPECT_FALSE(After(check).ended());
  clock_.Pass(std::chrono::seconds(10));
  Round();
  EXPECT_THAT(After(check).error, HasSubstr("switched off"));
}

}  // namespace
}  // namespace headwater::pipeline
