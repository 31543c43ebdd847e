// Live pages through the whole line: entries in stories and chains, the page beside them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "test/pipeline/collection_fixture.h"

namespace headwater::pipeline {
namespace {

using std::chrono::hours;
using testing::SizeIs;

constexpr std::chrono::sys_seconds kFound{std::chrono::sys_days{std::chrono::year{2031} / 2 / 3} + hours(14)};

const std::string kWeir =
    "The new weir on the Orrin opened after four years of building, the water office of Vellmar said. Farmers in the "
    "valley had waited for it since the flood of 2024, when the old one broke and took two bridges with it.";
const std::string kFerry =
    "The ferry Lindra ran aground off Sandholm with 112 passengers on board, the coast guard told Harbour Radio. "
    "Captain Ilse Tamberg said that nobody was hurt and that a tug is on its way from Marenport.";

class LiveTest : public CollectionTest {
 protected:
  LiveTest() : CollectionTest(kFound + hours(24)) {}

  static std::string Entry(const std::string& clock, const std::string& id, const std::string& headline,
                           const std::string& prose) {
    return "<div class=entry id=" + id + "><time datetime=2031-02-03T" + clock + ":00Z>" + clock + "</time><h3>" +
           headline + "</h3><p>" + prose + "</p></div>";
  }

  void TakeLive(const std::string& entries, int hour) {
    Incoming incoming;
    incoming.page.url = "https://vellmarpost.example/live/monday";
    incoming.page.content_type = "text/html";
    incoming.page.fetched = kFound + hours(hour);
    incoming.page.body =
        "<html lang=en><head><title>Monday: live</title><meta property='og:site_name' content='vellmarpost'></head>"
        "<body><article><h1>Monday in Vellmar: live updates</h1><p>What happens today, as it happens.</p>" +
        entries + "</article></body></html>";
    CollectionTest::Take({std::move(incoming)});
  }

  std::vector<store::SearchHit> Hits(const std::string& words) {
    store::SearchQuestion question;
    question.words = words;
    return store_->Search(question).value();
  }

  news::ArticleId Page() { return store_->ArticleAt("https://vellmarpost.example/live/monday").value(); }
};

TEST_F(LiveTest, EachEntryBelongsToItsOwnStory) {
  const std::string entries = Entry("12:30", "a3", "Ferry aground off Sandholm", kFerry) +
                              Entry("10:10", "a2", "Rovers win the cup", kCup) +
                              Entry("08:40", "a1", "Weir on the Orrin opens", kWeir);
  TakeLive(entries, 0);
  CollectionTest::Take({Document("marentimes.example", "Weir on the Orrin opens at last", kWeir)});
  const auto stories = *store_->Stories({});
  ASSERT_THAT(stories, SizeIs(3));
  for (const auto& line : stories) {
    for (const auto& id : line.story.articles) {
      EXPECT_NE(id, Page());
    }
  }
  const auto hits = Hits("Lindra aground");
  ASSERT_THAT(hits, SizeIs(1));
  const auto view = store_->Article(hits.front().line.id);
  ASSERT_TRUE(view);
  EXPECT_TRUE(view->origin);
  EXPECT_EQ(view->line.id.value().substr(0, 17), Page().value() + "#");
  EXPECT_EQ(FormatMoment(*view->article.published), "2031-02-03T12:30:00Z");
  ASSERT_TRUE(view->article.annotations);
  EXPECT_FALSE(view->article.annotations->statements.empty());
  const auto page = store_->Article(Page());
  EXPECT_TRUE(page->article.annotations->statements.empty());
}

TEST_F(LiveTest, WhatIsSetOnTopLaterLeavesTheOthersWhereTheyAre) {
  const std::string two =
      Entry("10:10", "a2", "Rovers win the cup", kCup) + Entry("08:40", "a1", "Weir on the Orrin opens", kWeir);
  const std::string three =
      Entry("11:00", "a3", "Road open", "The road to the mill is open again, the town said.") + two;
  TakeLive(three, 0);
  const auto before = Hits("farmers valley").front().line;
  TakeLive(Entry("12:30", "a4", "Ferry aground off Sandholm", kFerry) + three, 2);
  const auto after = Hits("farmers valley").front().line;
  EXPECT_EQ(before.id, after.id);
  EXPECT_EQ(before.story, after.story);
  EXPECT_FALSE(after.story.empty());
  ASSERT_THAT(*store_->Stories({}), SizeIs(4));
  EXPECT_THAT(Hits("Lindra aground"), SizeIs(1));
}

}  // namespace
}  // namespace headwater::pipeline
