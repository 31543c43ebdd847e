// Reading lines of dates.
#include "extract/plain_published.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "extract/clock_time.h"
#include "extract/date_phrase.h"
#include "extract/date_words.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kLineLongest = 170;  // bytes
constexpr std::size_t kTokensMost = 40;

struct Zone {
  std::string_view name;
  int minutes;
};

// Abbreviations that mean one distance from UTC in news (RFC 822 and common European use).
constexpr std::array<Zone, 17> kZones{{{"gmt", 0},
                                       {"utc", 0},
                                       {"z", 0},
                                       {"est", -300},
                                       {"edt", -240},
                                       {"cet", 60},
                                       {"cest", 120},
                                       {"eet", 120},
                                       {"eest", 180},
                                       {"msk", 180},
                                       {"мск", 180},
                                       {"pst", -480},
                                       {"pdt", -420},
                                       {"bst", 60},
                                       {"jst", 540},
                                       {"kst", 540},
                                       {"sast", 120}}};

class DateLine {
 public:
  DateLine(std::string_view line, std::vector<Token> tokens, bool day_first)
      : line_(line), tokens_(std::move(tokens)), phrases_(FindDatePhrases(line_, tokens_, day_first)) {}

  std::optional<PublishedLine> Read() {
    bool modified = false;
    for (std::size_t at = 0; at < tokens_.size();) {
      if (const DatePhrase* const phrase = PhraseAt(at)) {
        if (phrase->from.day == 0 && phrase->from.year == 0) {
          return std::nullopt;
        }
        at = phrase->end_token;
        dated_ = true;
        Put(*phrase, TimeFrom(at), modified);
        continue;
      }
      const std::size_t next = SkipWord(at, modified);
      if (next == at) {
        return std::nullopt;
      }
      at = next;
    }
    return dated_ ? std::optional<PublishedLine>(found_) : std::nullopt;
  }

 private:
  const DatePhrase* PhraseAt(std::size_t at) const {
    for (const DatePhrase& phrase : phrases_) {
      if (phrase.first_token == at) {
        return &phrase;
      }
    }
    return nullptr;
  }

  std::size_t SkipWord(std::size_t at, bool& modified) const {
    const auto length = [&](DateWord kind) { return DateWords().At(kind, tokens_, at).tokens; };
    const std::size_t changed = length(DateWord::kModified);
    const std::size_t published = length(DateWord::kPublished);
    if (changed > 0 || published > 0) {
      modified = changed > published;
      return at + std::max(changed, published);
    }
    if (const std::size_t day = std::max(length(DateWord::kWeekday), length(DateWord::kWeekdayShort)); day > 0) {
      return at + day;
    }
    if (const std::size_t clock = ClockTimeAt(line_, tokens_, at).tokens; clock > 0) {
      return at + clock;
    }
    return at + length(DateWord::kFill);
  }

  std::string_view Gap(std::size_t at) const {
    return line_.substr(tokens_[at - 1].end, tokens_[at].begin - tokens_[at - 1].end);
  }

  bool IsNumber(std::size_t at, int most) const {
    return at < tokens_.size() && tokens_[at].number >= 0 && tokens_[at].number <= most &&
           tokens_[at].folded.size() <= 2;
  }

  // The time of day beside the date, before it or after, up to the next date; with the zone behind it.
  std::pair<ClockTime, std::optional<int>> TimeFrom(std::size_t from) const {
    for (std::size_t at = from; at < tokens_.size() && PhraseAt(at) == nullptr; ++at) {
      if (ClockTime clock = ClockTimeAt(line_, tokens_, at); clock.tokens > 0) {
        return {clock, ZoneAt(at + clock.tokens)};
      }
    }
    return {};
  }

  std::optional<int> ZoneAt(std::size_t at) const {
    if (at >= tokens_.size()) {
      return std::nullopt;
    }
    // +02:00
    if (const std::string_view sign = Trim(Gap(at)); (sign == "+" || sign == "-") && IsNumber(at, 14)) {
      const int minutes = IsNumber(at + 1, 59) ? tokens_[at + 1].number : 0;
      const int whole = tokens_[at].number * 60 + minutes;
      return sign == "+" ? whole : -whole;
    }
    for (const Zone& zone : kZones) {
      if (zone.name == tokens_[at].folded) {
        return zone.minutes;
      }
    }
    return std::nullopt;
  }

  void Put(const DatePhrase& phrase, std::pair<ClockTime, std::optional<int>> time, bool modified) {
    const DateParts& parts = phrase.from;
    const std::chrono::year_month_day day{std::chrono::year(parts.year), std::chrono::month(parts.month),
                                          std::chrono::day(parts.day)};
    if (parts.year == 0 || parts.day == 0 || !day.ok()) {
      return;
    }
    Moment moment = MomentOfDay(day);
    if (time.first.hour >= 0) {
      moment.has_time = true;
      moment.at += std::chrono::hours(time.first.hour) + std::chrono::minutes(time.first.minute);
      if (time.second) {
        moment.offset = std::chrono::minutes(*time.second);
        moment.at -= *moment.offset;
      }
    }
    std::optional<Moment>& field = modified ? found_.modified : found_.published;
    if (!field) {
      field = moment;
    }
  }

  std::string_view line_;
  std::vector<Token> tokens_;
  std::vector<DatePhrase> phrases_;
  PublishedLine found_;
  bool dated_ = false;
};

}  // namespace

std::optional<PublishedLine> ReadPublishedLine(std::string_view line, bool day_first) {
  if (line.size() > kLineLongest) {
    return std::nullopt;
  }
  if (const std::optional<Moment> moment = ParseMoment(line)) {
    return PublishedLine{moment, std::nullopt};
  }
  std::vector<Token> tokens = TokensOf(line, kTokensMost + 1);
  if (tokens.empty() || tokens.size() > kTokensMost) {
    return std::nullopt;
  }
  return DateLine(line, std::move(tokens), day_first).Read();
}

std::optional<Moment> StatedDay(std::string_view line, const std::vector<Token>& tokens) {
  std::optional<Moment> day;
  for (const DatePhrase& phrase : FindDatePhrases(line, tokens)) {
    const std::chrono::year_month_day date{std::chrono::year(phrase.from.year), std::chrono::month(phrase.from.month),
                                           std::chrono::day(phrase.from.day)};
    if (phrase.from.year == 0 || phrase.from.day == 0 || !date.ok()) {
      continue;
    }
    if (day) {
      return std::nullopt;
    }
    day = MomentOfDay(date);
  }
  return day;
}

}  // namespace headwater::extract
