// The reader's way through a text, and what its grammars share.
#include "annotate/time_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace headwater::annotate {
namespace {

constexpr int kFirstYear = 1700;
constexpr int kLastYear = 2100;

int Digits(std::string_view word) {
  int number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  return read.ec == std::errc() && read.ptr == word.data() + word.size() ? number : -1;
}

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  return lower;
}

bool IsQuarter(const news::Time& time) {
  return time.value.size() == 7 && time.value[5] == 'Q' && time.value[6] >= '1' && time.value[6] <= '4' &&
         time.value[0] != 'X';
}

}  // namespace

TimeReader::TimeReader(const Prepared& prepared, const TimeWords& words, const Calendar& calendar)
    : prepared_(prepared), words_(words), calendar_(calendar) {
  lower_.reserve(prepared.tokens.size());
  known_.reserve(prepared.tokens.size());
  for (const Token& token : prepared.tokens) {
    lower_.push_back(Lower(prepared.Word(token)));
    known_.push_back(words_.Find(lower_.back()));
  }
}

std::vector<news::Time> TimeReader::Run() {
  std::vector<news::Time> times;
  for (const Sentence& sentence : prepared_.sentences) {
    first_ = sentence.first;
    last_ = sentence.last;
    money_ =
        std::any_of(lower_.begin() + static_cast<std::ptrdiff_t>(first_),
                    lower_.begin() + static_cast<std::ptrdiff_t>(last_), [](const std::string& word) {
                      return word == "$" || word == "million" || word == "billion" || word == "%" || word == "cents";
                    });
    for (std::size_t at = first_; at < last_;) {
      const Found match = At(at);
      if (!match) {
        ++at;
        continue;
      }
      news::Time time;
      const std::size_t begin = prepared_.tokens[at].begin;
      const std::size_t end = prepared_.tokens[match->end - 1].end;
      time.span = prepared_.SpanOf(begin, end);
      time.text = prepared_.text.substr(begin, end - begin);
      time.type = match->type;
      time.value = match->value;
      if (IsQuarter(time)) {
        // The quarter that ended last is what a report is about; none to come is.
        const std::string ended = calendar_.Quarter(-1);
        quarter_ = quarter_ == ended || time.value > calendar_.Quarter(0) ? quarter_ : time.value;
      }
      times.push_back(std::move(time));
      at = match->end;
    }
  }
  return times;
}

std::pair<std::size_t, const TimeWord*> TimeReader::Phrase(std::size_t at, TimeKind kind) const {
  if (at < last_ && words_.Begins(lower_[at])) {
    for (std::size_t size = 3; size >= 2; --size) {
      if (at + size > last_) {
        continue;
      }
      std::string phrase = lower_[at];
      for (std::size_t i = 1; i < size; ++i) {
        phrase += ' ' + lower_[at + i];
      }
      const TimeWord* const word = words_.Find(phrase);
      if (word != nullptr && word->Is(kind)) {
        return {size, word};
      }
    }
  }
  return Is(at, kind) ? std::pair<std::size_t, const TimeWord*>(1, known_[at])
                      : std::pair<std::size_t, const TimeWord*>(0, nullptr);
}

int TimeReader::DigitsAt(std::size_t at) const { return at < last_ ? Digits(lower_[at]) : kNone; }

TimeReader::Amount TimeReader::Count(std::size_t at) const {
  if (Is(at, TimeKind::kLoose)) {
    return {kUncounted, at + 1, false};
  }
  if (const int digits = DigitsAt(at); digits >= 0 && digits < kFirstYear) {
    const bool half = IsWord(at + 1, "1") && IsWord(at + 2, "/") && IsWord(at + 3, "2");
    return {digits, at + (half ? 4U : 1U), half};
  }
  if (!Is(at, TimeKind::kNumber)) {
    return {0, at, false};
  }
  int number = Number(at, TimeKind::kNumber);
  std::size_t next = at + 1;
  if (lower_[at] == "a" && (IsWord(next, "few") || IsWord(next, "couple"))) {
    const bool few = IsWord(next, "few");
    return {few ? kUncounted : 2, next + (IsWord(next + 1, "of") ? 2U : 1U), false};
  }
  if (number >= 20 && Is(next, TimeKind::kNumber) && Number(next, TimeKind::kNumber) < 10 && lower_[next].size() > 2) {
    number += Number(next++, TimeKind::kNumber);
  }
  return {number, next, false};
}

std::pair<int, std::size_t> TimeReader::YearFrom(std::size_t at) const {
  const int digits = at < last_ && lower_[at].size() == 4 ? DigitsAt(at) : kNone;
  if (digits >= kFirstYear && digits < kLastYear) {
    return {digits, at + 1};
  }
  // nineteen ninety-six, two thousand
  if (IsWord(at, "two") && IsWord(at + 1, "thousand")) {
    return {2000, at + 2};
  }
  const int century = IsWord(at, "nineteen") ? 1900 : IsWord(at, "eighteen") ? 1800 : kNone;
  if (century == kNone || at + 1 >= last_) {
    return {kNone, at};
  }
  const std::string& word = lower_[at + 1];
  const std::size_t hyphen = std::min(word.find('-'), word.size());
  const TimeWord* const tens = words_.Find(word.substr(0, hyphen));
  if (tens == nullptr || !tens->Is(TimeKind::kNumber) || tens->Number(TimeKind::kNumber) < 10) {
    return {kNone, at};
  }
  int year = century + tens->Number(TimeKind::kNumber);
  const TimeWord* const ones = hyphen < word.size() ? words_.Find(word.substr(hyphen + 1)) : nullptr;
  year += ones != nullptr && ones->Is(TimeKind::kNumber) ? ones->Number(TimeKind::kNumber) : 0;
  return {year, at + 2};
}

// Nothing but a time of day, from one token to the other.
bool TimeReader::OnlyClock(std::size_t from, std::size_t to) const {
  for (std::size_t i = from; i < to; ++i) {
    const Token& token = prepared_.tokens[i];
    if (!token.number && !token.upper && !token.punct && !Is(i, TimeKind::kClock) && !Is(i, TimeKind::kMood) &&
        lower_[i] != "a.m" && lower_[i] != "p.m") {
      return false;
    }
  }
  return true;
}

bool TimeReader::ToCome(std::size_t at) const {
  static constexpr std::array<std::string_view, 8> kReports{"said", "told",  "met",  "made",
                                                            "took", "began", "died", "announced"};
  if (at > first_ && (std::find(kReports.begin(), kReports.end(), lower_[at - 1]) != kReports.end())) {
    return false;
  }
  const std::size_t from = at - std::min<std::size_t>(at - first_, 10);
  for (std::size_t i = from; i < at; ++i) {
    if (lower_[i] == "until" || lower_[i] == "till" || lower_[i] == "by") {
      // "Until Monday nobody knew" and "not until Monday" look back.
      if (i > first_ && !Before(i, "not") && !Before(i, "but") && OnlyClock(i + 1, at)) {
        return true;
      }
      continue;
    }
    const bool future = Is(i, TimeKind::kFuture) && !Before(i, "been");
    const bool soon = (lower_[i] == "soon" || lower_[i] == "early") && IsWord(i + 1, "as");
    const bool planned = lower_[i] == "to" && i > first_ && Is(i - 1, TimeKind::kPlanned);
    if (future || soon || planned) {
      return true;
    }
  }
  return false;
}

TimeReader::Found TimeReader::At(std::size_t at) const {
  if (IsWord(at, "the") && at + 1 < last_) {
    if (auto match = AfterThe(at + 1)) {
      return match;
    }
  }
  if (auto match = Core(at)) {
    return match;
  }
  const auto [moods, mood] = Phrase(at, TimeKind::kMood);
  std::size_t next = at + moods;
  next += moods > 0 && (IsWord(next, "-") || Is(next, TimeKind::kMood)) ? 1 : 0;
  if (moods == 0 || next >= last_ || Is(next, TimeKind::kWeekday) || Is(next, TimeKind::kRef)) {
    return std::nullopt;
  }
  return IsWord(next, "the") && next + 1 < last_ ? AfterThe(next + 1) : Core(next);
}

TimeReader::Found TimeReader::Core(std::size_t at) const {
  if (known_[at] == nullptr && !prepared_.tokens[at].number && !words_.Begins(lower_[at])) {
    return lower_[at].find('-') != std::string::npos ? Hyphened(at) : std::nullopt;
  }
  for (const auto parse :
       {&TimeReader::Written, &TimeReader::Clock, &TimeReader::Holiday, &TimeReader::MonthDay, &TimeReader::Weekday,
        &TimeReader::Day, &TimeReader::Quarter, &TimeReader::Span, &TimeReader::Shifted, &TimeReader::Set,
        &TimeReader::SeasonOf, &TimeReader::Year, &TimeReader::Counted, &TimeReader::Uncounted, &TimeReader::Reference,
        &TimeReader::Decade, &TimeReader::Hyphened}) {
    if (auto match = (this->*parse)(at)) {
      return match;
    }
  }
  return std::nullopt;
}

}  // namespace headwater::annotate
