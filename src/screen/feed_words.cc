// Words for subscriptions.
#include "screen/feed_words.h"

#include <cmath>

#include "screen/strings.h"

namespace headwater::screen {

std::string RateWords(const store::FeedRow& feed) {
  constexpr double kDaysOfWeek = 7;
  constexpr double kDaysOfMonth = 30;
  if (!feed.entry_rate) {
    return {};
  }
  if (*feed.entry_rate >= 1) {
    return Count("rate.day", std::llround(*feed.entry_rate));
  }
  if (*feed.entry_rate * kDaysOfWeek >= 1) {
    return Count("rate.week", std::llround(*feed.entry_rate * kDaysOfWeek));
  }
  return *feed.entry_rate * kDaysOfMonth >= 1 ? Count("rate.month", std::llround(*feed.entry_rate * kDaysOfMonth))
                                              : std::string(Phrase("rate.seldom"));
}

std::string BackfillWords(const store::Backfill& backfill) {
  return backfill.done ? Say("backfill.done", backfill.answer) : Count("backfill.running", backfill.found);
}

}  // namespace headwater::screen
