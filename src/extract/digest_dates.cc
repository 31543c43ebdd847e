// Placing a digest's items in time.
#include "extract/digest_dates.h"

#include <algorithm>
#include <string>

#include "extract/date_tense.h"
#include "extract/published_between.h"

namespace headwater::extract {
namespace {

using std::chrono::sys_days;

constexpr std::chrono::days kWritten{31};  // after the day that a blurb names as past
constexpr int kDisorder = 45;  // days by which neighbours may stand in the wrong order without the year turning
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2100;

// What an item says of its time.
struct Named {
  // The day without its year; month 0 where it names none.
  DateParts day;
  bool ahead = false;  // it is still to come
  std::string words;
  int turn = 0;  // years from the first item's
  // Ends that dates with a year set, and the words that do.
  std::optional<sys_days> past;
  std::optional<sys_days> ahead_until;
  std::string past_words;
  std::string ahead_words;
};

sys_days DayIn(const DateParts& parts, int year) { return LastDay({year, parts.month, parts.day}); }

int DayOfYear(const DateParts& parts) { return static_cast<int>(parts.month * 31 + parts.day); }

void ReadYear(const DatePhrase& phrase, DateTense tense, std::string_view words, Named& named) {
  if (tense == DateTense::kPast && (!named.past || FirstDay(phrase, phrase.from) > *named.past)) {
    named.past = FirstDay(phrase, phrase.from);
    named.past_words = words;
  }
  if (tense == DateTense::kFuture && (!named.ahead_until || LastDayAhead(phrase) < *named.ahead_until)) {
    named.ahead_until = LastDayAhead(phrase);
    named.ahead_words = words;
  }
}

Named NamedBy(const news::Item& item, std::string_view language) {
  Named named;
  const std::vector<Token> tokens = TokensOf(item.text);
  const std::vector<DatePhrase> phrases = FindDatePhrases(item.text, tokens, false, language);
  const TenseReader tenses(item.text, tokens, phrases, language);
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    const DatePhrase& phrase = phrases[i];
    const DateTense tense = tenses.Of(i);
    const std::string_view words = std::string_view(item.text).substr(phrase.begin, phrase.end - phrase.begin);
    if (phrase.from.year != 0) {
      ReadYear(phrase, tense, words, named);
    }
    if (phrase.from.day == 0 || (phrase.from.year != 0 && tense != DateTense::kPast)) {
      continue;
    }
    const bool ahead = tense == DateTense::kFuture;
    // The last day that is past is the nearest; what is to come counts only where nothing else does, or before it.
    const bool later = named.day.month == 0 || named.ahead || DayOfYear(phrase.from) >= DayOfYear(named.day);
    if (ahead ? !named.ahead : later && !named.ahead) {
      named.day = phrase.from;
      named.ahead = ahead;
      named.words = words;
    }
  }
  return named;
}

// 1 where the list runs back in time, -1 where it runs forward, 0 where it does neither.
int Direction(const std::vector<Named>& named) {
  int back = 0;
  int forth = 0;
  const Named* last = nullptr;
  for (const Named& each : named) {
    if (each.day.month == 0) {
      continue;
    }
    if (last != nullptr) {
      const int step = DayOfYear(each.day) - DayOfYear(last->day);
      back += step < 0 ? 1 : 0;
      forth += step > 0 ? 1 : 0;
    }
    last = &each;
  }
  if (back + forth < 3) {
    return 0;
  }
  return back >= 2 * forth ? 1 : forth >= 2 * back ? -1 : 0;
}

class ItemDates {
 public:
  ItemDates(std::vector<news::Item>& items, std::string_view language) : items_(items) {
    for (const news::Item& item : items_) {
      named_.push_back(NamedBy(item, language));
    }
    direction_ = Direction(named_);
  }

  std::optional<news::PublishedBetween> Place() {
    if (direction_ == 0) {
      return std::nullopt;
    }
    Turn();
    FindYears();
    if (!first_year_ && !last_year_) {
      return std::nullopt;
    }
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!items_[i].published) {
        items_[i].published_between = Between(i);
      }
    }
    return Newest();
  }

 private:
  // Counts the turns of the year down the list.
  void Turn() {
    const Named* last = nullptr;
    int turn = 0;
    for (Named& each : named_) {
      if (each.day.month != 0) {
        const int step = last == nullptr ? 0 : DayOfYear(each.day) - DayOfYear(last->day);
        // Backwards through the list a later day means the year before; forwards an earlier one the year after.
        turn -= step * direction_ > kDisorder ? direction_ : 0;
        last = &each;
      }
      each.turn = turn;
    }
  }

  bool Fits(const Named& each, int year) const {
    const sys_days day = DayIn(each.day, year + each.turn);
    const bool after_past = !each.past || day + kWritten >= *each.past;
    const bool before_ahead = !each.ahead_until || day <= *each.ahead_until;
    const bool stated = each.day.year == 0 || each.day.year == year + each.turn;
    return after_past && before_ahead && stated;
  }

  // The years that the first item may be of.
  void FindYears() {
    std::vector<int> fitting;
    for (int year = kFirstYear; year <= kLastYear; ++year) {
      const bool fits = std::all_of(named_.begin(), named_.end(),
                                    [&](const Named& each) { return each.day.month == 0 || Fits(each, year); });
      if (fits) {
        fitting.push_back(year);
      }
    }
    if (fitting.empty()) {
      return;
    }
    if (fitting.front() > kFirstYear) {
      first_year_ = fitting.front();
      KeepYearWords(*first_year_ - 1);
    }
    if (fitting.back() < kLastYear) {
      last_year_ = fitting.back();
      KeepYearWords(*last_year_ + 1);
    }
  }

  // The words that rule the year out.
  void KeepYearWords(int year) {
    for (const Named& each : named_) {
      if (each.day.month == 0 || Fits(each, year)) {
        continue;
      }
      for (const std::string& words : {each.past_words, each.ahead_words}) {
        if (!words.empty() && std::find(year_words_.begin(), year_words_.end(), words) == year_words_.end()) {
          year_words_.push_back(words);
        }
      }
    }
  }

  std::optional<sys_days> Begin(const Named& each) const {
    if (!first_year_ || each.ahead) {
      return std::nullopt;
    }
    return DayIn(each.day, *first_year_ + each.turn);
  }

  std::optional<sys_days> End(const Named& each) const {
    if (!last_year_) {
      return std::nullopt;
    }
    const sys_days day = DayIn(each.day, *last_year_ + each.turn);
    return each.ahead ? day : day + kWritten;
  }

  // The item's own day, then its neighbours': what stands on the older side sets the lower end, on the newer the upper.
  std::optional<news::PublishedBetween> Between(std::size_t at) const {
    DayInterval days;
    const auto size = static_cast<std::ptrdiff_t>(items_.size());
    const auto origin = static_cast<std::ptrdiff_t>(at);
    bool lower = false;
    bool upper = false;
    for (std::ptrdiff_t i = origin; i >= 0 && i < size && !lower; i += direction_) {
      const Named& each = named_[static_cast<std::size_t>(i)];
      if (const auto day = each.day.month == 0 ? std::nullopt : Begin(each)) {
        days.NotBefore(*day, each.words);
        lower = true;
      }
    }
    for (std::ptrdiff_t i = origin; i >= 0 && i < size && !upper; i -= direction_) {
      const Named& each = named_[static_cast<std::size_t>(i)];
      if (const auto day = each.day.month == 0 ? std::nullopt : End(each)) {
        days.NotAfter(*day, each.words);
        upper = true;
      }
    }
    for (const std::string& words : year_words_) {
      days.AlsoBy(words);
    }
    return days.Concluded();
  }

  // The digest is no older than its newest item.
  std::optional<news::PublishedBetween> Newest() const {
    DayInterval days;
    for (const Named& each : named_) {
      if (const auto day = each.day.month == 0 ? std::nullopt : Begin(each)) {
        days.NotBefore(*day, each.words);
      }
    }
    for (const std::string& words : year_words_) {
      days.AlsoBy(words);
    }
    return days.Concluded();
  }

  std::vector<news::Item>& items_;
  std::vector<Named> named_;
  std::vector<std::string> year_words_;
  int direction_ = 0;
  std::optional<int> first_year_;
  std::optional<int> last_year_;
};

}  // namespace

std::optional<news::PublishedBetween> DateItems(std::vector<news::Item>& items, std::string_view language) {
  return ItemDates(items, language).Place();
}

}  // namespace headwater::extract
