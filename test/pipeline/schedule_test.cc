// When a feed is asked again.
#include "pipeline/schedule.h"

#include <gtest/gtest.h>

#include <cmath>

namespace headwater::pipeline {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// A Tuesday.
const std::chrono::sys_seconds kNoon = ParseMoment("2031-02-04T12:00:00Z")->at;

news::Feed FeedOf(std::initializer_list<const char*> ids) {
  news::Feed feed;
  for (const char* id : ids) {
    feed.entries.emplace_back().id = id;
  }
  return feed;
}

store::FeedRow RowAt(std::optional<double> rate) {
  store::FeedRow feed;
  feed.entry_rate = rate;
  feed.last_changed = kNoon;
  return feed;
}

seconds Interval(const store::FeedRow& feed, std::optional<seconds> fresh_for = std::nullopt) {
  return IntervalFor(feed, fresh_for, {}, kNoon);
}

TEST(ScheduleTest, WhatIsNewIsToldByItsMarks) {
  const std::string before = MarksOf(FeedOf({"a", "b", "c"}));
  EXPECT_EQ(before.size(), 12U);
  EXPECT_EQ(CountNew(MarksOf(FeedOf({"c", "a", "b"})), before), 0U);
  EXPECT_EQ(CountNew(MarksOf(FeedOf({"d", "c", "e", "e"})), before), 2U);
  EXPECT_EQ(CountNew(before, ""), 3U);
}

TEST(ScheduleTest, AFeedIsAskedTwiceForEachEntryItHasOnAverage) {
  EXPECT_EQ(Interval(RowAt(48)), minutes(15));
  EXPECT_EQ(Interval(RowAt(4)), hours(3));
  EXPECT_EQ(Interval(RowAt(std::nullopt)), minutes(30));
}

TEST(ScheduleTest, TheBoundsHold) {
  EXPECT_EQ(Interval(RowAt(10'000)), minutes(5));
  EXPECT_EQ(Interval(RowAt(0.01)), hours(24));
  EXPECT_EQ(Interval(RowAt(0)), hours(24));
  Settings settings;
  settings.shortest_interval = minutes(20);
  settings.longest_interval = minutes(40);
  EXPECT_EQ(IntervalFor(RowAt(10'000), {}, settings, kNoon), minutes(20));
  EXPECT_EQ(IntervalFor(RowAt(0.01), {}, settings, kNoon), minutes(40));
}

TEST(ScheduleTest, AFeedThatFellSilentIsAskedLessAndLess) {
  store::FeedRow feed = RowAt(24);
  const seconds first = Interval(feed);
  feed.last_changed = kNoon - days(1);
  const seconds second = Interval(feed);
  feed.last_changed = kNoon - days(7);
  EXPECT_GT(second, first);
  EXPECT_GT(Interval(feed), second);
  EXPECT_EQ(Interval(feed), hours(24));
}

TEST(ScheduleTest, WhatTheFeedAndItsServerSayCountsUpToAnHour) {
  store::FeedRow feed = RowAt(1'000);
  EXPECT_EQ(Interval(feed, minutes(10)), minutes(10));
  EXPECT_EQ(Interval(feed, days(7)), hours(1));
  feed.declared = minutes(45);
  EXPECT_EQ(Interval(feed, minutes(10)), minutes(45));
  EXPECT_EQ(Interval(RowAt(4), minutes(10)), hours(3));
}

TEST(ScheduleTest, WhatAPersonFixedGoesBeforeAll) {
  store::FeedRow feed = RowAt(1'000);
  feed.declared = hours(1);
  feed.options.interval = minutes(2);
  EXPECT_EQ(Interval(feed, days(1)), minutes(2));
  feed.options.interval = minutes(60 * 24 * 10);
  EXPECT_EQ(Interval(feed), days(10));
}

TEST(ScheduleTest, WhileAHubDeliversAFeedIsSeldomAsked) {
  store::FeedRow feed = RowAt(1'000);
  feed.pushed_until = kNoon + days(5);
  EXPECT_EQ(Interval(feed), hours(4));
  feed.pushed_until = kNoon + hours(1);
  EXPECT_EQ(Interval(feed), hours(1));
  feed.pushed_until = kNoon - hours(1);
  EXPECT_EQ(Interval(feed), minutes(5));
}

TEST(ScheduleTest, TheRateFollowsWhatIsObserved) {
  EXPECT_DOUBLE_EQ(EntryRate(std::nullopt, 6, hours(6)), 24);
  const double faster = EntryRate(24, 100, hours(12));
  EXPECT_GT(faster, 24);
  EXPECT_LT(faster, 200);
  EXPECT_NEAR(EntryRate(500, 7, days(30)), 7.0 / 30, 0.01);
}

TEST(ScheduleTest, AFeedReadForTheFirstTimeTellsItsRateByItsDates) {
  news::Feed feed = FeedOf({"a", "b", "c", "d"});
  EXPECT_EQ(EntryRateOf(feed, kNoon), std::nullopt);
  for (int i = 0; i < 4; ++i) {
    feed.entries[static_cast<std::size_t>(i)].published = Moment{kNoon - hours(12 * (i + 1)), true, minutes(0)};
  }
  EXPECT_NEAR(*EntryRateOf(feed, kNoon), 2, 0.01);
  // Years ahead are a mistake of the publisher's.
  feed.entries[0].published->at = kNoon + days(400);
  EXPECT_NEAR(*EntryRateOf(feed, kNoon), 1.5, 0.01);
}

TEST(ScheduleTest, SkippedHoursAndDaysArePassedOver) {
  news::Feed feed;
  feed.skip_hours = {12, 13};
  const auto at = [&](std::chrono::sys_seconds time) { return OutsideSkipped(time, SkippedOf(feed)); };
  EXPECT_EQ(at(kNoon + minutes(10)), kNoon + hours(2));
  EXPECT_EQ(at(kNoon - minutes(10)), kNoon - minutes(10));
  feed.skip_days = {2};
  EXPECT_EQ(at(kNoon), ParseMoment("2031-02-05T00:00:00Z")->at);
  for (int hour = 0; hour < 24; ++hour) {
    feed.skip_hours.push_back(hour);
  }
  EXPECT_EQ(at(kNoon), kNoon);
  EXPECT_EQ(OutsideSkipped(kNoon, 0), kNoon);
}

TEST(ScheduleTest, FreshnessIsReadFromHeaders) {
  const auto fresh = [](std::string name, std::string value) {
    fetch::Response response;
    response.headers.emplace_back(std::move(name), std::move(value));
    return Freshness(response, kNoon);
  };
  EXPECT_EQ(fresh("cache-control", "public, max-age=300"), seconds(300));
  EXPECT_EQ(fresh("cache-control", "s-maxage=600,max-age=60"), seconds(60));
  EXPECT_EQ(fresh("cache-control", "s-maxage=600"), std::nullopt);
  EXPECT_EQ(fresh("cache-control", "max-age=soon"), std::nullopt);
  EXPECT_EQ(fresh("expires", "Tue, 04 Feb 2031 12:30:00 GMT"), minutes(30));
  EXPECT_EQ(fresh("expires", "0"), std::nullopt);
}

TEST(ScheduleTest, FailuresAreAnsweredWithPatience) {
  EXPECT_EQ(Backoff(1), minutes(15));
  EXPECT_EQ(Backoff(2), minutes(30));
  EXPECT_EQ(Backoff(100), minutes(15 * 64));
  for (int i = 0; i < 100; ++i) {
    const seconds jittered = Jittered(hours(1));
    EXPECT_GE(jittered, minutes(54));
    EXPECT_LE(jittered, minutes(66));
  }
}

}  // namespace
}  // namespace headwater::pipeline
