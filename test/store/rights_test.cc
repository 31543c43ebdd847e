// What rights mean for what the store finds and lists.
#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class RightsTest : public StoreTest {
 protected:
  static Document Reserved(const std::string& url, news::Rights rights) {
    Document document = MakeDocument(url, "Weir opens", "The weir on the Orrin opened.");
    news::Name name;
    name.text = "Ada Holm";
    name.kind = news::NameKind::kPerson;
    name.entity = news::EntityId("person/ada-holm");
    news::Statement statement;
    statement.speaker.emplace();
    statement.speaker->name = "Ada Holm";
    statement.speaker->entity = name.entity;
    statement.content = {{0, 8}};
    document.article.annotations.emplace();
    document.article.annotations->names = {name};
    document.article.annotations->statements = {statement};
    document.article.rights = std::move(rights);
    return document;
  }

  // Everywhere that it might be met.
  void ExpectNowhere() {
    EXPECT_THAT(Find("weir"), IsEmpty());
    EXPECT_THAT(*Opened().Unplaced(10), IsEmpty());
    EXPECT_FALSE(Opened().Entity({.entity = news::EntityId("person/ada-holm")}));
    EXPECT_FALSE(Opened().Source("The Vellmar Post"));
    EXPECT_THAT(*Opened().Stories({}), IsEmpty());
    EXPECT_THAT(*Opened().Check(), IsEmpty());
  }
};

TEST_F(RightsTest, WhatMayNotBeListedHasItsOwnAddressOnly) {
  news::Rights rights;
  rights.listing = false;
  const Document document = Reserved("https://vellmar.example/1", rights);
  Keep({document});
  ExpectNowhere();
  EXPECT_EQ(Opened().Article(document.article.id)->article.headline, "Weir opens");
}

TEST_F(RightsTest, AnEmbargoHidesAnArticleUntilItsTime) {
  news::Rights rights;
  rights.not_before = kNoon + std::chrono::hours(1);
  const Document document = Reserved("https://vellmar.example/1", rights);
  Keep({document});
  ExpectNowhere();
  EXPECT_EQ(Opened().Article(document.article.id).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().Page(document.article.id).error().fault, Fault::kNotFound);
  EXPECT_EQ(*Opened().Release(kNoon + std::chrono::minutes(59)), 0);
  EXPECT_EQ(*Opened().Release(kNoon + std::chrono::hours(1)), 1);
  EXPECT_THAT(Find("weir"), SizeIs(1));
  EXPECT_THAT(*Opened().Unplaced(10), SizeIs(1));
  EXPECT_TRUE(Opened().Entity({.entity = news::EntityId("person/ada-holm")}));
  EXPECT_TRUE(Opened().Article(document.article.id));
  EXPECT_EQ(*Opened().Release(kNoon + std::chrono::hours(2)), 0);
}

TEST_F(RightsTest, ArticlesWhoseTimeIsOverAreTold) {
  news::Rights rights;
  rights.not_after = kNoon + std::chrono::hours(1);
  const Document document = Reserved("https://vellmar.example/1", rights);
  Keep({document});
  EXPECT_THAT(Find("weir"), SizeIs(1));
  EXPECT_THAT(*Opened().Ended(kNoon, 10), IsEmpty());
  const auto ended = *Opened().Ended(kNoon + std::chrono::hours(1), 10);
  ASSERT_THAT(ended, SizeIs(1));
  auto kept = *Opened().Kept(ended[0]);
  kept.text.clear();
  kept.annotations = news::Annotations();
  ASSERT_TRUE(Opened().Revise({nullptr, &kept, "", false, false}, kNoon + std::chrono::hours(1)));
  ExpectNowhere();
  EXPECT_THAT(*Opened().Ended(kNoon + std::chrono::hours(2), 10), IsEmpty());
}

TEST_F(RightsTest, AWithdrawnArticleLeavesItsStoryAndTakesItsWordsAlong) {
  const Document one = Reserved("https://vellmar.example/1", {});
  Document other = MakeDocument("https://marentimes.example/1", "A weir is there", "It was opened on Monday.");
  Keep({one, other});
  Place({one, other});
  const std::vector<std::string> addresses{"https://vellmar.example/1"};
  ASSERT_THAT(*Opened().ArticlesAt(addresses), SizeIs(1));
  news::Article gone = one.article;
  gone.headline.clear();
  gone.text.clear();
  gone.annotations = news::Annotations();
  gone.rights->withdrawn = true;
  gone.rights->reservations = {{"wire", "pubStatus: canceled", ""}};
  ASSERT_TRUE(Opened().Revise({nullptr, &gone, "", false, false}, kNoon));
  EXPECT_THAT(Find("orrin"), IsEmpty());
  const auto story = *Opened().Story(news::StoryId(one.article.id.value()));
  EXPECT_THAT(story.articles, SizeIs(1));
  EXPECT_EQ(story.line.story.headline, "A weir is there");
  const auto view = *Opened().Article(one.article.id);
  EXPECT_TRUE(view.article.rights->withdrawn);
  EXPECT_TRUE(view.article.text.empty());
  EXPECT_TRUE(Opened().Page(one.article.id)->body.empty());
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

TEST_F(RightsTest, SamplesAndTheIndexMadeAnewMindWhatIsNotListed) {
  news::Rights rights;
  rights.listing = false;
  Keep({Reserved("https://vellmar.example/1", rights), MakeDocument("https://vellmar.example/2", "Weir", "A weir.")},
       kNoon, true);
  ASSERT_TRUE(Opened().SetNote("full-text index", "old"));
  store_.reset();
  EXPECT_THAT(Find("weir"), SizeIs(1));
  EXPECT_EQ(*Opened().RemoveSamples(), 2);
  EXPECT_THAT(Find("weir"), IsEmpty());
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

}  // namespace
}  // namespace headwater::store
