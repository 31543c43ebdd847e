// Times of an article, reckoned from its own day.
#include "annotate/times.h"

#include <optional>

#include "annotate/calendar.h"
#include "annotate/time_reader.h"
#include "annotate/time_words.h"
#include "annotate/times_abroad.h"

namespace headwater::annotate {

std::vector<news::Time> FindTimes(const Prepared& prepared, const news::Article& article) {
  std::optional<std::chrono::sys_days> today;
  if (article.published) {
    today = std::chrono::sys_days(DayOf(*article.published));
  }
  const Calendar calendar(today);
  if (prepared.language != "en") {
    return FindTimesAbroad(prepared, calendar);
  }
  return TimeReader(prepared, *TimeWords::Of("en"), calendar).Run();
}

}  // namespace headwater::annotate
