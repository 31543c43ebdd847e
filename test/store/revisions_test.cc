// Revisions: kept in the order of their times, the newest in the article's place.
#include <gmock/gmock.h>

#include <algorithm>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using news::ChangeKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kOpening = "The harbour of Vellmar is open again after ten years of works. ";

class RevisionsTest : public StoreTest {
 protected:
  static Document Capture(int hour, const std::string& end, const std::string& furniture = "") {
    Document document =
        MakeDocument("https://vellmar.example/harbour", "Vellmar opens its harbour", std::string(kOpening) + end);
    document.page.body += furniture;
    document.page.fetched = kNoon + std::chrono::hours(hour);
    document.article.published = ParseMoment("2025-05-11T08:00:00+02:00");
    document.article.id = StoredId(HashPage(document.page));
    return document;
  }

  // Hours after noon and what changed, one text a revision.
  std::vector<std::string> Line() {
    const auto id = Opened().ArticleAt("https://vellmar.example/harbour");
    EXPECT_TRUE(id);
    const auto view = Opened().Article(*id);
    EXPECT_TRUE(view) << view.error().text;
    std::vector<std::string> line;
    for (const news::Revision& revision : view->revisions) {
      std::string words = std::to_string((revision.at - kNoon) / std::chrono::hours(1));
      if (revision.last_seen != revision.at) {
        words += "-" + std::to_string((revision.last_seen - kNoon) / std::chrono::hours(1));
      }
      for (const ChangeKind kind : revision.changes) {
        words += " " + std::to_string(static_cast<int>(kind));
      }
      line.push_back(words);
    }
    return line;
  }

  std::vector<SearchHit> Hits(const std::string& words) {
    SearchQuestion question;
    question.words = words;
    return *Opened().Search(question);
  }

  std::string Text() { return Opened().Article(*Opened().ArticleAt("https://vellmar.example/harbour"))->article.text; }
};

constexpr auto kNumbers = static_cast<int>(ChangeKind::kNumbers);

std::string With(int hour, int kind) { return std::to_string(hour) + " " + std::to_string(kind); }

TEST_F(RevisionsTest, AChangedArticleKeepsItsIdAndItsEarlierWords) {
  const Document first = Capture(0, "It cost 12 crowns in all.");
  const Document second = Capture(3, "It cost 14 crowns in all.");
  Keep({first});
  Keep({second});
  const auto view = Opened().Article(first.article.id);
  ASSERT_TRUE(view) << view.error().text;
  EXPECT_EQ(view->article.text, second.article.text);
  EXPECT_EQ(view->page_hash, HashPage(second.page).value());
  EXPECT_THAT(Line(), ElementsAre("0", With(3, kNumbers)));
  EXPECT_FALSE(Opened().Article(second.article.id));
  EXPECT_EQ(Opened().Counts()->articles, 1);
  EXPECT_EQ(Opened().Counts()->pages, 2);
}

TEST_F(RevisionsTest, TheOrderOfArrivalDoesNotMatter) {
  const std::vector<Document> captures{Capture(2, "It cost 13 crowns."),
                                       Capture(4, "It cost 13 crowns.", "<aside>1</aside>"),
                                       Capture(6, "It cost 15 crowns."), Capture(8, "It cost 13 crowns.", "<!-- -->")};
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    store_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    for (const std::size_t n : order) {
      Keep({captures[n]});
    }
    EXPECT_THAT(Line(), ElementsAre("2-4", With(6, kNumbers), With(8, kNumbers)));
    EXPECT_EQ(Text(), captures[3].article.text);
  } while (std::ranges::next_permutation(order).found);
}

TEST_F(RevisionsTest, CapturesOfOneBatchAreALineToo) {
  Keep({Capture(3, "It cost 14 crowns."), Capture(0, "It cost 12 crowns."), Capture(5, "It cost 15 crowns.")});
  EXPECT_THAT(Line(), ElementsAre("0", With(3, kNumbers), With(5, kNumbers)));
  EXPECT_THAT(Hits("15 crowns"), SizeIs(1));
  EXPECT_THAT(Hits("14 crowns"), IsEmpty());
}

TEST_F(RevisionsTest, WhatIsSearchedListedAndToldIsTheNewest) {
  Keep({Capture(0, "A barge sank.")});
  Keep({Capture(1, "A dredger sank.")});
  EXPECT_THAT(Hits("barge"), IsEmpty());
  EXPECT_THAT(Hits("dredger"), SizeIs(1));
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

TEST_F(RevisionsTest, AChangedArticleIsPlacedAnewAndItsStoryCountedAgain) {
  const Document first = Capture(0, "A barge sank.");
  const Document other = MakeDocument("https://osk.example/1", "A barge sank", "Words of another paper.");
  Keep({first, other});
  Place({first, other});
  EXPECT_THAT(*Opened().Unplaced(10), IsEmpty());
  Keep({Capture(1, "A dredger sank.")});
  const auto unplaced = Opened().Unplaced(10);
  ASSERT_THAT(*unplaced, SizeIs(1));
  EXPECT_EQ(unplaced->front().id, first.article.id);
  EXPECT_EQ(Opened().Stories({})->front().article_count, 1);
}

TEST_F(RevisionsTest, PageFurnitureMakesNoRevisionAndItsPageIsNotKept) {
  Keep({Capture(0, "It is open.")});
  const Document same = Capture(5, "It is open.", "<aside>Other teasers</aside>");
  Keep({same});
  EXPECT_THAT(Line(), ElementsAre("0-5"));
  EXPECT_FALSE(*Opened().HasPage(HashPage(same.page)));
}

TEST_F(RevisionsTest, ThePageItselfSeenAgainIsNotedAndMayComeBack) {
  const Document first = Capture(0, "It cost 12 crowns.");
  Document again = first;
  again.page.fetched = kNoon + std::chrono::hours(9);
  const std::vector<KeptPage> known{{&again.page, nullptr, "", false, true, true}};
  Keep({first});
  ASSERT_TRUE(Opened().Keep(known, kNoon));
  EXPECT_THAT(Line(), ElementsAre("0-9"));
  Keep({Capture(12, "It cost 13 crowns.")});
  again.page.fetched = kNoon + std::chrono::hours(15);
  ASSERT_TRUE(Opened().Keep(known, kNoon));
  EXPECT_THAT(Line(), ElementsAre("0-9", With(12, kNumbers), With(15, kNumbers)));
  EXPECT_EQ(Text(), first.article.text);
}

TEST_F(RevisionsTest, AnotherArticleAtTheAddressIsNoRevision) {
  const Document first = Capture(0, "It is open.");
  Document other = Capture(3, "");
  other.article.headline = "Bread is dear";
  other.article.text = "Bakers in Osk bake less bread than a year ago, says their guild.";
  Keep({first, other});
  EXPECT_THAT(Opened().Article(first.article.id)->revisions, SizeIs(1));
  EXPECT_THAT(Opened().Article(other.article.id)->revisions, SizeIs(1));
}

TEST_F(RevisionsTest, AnyTwoRevisionsAreCompared) {
  Keep({Capture(0, "It cost 12 crowns."), Capture(1, "It cost 13 crowns."), Capture(2, "It cost 14 crowns.")});
  const auto id = *Opened().ArticleAt("https://vellmar.example/harbour");
  const auto last = Opened().Revisions(id);
  ASSERT_TRUE(last) << last.error().text;
  EXPECT_EQ(last->from, 1U);
  EXPECT_EQ(last->to, 2U);
  const auto view = Opened().Revisions(id, last->revisions[2].id, last->revisions[0].id);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->from, 0U);
  EXPECT_EQ(view->to, 2U);
  ASSERT_THAT(view->comparison.paragraphs, SizeIs(1));
  EXPECT_EQ(view->comparison.paragraphs[0].words[1].words, "12 ");
  EXPECT_EQ(view->comparison.paragraphs[0].words[2].words, "14 ");
}

TEST_F(RevisionsTest, WhereWordsAreReservedEarlierOnesAreForgotten) {
  Keep({Capture(0, "It cost 12 crowns."), Capture(1, "It cost 13 crowns.")});
  Document reserved = Capture(2, "It cost 14 crowns.");
  reserved.article.rights.emplace().text = false;
  Keep({reserved});
  EXPECT_THAT(Line(), ElementsAre("2"));
}

TEST_F(RevisionsTest, VisitsArePlannedAndNoted) {
  Keep({Capture(0, "It is open.")});
  Revisit revisit;
  revisit.url = "https://vellmar.example/harbour";
  revisit.due = kNoon + std::chrono::hours(1);
  revisit.first = revisit.last = kNoon;
  revisit.etag = "\"a\"";
  ASSERT_TRUE(Opened().PutRevisits(std::vector{revisit}));
  EXPECT_THAT(*Opened().RevisitsDue(kNoon, 10), IsEmpty());
  EXPECT_THAT(*Opened().RevisitsDue(kNoon + std::chrono::hours(2), 10), SizeIs(1));
  EXPECT_EQ(Opened().RevisitsOf(std::vector{revisit.url})->front()->etag, "\"a\"");
  revisit.due.reset();
  ASSERT_TRUE(Opened().PutRevisits(std::vector{revisit}));
  EXPECT_THAT(*Opened().RevisitsDue(kNoon + std::chrono::hours(2), 10), IsEmpty());
  ASSERT_TRUE(Opened().SawAgain(revisit.url, kNoon + std::chrono::hours(4)));
  EXPECT_THAT(Line(), ElementsAre("0-4"));
}

}  // namespace
}  // namespace headwater::store
