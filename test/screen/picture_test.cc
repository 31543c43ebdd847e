// The picture of who has it from whom, as rows and columns.
#include "screen/picture.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace headwater::screen {
namespace {

using testing::HasSubstr;

class PictureTest : public testing::Test {
 protected:
  // An article with its chain: pairs of a name and, where it is one of the story's, an article.
  void Add(const std::string& id, const std::vector<std::string>& roots,
           const std::vector<std::pair<std::string, std::string>>& hops = {}) {
    store::ArticleLine line;
    line.id = news::ArticleId{id};
    line.publisher = "Paper " + id;
    story_.articles.push_back(line);
    news::Origin origin;
    origin.article = line.id;
    origin.roots = roots;
    origin.chain.emplace_back();
    for (const auto& [name, article] : hops) {
      news::Hop hop;
      hop.name = name;
      hop.how = news::HopHow::kCopy;
      hop.article = news::ArticleId{article};
      origin.chain.push_back(hop);
    }
    story_.origins.push_back(origin);
  }

  static std::vector<std::string> Names(const Picture& picture) {
    std::vector<std::string> names;
    for (const Place& place : picture.places) {
      names.push_back(place.name);
    }
    return names;
  }

  store::StoryView story_;
};

TEST_F(PictureTest, PrimarySourcesStandOnTopTheMostUsedFirst) {
  Add("own", {"own"});
  Add("b", {"source/Wire"}, {{"Wire", ""}});
  Add("c", {"source/Wire"}, {{"Wire", ""}});
  Add("lost", {});
  const Picture picture = PictureOf(story_);
  EXPECT_EQ(Names(picture), (std::vector<std::string>{"Wire", "Paper own", "Paper b", "Paper c", "Paper lost"}));
  EXPECT_EQ(picture.primary, 2U);
  EXPECT_EQ(picture.places[0].kind, PlaceKind::kOutside);
  EXPECT_EQ(picture.places[0].resting, 2U);
  EXPECT_EQ(picture.places[4].kind, PlaceKind::kUntraced);
  EXPECT_TRUE(picture.places[4].flows.empty());
}

TEST_F(PictureTest, AChainIsDrawnHopByHopAndWhatLiesBehindTheRootIsNot) {
  Add("last", {"first"}, {{"Paper mid", "mid"}, {"Paper first", "first"}, {"A minister", ""}});
  Add("mid", {"first"}, {{"Paper first", "first"}});
  Add("first", {"first"});
  const Picture picture = PictureOf(story_);
  ASSERT_EQ(Names(picture), (std::vector<std::string>{"Paper first", "Paper mid", "Paper last"}));
  ASSERT_EQ(picture.places[2].flows.size(), 1U);
  EXPECT_EQ(picture.places[2].flows[0].from, 1U);
  EXPECT_TRUE(picture.places[2].flows[0].text);
}

TEST_F(PictureTest, ChainsThatContradictOneAnotherMakeNoCircle) {
  Add("a", {"source/X"}, {{"Paper b", "b"}, {"X", ""}});
  Add("b", {"source/X"}, {{"Paper a", "a"}, {"X", ""}});
  const Picture picture = PictureOf(story_);
  EXPECT_EQ(picture.places.size(), 3U);
  for (std::size_t row = 0; row < picture.places.size(); ++row) {
    for (const Flow& flow : picture.places[row].flows) {
      EXPECT_LT(flow.from, row);
    }
  }
}

TEST_F(PictureTest, AFurtherSourceIsAnExtraFlow) {
  Add("a", {"source/X", "source/Y"}, {{"X", ""}});
  const Picture picture = PictureOf(story_);
  const Place& article = picture.places.back();
  ASSERT_EQ(article.flows.size(), 2U);
  EXPECT_FALSE(article.flows[0].extra);
  EXPECT_TRUE(article.flows[1].extra);
}

TEST_F(PictureTest, NoTwoPlacesShareAColumnWhileOthersFlowFromThem) {
  for (int n = 0; n < 30; ++n) {
    Add(fmt::format("a{}", n), {fmt::format("source/S{}", n % 4)}, {{fmt::format("S{}", n % 4), ""}});
  }
  const Picture picture = PictureOf(story_);
  std::vector<std::size_t> last(picture.places.size());
  for (std::size_t row = 0; row < picture.places.size(); ++row) {
    last[row] = row;
    for (const Flow& flow : picture.places[row].flows) {
      last[flow.from] = row;
    }
  }
  for (std::size_t row = 0; row < picture.places.size(); ++row) {
    for (std::size_t other = row + 1; other <= last[row]; ++other) {
      EXPECT_NE(picture.places[row].column, picture.places[other].column) << row << " and " << other;
    }
  }
  EXPECT_LE(picture.columns, 6U);
}

TEST_F(PictureTest, WhatIsOverTheLimitIsCounted) {
  for (int n = 0; n < 200; ++n) {
    Add(fmt::format("a{}", n), {"source/Wire"}, {{"Wire", ""}});
  }
  const Picture picture = PictureOf(story_);
  EXPECT_EQ(picture.places.size(), 80U);
  EXPECT_EQ(picture.left_out, 121U);
  EXPECT_THAT(LanesSvg(picture), HasSubstr("<svg"));
}

TEST_F(PictureTest, AStoryWithoutArticlesIsAnEmptyPicture) {
  const Picture picture = PictureOf(story_);
  EXPECT_TRUE(picture.places.empty());
  EXPECT_THAT(LanesSvg(picture), HasSubstr("height=\"0em\""));
}

}  // namespace
}  // namespace headwater::screen
