// From pages to stories in a store, and what people ask for.
#include <gtest/gtest.h>

#include "test/pipeline/collection_fixture.h"

namespace headwater::pipeline {
namespace {

const std::string kWeir =
    "The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. "
    "It cost 38 million, nine more than planned. Farmers in the valley had waited for it since the flood of 2024, "
    "when the old one broke in a single night and took two bridges with it.";

class PipelineTest : public CollectionTest {
 protected:
  PipelineTest() { Start(); }

  void Start() {
    Settings settings;
    settings.default_feeds.resize(1);
    settings.default_feeds[0].id = news::FeedId("https://vellmar.example/feed");
    settings.default_feeds[0].url = "https://vellmar.example/feed";
    CollectionTest::Start(std::move(settings));
  }

  std::vector<store::StoryLine> Stories() { return *store_->Stories({}); }
};

TEST_F(PipelineTest, ACopyJoinsItsStoryAndCountsAsNoSourceOfItsOwn) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
        Document("marentimes.example", "Weir opens at last", kWeir),
        Document("harbourradio.example", "Rovers win the cup", kCup)});
  const auto stories = Stories();
  ASSERT_EQ(stories.size(), 2U);
  for (const store::StoryLine& line : stories) {
    ASSERT_TRUE(line.story.independent);
    EXPECT_LE(line.story.independent->most, 1) << line.story.headline;
  }
}

TEST_F(PipelineTest, WhatComesTwiceIsKeptOnce) {
  const auto weir = Document("vellmarpost.example", "Weir on the Orrin opens", kWeir);
  EXPECT_EQ(Take({weir}).kept, 1U);
  EXPECT_EQ(Take({weir}).known, 1U);
  EXPECT_EQ(store_->Counts()->articles, 1);
}

TEST_F(PipelineTest, AStoryGoesOnAfterARestart) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir)});
  Start();
  Take({Document("marentimes.example", "Weir opens at last", kWeir)});
  ASSERT_EQ(Stories().size(), 1U);
  EXPECT_EQ(Stories()[0].article_count, 2);
}

TEST_F(PipelineTest, ABadPageCostsThatPage) {
  Incoming bad;
  bad.page.url = "https://vellmar.example/menu";
  bad.page.content_type = "text/html";
  bad.page.body = "<html><body><nav><a href=/>Home</a></nav></body></html>";
  const Report report = Take({bad, Document("vellmarpost.example", "Weir on the Orrin opens", kWeir)});
  EXPECT_EQ(report.kept, 1U);
  EXPECT_EQ(report.unreadable, 1U);
  ASSERT_EQ(report.faults.size(), 1U);
  EXPECT_NE(report.faults[0].find("https://vellmar.example/menu"), std::string::npos);
}

TEST_F(PipelineTest, RemovedSamplesLeaveTheWindowToo) {
  Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir)}, true);
  const auto errand = store_->Ask(store::ErrandKind::kRemoveSamples, "", clock_.Now());
  ASSERT_TRUE(errand);
  ASSERT_TRUE(pipeline_->Round());
  EXPECT_TRUE(store_->ErrandOf(*errand)->good);
  EXPECT_EQ(store_->Counts()->articles, 0);
  Take({Document("marentimes.example", "Weir opens at last", kWeir)});
  ASSERT_EQ(Stories().size(), 1U);
  EXPECT_EQ(Stories()[0].article_count, 1);
}

TEST_F(PipelineTest, ErrandsAreAnsweredInWords) {
  const auto defaults = store_->Ask(store::ErrandKind::kSubscribeDefaults, "", clock_.Now());
  const auto garbage = store_->Ask(store::ErrandKind::kImportOpml, "this is no list", clock_.Now());
  ASSERT_TRUE(pipeline_->Round());
  EXPECT_EQ(store_->ErrandOf(*defaults)->answer, "1 of 1 feeds of the default list were new");
  EXPECT_TRUE(store_->ErrandOf(*garbage)->answered);
  EXPECT_FALSE(store_->ErrandOf(*garbage)->good);
  EXPECT_EQ(store_->Feeds()->size(), 1U);
}

TEST(EntriesTest, AnEntryBecomesAPageWithItsAnnouncement) {
  news::Feed feed;
  feed.title = "Vellmar Post";
  feed.language = "en";
  feed.entries.resize(2);
  feed.entries[0].url = "https://vellmar.example/1";
  feed.entries[0].title = "Weir opens";
  feed.entries[0].content = "<p>The weir opened.</p>";
  feed.entries[0].via = "https://orrin.example/1";
  const auto pages = PagesOf(feed, "https://vellmar.example/feed");
  ASSERT_EQ(pages.size(), 1U);
  EXPECT_EQ(pages[0].url, "https://vellmar.example/1");
  EXPECT_NE(pages[0].body.find("<p>The weir opened.</p>"), std::string::npos);
  const auto article = extract::Extract(pages[0]);
  ASSERT_TRUE(article);
  EXPECT_EQ(article->publisher, "Vellmar Post");
  EXPECT_EQ(pages[0].announcement->source_url, "https://orrin.example/1");
}

}  // namespace
}  // namespace headwater::pipeline
