// The desk's findings: stories, threads, copies and origins, replaced as a whole.
#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class StoriesTest : public StoreTest {
 protected:
  // An article of the day, from a site of that name.
  static Document Report(const std::string& name, const std::string& day) {
    Document document = MakeDocument("https://" + name + ".example/" + day, name + " on " + day, "Text of " + name);
    document.article.publisher = name;
    document.article.published = ParseMoment(day + "T06:00:00Z");
    return document;
  }

  std::vector<std::string> Headlines(const StoryQuestion& question) {
    std::vector<std::string> headlines;
    const auto lines = Opened().Stories(question);
    for (const StoryLine& line : *lines) {
      headlines.push_back(line.story.headline);
    }
    return headlines;
  }

  void Write(const std::vector<news::Story>& stories, const std::vector<news::Copy>& copies = {},
             const std::vector<news::Origin>& origins = {}) {
    const auto done = Opened().Write({copies, stories, origins}, kNoon);
    ASSERT_TRUE(done) << done.error().text;
  }
};

TEST_F(StoriesTest, AStoryIsShownWithItsArticlesOldestFirst) {
  const std::vector<Document> documents{Report("Kestrel", "2025-05-10"), Report("Norwire", "2025-05-09"),
                                        Report("Kestrel", "2025-05-11")};
  Keep(documents);
  const news::Story story = Place(documents);
  const auto view = Opened().Story(story.id);
  ASSERT_TRUE(view) << view.error().text;
  EXPECT_EQ(view->line.article_count, 3);
  EXPECT_EQ(view->line.first_publisher, "Norwire");
  EXPECT_THAT(view->line.publishers, ElementsAre("Norwire", "Kestrel"));
  EXPECT_EQ(view->line.language, "en");
  ASSERT_THAT(view->articles, SizeIs(3));
  EXPECT_EQ(view->articles.front().publisher, "Norwire");
  EXPECT_EQ(view->articles.front().story, story.id);
  ASSERT_THAT(view->origins, SizeIs(3));
  EXPECT_EQ(view->origins.front().article, view->articles.front().id);
  EXPECT_EQ(view->origins.front().kind, news::OriginKind::kUnknown);
  EXPECT_EQ(view->line.story.independent->most, 3);
  EXPECT_THAT(*Opened().Unplaced(10), IsEmpty());
  EXPECT_THAT(*Opened().ArticlesOf(story.id), SizeIs(3));
}

TEST_F(StoriesTest, AnArticleWithoutADateIsNeitherFirstNorFresh) {
  Document undated = Report("Mirrorly", "2025-05-10");
  undated.article.published.reset();
  undated.article.published_between = news::PublishedBetween{std::chrono::year{2025} / 1 / 1, std::nullopt, {"2025"}};
  const std::vector<Document> old_news{undated, Report("Norwire", "2025-04-01")};
  const std::vector<Document> news{Report("Kestrel", "2025-05-01")};
  Keep(old_news);
  Keep(news);
  EXPECT_EQ(Opened().Story(Place(old_news).id)->line.first_publisher, "Norwire");
  const std::string fresh = Place(news).headline;
  StoryQuestion newest;
  newest.newest_first = true;
  EXPECT_EQ(Headlines(newest).front(), fresh);
}

TEST_F(StoriesTest, AStoryWithoutADateStandsBehindYesterdaysNews) {
  Document undated = Report("Mirrorly", "2025-05-10");
  undated.article.published.reset();
  const Document dated = Report("Norwire", FormatDay(DayOf(MomentOfInstant(kNoon - std::chrono::days(1)))));
  Keep({undated});
  Keep({dated});
  Place({undated});
  const std::string yesterday = Place({dated}).headline;
  EXPECT_EQ(Headlines({}).front(), yesterday);
}

TEST_F(StoriesTest, UnplacedArticlesComeOldestFirst) {
  Keep({Report("B", "2025-05-10"), Report("A", "2025-05-09"), Report("C", "2025-05-11")});
  const auto unplaced = Opened().Unplaced(2);
  ASSERT_THAT(*unplaced, SizeIs(2));
  EXPECT_EQ(unplaced->front().publisher, "A");
  EXPECT_EQ(unplaced->back().publisher, "B");
}

TEST_F(StoriesTest, AnArticleThatMovesLeavesItsOldStoryCountedAnew) {
  const std::vector<Document> documents{Report("A", "2025-05-09"), Report("B", "2025-05-10"),
                                        Report("C", "2025-05-11")};
  Keep(documents);
  const news::Story first = Place({documents[0], documents[1]});
  const news::Story second = Place({documents[2], documents[1]});
  EXPECT_EQ(Opened().Story(first.id)->line.article_count, 1);
  EXPECT_EQ(Opened().Story(second.id)->line.article_count, 2);
  // The last article gone, the story goes, and is found under the one that took it in.
  const news::Story merged = Place({documents[2], documents[1], documents[0]});
  EXPECT_EQ(Opened().Counts()->stories, 1);
  EXPECT_EQ(Opened().Story(first.id)->line.story.id, merged.id);
}

TEST_F(StoriesTest, AStoryWithoutArticlesIsRemovedAndItsArticlesWaitAgain) {
  const std::vector<Document> documents{Report("A", "2025-05-09")};
  Keep(documents);
  news::Story story = Place(documents);
  story.articles.clear();
  Write({story});
  EXPECT_EQ(Opened().Counts()->stories, 0);
  EXPECT_THAT(*Opened().Unplaced(10), SizeIs(1));
}

TEST_F(StoriesTest, StoriesMaySwapTheirArticlesInOneWrite) {
  const std::vector<Document> documents{Report("A", "2025-05-09"), Report("B", "2025-05-10")};
  Keep(documents);
  news::Story first = Place({documents[0]});
  news::Story second = Place({documents[1]});
  std::swap(first.articles, second.articles);
  Write({first, second});
  EXPECT_EQ(Opened().Story(first.id)->articles.front().publisher, "B");
  EXPECT_EQ(Opened().Story(second.id)->articles.front().publisher, "A");
}

TEST_F(StoriesTest, IndependentSourcesCountMoreThanManyCopies) {
  std::vector<Document> copies;
  for (int i = 0; i < 30; ++i) {
    copies.push_back(Report("Copy" + std::to_string(i), "2025-05-11"));
  }
  std::vector<Document> few{Report("A", "2025-05-11"), Report("B", "2025-05-11"), Report("C", "2025-05-11")};
  Keep(copies);
  Keep(few);
  news::Story many_copies = Place(copies);
  many_copies.headline = "copies";
  many_copies.independent = news::Independence{1, 1, 0};
  news::Story independent = Place(few);
  independent.headline = "independent";
  independent.independent = news::Independence{3, 3, 0};
  Write({many_copies, independent});
  EXPECT_THAT(Headlines({}), ElementsAre("independent", "copies"));
}

TEST_F(StoriesTest, OldStoriesSinkBelowNewOnes) {
  const std::vector<Document> old{Report("A", "2025-05-01"), Report("B", "2025-05-01"), Report("C", "2025-05-01")};
  const std::vector<Document> recent{Report("A", "2025-05-11")};
  Keep(old);
  Keep(recent);
  Place(old);
  Place(recent);
  EXPECT_THAT(Headlines({}), ElementsAre("A on 2025-05-11", "A on 2025-05-01"));
  StoryQuestion question;
  question.newest_first = true;
  question.limit = 1;
  question.offset = 1;
  EXPECT_THAT(Headlines(question), ElementsAre("A on 2025-05-01"));
}

TEST_F(StoriesTest, StoriesAreAskedForByLanguage) {
  Document german = MakeDocument("de", "Hafen", "Text", "de");
  Document english = MakeDocument("en", "Harbour", "Text");
  Keep({german, english});
  Place({german});
  Place({english});
  StoryQuestion question;
  question.language = "de";
  EXPECT_THAT(Headlines(question), ElementsAre("Hafen"));
  question.language = "fr";
  EXPECT_THAT(Headlines(question), IsEmpty());
}

TEST_F(StoriesTest, AThreadHasItsStoriesOldestFirst) {
  const Document first = Report("A", "2024-05-09");
  const Document second = Report("B", "2025-05-10");
  Keep({second, first});
  const std::string thread = first.article.id.value();
  Place({second}, thread);
  Place({first}, thread);
  const auto stories = Opened().Thread(news::ThreadId(thread));
  ASSERT_TRUE(stories) << stories.error().text;
  ASSERT_THAT(*stories, SizeIs(2));
  EXPECT_EQ(stories->front().story.headline, "A on 2024-05-09");
  const auto view = Opened().Story(news::StoryId(second.article.id.value()));
  ASSERT_THAT(view->thread, SizeIs(1));
  EXPECT_EQ(view->thread.front().story.headline, "A on 2024-05-09");
  EXPECT_EQ(Opened().Counts()->threads, 1);
}

TEST_F(StoriesTest, ACopyIsOnePairWhicheverIsHeldToBeTheEarlier) {
  const std::vector<Document> documents{Report("A", "2025-05-09"), Report("B", "2025-05-10")};
  Keep(documents);
  news::Copy copy{
      documents[0].article.id, documents[1].article.id, news::CopyKind::kCopy, 0.8, 0.7, {{{0, 4}, {0, 4}}}, {}};
  Write({}, {copy});
  std::swap(copy.article, copy.of);
  Write({}, {copy});
  const std::vector<news::ArticleId> both{documents[0].article.id, documents[1].article.id};
  const auto copies = Opened().CopiesOf(both);
  ASSERT_THAT(*copies, SizeIs(1));
  EXPECT_EQ(copies->front().article, documents[1].article.id);
  EXPECT_THAT(copies->front().passages, SizeIs(1));
  const auto view = Opened().Article(documents[0].article.id);
  ASSERT_THAT(view->copies, SizeIs(1));
  ASSERT_THAT(view->related, SizeIs(1));
  EXPECT_EQ(view->related.front().id, documents[1].article.id);
}

TEST_F(StoriesTest, AnOriginIsReplacedAndItsSourceCounted) {
  const Document document = Report("A", "2025-05-09");
  Keep({document});
  news::Origin origin;
  origin.article = document.article.id;
  origin.kind = news::OriginKind::kUnknown;
  Write({}, {}, {origin});
  origin.kind = news::OriginKind::kOutlet;
  origin.name = "Norwire";
  origin.roots = {"source/Norwire"};
  news::Hop own;
  own.name = "A";
  news::Hop credit;
  credit.name = "Norwire";
  credit.how = news::HopHow::kCredit;
  origin.chain = {own, credit};
  origin.confidence = 0.9;
  Write({}, {}, {origin});
  const auto view = Opened().Article(document.article.id);
  ASSERT_TRUE(view->origin);
  EXPECT_EQ(view->origin->name, "Norwire");
  EXPECT_DOUBLE_EQ(view->origin->confidence, 0.9);
  const auto source = Opened().Source("A");
  EXPECT_THAT(source->by_provenance, ElementsAre(0, 0, 1, 0, 0, 0)) << "credited, and nothing unknown";
  EXPECT_THAT(source->cites, ElementsAre(std::pair<std::string, int>("Norwire", 1)));
}

TEST_F(StoriesTest, WhatIsWrittenOfArticlesThatAreNotHereIsPassedOver) {
  const Document document = Report("A", "2025-05-09");
  Keep({document});
  news::Story story = Place({document});
  story.articles.emplace_back("ffffffffffffffff");
  news::Origin origin;
  origin.article = news::ArticleId("ffffffffffffffff");
  Write({story}, {{document.article.id, origin.article, news::CopyKind::kCopy, 1, 1, {}, {}}}, {origin});
  EXPECT_EQ(Opened().Story(story.id)->line.article_count, 1);
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

TEST_F(StoriesTest, AWindowIsLoadedAgainAsItCame) {
  const Document early = Report("A", "2025-05-09");
  const Document late = Report("B", "2025-05-08");
  Keep({early}, kNoon);
  Keep({late}, kNoon + std::chrono::hours(1));
  Place({early}, "thread");
  Place({late});
  std::vector<std::string> seen;
  ASSERT_TRUE(Opened().EachPlaced(
      kNoon, [&](const news::Article& article, const news::StoryId& story, const news::ThreadId& thread) {
        seen.push_back(article.publisher + " " + (story.value() == article.id.value() ? "own" : "other") + " " +
                       thread.value());
        return true;
      }));
  EXPECT_THAT(seen, ElementsAre("A own thread", "B own "));
  seen.clear();
  ASSERT_TRUE(Opened().EachPlaced(kNoon + std::chrono::minutes(1),
                                  [&](const news::Article& article, const news::StoryId&, const news::ThreadId&) {
                                    seen.push_back(article.publisher);
                                    return true;
                                  }));
  EXPECT_THAT(seen, ElementsAre("B"));
  seen.clear();
  ASSERT_TRUE(
      Opened().EachPlaced(kNoon, [&](const news::Article& article, const news::StoryId&, const news::ThreadId&) {
        seen.push_back(article.publisher);
        return false;
      }));
  EXPECT_THAT(seen, ElementsAre("A"));
}

TEST_F(StoriesTest, TheNewestOfAWindowAreCounted) {
  const Document early = Report("A", "2025-05-09");
  const Document late = Report("B", "2025-05-08");
  Keep({early}, kNoon);
  Keep({late}, kNoon + std::chrono::hours(1));
  Place({early, late});
  EXPECT_EQ(*Opened().SeenSince(1), kNoon + std::chrono::hours(1));
  EXPECT_EQ(*Opened().SeenSince(2), kNoon);
  EXPECT_EQ(*Opened().SeenSince(3), std::nullopt);
}

TEST_F(StoriesTest, StatementsStandWithTheirArticles) {
  Document document = Report("A", "2025-05-09");
  document.article.text = "Mira said it was over.";
  news::Statement statement;
  statement.content = {{10, 21}};
  document.article.annotations.emplace().statements = {statement, statement};
  // Offsets past the end come from hostile input; they must not cost the article.
  document.article.annotations->statements.back().content = {{5, 900}, {9, 2}};
  Keep({document});
  const news::Story story = Place({document});
  const auto lines = Opened().StatementsOf(story.id, 10);
  ASSERT_THAT(*lines, SizeIs(2));
  // What is a word or two comes last.
  EXPECT_EQ(lines->back().content, "it was over");
  EXPECT_EQ(lines->back().article, document.article.id);
  EXPECT_EQ(lines->back().publisher, "A");
  EXPECT_THAT(*Opened().StatementsOf(story.id, 1), SizeIs(1));
}

TEST_F(StoriesTest, WhatThereIsIsCountedAsItComesAndGoes) {
  const Document one = MakeDocument("https://a.example/1", "One", "Text of one.");
  const Document two = MakeDocument("https://a.example/2", "Two", "Text of two.");
  Document sample = MakeDocument("https://a.example/3", "Three", "Text of three.");
  Keep({one, two});
  Keep({sample}, kNoon, true);
  Place({one}, "thread");
  EXPECT_EQ(Opened().Counts()->threads, 0);
  Place({two}, "thread");
  Place({sample}, "other");
  EXPECT_EQ(Opened().Counts()->pages, 3);
  EXPECT_EQ(Opened().Counts()->articles, 3);
  EXPECT_EQ(Opened().Counts()->stories, 3);
  EXPECT_EQ(Opened().Counts()->threads, 1);
  Place({sample}, "thread");
  EXPECT_EQ(Opened().Counts()->threads, 1);
  Place({two}, "own");
  Place({one}, "alone");
  EXPECT_EQ(Opened().Counts()->threads, 0);
  ASSERT_TRUE(Opened().RemoveSamples());
  EXPECT_EQ(Opened().Counts()->pages, 2);
  EXPECT_EQ(Opened().Counts()->articles, 2);
  EXPECT_EQ(Opened().Counts()->stories, 2);
}

}  // namespace
}  // namespace headwater::store
