// What rights mean for what the store finds and lists.
#include <gmock/gmock.h>

#include "store/port.h"
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

// Nothing of what the store has in the clear, nor of what it keeps packed, has the words.
class WordsTest : public RightsTest {
 protected:
  bool HasAnywhere(const std::string& words) {
    bool found = false;
    EXPECT_TRUE(Opened().database().Read([&](Session& session) -> Result<void> {
      for (const char* const sql : {"SELECT headline FROM revisions", "SELECT headline FROM articles",
                                    "SELECT announcement FROM pages", "SELECT headline || ' ' || summary FROM stories",
                                    "SELECT json FROM placings", "SELECT content FROM statements"}) {
        session.Run(sql, {},
                    [&](const Row& row) { found = found || row.Text(0).find(words) != std::string_view::npos; });
      }
      return {};
    }));
    return found;
  }
  // Placed with another, the story's words being those of the first.
  void PlaceTold(const Document& one, const Document& other) {
    news::Story story;
    story.id = news::StoryId(one.article.id.value());
    story.headline = one.article.headline;
    story.summary = "The weir on the Orrin opened.";
    story.articles = {one.article.id, other.article.id};
    story.placed = {{one.article.id, {{"shared-names", 1.0, {}, "Orrin"}}}};
    const std::vector stories{story};
    ASSERT_TRUE(Opened().Write({{}, stories, {}}, kNoon));
    ASSERT_TRUE(HasAnywhere("Orrin"));
  }
  static news::Article Withdrawn(news::Article article) {
    article.headline.clear();
    article.text.clear();
    article.annotations = news::Annotations();
    article.rights.emplace().withdrawn = true;
    return article;
  }

  Document other_ = MakeDocument("https://marentimes.example/1", "A gate is open", "It was opened on Monday.");
};

TEST_F(WordsTest, AWithdrawalTakesHeadlinesAnnouncementsAndReasonsAlong) {
  Document one = Reserved("https://vellmar.example/1", {});
  one.page.fetched = kNoon;
  news::Announcement& announced = one.page.announcement.emplace();
  announced.feed = "https://vellmar.example/feed";
  announced.title = "Weir opens, said the feed";
  announced.authors = {"Weir Writer"};
  Keep({one, other_});
  PlaceTold(one, other_);
  ASSERT_TRUE(HasAnywhere("Weir"));
  const news::Article gone = Withdrawn(one.article);
  ASSERT_TRUE(Opened().Revise({nullptr, &gone, "", false, false}, kNoon));
  EXPECT_FALSE(HasAnywhere("Weir"));
  EXPECT_FALSE(HasAnywhere("Orrin"));
  EXPECT_EQ(Opened().Page(one.article.id)->announcement->feed, "https://vellmar.example/feed");
  EXPECT_EQ(Opened().Article(one.article.id)->revisions.size(), 1U);
}

// The desk has let go of the story: nobody tells it again.
TEST_F(WordsTest, ANewCaptureThatReservesTakesItsWordsOutOfTheStory) {
  Document one = Reserved("https://vellmar.example/1", {});
  one.page.fetched = kNoon;
  Keep({one, other_});
  PlaceTold(one, other_);
  Document again = one;
  again.page.body += "<!-- noindex -->";
  again.page.fetched = kNoon + std::chrono::hours(1);
  again.article.id = StoredId(HashPage(again.page));
  again.article.text.clear();
  again.article.annotations = news::Annotations();
  again.article.rights->text = false;
  again.article.rights->listing = false;
  Keep({again}, kNoon + std::chrono::hours(1));
  const auto story = Opened().Story(news::StoryId(one.article.id.value()));
  ASSERT_TRUE(story);
  EXPECT_EQ(story->articles.size(), 1U);
  EXPECT_EQ(story->line.story.headline, "A gate is open");
  EXPECT_TRUE(story->line.story.summary.empty());
  EXPECT_FALSE(HasAnywhere("Orrin"));
}

}  // namespace
}  // namespace headwater::store
