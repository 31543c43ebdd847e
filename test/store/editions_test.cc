// Editions: stories by language, country, subject, time and order; related ones; what was here; saved searches;
// remarks.
#include "store/editions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.h"
#include "store/facets.h"
#include "store/gone.h"
#include "store/remarks.h"
#include "store/searches.h"

namespace headwater::store {
namespace {

class EditionsTest : public StoreTest {
 protected:
  // One story with one article; of Germany where its host says so.
  void Tell(const std::string& host, const std::string& headline, const std::string& language,
            const std::string& section, sys_seconds at = kNoon) {
    Document document = MakeDocument("https://" + host + "/" + headline, headline, headline + " was told.", language);
    document.article.section = section;
    document.article.publisher = host;
    document.article.published = Moment{at, true, std::chrono::minutes(0)};
    Keep({document}, kNoon + std::chrono::hours(1));
    Place({document});
  }

  std::vector<std::string> Headlines(const EditionQuestion& question) {
    const auto stories = Editions(Opened()).Stories(question);
    EXPECT_TRUE(stories) << stories.error().text;
    std::vector<std::string> headlines;
    for (const StoryLine& line : *stories) {
      headlines.push_back(line.story.headline);
    }
    return headlines;
  }
};

TEST_F(EditionsTest, StoriesAreFoundByLanguageCountryAndSubjectTogether) {
  Tell("blatt.example.de", "Rat von Ulmstedt tagt", "de", "Politik");
  Tell("blatt.example.de", "Ulmstedt gewinnt", "de", "Fussball");
  Tell("paper.example.fr", "Le conseil de Valbrune", "fr", "Politique");
  EXPECT_EQ(Headlines({.language = "de"}).size(), 2U);
  EXPECT_EQ(Headlines({.subject = "politics"}).size(), 2U);
  EXPECT_THAT(Headlines({.language = "de", .subject = "politics"}), testing::ElementsAre("Rat von Ulmstedt tagt"));
  EXPECT_THAT(Headlines({.country = "FR"}), testing::ElementsAre("Le conseil de Valbrune"));
  EXPECT_TRUE(Headlines({.language = "de", .country = "FR"}).empty());
  EXPECT_EQ(Headlines({}).size(), 3U);
}

TEST_F(EditionsTest, AnEditionOfATimeLeavesOutWhatIsOlder) {
  Tell("blatt.example.de", "Alt", "de", "Politik", kNoon - std::chrono::days(9));
  Tell("blatt.example.de", "Neu", "de", "Politik", kNoon);
  for (const EditionOrder order : {EditionOrder::kWeight, EditionOrder::kNewest}) {
    EXPECT_THAT(Headlines({.language = "de", .since = kNoon - std::chrono::days(1), .order = order}),
                testing::ElementsAre("Neu"));
    EXPECT_THAT(Headlines({.since = kNoon - std::chrono::days(1), .order = order}), testing::ElementsAre("Neu"));
  }
}

TEST_F(EditionsTest, TheMostWidelyCarriedComeFirstAndThoseOfOnePublisherNotAtAll) {
  const auto tell = [&](const std::string& headline, int publishers) {
    std::vector<Document> documents;
    for (int n = 0; n < publishers; ++n) {
      documents.push_back(MakeDocument("https://p" + std::to_string(n) + ".example/" + headline, headline, headline));
      documents.back().article.publisher = "Paper " + std::to_string(n);
    }
    Keep(documents);
    Place(documents);
  };
  tell("Two", 2);
  tell("Four", 4);
  tell("One", 1);
  EXPECT_THAT(Headlines({.order = EditionOrder::kCarried}), testing::ElementsAre("Four", "Two"));
  EXPECT_THAT(Headlines({.language = "en", .order = EditionOrder::kCarried}), testing::ElementsAre("Four", "Two"));
}

TEST_F(EditionsTest, AStoryThatGoesLeavesItsEditions) {
  const Document document = MakeDocument("https://blatt.example.de/a", "Rat tagt", "Der Rat tagt.", "de");
  Keep({document}, kNoon, true);
  Place({document});
  EXPECT_EQ(Headlines({.language = "de"}).size(), 1U);
  EXPECT_FALSE(WasHere(Opened(), document.article.id.value()).value());
  ASSERT_TRUE(Opened().RemoveSamples());
  EXPECT_TRUE(Headlines({.language = "de"}).empty());
  EXPECT_TRUE(Editions(Opened()).Choices({}, 10)->languages.empty());
  EXPECT_TRUE(WasHere(Opened(), document.article.id.value()).value());
  EXPECT_FALSE(WasHere(Opened(), "0123456789abcdef").value());
}

TEST_F(EditionsTest, ChoicesTellHowManyStoriesEachHas) {
  Tell("blatt.example.de", "Rat von Ulmstedt tagt", "de", "Politik");
  Tell("blatt.example.de", "Ulmstedt gewinnt", "de", "Fussball");
  Tell("paper.example.fr", "Le conseil de Valbrune", "fr", "Politique");
  const auto all = Editions(Opened()).Choices({}, 10);
  ASSERT_TRUE(all);
  EXPECT_THAT(all->languages, testing::ElementsAre(EditionChoice("de", 2), EditionChoice("fr", 1)));
  EXPECT_THAT(all->countries, testing::ElementsAre(EditionChoice("DE", 2), EditionChoice("FR", 1)));
  const auto politics = Editions(Opened()).Choices({.subject = "politics"}, 10);
  EXPECT_THAT(politics->languages, testing::ElementsAre(EditionChoice("de", 1), EditionChoice("fr", 1)));
}

TEST_F(EditionsTest, FacetsCountHitsAndNarrowThem) {
  Tell("blatt.example.de", "Lantern one", "en", "");
  Tell("blatt.example.de", "Lantern two", "en", "");
  Tell("paper.example.fr", "Lantern drei", "de", "");
  SearchQuestion question;
  question.words = "lantern";
  const auto counts = Facets(Opened()).Count(question, 5, kNoon + std::chrono::hours(1));
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->counted, 3);
  ASSERT_EQ(counts->sources.size(), 2U);
  EXPECT_EQ(counts->sources[0].value, "blatt.example.de");
  EXPECT_EQ(counts->sources[0].articles, 2);
  EXPECT_EQ(counts->ages[0], 3);
  question.source = counts->sources[0].value;
  EXPECT_EQ(Find(question).size(), 2U);
}

TEST_F(EditionsTest, ByRankTheHitWithTheWordInItsHeadlineIsFirst) {
  Document old = MakeDocument("https://a.example/1", "Ferry aground", "Nothing else.");
  old.article.published = Moment{kNoon - std::chrono::days(3), true, std::chrono::minutes(0)};
  Document fresh = MakeDocument("https://a.example/2", "News of the day", "A ferry, they say.");
  fresh.article.published = Moment{kNoon, true, std::chrono::minutes(0)};
  Keep({old, fresh});
  SearchQuestion question;
  question.words = "ferry";
  EXPECT_THAT(Find(question), testing::ElementsAre("https://a.example/2", "https://a.example/1"));
  question.by_rank = true;
  EXPECT_THAT(Find(question), testing::ElementsAre("https://a.example/1", "https://a.example/2"));
}

TEST_F(EditionsTest, ASearchIsSavedOncePerPersonAndForgotten) {
  Searches searches(Opened());
  const auto id = searches.Save(1, "Boats", "q=ferry", 5);
  ASSERT_TRUE(id);
  ASSERT_TRUE(searches.Save(1, "Ferries", "q=ferry", 7));
  ASSERT_TRUE(searches.Look(1, "q=ferry", 9));
  const auto saved = searches.Of(1);
  ASSERT_EQ(saved->size(), 1U);
  EXPECT_EQ(saved->front().name, "Ferries");
  EXPECT_EQ(saved->front().looked, 9);
  EXPECT_EQ(searches.Remove(2, *id).error().fault, Fault::kNotFound);
  ASSERT_TRUE(searches.Remove(1, *id));
  EXPECT_TRUE(searches.Of(1)->empty());
  EXPECT_EQ(searches.Save(1, "", "q=a", 0).error().fault, Fault::kUsage);
}

TEST_F(EditionsTest, ARemarkStaysWithTheArticlesWhenStoriesAreMerged) {
  const Document one = MakeDocument("https://a.example/1", "One", "The first.");
  const Document two = MakeDocument("https://a.example/2", "Two", "The second.");
  Keep({one, two});
  const news::Story first = Place({one});
  const news::Story second = Place({two});
  Remarks remarks(Opened());
  const auto id = remarks.Add(second.id, 1, "Is this not the same?", kNoon);
  ASSERT_TRUE(id);
  news::Story none = second;
  none.articles.clear();
  news::Story both = first;
  both.articles.push_back(two.article.id);
  const std::vector<news::Story> merged{both, none};
  ASSERT_TRUE(Opened().Write({{}, merged, {}}, kNoon));
  const auto now = remarks.Of(first.id);
  ASSERT_TRUE(now);
  ASSERT_EQ(now->size(), 1U);
  EXPECT_EQ(now->front().words, "Is this not the same?");
  EXPECT_EQ(remarks.Remove(*id, 2, false).error().fault, Fault::kRefused);
  EXPECT_TRUE(remarks.Remove(*id, 2, true));
  EXPECT_TRUE(remarks.Of(first.id)->empty());
}

}  // namespace
}  // namespace headwater::store
