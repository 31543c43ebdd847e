// What users settle of stories, copies and origins binds the desk, here and after restarts, until it is taken back.
#include <gtest/gtest.h>

#include <algorithm>

#include "test/pipeline/collection_fixture.h"

namespace headwater::pipeline {
namespace {

using store::DecisionKind;

const std::string kWeir =
    "The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. "
    "It cost 38 million, nine more than planned. Farmers in the valley had waited for it since the flood of 2024, "
    "when the old one broke in a single night and took two bridges with it.";

class SettleTest : public CollectionTest {
 protected:
  void Start() { CollectionTest::Start({}); }
  std::int64_t Settle(const store::NewDecision& decision) {
    const auto done = store_->Decide(decision, clock_.Now());
    EXPECT_TRUE(done) << done.error().text;
    Mind();
    return done.value_or(0);
  }
  void Undo(std::int64_t number) {
    ASSERT_TRUE(store_->Undo(number));
    Mind();
  }
  void Mind() {
    const auto minded = pipeline_->MindDecisions();
    EXPECT_TRUE(minded) << minded.error().text;
    EXPECT_TRUE(*minded);
  }
  news::ArticleId At(const std::string& site) {
    const auto id = store_->ArticleAt("https://" + site + "/1");
    EXPECT_TRUE(id) << site;
    return id.value_or(news::ArticleId());
  }
  news::StoryId StoryOf(const std::string& site) { return store_->Article(At(site))->line.story; }
  news::Origin OriginOf(const std::string& site) {
    const auto view = store_->Article(At(site));
    return view && view->origin ? *view->origin : news::Origin();
  }
  news::Independence Counted(const std::string& site) {
    return store_->Story(StoryOf(site))->line.story.independent.value_or(news::Independence());
  }
};

TEST_F(SettleTest, AllThatCameTogetherKeepWhatTheyWerePlacedFor) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir, "2031-02-03T07:00:00Z"),
        Document("harbourradio.example", "The weir is open", kWeir, "2031-02-03T08:00:00Z"),
        Document("marentimes.example", "Orrin has its weir", kWeir, "2031-02-03T09:00:00Z")});
  EXPECT_EQ(store_->Stories({})->size(), 1U);
  EXPECT_FALSE(store_->Article(At("harbourradio.example"))->placed.empty());
  EXPECT_FALSE(store_->Article(At("marentimes.example"))->placed.empty());
}

TEST_F(SettleTest, StoriesThatAPersonJoinsAreOneAndStayOne) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
        Document("harbourradio.example", "Rovers win the cup", kCup)});
  ASSERT_NE(StoryOf("vellmarpost.example"), StoryOf("harbourradio.example"));
  const std::int64_t number = Settle({.kind = DecisionKind::kJoin,
                                      .story = StoryOf("harbourradio.example"),
                                      .other_story = StoryOf("vellmarpost.example")});
  EXPECT_EQ(StoryOf("vellmarpost.example"), StoryOf("harbourradio.example"));
  EXPECT_EQ(store_->Stories({})->size(), 1U);
  const auto why = store_->Article(At("harbourradio.example"))->placed;
  ASSERT_FALSE(why.empty());
  EXPECT_EQ(why.front().what, "settled");
  EXPECT_EQ(why.front().value, static_cast<double>(number));

  Start();
  Take({Document("marentimes.example", "Cup goes to the Rovers", kCup, "2031-02-03T09:00:00Z")});
  EXPECT_EQ(store_->Stories({})->size(), 1U) << "also after a restart, and for what comes later";

  Undo(number);
  EXPECT_NE(StoryOf("vellmarpost.example"), StoryOf("harbourradio.example"));
}

TEST_F(SettleTest, WhatAPersonPartsStaysApartAlsoWhenItComesAgain) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
        Document("marentimes.example", "Weir opens at last", kWeir, "2031-02-03T09:00:00Z")});
  ASSERT_EQ(StoryOf("vellmarpost.example"), StoryOf("marentimes.example"));
  const std::int64_t number = Settle({.kind = DecisionKind::kLeave, .articles = {At("marentimes.example")}});
  EXPECT_NE(StoryOf("vellmarpost.example"), StoryOf("marentimes.example"));
  Start();
  Incoming revised = Document("marentimes.example", "Weir opens at last", kWeir + " The mayor cut a ribbon.", "09");
  revised.page.fetched = clock_.Now();
  Take({revised});
  EXPECT_NE(StoryOf("vellmarpost.example"), StoryOf("marentimes.example"));
  Undo(number);
  EXPECT_EQ(StoryOf("vellmarpost.example"), StoryOf("marentimes.example"));
  EXPECT_EQ(store_->Stories({})->size(), 1U);
}

TEST_F(SettleTest, AMoveTakesAnArticleFromOneStoryIntoAnother) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
        Document("marentimes.example", "Weir opens at last", kWeir, "2031-02-03T09:00:00Z"),
        Document("harbourradio.example", "Rovers win the cup", kCup)});
  Settle({.kind = DecisionKind::kMove,
          .articles = {At("marentimes.example")},
          .other_story = StoryOf("harbourradio.example")});
  EXPECT_EQ(StoryOf("marentimes.example"), StoryOf("harbourradio.example"));
  EXPECT_NE(StoryOf("marentimes.example"), StoryOf("vellmarpost.example"));
  Start();
  EXPECT_EQ(StoryOf("marentimes.example"), StoryOf("harbourradio.example"));
}

TEST_F(SettleTest, WhatIsNoCopyIsNotToldAsOneAgain) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
        Document("marentimes.example", "Weir opens at last", kWeir, "2031-02-03T09:00:00Z")});
  ASSERT_EQ(store_->Article(At("marentimes.example"))->copies.size(), 1U);
  const std::int64_t number = Settle(
      {.kind = DecisionKind::kNotCopy, .articles = {At("vellmarpost.example")}, .others = {At("marentimes.example")}});
  EXPECT_TRUE(store_->Article(At("marentimes.example"))->copies.empty());
  Undo(number);
  EXPECT_EQ(store_->Article(At("marentimes.example"))->copies.size(), 1U);
}

TEST_F(SettleTest, WhatIsNotTheSourceOfAnArticleIsNotThatOfItsCopies) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
        Document("marentimes.example", "Weir opens at last", kWeir, "2031-02-03T09:00:00Z"),
        Document("tarnblatt.example", "A weir opens", kWeir, "2031-02-03T10:00:00Z")});
  const std::string first = At("vellmarpost.example").value();
  ASSERT_EQ(OriginOf("marentimes.example").roots, std::vector{first});
  const std::int64_t number = Settle({.kind = DecisionKind::kNotSource,
                                      .articles = {At("marentimes.example")},
                                      .others = {At("vellmarpost.example")}});
  for (const std::string site : {"marentimes.example", "tarnblatt.example"}) {
    const auto roots = OriginOf(site).roots;
    EXPECT_EQ(std::ranges::find(roots, first), roots.end()) << site;
  }
  Start();
  Take({Document("harbourradio.example", "Weir", kWeir, "2031-02-03T11:00:00Z")});
  const auto roots = OriginOf("harbourradio.example").roots;
  EXPECT_EQ(std::ranges::find(roots, first), roots.end()) << "a copy that comes later has it no more from there";
  Undo(number);
  EXPECT_EQ(OriginOf("marentimes.example").roots, std::vector{first});
}

TEST_F(SettleTest, APersonNamesTheSourceAndAllThatRestsOnTheArticleFollows) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
        Document("marentimes.example", "Weir opens at last", kWeir, "2031-02-03T09:00:00Z")});
  const std::int64_t number = Settle({.kind = DecisionKind::kIsSource,
                                      .articles = {At("vellmarpost.example")},
                                      .source = "Orrin Wire",
                                      .url = "https://orrin.example/wire/9"});
  for (const std::string site : {"vellmarpost.example", "marentimes.example"}) {
    EXPECT_EQ(OriginOf(site).roots, std::vector<std::string>{"source/Orrin Wire"}) << site;
    ASSERT_FALSE(OriginOf(site).chain.empty());
    EXPECT_EQ(OriginOf(site).chain.back().name, "Orrin Wire");
    ASSERT_FALSE(OriginOf(site).why.empty());
    EXPECT_EQ(OriginOf(site).why.front().what, "settled");
  }
  Start();
  Take({Document("tarnblatt.example", "A weir opens", kWeir, "2031-02-03T10:00:00Z")});
  EXPECT_EQ(OriginOf("tarnblatt.example").roots, std::vector<std::string>{"source/Orrin Wire"});
  EXPECT_EQ(Counted("tarnblatt.example").most, 1);
  Undo(number);
  EXPECT_EQ(OriginOf("vellmarpost.example").kind, news::OriginKind::kSelf);
}

TEST_F(SettleTest, ASourceThatIsNeverCountedLeavesItsStoriesUntraced) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir)});
  ASSERT_EQ(OriginOf("vellmarpost.example").kind, news::OriginKind::kSelf);
  const std::string publisher = store_->Article(At("vellmarpost.example"))->article.publisher;
  const std::int64_t number = Settle({.kind = DecisionKind::kNoOrigin, .source = publisher});
  EXPECT_EQ(Counted("vellmarpost.example").least, 0);
  EXPECT_EQ(Counted("vellmarpost.example").untraced, 1);
  Start();
  Take({Document("marentimes.example", "Weir opens at last", kWeir, "2031-02-03T09:00:00Z")});
  EXPECT_EQ(Counted("marentimes.example").least, 0) << "its copy that comes later neither";
  Undo(number);
  EXPECT_EQ(OriginOf("vellmarpost.example").kind, news::OriginKind::kSelf);
}

TEST_F(SettleTest, ASourceIsKeptOutOfStoriesAndComesBack) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
        Document("marentimes.example", "Weir opens at last", kWeir, "2031-02-03T09:00:00Z")});
  const std::string publisher = store_->Article(At("marentimes.example"))->article.publisher;
  const std::int64_t number = Settle({.kind = DecisionKind::kNoStories, .source = publisher});
  EXPECT_TRUE(StoryOf("marentimes.example").empty());
  EXPECT_EQ(store_->Story(StoryOf("vellmarpost.example"))->articles.size(), 1U);
  Undo(number);
  EXPECT_EQ(StoryOf("marentimes.example"), StoryOf("vellmarpost.example"));
}

TEST_F(SettleTest, WhatAnotherProcessSettledBindsThisOneToo) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir)});
  {
    Settings settings;
    settings.fetch = false;
    Pipeline other(*store_, fetcher_, clock_, settings);
    ASSERT_TRUE(other.Open());
    ASSERT_TRUE(store_->Decide({.kind = DecisionKind::kNoOrigin, .source = "vellmarpost"}, clock_.Now()));
    ASSERT_TRUE(other.MindDecisions());
  }
  ASSERT_TRUE(pipeline_->Round());
  Take({Document("marentimes.example", "Weir opens at last", kWeir, "2031-02-03T09:00:00Z")});
  EXPECT_EQ(Counted("marentimes.example").least, 0);
}

}  // namespace
}  // namespace headwater::pipeline
