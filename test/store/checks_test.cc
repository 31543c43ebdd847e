// What was asked to be checked, and how often may be asked; addresses and phrases looked up.
#include "store/checks.h"

#include <gmock/gmock.h>

#include "store/passages.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ChecksTest : public StoreTest {
 protected:
  Checks checks(const CheckLimits& limits = {}) { return Checks(Opened(), limits); }
  const std::string url_ = "https://vellmarpost.example/weir";
};

TEST_F(ChecksTest, ACheckGetsOnAndKeepsItsAddress) {
  const auto asked = checks().Ask(1, url_ + "?utm_source=x", kNoon);
  ASSERT_TRUE(asked) << asked.error().text;
  EXPECT_EQ(asked->url, url_);
  EXPECT_EQ(asked->key.size(), 22U);
  EXPECT_EQ(asked->state, CheckState::kWaiting);
  ASSERT_THAT(*checks().Open(10), SizeIs(1));
  const auto before = *checks().Stamp();
  ASSERT_TRUE(checks().Move(asked->number, CheckState::kTracing));
  EXPECT_GT(*checks().Stamp(), before);
  ASSERT_TRUE(checks().Done(asked->number, news::ArticleId("abc"), kNoon));
  const auto done = checks().ByKey(asked->key);
  EXPECT_EQ(done->state, CheckState::kDone);
  EXPECT_EQ(done->article.value(), "abc");
  EXPECT_THAT(*checks().Open(10), IsEmpty());
  // What has ended stays as it ended.
  ASSERT_TRUE(checks().Move(asked->number, CheckState::kFetching));
  EXPECT_TRUE(checks().ByKey(asked->key)->ended());
}

TEST_F(ChecksTest, TheSameAddressIsTheSameCheckForAWhile) {
  const auto one = checks().Ask(1, url_, kNoon);
  const auto other = checks().Ask(2, "http://vellmarpost.example/weir/", kNoon + std::chrono::minutes(5));
  EXPECT_EQ(one->key, other->key);
  ASSERT_TRUE(checks().Failed(one->number, "the server answered with status 503", kNoon));
  EXPECT_NE(checks().Ask(1, url_, kNoon + std::chrono::minutes(6))->key, one->key);
}

TEST_F(ChecksTest, NobodyHasMoreFetchedThanIsGood) {
  CheckLimits limits;
  limits.of_person_a_minute = 2;
  limits.of_all_an_hour = 3;
  const auto ask = [&](std::int64_t person, int n, std::chrono::seconds later = std::chrono::seconds(0)) {
    return checks(limits).Ask(person, url_ + std::to_string(n), kNoon + later);
  };
  EXPECT_TRUE(ask(1, 1));
  EXPECT_TRUE(ask(1, 2));
  EXPECT_EQ(ask(1, 3).error().fault, Fault::kTimeout);
  EXPECT_TRUE(ask(2, 4));
  EXPECT_EQ(ask(3, 5).error().fault, Fault::kTimeout);
  EXPECT_TRUE(ask(1, 6, std::chrono::hours(2)));
}

TEST_F(ChecksTest, WhatIsNoAddressIsNotKept) {
  EXPECT_EQ(checks().Ask(1, "javascript:alert(1)", kNoon).error().fault, Fault::kBadInput);
  EXPECT_EQ(checks().ByKey("nothing").error().fault, Fault::kNotFound);
}

TEST_F(ChecksTest, AnAddressOfItsOwnGoesBeforeOneThatIsOnlyNamed) {
  Document mirror = MakeDocument("https://mirror.example/x", "Mirror", "Copied words.");
  mirror.article.canonical_url = url_;
  Keep({mirror});
  const std::vector<std::string> addresses{url_};
  auto hit = FindAddress(Opened(), addresses);
  ASSERT_TRUE(hit && *hit);
  EXPECT_FALSE((*hit)->own);
  Document original = MakeDocument(url_, "Weir", "The words themselves.");
  Keep({original}, kNoon - std::chrono::hours(9));
  hit = FindAddress(Opened(), addresses);
  EXPECT_TRUE((*hit)->own);
  EXPECT_EQ((*hit)->article, original.article.id);
  EXPECT_FALSE(*FindAddress(Opened(), std::vector<std::string>{"https://vellmarpost.example/none"}));
}

TEST_F(ChecksTest, PhrasesAreFoundAsTheyStandAndRareWordsAreKnown) {
  Document one = MakeDocument(url_ + "1", "Weir", "The weir on the Orrin opens for farmers.");
  one.article.published = ParseMoment("2025-05-01");
  Document other = MakeDocument(url_ + "2", "Weir", "The weir is closed; farmers on the Orrin wait.");
  other.article.published = ParseMoment("2025-05-02");
  Keep({one, other});
  Passages passages(Opened());
  EXPECT_THAT(*passages.ArticleRows({.phrases = {{"on the orrin opens"}}}), SizeIs(1));
  EXPECT_THAT(*passages.ArticleRows({.phrases = {{"orrin opens", "is closed"}}}), SizeIs(2));
  EXPECT_THAT(*passages.ArticleRows({.phrases = {{"orrin opens"}, {"is closed"}}}), IsEmpty());
  EXPECT_THAT(*passages.ArticleRows({}), IsEmpty());
  const auto rows = passages.ArticleRows({.words = {"farmer", "weir"}, .oldest_first = true});
  const auto articles = passages.Articles(*rows);
  ASSERT_THAT(*articles, SizeIs(2));
  EXPECT_EQ(articles->front().line.url, url_ + "1");
  EXPECT_THAT(*passages.CountsOf({"weir", "opens", "zeppelin"}), ElementsAre(2, 1, 0));
}

}  // namespace
}  // namespace headwater::store
