// What users settle about stories, copies, origins and sources.
#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using news::ArticleId;
using news::StoryId;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DecisionsTest : public StoreTest {
 protected:
  // Two stories: of the ferry, twice; of the mill.
  void KeepStories() {
    Keep({ferry_, ferry_again_, mill_});
    Place({ferry_, ferry_again_});
    Place({mill_});
  }
  std::int64_t Settle(const NewDecision& decision) {
    const auto done = Opened().Decide(decision, kNoon);
    EXPECT_TRUE(done) << done.error().text;
    return done.value_or(0);
  }
  Fault Refusal(const NewDecision& decision) {
    const auto done = Opened().Decide(decision, kNoon);
    EXPECT_FALSE(done);
    return done ? Fault::kStorage : done.error().fault;
  }
  static StoryId StoryOf(const Document& founder) { return StoryId(founder.article.id.value()); }

  Document ferry_ = MakeDocument("https://vellmar.example/ferry", "Ferry sails", "The ferry sailed.");
  Document ferry_again_ = MakeDocument("https://tarn.example/ferry", "A ferry", "A ferry sailed at noon.");
  Document mill_ = MakeDocument("https://vellmar.example/mill", "Mill burns", "The mill burned down.");
};

TEST_F(DecisionsTest, AJoinNamesTheArticlesOfBothStories) {
  KeepStories();
  const std::int64_t number =
      Settle({.kind = DecisionKind::kJoin, .story = StoryOf(mill_), .other_story = StoryOf(ferry_)});
  const auto pending = Opened().PendingDecisions();
  ASSERT_THAT(*pending, SizeIs(1));
  EXPECT_EQ(pending->front().id, number);
  EXPECT_THAT(pending->front().articles, ElementsAre(mill_.article.id));
  EXPECT_THAT(pending->front().others, testing::UnorderedElementsAre(ferry_.article.id, ferry_again_.article.id));
  EXPECT_EQ(pending->front().entity_name, "Mill burns");
  EXPECT_EQ(Refusal({.kind = DecisionKind::kJoin, .story = StoryOf(ferry_), .other_story = StoryOf(ferry_)}),
            Fault::kUsage);
  EXPECT_EQ(Refusal({.kind = DecisionKind::kJoin, .story = StoryId("none"), .other_story = StoryOf(ferry_)}),
            Fault::kNotFound);
}

TEST_F(DecisionsTest, WhatLeavesIsPartedFromAllThatIsLeft) {
  KeepStories();
  Settle({.kind = DecisionKind::kLeave, .articles = {ferry_again_.article.id}});
  EXPECT_THAT(Opened().DeskDecisions()->front().left, ElementsAre(ferry_.article.id));
  EXPECT_EQ(Refusal({.kind = DecisionKind::kLeave, .articles = {mill_.article.id}}), Fault::kUsage)
      << "it stands alone already";
}

TEST_F(DecisionsTest, WhatWasTakenBackWaitsForTheDeskAndThenIsGone) {
  KeepStories();
  const std::int64_t number = Settle({.kind = DecisionKind::kLeave, .articles = {ferry_again_.article.id}});
  ASSERT_TRUE(Opened().Acted(std::vector{number}));
  EXPECT_THAT(*Opened().PendingDecisions(), IsEmpty());
  EXPECT_THAT(*Opened().DeskDecisions(), SizeIs(1));
  const std::int64_t stamp = *Opened().DecisionStamp();
  ASSERT_TRUE(Opened().Undo(number));
  EXPECT_NE(*Opened().DecisionStamp(), stamp);
  EXPECT_THAT(*Opened().DeskDecisions(), IsEmpty());
  EXPECT_THAT(*Opened().Decisions(10), IsEmpty());
  ASSERT_THAT(*Opened().PendingDecisions(), SizeIs(1));
  EXPECT_TRUE(Opened().PendingDecisions()->front().undone);
  ASSERT_TRUE(Opened().Acted(std::vector{number}));
  EXPECT_THAT(*Opened().PendingDecisions(), IsEmpty());
  EXPECT_EQ(Opened().Undo(number).error().fault, Fault::kNotFound);
  EXPECT_GT(Settle({.kind = DecisionKind::kLeave, .articles = {ferry_again_.article.id}}), number)
      << "no number is given twice";
}

TEST_F(DecisionsTest, ASourceMayBeGivenByItsAddressHereOrElsewhere) {
  KeepStories();
  Settle({.kind = DecisionKind::kIsSource,
          .articles = {ferry_again_.article.id},
          .url = "https://vellmar.example/ferry?utm_source=x"});
  EXPECT_THAT(Opened().DeskDecisions()->back().others, ElementsAre(ferry_.article.id));
  EXPECT_EQ(Opened().DeskDecisions()->back().source, "The Vellmar Post");
  Settle({.kind = DecisionKind::kIsSource, .articles = {mill_.article.id}, .url = "https://orrin.example/wire/9"});
  EXPECT_THAT(Opened().DeskDecisions()->back().others, IsEmpty());
  EXPECT_EQ(Opened().DeskDecisions()->back().source, "orrin.example");
  EXPECT_EQ(Refusal({.kind = DecisionKind::kNotSource, .articles = {mill_.article.id}}), Fault::kUsage);
}

TEST_F(DecisionsTest, WhatASourcePublishesIsKeptOutAsItComesAndMayComeBack) {
  KeepStories();
  Settle({.kind = DecisionKind::kNoStories, .source = "the vellmar post"});
  EXPECT_THAT(*Opened().KeepOut("The Vellmar Post", true), SizeIs(3));
  EXPECT_THAT(*Opened().Unplaced(10), IsEmpty());
  EXPECT_THAT(*Opened().Stories({}), IsEmpty());
  Keep({MakeDocument("https://vellmar.example/new", "New bridge", "A bridge opened.")});
  EXPECT_THAT(*Opened().Unplaced(10), IsEmpty()) << "nor does what comes later wait for the desk";
  ASSERT_TRUE(Opened().Undo(Opened().Decisions(1)->front().id));
  ASSERT_TRUE(Opened().KeepOut("The Vellmar Post", false));
  EXPECT_THAT(*Opened().Unplaced(10), SizeIs(4));
}

TEST_F(DecisionsTest, ReasonsStayWithTheArticlesThatTheyAreFor) {
  Keep({ferry_, ferry_again_});
  news::Story story;
  story.id = StoryOf(ferry_);
  story.articles = {ferry_.article.id, ferry_again_.article.id};
  story.placed = {{ferry_again_.article.id, {{"shared-names", 2, 1, "Oda Brenning"}}}};
  ASSERT_TRUE(Opened().Write({{}, std::vector{story}, {}}, kNoon));
  story.placed.clear();
  ASSERT_TRUE(Opened().Write({{}, std::vector{story}, {}}, kNoon));
  const auto view = Opened().Article(ferry_again_.article.id);
  ASSERT_THAT(view->placed, SizeIs(1));
  EXPECT_EQ(view->placed.front().words, "Oda Brenning");
  EXPECT_EQ(Opened().Story(story.id)->placed.size(), 1U);
}

TEST_F(DecisionsTest, AnArticleThatCameAnewIsFoundByItsAddress) {
  Keep({ferry_, ferry_again_}, kNoon, true);
  Place({ferry_, ferry_again_});
  Settle({.kind = DecisionKind::kLeave, .articles = {ferry_again_.article.id}});
  ASSERT_TRUE(Opened().RemoveSamples());
  Document anew = ferry_again_;
  anew.page.body += "<!-- another -->";
  anew.article.id = StoredId(HashPage(anew.page));
  ASSERT_NE(anew.article.id, ferry_again_.article.id);
  Keep({anew});
  EXPECT_THAT(Opened().DeskDecisions()->front().articles, ElementsAre(anew.article.id));
}

}  // namespace
}  // namespace headwater::store
