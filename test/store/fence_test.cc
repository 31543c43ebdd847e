// Who holds on to what another has by now writes nothing; work that was given up can be asked for again.
#include "store/fence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "store/given_up.h"
#include "store/unplaced.h"

namespace headwater::store {
namespace {

constexpr std::chrono::sys_seconds kNoon =
    std::chrono::sys_days(std::chrono::year(2031) / 5 / 12) + std::chrono::hours(12);

class FenceTest : public testing::Test {
 protected:
  FenceTest() {
    std::string name = (std::filesystem::temp_directory_path() / "headwater-fence-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    store_ = std::move(*Store::Open((folder_ / "headwater.db").string()));
  }
  ~FenceTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  Result<void> Keep(const Fence& fence, const std::string& url, const std::string& language = "en") {
    news::Page page;
    page.url = url;
    page.body = "The weir was opened.";
    news::Article article;
    article.id = StoredId(HashPage(page));
    article.url = url;
    article.kind = news::ArticleKind::kArticle;
    article.language = language;
    article.headline = "Weir opens";
    article.text = "The weir was opened.";
    article.annotations = news::Annotations();
    const KeptPage kept{&page, &article, "", false, true, false};
    return KeepBehind(*store_, fence, std::span(&kept, 1), kNoon);
  }

  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(FenceTest, ALaterTokenKeepsTheEarlierOut) {
  ASSERT_TRUE(Raise(*store_, {"desk.all", 5}));
  EXPECT_TRUE(Keep({"desk.all", 5}, "https://vellmar.example/1"));
  ASSERT_TRUE(Raise(*store_, {"desk.all", 8}));
  const auto refused = Keep({"desk.all", 5}, "https://vellmar.example/2");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kRefused);
  EXPECT_FALSE(WriteBehind(*store_, {"desk.all", 5}, {}, kNoon));
  EXPECT_EQ(store_->Counts()->articles, 1) << "nothing of it is there";
  EXPECT_TRUE(Keep({"desk.all", 8}, "https://vellmar.example/2"));
  EXPECT_EQ(*TokenOf(*store_, "desk.all"), 8);
}

TEST_F(FenceTest, NoneIsRaisedLower) {
  ASSERT_TRUE(Raise(*store_, {"desk.all", 8}));
  ASSERT_TRUE(Raise(*store_, {"desk.all", 8}));
  EXPECT_FALSE(Raise(*store_, {"desk.all", 7}));
  EXPECT_TRUE(Raise(*store_, {"desk.de", 1})) << "another's is another";
  EXPECT_EQ(*TokenOf(*store_, "desk.fr"), 0);
}

TEST_F(FenceTest, WhatWaitsIsToldByLanguage) {
  ASSERT_TRUE(Keep({}, "https://vellmar.example/1", "de"));
  ASSERT_TRUE(Keep({}, "https://vellmar.example/2", "fr"));
  ASSERT_TRUE(Keep({}, "https://vellmar.example/3", "ja"));
  const std::vector<std::string> languages{"de", "fr"};
  EXPECT_EQ(UnplacedIn(*store_, languages, false, 10)->size(), 2U);
  EXPECT_EQ(UnplacedIn(*store_, languages, true, 10)->front().language, "ja");
  EXPECT_EQ(UnplacedIn(*store_, {}, true, 10)->size(), 3U);
  const std::vector<std::string> hostile{"d' OR 1"};
  EXPECT_FALSE(UnplacedIn(*store_, hostile, false, 10));
}

TEST_F(FenceTest, WhatWasGivenUpRestsADayUnlessItIsAskedFor) {
  const std::vector<std::string> name{"https://vellmar.example/a"};
  EXPECT_FALSE(*TryAgain(*store_, name.front(), kNoon)) << "nothing is known of it";
  ASSERT_TRUE(GiveUp(*store_, name.front(), "no answer", kNoon));
  EXPECT_TRUE(GivenUp(*store_, name, kNoon + std::chrono::hours(23))->front());
  EXPECT_FALSE(GivenUp(*store_, name, kNoon + std::chrono::hours(24))->front());
  EXPECT_FALSE(TriedAgain(*store_, name)->front());
  EXPECT_EQ(*store_->WaitingWork(), 0U);
  ASSERT_TRUE(*TryAgain(*store_, name.front(), kNoon));
  EXPECT_TRUE(TriedAgain(*store_, name)->front());
  EXPECT_EQ(*store_->WaitingWork(), 1U);
  EXPECT_FALSE(GivenUp(*store_, name, kNoon)->front());
}

}  // namespace
}  // namespace headwater::store
