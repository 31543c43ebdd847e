// Times of pages in a reader's own zone.
#include "screen/preferences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headwater::screen {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;

constexpr std::string_view kStated =
    R"(<p><time datetime="2026-11-18T07:40:00+01:00">18 November 2026, 07:40 +01:00</time></p>)";

TEST(ZoneTest, ATimeOfDayIsToldInTheReadersZoneAndKeepsWhatWasStated) {
  EXPECT_EQ(InZone(std::string(kStated), "Europe/Tallinn"),
            R"(<p><time datetime="2026-11-18T07:40:00+01:00" title="18 November 2026, 07:40 +01:00">)"
            "18 November 2026, 08:40</time></p>");
}

TEST(ZoneTest, TheDayTurnsWithTheZone) {
  EXPECT_THAT(InZone(std::string(kStated), "America/Los_Angeles"), HasSubstr(">17 November 2026, 22:40</time>"));
}

TEST(ZoneTest, WhatIsADayAloneOrHasNoZoneStays) {
  for (const std::string html :
       {R"(<time datetime="2026-11-18">18 November 2026</time>)",
        R"(<time datetime="2026-11-18T07:40:00-00:00">07:40 (zone not given)</time>)",
        R"(<time datetime="never">never</time>)", R"(<time datetime="2026-11-18T07:4)", "a < b"}) {
    EXPECT_EQ(InZone(html, "Asia/Tokyo"), html);
  }
}

TEST(ZoneTest, ABriefTimeStaysBrief) {
  const auto in_tokyo = [](const std::string& inner) {
    return InZone(R"(<time datetime="2026-11-18T07:40:00Z" class="brief">)" + inner + "</time>", "Asia/Tokyo");
  };
  EXPECT_THAT(in_tokyo("07:40"), HasSubstr(">16:40</time>"));
  EXPECT_THAT(in_tokyo("18 November 07:40"), HasSubstr(">18 November 16:40</time>"));
}

TEST(ZoneTest, WithoutAZoneOrWithOneThatIsNoneNothingChanges) {
  EXPECT_EQ(InZone(std::string(kStated), ""), kStated);
  EXPECT_EQ(InZone(std::string(kStated), "Vellmar/Nowhere"), kStated);
  EXPECT_EQ(OffsetIn("Vellmar/Nowhere", {}), std::nullopt);
}

TEST(ZoneTest, SummerTimeCounts) {
  const std::chrono::sys_days winter{2026y / 1 / 15};
  const std::chrono::sys_days summer{2026y / 7 / 15};
  EXPECT_EQ(OffsetIn("Europe/Tallinn", winter), 120min);
  EXPECT_EQ(OffsetIn("Europe/Tallinn", summer), 180min);
}

TEST(ZoneTest, ZonesStandByRegion) {
  EXPECT_THAT(Zones(), Contains(AllOf(Field(&ZoneRegion::name, "Europe"),
                                      Field(&ZoneRegion::zones, Contains("Europe/Tallinn")))));
  EXPECT_EQ(Zones().front().zones, std::vector<std::string>{"UTC"});
}

}  // namespace
}  // namespace headwater::screen
