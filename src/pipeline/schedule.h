// When a feed is asked again: by how often it changes, what it says of itself, and what went wrong. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fetch/fetch.h"
#include "news/feed.h"
#include "pipeline/pipeline.h"
#include "store/views.h"

namespace headwater::pipeline {

// Hashes of a feed's entries, four bytes each, in order; at most 5000.
std::string MarksOf(const news::Feed& feed);
// How many of the marks were not there before.
std::size_t CountNew(std::string_view marks, std::string_view before);

// New entries a day: the estimate before, with what came in that time. Old observations count half after 17 hours.
double EntryRate(std::optional<double> before, std::size_t fresh, std::chrono::seconds since);
// The same from the dates of a feed that is read for the first time; nothing where it has none.
std::optional<double> EntryRateOf(const news::Feed& feed, std::chrono::sys_seconds now);

// Cache-Control's max-age or, without it, what is left until Expires.
std::optional<std::chrono::seconds> Freshness(const fetch::Response& response, std::chrono::sys_seconds now);

// Half the mean time between two entries, but not sooner than the feed and its server (`fresh_for`) say: that counts up
// to an hour, for many say a day and change by the minute. Seldom while a hub delivers; within the bounds of the
// settings. What a person fixed goes before all that.
std::chrono::seconds IntervalFor(const store::FeedRow& feed, std::optional<std::chrono::seconds> fresh_for,
                                 const Settings& settings, std::chrono::sys_seconds now);

// A feed's skipHours and skipDays as store::FeedRow has them.
std::int64_t SkippedOf(const news::Feed& feed);
// The first time from then on that is in none of them.
std::chrono::sys_seconds OutsideSkipped(std::chrono::sys_seconds at, std::int64_t skipped);

// Longer after each failure in a row, from 15 minutes up to a day.
std::chrono::seconds Backoff(int failures);
// A tenth either way, so that feeds that came together do not stay together.
std::chrono::seconds Jittered(std::chrono::seconds interval);

}  // namespace headwater::pipeline
