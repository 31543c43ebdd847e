// Stories that were traced by other tables of sources are traced again, and others are left alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "test/pipeline/collection_fixture.h"

namespace headwater::pipeline {
namespace {

const std::string kWeir =
    "The new weir on the Orrin opened on Monday after four years of building, the water office of Vellmar said. "
    "It cost 38 million, nine more than planned. Farmers in the valley had waited for it since the flood of 2024, "
    "when the old one broke in a single night and took two bridges with it.";

constexpr std::string_view kTracedBy = "tables that stories are traced by";

class MindTablesTest : public CollectionTest {
 protected:
  MindTablesTest() {
    Take({Document("vellmarpost.example", "Weir on the Orrin opens", kWeir),
          Document("harbourradio.example", "The weir is open", kWeir, "2031-02-03T09:00:00Z"),
          Document("thessel.example", "Rovers win the cup", kCup)});
  }
  // As if the sources of all stories had been counted by other tables.
  void Miscount() {
    const auto lines = store_->Stories({});
    ASSERT_TRUE(lines);
    for (const store::StoryLine& line : *lines) {
      const auto view = store_->Story(line.story.id);
      ASSERT_TRUE(view);
      news::Story story = view->line.story;
      story.articles.clear();
      for (const store::ArticleLine& article : view->articles) {
        story.articles.push_back(article.id);
      }
      story.independent = news::Independence{7, 9, 0};
      ASSERT_TRUE(store_->Write({.copies = {}, .stories = {&story, 1}, .origins = {}}, clock_.Now()));
    }
  }
  int Counted() {
    int most = 0;
    const auto lines = store_->Stories({});
    for (const store::StoryLine& line : *lines) {
      most = std::max(most, line.story.independent.value_or(news::Independence()).least);
    }
    return most;
  }
};

TEST_F(MindTablesTest, WhatOtherTablesTracedIsTracedAgain) {
  Miscount();
  EXPECT_EQ(Counted(), 7);
  ASSERT_TRUE(store_->SetNote(kTracedBy, "other tables"));
  Start({});
  ASSERT_TRUE(pipeline_->Round());
  EXPECT_EQ(Counted(), 1);
  EXPECT_NE(store_->Note(kTracedBy)->value_or(""), "other tables");
}

TEST_F(MindTablesTest, WhatTheseTablesTracedStays) {
  ASSERT_TRUE(pipeline_->Round());
  Miscount();
  Start({});
  ASSERT_TRUE(pipeline_->Round());
  EXPECT_EQ(Counted(), 7) << "nothing was told again";
}

}  // namespace
}  // namespace headwater::pipeline
