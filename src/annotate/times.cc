// Times of an article, reckoned from its own day.
#include "annotate/times.h"

#include <optional>

#include "annotate/calendar.h"
#include "annotate/time_reader.h"
#include "annotate/time_words.h"

namespace headwater::annotate {

std::vector<news::Time> FindTimes(const Prepared& prepared, const news::Article& article) {
  const TimeWords* const words = TimeWords::Of(prepared.language);
  if (words == nullptr) {
    return {};
  }
  std::optional<std::chrono::sys_days> today;
  if (article.published) {
    today = std::chrono::sys_days(DayOf(*article.published));
  }
  const Calendar calendar(today);
  return TimeReader(prepared, *words, calendar).Run();
}

}  // namespace headwater::annotate
