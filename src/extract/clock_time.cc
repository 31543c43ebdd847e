// Reading times of day.
#include "extract/clock_time.h"

#include <string>

namespace headwater::extract {
namespace {

class Clock {
 public:
  Clock(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  ClockTime At(std::size_t at) const {
    ClockTime clock;
    if (!IsNumber(at, 24)) {
      return clock;
    }
    std::size_t next = at + 1;
    if (IsNumber(next, 59) && (Gap(next) == ":" || Gap(next) == ".") && tokens_[next].folded.size() == 2) {
      clock.minute = tokens_[next].number;
      clock.hour = tokens_[at].number;
      ++next;
      next += IsNumber(next, 60) && Gap(next) == ":" ? 1 : 0;
    } else if (next < tokens_.size() && (tokens_[next].folded == "h" || tokens_[next].folded == "uhr")) {
      clock.hour = tokens_[at].number;
      ++next;
      if (IsNumber(next, 59) && Gap(next).empty()) {
        clock.minute = tokens_[next].number;
        ++next;
      }
    }
    return Halved(clock, at, next);
  }

 private:
  std::string_view Gap(std::size_t at) const {
    return text_.substr(tokens_[at - 1].end, tokens_[at].begin - tokens_[at - 1].end);
  }

  bool IsNumber(std::size_t at, int most) const {
    return at < tokens_.size() && tokens_[at].number >= 0 && tokens_[at].number <= most &&
           tokens_[at].folded.size() <= 2;
  }

  ClockTime Halved(ClockTime clock, std::size_t at, std::size_t next) const {
    if (next < tokens_.size()) {
      const std::string& word = tokens_[next].folded;
      const bool dotted = next + 1 < tokens_.size() && tokens_[next + 1].folded == "m";
      const bool morning = word == "am" || (word == "a" && dotted);
      const bool evening = word == "pm" || (word == "p" && dotted);
      if ((morning || evening) && tokens_[at].number <= 12) {
        clock.hour = tokens_[at].number % 12 + (evening ? 12 : 0);
        next += word.size() == 2 ? 1 : 2;
      }
    }
    if (clock.hour >= 0 && clock.hour < 24) {
      clock.tokens = next - at;
    }
    return clock;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
};

}  // namespace

ClockTime ClockTimeAt(std::string_view text, const std::vector<Token>& tokens, std::size_t at) {
  return Clock(text, tokens).At(at);
}

}  // namespace headwater::extract
