// Digests taken apart.
#include "form/items.h"

#include <gtest/gtest.h>

namespace headwater::form {
namespace {

TEST(ItemsTest, ADigestIsPlacedByItsItems) {
  news::Article digest;
  digest.id = news::ArticleId("d");
  digest.kind = news::ArticleKind::kDigest;
  digest.url = "https://vellmar.example/week";
  digest.publisher = "Vellmar Post";
  digest.language = "en";
  digest.items.resize(2);
  digest.items[0].id = news::ArticleId("d#1");
  digest.items[0].text = "The weir opened.";
  digest.items[1].id = news::ArticleId("d#2");
  digest.items[1].url = "https://vellmar.example/2";
  const auto placed = Placeable(digest);
  ASSERT_EQ(placed.size(), 2U);
  EXPECT_EQ(placed[0].id.value(), "d#1");
  EXPECT_EQ(placed[0].url, digest.url);
  EXPECT_EQ(placed[0].publisher, "Vellmar Post");
  EXPECT_EQ(placed[0].text, "The weir opened.");
  EXPECT_EQ(placed[1].url, "https://vellmar.example/2");
}

TEST(ItemsTest, ALivePageIsPlacedByItsEntriesWhichKeepTheirIds) {
  news::Article live;
  live.id = news::ArticleId("p");
  live.kind = news::ArticleKind::kLive;
  live.items.resize(2);
  live.items[0].id = news::ArticleId("p#482910337");
  live.items[1].id = news::ArticleId("p#100200300");
  Rename(live, news::ArticleId("q"));
  const auto placed = Placeable(live);
  ASSERT_EQ(placed.size(), 2U);
  EXPECT_EQ(placed[0].id.value(), "q#482910337");
  EXPECT_EQ(placed[1].id.value(), "q#100200300");
  live.items.clear();
  EXPECT_EQ(Placeable(live).size(), 1U);
}

TEST(ItemsTest, ADigestsItemsAreNumbered) {
  news::Article digest;
  digest.kind = news::ArticleKind::kDigest;
  digest.items.resize(2);
  digest.items[1].id = news::ArticleId("x#7");
  Rename(digest, news::ArticleId("q"));
  EXPECT_EQ(digest.items[0].id.value(), "q#1");
  EXPECT_EQ(digest.items[1].id.value(), "q#2");
}

TEST(ItemsTest, APageWithoutAnArticleIsNotPlaced) {
  news::Article other;
  other.kind = news::ArticleKind::kOther;
  EXPECT_TRUE(Placeable(other).empty());
}

}  // namespace
}  // namespace headwater::form
