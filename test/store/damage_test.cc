// An article that cannot be unpacked any more costs itself: nothing stands still for it.
#include <gmock/gmock.h>

#include "store/port.h"
#include "store/retention.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DamageTest : public StoreTest {
 protected:
  DamageTest() { broken_ = MakeDocument("https://vellmar.example/1", "Broken", "Nobody can read this report."); }

  void Break() {
    const auto done = Opened().database().Write([&](Session& session) -> Result<void> {
      session.Run(
          "UPDATE article_texts SET json = ? WHERE article_row = (SELECT article_row FROM articles WHERE id = ?)",
          {Blob{"no frame"}, broken_.article.id.value()});
      EXPECT_EQ(session.Changed(), 1);
      return {};
    });
    ASSERT_TRUE(done);
  }
  void ExpectSound() { EXPECT_THAT(*Opened().Check(), IsEmpty()); }

  Document broken_;
  Document sound_ = MakeDocument("https://vellmar.example/2", "Sound", "Everybody can read this report.");
};

TEST_F(DamageTest, OthersArePlaced) {
  Keep({broken_, sound_});
  Break();
  // As few at a time as can be: the damaged one stands first.
  for (int n = 0; n < 2; ++n) {
    const auto unplaced = Opened().Unplaced(1);
    ASSERT_TRUE(unplaced) << unplaced.error().text;
    ASSERT_THAT(*unplaced, SizeIs(1));
    EXPECT_EQ(unplaced->front().id, sound_.article.id);
  }
}

TEST_F(DamageTest, ItsStoryIsReadWithoutIt) {
  Keep({broken_, sound_});
  const news::Story story = Place({broken_, sound_});
  Break();
  const auto articles = Opened().ArticlesOf(story.id);
  ASSERT_TRUE(articles) << articles.error().text;
  EXPECT_THAT(*articles, SizeIs(1));
  std::vector<std::string> loaded;
  const auto each = Opened().EachPlaced(kNoon - std::chrono::hours(1),
                                        [&](const news::Article& article, const news::StoryId&, const news::ThreadId&) {
                                          loaded.push_back(article.id.value());
                                          return true;
                                        });
  ASSERT_TRUE(each) << each.error().text;
  EXPECT_THAT(loaded, ElementsAre(sound_.article.id.value()));
}

TEST_F(DamageTest, ItGoesWhenItIsTooOld) {
  Keep({broken_, sound_});
  Break();
  Retention retention(Opened());
  ASSERT_TRUE(retention.Put({"", "", 5, 0}));
  const auto gone = retention.Step(kNoon + std::chrono::days(10), 10);
  ASSERT_TRUE(gone) << gone.error().text;
  EXPECT_THAT(*gone, SizeIs(2));
  EXPECT_THAT(Find("report"), IsEmpty());
  ExpectSound();
}

TEST_F(DamageTest, EmbargoesOfOthersEndAndItIsReleasedToNobody) {
  for (Document* const document : {&broken_, &sound_}) {
    document->article.rights.emplace().not_before = kNoon + std::chrono::hours(1);
  }
  Keep({broken_, sound_});
  Break();
  const auto released = Opened().Release(kNoon + std::chrono::hours(1));
  ASSERT_TRUE(released) << released.error().text;
  EXPECT_EQ(*released, 1);
  EXPECT_EQ(*Opened().Release(kNoon + std::chrono::hours(1)), 0);
  EXPECT_THAT(Find("report"), ElementsAre(sound_.article.url));
}

TEST_F(DamageTest, WhatItsOwnerTakesBackIsTakenBackThoughItIsDamaged) {
  Keep({broken_, sound_});
  Place({broken_, sound_});
  Break();
  auto kept = Opened().Kept(broken_.article.id);
  ASSERT_TRUE(kept) << kept.error().text;
  EXPECT_EQ(kept->headline, "Broken");
  EXPECT_TRUE(kept->text.empty());
  kept->headline.clear();
  kept->rights.emplace().withdrawn = true;
  ASSERT_TRUE(Opened().Revise({nullptr, &*kept, "", false, false}, kNoon));
  const auto view = Opened().Article(broken_.article.id);
  ASSERT_TRUE(view) << view.error().text;
  EXPECT_TRUE(view->article.headline.empty());
  EXPECT_TRUE(view->article.rights->withdrawn);
  ExpectSound();
}

}  // namespace
}  // namespace headwater::store
