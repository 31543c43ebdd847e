// What was said, held against a claim.
#include <gtest/gtest.h>

#include "weigh/numbers.h"
#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

Bearing Bears(const std::string& claim, const std::string& said, const std::string& language = "en",
              news::StatementType type = news::StatementType::kAssertion) {
  const auto its = StandsOf(news::Statement(), claim, language);
  news::Statement statement;
  statement.type = type;
  const auto stands = StandsOf(statement, said, language);
  return BearingOn({claim, language, its}, {said, language, stands, type}).bearing;
}

constexpr const char* kClaim = "The harbour bridge at Vell was closed after engineers found cracks in two cables";

TEST(BearingTest, TheSameInOtherOrderSupports) {
  EXPECT_EQ(Bears(kClaim, "The harbour bridge at Vell was closed, engineers found cracks in two cables"),
            Bearing::kSupports);
}

TEST(BearingTest, ANegationDenies) {
  EXPECT_EQ(Bears(kClaim, "The harbour bridge at Vell was not closed after engineers found cracks in two cables"),
            Bearing::kDenies);
}

TEST(BearingTest, WhoNegatesSomethingElseOfTheSameThingDoesNotSayItToo) {
  EXPECT_EQ(Bears("Karsavia has not ended the work of the joint commission on the Orrin dam",
                  "The joint commission on the Orrin dam never got to the gates"),
            Bearing::kUnknown);
}

TEST(BearingTest, AnotherNumberOfTheSameIsNoDenial) {
  EXPECT_EQ(Bears("The port authority expects 40 days of work", "The port authority expects 55 days of work"),
            Bearing::kOtherNumber);
  EXPECT_EQ(Bears("The port authority expects 40 days of work", "The port authority expects 40 days of work"),
            Bearing::kSupports);
  EXPECT_EQ(Bears("The port authority expects forty days of work", "The port authority expects 40 days of work"),
            Bearing::kSupports);
}

TEST(BearingTest, NumbersBesideEachOtherAreEachRead) {
  EXPECT_EQ(
      Bears("The weir cost 52 million, nine more than planned", "The weir cost 38 million, nine more than planned"),
      Bearing::kOtherNumber);
}

TEST(BearingTest, ADecimalOrAYearThatIsAnotherIsNotSupported) {
  EXPECT_EQ(
      Bears("The price of bread in Vellmar rose by 4.2 percent", "The price of bread in Vellmar rose by 5.1 percent"),
      Bearing::kUnknown);
  EXPECT_EQ(Bears("The old weir on the Orrin broke in 2024", "The old weir on the Orrin broke in 2021"),
            Bearing::kUnknown);
  EXPECT_EQ(Bears("The old weir on the Orrin broke in 2024", "The old weir on the Orrin broke in 2024"),
            Bearing::kSupports);
}

TEST(BearingTest, ANumberThatNobodyTellsIsNotSupported) {
  EXPECT_EQ(Bears("The port authority expects 40 days of work on the bridge",
                  "The port authority expects days of work on the bridge"),
            Bearing::kUnknown);
}

TEST(BearingTest, AnotherMatterBearsOnNothing) {
  EXPECT_EQ(Bears(kClaim, "The ferry will sail again when the ice on the Orrin is gone"), Bearing::kUnknown);
  EXPECT_EQ(Bears(kClaim, ""), Bearing::kUnknown);
}

TEST(BearingTest, QuestionsAndBeliefsBearOnNothing) {
  EXPECT_EQ(Bears(kClaim, kClaim, "en", news::StatementType::kBelief), Bearing::kUnknown);
  EXPECT_EQ(Bears(kClaim, kClaim, "en", news::StatementType::kQuestion), Bearing::kUnknown);
}

TEST(BearingTest, TwoLanguagesAreNotHeldAgainstEachOther) {
  const auto stands = StandsOf(news::Statement(), kClaim, "en");
  EXPECT_EQ(BearingOn({kClaim, "en", stands}, {kClaim, "de", stands}).bearing, Bearing::kUnknown);
}

TEST(NumbersTest, YearsAreNoNumbersOfThings) {
  EXPECT_TRUE(NumbersIn("The weir was opened in 2031", "en").empty());
  const auto numbers = NumbersIn("In 2031 some 1,200 farmers came", "en");
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_EQ(numbers.front().value, 1200);
  EXPECT_FALSE(numbers.front().beside.empty());
}

}  // namespace
}  // namespace headwater::weigh
