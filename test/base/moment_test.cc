// Times as documents state them.
#include "base/moment.h"

#include <gtest/gtest.h>

namespace headwater {
namespace {

using namespace std::chrono_literals;

std::string Again(std::string_view text) {
  const auto moment = ParseMoment(text);
  return moment ? FormatMoment(*moment) : "nothing";
}

TEST(MomentTest, KeepsThePublishersOffset) {
  EXPECT_EQ(Again("2022-01-12T14:05:09+02:00"), "2022-01-12T14:05:09+02:00");
  EXPECT_EQ(Again("2022-01-12T23:30:00-05:00"), "2022-01-12T23:30:00-05:00");
  EXPECT_EQ(Again("2022-01-12T14:05:09Z"), "2022-01-12T14:05:09Z");
}

TEST(MomentTest, KeepsADayADay) { EXPECT_EQ(Again("2022-01-12"), "2022-01-12"); }

TEST(MomentTest, SaysThatTheOffsetIsUnknown) { EXPECT_EQ(Again("2022-01-12 14:05"), "2022-01-12T14:05:00-00:00"); }

TEST(MomentTest, ReadsWhatIsoAllowsBesideRfc3339) {
  EXPECT_EQ(Again("20220112T140509Z"), "2022-01-12T14:05:09Z");
  EXPECT_EQ(Again("2022-01-12T14:05:09.123456+0100"), "2022-01-12T14:05:09+01:00");
  EXPECT_EQ(Again("2022-01-12T14:05+01"), "2022-01-12T14:05:00+01:00");
}

TEST(MomentTest, RefusesWhatIsNoTime) {
  EXPECT_EQ(Again("2022-13-12"), "nothing");
  EXPECT_EQ(Again("2022-02-30"), "nothing");
  EXPECT_EQ(Again("2022-01-12T25:00:00Z"), "nothing");
  EXPECT_EQ(Again("2022-01-12T14:05:09+2"), "nothing");
  EXPECT_EQ(Again("yesterday"), "nothing");
  EXPECT_EQ(Again(""), "nothing");
}

TEST(MomentTest, TheDayIsThePublishersDay) {
  const auto moment = ParseMoment("2022-01-12T23:30:00-05:00");
  ASSERT_TRUE(moment);
  EXPECT_EQ(FormatDay(DayOf(*moment)), "2022-01-12");
}

}  // namespace
}  // namespace headwater
