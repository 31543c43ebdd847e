// The five documents of the first exam, read as a careful editor would. They are not part of the repository.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "extract/extract.h"

namespace headwater::extract {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class SeedsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path folder = std::filesystem::path(HW_SHARED_DIR) / "seeds";
    if (!std::filesystem::is_directory(folder)) {
      GTEST_SKIP() << "THE SEEDS ARE NOT HERE: " << folder << " is missing, and nothing of the first exam was checked";
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".txt") {
        files_.push_back(entry.path());
      }
    }
    std::sort(files_.begin(), files_.end());
    ASSERT_EQ(files_.size(), 5U);
  }

  news::Article Read(std::size_t at) const {
    std::ifstream file(files_.at(at), std::ios::binary);
    news::Page page;
    page.id = files_[at].filename();
    page.content_type = "text/plain";
    page.body.assign(std::istreambuf_iterator<char>(file), {});
    auto article = Extract(page);
    EXPECT_TRUE(article) << article.error().text;
    return article ? *article : news::Article{};
  }

  std::vector<std::filesystem::path> files_;
};

std::string Interval(const std::optional<news::PublishedBetween>& between) {
  if (!between) {
    return "none";
  }
  return (between->from ? FormatDay(*between->from) : "") + ".." + (between->to ? FormatDay(*between->to) : "");
}

std::size_t Paragraphs(const news::Article& article) {
  std::size_t count = article.text.empty() ? 0 : 1;
  for (std::size_t at = article.text.find("\n\n"); at != std::string::npos; at = article.text.find("\n\n", at + 2)) {
    ++count;
  }
  return count;
}

std::vector<std::string> MarksOf(const news::Article& article, news::MarkKind kind) {
  std::vector<std::string> texts;
  for (const news::Mark& mark : article.marks) {
    if (mark.kind == kind) {
      texts.push_back(mark.text);
    }
  }
  return texts;
}

TEST_F(SeedsTest, NoneStatesADayAndNoneIsGiven) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    const news::Article article = Read(i);
    EXPECT_FALSE(article.published) << files_[i];
    EXPECT_FALSE(article.modified) << files_[i];
    EXPECT_EQ(article.language, "en") << files_[i];
    EXPECT_TRUE(article.published_between) << files_[i];
  }
}

TEST_F(SeedsTest, TheFirstIsAllProse) {
  const news::Article article = Read(0);
  EXPECT_EQ(article.kind, news::ArticleKind::kArticle);
  EXPECT_EQ(article.headline, "");
  EXPECT_EQ(Paragraphs(article), 23U);
  EXPECT_TRUE(article.authors.empty());
  EXPECT_EQ(article.credit, "");
  EXPECT_EQ(Interval(article.published_between), "2025-01-20..2025-01-24");
  EXPECT_THAT(article.published_between->evidence, Contains("At the end of May 2024"));
}

TEST_F(SeedsTest, TheSecondIsDowJonesUnderAnAggregatorsFurniture) {
  const news::Article article = Read(1);
  EXPECT_THAT(article.headline, ::testing::StartsWith("Blinken says"));
  EXPECT_EQ(article.credit, "Dow Jones & Company");
  EXPECT_EQ(article.publisher, "Ethan Gach");
  EXPECT_THAT(article.authors, ElementsAre("William Mauldin", "Sune Engel Rasmussen"));
  for (const char* const furniture : {"Photo:", "Join the conversation", "Write letter", "Copyright", "87990cbe",
                                      "aggregator", "Related Articles", "Back to top"}) {
    EXPECT_THAT(article.text, Not(HasSubstr(furniture)));
  }
  EXPECT_THAT(article.text, Not(HasSubstr(article.headline)));
  EXPECT_EQ(Paragraphs(article), 20U);
  EXPECT_THAT(MarksOf(article, news::MarkKind::kCaption), ElementsAre(HasSubstr("Associated Press")));
  EXPECT_THAT(MarksOf(article, news::MarkKind::kContact), ElementsAre(HasSubstr("William Mauldin")));
  EXPECT_THAT(MarksOf(article, news::MarkKind::kCopyright), ElementsAre(HasSubstr("Dow Jones & Company")));
  EXPECT_EQ(Interval(article.published_between), "2022-01-01..2022-12-31");
}

TEST_F(SeedsTest, TheThirdIsReutersOnAnOutletsPage) {
  const news::Article article = Read(2);
  EXPECT_THAT(article.headline, ::testing::StartsWith("Baltics in talks"));
  EXPECT_EQ(article.credit, "Reuters");
  EXPECT_THAT(article.authors, ElementsAre("Andrius Sytas"));
  EXPECT_EQ(article.access, news::Access::kRegionBlocked);
  for (const char* const furniture : {"not available", "Access to the comments", "By Reuters", "Copyright", "Sytas"}) {
    EXPECT_THAT(article.text, Not(HasSubstr(furniture)));
  }
  EXPECT_THAT(article.text, ::testing::StartsWith("The Baltic States"));
  EXPECT_EQ(Paragraphs(article), 10U);
  EXPECT_THAT(MarksOf(article, news::MarkKind::kDateline), ElementsAre("–"));
  EXPECT_EQ(Interval(article.published_between), "2022-01-01..2022-12-31");
}

TEST_F(SeedsTest, TheFourthIsADigestOfTwentyTwo) {
  const news::Article article = Read(3);
  EXPECT_EQ(article.kind, news::ArticleKind::kDigest);
  EXPECT_THAT(article.headline, HasSubstr("FT reports"));
  ASSERT_EQ(article.items.size(), 22U);
  EXPECT_EQ(article.items[0].headline, article.headline);
  EXPECT_EQ(article.items[21].id.value(), article.id.value() + "#22");
  EXPECT_EQ(Interval(article.published_between), "2025-03-11..");
  const std::vector<std::pair<std::size_t, std::string>> sources{
      {0, "Financial Times"},  {4, "Bloomberg"},           {5, "The Telegraph"},
      {8, "Politico"},         {9, "The Telegraph"},       {11, "Reuters"},
      {12, "Gazeta Wyborcza"}, {13, "Financial Times"},    {15, "ERR"},
      {16, "The Guardian"},    {14, "The New York Times"}, {20, "Le Monde"}};
  for (const auto& [at, name] : sources) {
    EXPECT_EQ(article.items[at].source, name) << at;
  }
  EXPECT_FALSE(article.items[19].source.empty());
  EXPECT_EQ(article.items[1].source, "");
  for (std::size_t i = 0; i < 22; ++i) {
    EXPECT_EQ(article.items[i].truncated, i == 3 || i == 6 || i == 7) << i;
    EXPECT_FALSE(article.items[i].published);
  }
  EXPECT_EQ(Interval(article.items[1].published_between), "2025-03-11..2025-04-11");
  EXPECT_EQ(Interval(article.items[2].published_between), "2025-02-21..2025-04-11");
  EXPECT_EQ(Interval(article.items[6].published_between), "2024-12-04..2025-02-03");
  EXPECT_EQ(Interval(article.items[8].published_between), "2024-06-06..2024-07-07");
  EXPECT_EQ(Interval(article.items[20].published_between), "2024-03-14..2024-04-14");
  EXPECT_EQ(Interval(article.items[21].published_between), "..2024-04-14");
}

TEST_F(SeedsTest, TheFifthEndsBeforeItsTeasersAndKeepsItsList) {
  const news::Article article = Read(4);
  EXPECT_THAT(article.headline, ::testing::StartsWith("No NATO military"));
  EXPECT_EQ(article.kind, news::ArticleKind::kArticle);
  EXPECT_EQ(Paragraphs(article), 10U);
  EXPECT_THAT(article.text, HasSubstr("• caution"));
  EXPECT_THAT(article.text, ::testing::EndsWith("presence of allies."));
  for (const char* const furniture : {"spot_img", "popular", "Share this", "More like", "HERE", "Actress", "..."}) {
    EXPECT_THAT(article.text, Not(HasSubstr(furniture)));
  }
  EXPECT_EQ(Interval(article.published_between), "2022-03-01..");
}

}  // namespace
}  // namespace headwater::extract
