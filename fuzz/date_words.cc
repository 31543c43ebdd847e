// Fuzzes dates in running text: a language in the first line, the text behind it.
#include <string>

#include "base/moment.h"
#include "extract/date_phrase.h"
#include "extract/relative_dates.h"
#include "fuzz/require.h"

using headwater::fuzz::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace extract = headwater::extract;
  const auto [language, bytes] = headwater::fuzz::SplitLine(headwater::fuzz::View(data, size));
  const std::string text = headwater::text::RepairUtf8(bytes);
  const auto tokens = extract::TokensOf(text);
  for (const bool day_first : {false, true}) {
    std::size_t before = 0;
    for (const extract::DatePhrase& phrase : extract::FindDatePhrases(text, tokens, day_first, language)) {
      Require(phrase.begin >= before && phrase.begin < phrase.end && phrase.end <= text.size(),
              "phrases are in order, lie within the text and do not overlap");
      Require(phrase.first_token < phrase.end_token && phrase.end_token <= tokens.size(), "a phrase has its words");
      Require(phrase.from.month <= 12 && phrase.to.month <= 12 && phrase.from.day <= 31 && phrase.to.day <= 31,
              "a date has a month and a day of the calendar");
      before = phrase.end;
    }
  }
  const auto told = headwater::ParseMoment("2024-02-29T09:00:00+01:00");
  for (const extract::NamedDays& days :
       extract::DaysNamed(text, tokens, std::chrono::sys_days(headwater::DayOf(*told)), language)) {
    Require(days.begin < days.end && days.end <= text.size(), "words that name days lie within the text");
    Require(days.first <= days.last, "days run forwards");
  }
  extract::MomentAgo(text, *told);
  return 0;
}
