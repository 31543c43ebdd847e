// The names of months.
#include "tables/months.h"

#include <gtest/gtest.h>

namespace headwater::tables {
namespace {

TEST(MonthsTest, ANameIsKnownInItsCasesAndShortForms) {
  EXPECT_EQ(MonthOf("mai").number, 5U);
  EXPECT_EQ(MonthOf("kvetna").number, 5U);
  EXPECT_EQ(MonthOf("nov").number, 11U);
  EXPECT_EQ(MonthOf("tuesday").number, 0U);
}

TEST(MonthsTest, TheLanguageDecidesBetweenMonthsOfOneName) {
  EXPECT_EQ(MonthOf("listopada", "hr").number, 10U);
  EXPECT_EQ(MonthOf("listopada", "pl").number, 11U);
  EXPECT_TRUE(MonthOf("listopada", "pl").own);
}

TEST(MonthsTest, MarksDecideWhereALanguageHasNoOtherDifference) {
  EXPECT_EQ(MonthOf("ม ค", "th", "ม.ค").number, 1U);
  EXPECT_EQ(MonthOf("ม ค", "th", "มี.ค").number, 3U);
}

TEST(MonthsTest, OtherCalendarsAreToldApart) {
  EXPECT_EQ(MonthOf("ramadan").calendar, Calendar::kIslamic);
  EXPECT_EQ(MonthOf("ordibehesht").calendar, Calendar::kPersian);
  EXPECT_EQ(MonthBeginning("ramadan"), 0U);
}

TEST(MonthsTest, AWordCutShortNamesTheMonthThatItsBeginningsShare) {
  EXPECT_EQ(MonthBeginning("octob"), 10U);
  EXPECT_EQ(MonthBeginning("j"), 0U);
}

}  // namespace
}  // namespace headwater::tables
