// Drawing conclusions from dates.
#include "extract/published_between.h"

#include <algorithm>

#include "extract/date_tense.h"

namespace headwater::extract {
namespace {

using std::chrono::sys_days;

constexpr std::size_t kTokensMost = 60'000;
constexpr int kYearsAhead = 5;
// A report is printed within days of its dateline.
constexpr std::chrono::days kPrinted{6};
// A day named without its year lies within a year.
constexpr std::chrono::days kWithinYear{364};

sys_days DayAt(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (date.ok()) {
    return sys_days(date);
  }
  return sys_days(std::chrono::year_month_day_last(date.year(), std::chrono::month_day_last(date.month())));
}

int YearOf(sys_days day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

class Conclusion {
 public:
  Conclusion(std::string_view prose, const std::vector<Token>& tokens, std::string_view language)
      : prose_(prose), tokens_(tokens), phrases_(FindDatePhrases(prose, tokens, false, language)) {
    const TenseReader tenses(prose_, tokens_, phrases_, language);
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      tenses_.push_back(tenses.Of(i));
    }
  }

  std::optional<news::PublishedBetween> Draw(const std::vector<CopyrightYears>& copyrights, std::string_view dateline) {
    ReadYears();
    ReadCopyrights(copyrights);
    ReadNarrative();
    ReadDateline(dateline);
    ReadWeekdays();
    ReadPresent();
    return days_.Concluded();
  }

 private:
  std::string_view Words(const DatePhrase& phrase) const {
    return prose_.substr(phrase.begin, phrase.end - phrase.begin);
  }

  // Dates with a year: what is past is a lower end, what is to come an upper one.
  void ReadYears() {
    DayInterval upper;
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      const DatePhrase& phrase = phrases_[i];
      if (phrase.from.year == 0) {
        continue;
      }
      if (tenses_[i] == DateTense::kPast) {
        days_.NotBefore(FirstDay(phrase, phrase.from), Words(phrase));
      } else if (tenses_[i] == DateTense::kPresent) {
        days_.NotBefore(FirstDay(phrase, phrase.from), Words(phrase));
        upper.NotAfter(LastDay(phrase.to), Words(phrase));
      } else if (tenses_[i] == DateTense::kFuture) {
        upper.NotAfter(LastDayAhead(phrase), Words(phrase));
      }
    }
    // A plan that the text itself tells as overtaken is no end.
    if (upper.to() && (!days_.from() || *days_.from() <= *upper.to())) {
      days_.NotAfter(*upper.to(), upper.Concluded()->evidence.front());
    }
  }

  void ReadCopyrights(const std::vector<CopyrightYears>& copyrights) {
    for (const CopyrightYears& copyright : copyrights) {
      if (copyright.last == 0 || (days_.from() && LastDay({copyright.last, 0, 0}) < *days_.from())) {
        continue;
      }
      days_.NotAfter(LastDay({copyright.last, 0, 0}), copyright.words);
      if (copyright.first == copyright.last && copyrights.size() == 1) {
        days_.NotBefore(DayAt(copyright.first, 1, 1), copyright.words);
      }
    }
  }

  bool OpensParagraph(const DatePhrase& phrase) const {
    std::size_t at = phrase.begin;
    while (at > 0 && std::string_view(" \"'-").find(prose_[at - 1]) != std::string_view::npos) {
      --at;
    }
    return at == 0 || prose_[at - 1] == '\n';
  }

  // Dates that open paragraphs one after the other run forward in time: "In March last year … In May 2024 …" says that
  // March of last year was not after May 2024.
  void ReadNarrative() {
    const DatePhrase* shifted = nullptr;
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      const DatePhrase& phrase = phrases_[i];
      if (!OpensParagraph(phrase)) {
        continue;
      }
      if (phrase.shift && *phrase.shift == -1) {
        shifted = &phrase;
        continue;
      }
      const bool forward = shifted != nullptr && phrase.from.year != 0 && tenses_[i] == DateTense::kPast &&
                           shifted->from.month != 0 && phrase.from.month >= shifted->from.month;
      const bool sound = forward && (!days_.from() || YearOf(*days_.from()) <= phrase.from.year + 1);
      if (sound && !days_.to()) {
        days_.NotAfter(DayAt(phrase.from.year + 1, 12, 31), Words(*shifted));
        days_.AlsoBy(Words(phrase));
      }
      shifted = nullptr;
    }
  }

  // The years that a day without one may stand in, between the ends that are known.
  std::vector<int> Years(const DateParts& parts, std::chrono::days before) const {
    std::vector<int> years;
    if (!days_.from()) {
      return years;
    }
    const int last = days_.to() ? YearOf(*days_.to()) : YearOf(*days_.from()) + kYearsAhead;
    for (int year = YearOf(*days_.from()) - 1; year <= last; ++year) {
      const sys_days day = DayAt(year, parts.month, parts.day);
      if (day >= *days_.from() - before && (!days_.to() || day <= *days_.to())) {
        years.push_back(year);
      }
    }
    return years;
  }

  void ReadDateline(std::string_view dateline) {
    const std::vector<Token> tokens = TokensOf(dateline, 40);
    for (const DatePhrase& phrase : FindDatePhrases(dateline, tokens)) {
      if (phrase.from.day == 0) {
        continue;
      }
      std::vector<int> years{phrase.from.year};
      if (phrase.from.year == 0) {
        years = days_.to() ? Years(phrase.from, std::chrono::days(0)) : std::vector<int>();
      }
      if (years.size() == 1) {
        const sys_days day = DayAt(years.front(), phrase.from.month, phrase.from.day);
        days_.KeepWords();
        days_.NotBefore(day, dateline);
        days_.NotAfter(day + kPrinted, dateline);
      }
      return;
    }
  }

  // "Monday, March 7": few years have it.
  void ReadWeekdays() {
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      const DatePhrase& phrase = phrases_[i];
      if (phrase.weekday == 0 || phrase.from.day == 0 || phrase.from.year != 0 || tenses_[i] != DateTense::kPast) {
        continue;
      }
      std::vector<int> years = Years(phrase.from, kWithinYear);
      std::erase_if(years, [&](int year) {
        const std::chrono::weekday day(DayAt(year, phrase.from.month, phrase.from.day));
        return day.iso_encoding() != phrase.weekday;
      });
      if (years.size() == 1) {
        const sys_days day = DayAt(years.front(), phrase.from.month, phrase.from.day);
        days_.KeepWords();
        days_.NotBefore(day, Words(phrase));
        days_.NotAfter(day + kWithinYear, Words(phrase));
      }
    }
  }

  // What goes on "from January 20 to January 24" as the text is written.
  void ReadPresent() {
    for (std::size_t i = 0; i < phrases_.size(); ++i) {
      const DatePhrase& phrase = phrases_[i];
      if (tenses_[i] != DateTense::kPresent || phrase.from.year != 0 || !days_.to()) {
        continue;
      }
      const std::vector<int> years = Years(phrase.to, std::chrono::days(0));
      if (years.size() == 1) {
        const int begins = years.front() - (phrase.to.month < phrase.from.month ? 1 : 0);
        days_.KeepWords();
        days_.NotBefore(DayAt(begins, phrase.from.month, phrase.from.day), Words(phrase));
        days_.NotAfter(DayAt(years.front(), phrase.to.month, phrase.to.day), Words(phrase));
      }
    }
  }

  std::string_view prose_;
  const std::vector<Token>& tokens_;
  std::vector<DatePhrase> phrases_;
  std::vector<DateTense> tenses_;
  DayInterval days_;
};

}  // namespace

void DayInterval::NotBefore(sys_days day, std::string_view words) {
  if (!from_ || day > *from_) {
    from_ = day;
    from_words_ = words;
  }
}

void DayInterval::NotAfter(sys_days day, std::string_view words) {
  if (!to_ || day < *to_) {
    to_ = day;
    to_words_ = words;
  }
}

void DayInterval::AlsoBy(std::string_view words) { also_.emplace_back(words); }

void DayInterval::KeepWords() {
  also_.push_back(from_words_);
  also_.push_back(to_words_);
}

std::optional<news::PublishedBetween> DayInterval::Concluded() const {
  if ((!from_ && !to_) || (from_ && to_ && *to_ < *from_)) {
    return std::nullopt;
  }
  news::PublishedBetween between;
  if (from_) {
    between.from = std::chrono::year_month_day(*from_);
  }
  if (to_) {
    between.to = std::chrono::year_month_day(*to_);
  }
  const auto add = [&](const std::string& words) {
    if (!words.empty() &&
        std::find(between.evidence.begin(), between.evidence.end(), words) == between.evidence.end()) {
      between.evidence.push_back(words);
    }
  };
  add(from_words_);
  add(to_words_);
  for (const std::string& words : also_) {
    add(words);
  }
  return between;
}

sys_days FirstDay(const DatePhrase& phrase, const DateParts& parts) {
  // A season's first day in whichever half of the world has it first.
  static constexpr unsigned kSeasonMonth[] = {1, 3, 1, 3};
  static constexpr unsigned kPartMonth[] = {1, 1, 4, 9};
  static constexpr unsigned kPartDay[] = {1, 1, 8, 15};
  if (parts.month == 0) {
    return DayAt(parts.year, phrase.season != 0 ? kSeasonMonth[phrase.season] : kPartMonth[phrase.part], 1);
  }
  return DayAt(parts.year, parts.month, parts.day != 0 ? parts.day : kPartDay[phrase.part]);
}

sys_days LastDay(const DateParts& parts) {
  return DayAt(parts.year, parts.month == 0 ? 12 : parts.month, parts.day == 0 ? 31 : parts.day);
}

sys_days LastDayAhead(const DatePhrase& phrase) {
  DateParts parts = phrase.to;
  if (phrase.relation == DateRelation::kUntil && parts.month == 0 && phrase.part == 0) {
    --parts.year;
  }
  return LastDay(parts);
}

std::optional<news::PublishedBetween> PublishedBetweenOf(std::string_view prose,
                                                         const std::vector<CopyrightYears>& copyrights,
                                                         std::string_view dateline, std::string_view language) {
  const std::vector<Token> tokens = TokensOf(prose, kTokensMost);
  return Conclusion(prose, tokens, language).Draw(copyrights, dateline);
}

}  // namespace headwater::extract
