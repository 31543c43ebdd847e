// Figures found in articles, and where they differ.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/utf8.h"
#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

using news::FigureBound;

// One sentence as an article.
news::Article Told(const std::string& text, const std::string& language = "en") {
  news::Article article;
  article.id = news::ArticleId("a");
  article.language = language;
  article.text = text;
  article.published = ParseMoment("2031-02-03T10:00:00Z");
  article.annotations.emplace();
  article.annotations->sentences.push_back({0, static_cast<std::uint32_t>(text::CountCodePoints(text))});
  return article;
}

struct Count {
  std::string thing;
  std::int64_t value = 0;
  FigureBound bound = FigureBound::kExact;

  friend bool operator==(const Count&, const Count&) = default;
};

std::vector<Count> CountsIn(const std::string& text, const std::string& language = "en") {
  std::vector<Count> counts;
  for (const news::Figure& figure : FiguresOf(Told(text, language))) {
    counts.push_back({figure.thing, figure.value, figure.bound});
  }
  return counts;
}

using Counts = std::vector<Count>;

TEST(FiguresTest, WhatIsCountedIsReadBeforeAndBehindTheNumber) {
  EXPECT_EQ(CountsIn("At least 12 people were killed in Vellmar."), (Counts{{"killed", 12, FigureBound::kLeast}}));
  EXPECT_EQ(CountsIn("The blast killed 12 people and injured 30."), (Counts{{"killed", 12}, {"injured", 30}}));
  EXPECT_EQ(CountsIn("The death toll rose to 1,204."), (Counts{{"killed", 1204}}));
  EXPECT_EQ(CountsIn("Twelve soldiers were killed."), (Counts{{"killed/soldier", 12}}));
  EXPECT_EQ(CountsIn("Air defences shot down 28 drones."), (Counts{{"downed/drone", 28}}));
}

TEST(FiguresTest, GermanRussianAndFrenchCountTheSameThings) {
  EXPECT_EQ(CountsIn("Mindestens 12 Menschen wurden getötet.", "de"), (Counts{{"killed", 12, FigureBound::kLeast}}));
  EXPECT_EQ(CountsIn("Bei der Explosion gab es 12 Tote.", "de"), (Counts{{"killed", 12}}));
  EXPECT_EQ(CountsIn("При взрыве погибли 12 человек.", "ru"), (Counts{{"killed", 12}}));
  EXPECT_EQ(CountsIn("Не менее 30 человек были ранены.", "ru"), (Counts{{"injured", 30, FigureBound::kLeast}}));
  EXPECT_EQ(CountsIn("Au moins 12 personnes ont été tuées.", "fr"), (Counts{{"killed", 12, FigureBound::kLeast}}));
  EXPECT_EQ(CountsIn("L'explosion a fait 12 morts.", "fr"), (Counts{{"killed", 12}}));
}

TEST(FiguresTest, WhatIsOftenCountedHasOneNameInAllLanguages) {
  EXPECT_EQ(CountsIn("12 Soldaten wurden getötet.", "de"), (Counts{{"killed/soldier", 12}}));
  EXPECT_EQ(CountsIn("Die Luftabwehr hat 28 Drohnen abgeschossen.", "de"), (Counts{{"downed/drone", 28}}));
  EXPECT_EQ(CountsIn("ПВО сбили 28 беспилотников.", "ru"), (Counts{{"downed/drone", 28}}));
  EXPECT_EQ(CountsIn("Fueron derribados 28 drones.", "es"), (Counts{{"downed/drone", 28}}));
  EXPECT_EQ(CountsIn("Twelve drone operators were killed.").at(0).thing, "killed/en:oper") << "not drones";
}

TEST(FiguresTest, AgesYearsMoneySharesAndPartsAreNoCount) {
  EXPECT_TRUE(CountsIn("Marl Aster, 16, was killed.").empty());
  EXPECT_TRUE(CountsIn("In 1998 people were killed.").empty());
  EXPECT_TRUE(CountsIn("Some 12% of people were killed.").empty());
  EXPECT_TRUE(CountsIn("Another 12 people were killed.").empty());
  EXPECT_TRUE(CountsIn("12 of the passengers were killed.").empty());
  EXPECT_TRUE(CountsIn("12 people have been killed since January.").empty());
  EXPECT_TRUE(CountsIn("Were 12 people killed?").empty());
  EXPECT_TRUE(CountsIn("Officials had first said 12 people were killed.").empty());
}

TEST(FiguresTest, ASentenceOfAnotherTimeGivesNone) {
  news::Article article = Told("In the attack of May 2029, 12 people were killed.");
  article.annotations->times.push_back({{17, 25}, "May 2029", news::TimeType::kDate, "2029-05"});
  EXPECT_TRUE(FiguresOf(article).empty());
}

TEST(FiguresTest, TheDayOfTheNewsIsTheFirstThatTheOpeningNames) {
  news::Article article = Told("The bridge fell on Saturday.");
  article.annotations->times.push_back({{19, 27}, "Saturday", news::TimeType::kDate, "2031-02-01"});
  ASSERT_TRUE(DayOfNews(article).has_value());
  EXPECT_EQ(FormatDay(*DayOfNews(article)), "2031-02-01");
  article.annotations->times[0].value = "2031-03-01";
  EXPECT_FALSE(DayOfNews(article).has_value()) << "what is to come is not what happened";
}

// One article with one figure.
Counted Given(const std::string& id, std::int64_t value, const std::string& published,
              FigureBound bound = FigureBound::kExact, std::vector<std::string> places = {}) {
  Counted counted;
  counted.account.article = news::ArticleId(id);
  counted.account.published = ParseMoment(published);
  counted.figure.thing = "killed";
  counted.figure.value = value;
  counted.figure.bound = bound;
  counted.figure.places = std::move(places);
  return counted;
}

std::vector<news::Spread> Weighed(const std::vector<Counted>& counted) { return Spreads(counted); }

TEST(SpreadsTest, FiguresOfOneHourDiffer) {
  const auto spreads = Weighed({Given("a", 12, "2031-02-03T10:00:00Z"), Given("b", 15, "2031-02-03T11:00:00Z"),
                                Given("c", 12, "2031-02-03T11:30:00Z")});
  ASSERT_EQ(spreads.size(), 1U);
  EXPECT_EQ(spreads[0].kind, news::SpreadKind::kDiffer);
  ASSERT_EQ(spreads[0].values.size(), 2U);
  EXPECT_EQ(spreads[0].values[0].accounts.size(), 2U) << "both that say 12";
}

TEST(SpreadsTest, ACountThatGrowsOverADayWasBroughtUpToDate) {
  const auto spreads = Weighed({Given("a", 3, "2031-02-03T10:00:00Z"), Given("b", 10, "2031-02-04T10:00:00Z")});
  ASSERT_EQ(spreads.size(), 1U);
  EXPECT_EQ(spreads[0].kind, news::SpreadKind::kRose);
}

TEST(SpreadsTest, ACountThatShrinksDiffers) {
  const auto spreads = Weighed({Given("a", 15, "2031-02-03T10:00:00Z"), Given("b", 12, "2031-02-04T10:00:00Z")});
  ASSERT_EQ(spreads.size(), 1U);
  EXPECT_EQ(spreads[0].kind, news::SpreadKind::kDiffer);
}

TEST(SpreadsTest, OfOneDayWithoutTimesItCannotBeTold) {
  const auto spreads = Weighed({Given("a", 12, "2031-02-03"), Given("b", 15, "2031-02-03")});
  ASSERT_EQ(spreads.size(), 1U);
  EXPECT_EQ(spreads[0].kind, news::SpreadKind::kUnknown);
}

TEST(SpreadsTest, BoundsThatBothHoldDoNotDiffer) {
  EXPECT_TRUE(
      Weighed({Given("a", 12, "2031-02-03T10:00:00Z", FigureBound::kLeast), Given("b", 15, "2031-02-03T10:00:00Z")})
          .empty());
  EXPECT_TRUE(
      Weighed({Given("a", 100, "2031-02-03T10:00:00Z", FigureBound::kAbout), Given("b", 103, "2031-02-03T10:00:00Z")})
          .empty());
}

TEST(SpreadsTest, AccountsInTwoLanguagesAreHeldAgainstEachOther) {
  Counted english = Given("a", 0, "2031-02-03T10:00:00Z");
  Counted german = Given("b", 0, "2031-02-03T11:00:00Z");
  english.figure = FiguresOf(Told("Twelve soldiers were killed in Vellmar.")).at(0);
  german.figure = FiguresOf(Told("In Vellmar wurden 15 Soldaten getötet.", "de")).at(0);
  const auto spreads = Weighed({english, german});
  ASSERT_EQ(spreads.size(), 1U);
  EXPECT_EQ(spreads[0].kind, news::SpreadKind::kDiffer);
  EXPECT_EQ(spreads[0].values.size(), 2U);
}

TEST(SpreadsTest, OtherPlacesOtherWeeksAndPartsOfOneArticleAreOtherCounts) {
  EXPECT_TRUE(Weighed({Given("a", 12, "2031-02-03T10:00:00Z", FigureBound::kExact, {"Vellmar"}),
                       Given("b", 15, "2031-02-03T10:00:00Z", FigureBound::kExact, {"Orrin"})})
                  .empty());
  EXPECT_TRUE(Weighed({Given("a", 12, "2031-02-03T10:00:00Z"), Given("b", 15, "2031-02-13T10:00:00Z")}).empty());
  EXPECT_TRUE(Weighed({Given("a", 12, "2031-02-03T10:00:00Z"), Given("a", 3, "2031-02-03T10:00:00Z"),
                       Given("b", 15, "2031-02-03T10:00:00Z")})
                  .empty());
}

}  // namespace
}  // namespace headwater::weigh
