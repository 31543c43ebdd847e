// When pages are fetched again, and what becomes of what changed in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/line.h"
#include "test/pipeline/collection_fixture.h"

namespace headwater::pipeline {
namespace {

using std::chrono::hours;

constexpr std::chrono::sys_seconds kFound{std::chrono::sys_days{std::chrono::year{2031} / 2 / 3}};

store::Revisit FoundAt(std::chrono::sys_seconds first) {
  store::Revisit revisit;
  revisit.url = "https://vellmarpost.example/1";
  revisit.first = first;
  return revisit;
}

TEST(RevisitTest, VisitsThinOutAndEnd) {
  const Settings settings;
  const store::Revisit revisit = FoundAt(kFound);
  std::vector<std::int64_t> after;
  auto now = kFound;
  while (const auto next = NextVisit(settings, revisit, now)) {
    after.push_back(std::chrono::duration_cast<hours>(*next - kFound).count());
    now = *next;
  }
  ASSERT_EQ(after.size(), settings.revisits.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto step = std::chrono::duration_cast<hours>(settings.revisits[i]).count();
    EXPECT_GE(after[i], step);
    EXPECT_LE(after[i], step + step / 10 + 1);
  }
}

TEST(RevisitTest, WithoutAScheduleThereIsNoVisit) {
  Settings settings;
  settings.revisits.clear();
  EXPECT_FALSE(NextVisit(settings, FoundAt(kFound), kFound));
}

TEST(RevisitTest, WhatAFeedSaysOfAPageHasAPrint) {
  news::Page page;
  page.url = "https://vellmarpost.example/1";
  EXPECT_TRUE(AnnouncedPrint(page).empty());
  page.announcement.emplace().title = "Weir opens";
  const std::string before = AnnouncedPrint(page);
  EXPECT_EQ(AnnouncedPrint(page), before);
  page.announcement->updated = ParseMoment("2031-02-03T08:00:00Z");
  EXPECT_NE(AnnouncedPrint(page), before);
}

class ReviseTest : public CollectionTest {
 protected:
  ReviseTest() : CollectionTest(kFound + hours(24)) {}

  void Take(const std::string& site, const std::string& headline, const std::string& prose, int hour) {
    Incoming incoming = Document(site, headline, prose, "2031-02-03T00:00:00Z");
    incoming.page.fetched = kFound + hours(hour);
    CollectionTest::Take({std::move(incoming)});
  }
};

const std::string kWeir =
    "The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. "
    "Farmers in the valley had waited for it since the flood of 2024, when the old one broke in a single night and "
    "took two bridges with it. ";

TEST_F(ReviseTest, AChangedArticleStaysInItsStoryUnderItsId) {
  Take("vellmarpost.example", "Weir on the Orrin opens", kWeir + "It cost 38 million, more than planned.", 0);
  Take("marentimes.example", "Weir opens at last", kWeir, 1);
  const auto id = store_->ArticleAt("https://vellmarpost.example/1");
  Take("vellmarpost.example", "Weir on the Orrin opens", kWeir + "It cost 47 million, more than planned.", 6);
  const auto stories = *store_->Stories({});
  ASSERT_EQ(stories.size(), 1U);
  EXPECT_EQ(stories[0].article_count, 2);
  ASSERT_TRUE(stories[0].story.independent);
  EXPECT_LE(stories[0].story.independent->most, 1);
  const auto view = store_->Article(*id);
  ASSERT_TRUE(view);
  EXPECT_NE(view->article.text.find("47 million"), std::string::npos);
  EXPECT_TRUE(view->origin);
  EXPECT_EQ(view->copies.size(), 1U);
  ASSERT_EQ(view->revisions.size(), 2U);
  EXPECT_THAT(view->revisions[1].changes, testing::ElementsAre(news::ChangeKind::kNumbers));
}

TEST_F(ReviseTest, AnEarlierCaptureThatComesLaterChangesNothingButTheLine) {
  Take("vellmarpost.example", "Weir on the Orrin opens", kWeir + "It cost 47 million, more than planned.", 6);
  Take("harbourradio.example", "Rovers win the cup", kCup, 7);
  Take("vellmarpost.example", "Weir on the Orrin opens", kWeir + "It cost 38 million, more than planned.", 0);
  EXPECT_EQ(store_->Stories({})->size(), 2U);
  const auto view = store_->Article(*store_->ArticleAt("https://vellmarpost.example/1"));
  ASSERT_TRUE(view);
  EXPECT_NE(view->article.text.find("47 million"), std::string::npos);
  ASSERT_EQ(view->revisions.size(), 2U);
  EXPECT_EQ(view->revisions[0].at, kFound);
}

}  // namespace
}  // namespace headwater::pipeline
