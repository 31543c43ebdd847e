// Weighing the words around a date.
#include "extract/date_tense.h"

#include <algorithm>

#include "extract/date_words.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kSentenceLongest = 80;  // tokens to either side
constexpr std::size_t kNear = 9;              // tokens between a date and the verb that it belongs to

bool SentenceEndsBefore(std::string_view text, const std::vector<Token>& tokens, std::size_t at) {
  const std::string_view gap = text.substr(tokens[at - 1].end, tokens[at].begin - tokens[at - 1].end);
  const bool point = gap.find_first_of(".!?") != std::string_view::npos || gap.find("。") != std::string_view::npos;
  const bool shortened = tokens[at - 1].end - tokens[at - 1].begin == 1;  // "U.S. President"
  return gap.find('\n') != std::string_view::npos || (point && !shortened && (tokens[at].capital || gap.size() > 2));
}

struct Sentence {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Sentence SentenceAround(std::string_view text, const std::vector<Token>& tokens, const DatePhrase& phrase) {
  Sentence sentence{phrase.first_token, phrase.end_token};
  while (sentence.begin > 0 && phrase.first_token - sentence.begin < kSentenceLongest &&
         !SentenceEndsBefore(text, tokens, sentence.begin)) {
    --sentence.begin;
  }
  while (sentence.end < tokens.size() && sentence.end - phrase.end_token < kSentenceLongest &&
         !SentenceEndsBefore(text, tokens, sentence.end)) {
    ++sentence.end;
  }
  return sentence;
}

enum class Cue { kNone, kWill, kOpen, kPast };

// The verbs and their like around a date, as far as the tables know them.
class CueSearch {
 public:
  CueSearch(const std::vector<Token>& tokens, const std::vector<DatePhrase>& phrases, const DatePhrase& phrase,
            Sentence sentence, std::string_view language)
      : tokens_(tokens), phrases_(phrases), phrase_(phrase), sentence_(sentence), language_(language) {}

  // The cue that the date belongs to: where it opens its sentence the first after it, elsewhere the nearest before it.
  Cue Governing() const {
    constexpr std::size_t kOpening = 3;  // tokens
    const bool opens = phrase_.first_token - sentence_.begin <= kOpening;
    const Cue first = opens ? After() : Before();
    return first != Cue::kNone ? first : opens ? Before() : After();
  }

  // Whether what goes on now stands close behind the date.
  bool NowFollows() const {
    const std::size_t end = std::min(sentence_.end, phrase_.end_token + kNear);
    for (std::size_t at = phrase_.end_token; at < end; ++at) {
      if (Is(DateWord::kNow, at)) {
        return true;
      }
    }
    return false;
  }

 private:
  bool Is(DateWord kind, std::size_t at) const {
    return !tokens_[at].capital && DateWords().At(kind, tokens_, at).tokens > 0;
  }

  bool InDate(std::size_t at) const {
    const auto after =
        std::upper_bound(phrases_.begin(), phrases_.end(), at,
                         [](std::size_t token, const DatePhrase& each) { return token < each.first_token; });
    return after != phrases_.begin() && at < std::prev(after)->end_token;
  }

  Cue At(std::size_t at) const {
    if (InDate(at)) {
      return Cue::kNone;
    }
    if (Is(DateWord::kWill, at)) {
      return Cue::kWill;
    }
    if (Is(DateWord::kFuture, at)) {
      return Cue::kOpen;
    }
    const bool past =
        Is(DateWord::kPast, at) || (!tokens_[at].capital && DateWords().EndsAsPast(tokens_[at].folded, language_));
    return past ? Cue::kPast : Cue::kNone;
  }

  Cue Before() const {
    for (std::size_t at = phrase_.first_token; at > sentence_.begin; --at) {
      if (const Cue cue = At(at - 1); cue != Cue::kNone) {
        return cue;
      }
    }
    return Cue::kNone;
  }

  Cue After() const {
    for (std::size_t at = phrase_.end_token; at < sentence_.end; ++at) {
      if (const Cue cue = At(at); cue != Cue::kNone) {
        return cue;
      }
    }
    return Cue::kNone;
  }

  const std::vector<Token>& tokens_;
  const std::vector<DatePhrase>& phrases_;
  const DatePhrase& phrase_;
  Sentence sentence_;
  std::string_view language_;
};

}  // namespace

DateTense TenseOf(std::string_view text, const std::vector<Token>& tokens, const std::vector<DatePhrase>& phrases,
                  std::size_t at, std::string_view language) {
  const DatePhrase& phrase = phrases[at];
  const CueSearch search(tokens, phrases, phrase, SentenceAround(text, tokens, phrase), language);
  const bool until = phrase.relation == DateRelation::kUntil || phrase.relation == DateRelation::kUntilEnd;
  const bool range = phrase.from.day != 0 && (phrase.to.day != phrase.from.day || phrase.to.month != phrase.from.month);
  const Cue cue = search.Governing();
  if (cue == Cue::kWill) {
    return DateTense::kFuture;
  }
  if (range && search.NowFollows()) {
    return DateTense::kPresent;
  }
  return cue == Cue::kPast && !until ? DateTense::kPast : DateTense::kOpen;
}

}  // namespace headwater::extract
