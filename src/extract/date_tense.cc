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

bool Is(DateWord kind, const std::vector<Token>& tokens, std::size_t at) {
  return !tokens[at].capital && DateWords().At(kind, tokens, at).tokens > 0;
}

TenseCue CueAt(const std::vector<Token>& tokens, std::size_t at, std::string_view language) {
  if (Is(DateWord::kWill, tokens, at)) {
    return TenseCue::kWill;
  }
  if (Is(DateWord::kFuture, tokens, at)) {
    return TenseCue::kOpen;
  }
  const bool past =
      Is(DateWord::kPast, tokens, at) || (!tokens[at].capital && DateWords().EndsAsPast(tokens[at].folded, language));
  return past ? TenseCue::kPast : TenseCue::kNone;
}

// The verbs and their like around a date, as far as the tables know them.
class CueSearch {
 public:
  CueSearch(const std::vector<TenseCue>& cues, const DatePhrase& phrase, Sentence sentence)
      : cues_(cues), phrase_(phrase), sentence_(sentence) {}

  // The cue that the date belongs to: where it opens its sentence the first after it, elsewhere the nearest before it.
  TenseCue Governing() const {
    constexpr std::size_t kOpening = 3;  // tokens
    const bool opens = phrase_.first_token - sentence_.begin <= kOpening;
    const TenseCue first = opens ? After() : Before();
    return first != TenseCue::kNone ? first : opens ? Before() : After();
  }

 private:
  TenseCue Before() const {
    for (std::size_t at = phrase_.first_token; at > sentence_.begin; --at) {
      if (cues_[at - 1] != TenseCue::kNone) {
        return cues_[at - 1];
      }
    }
    return TenseCue::kNone;
  }

  TenseCue After() const {
    for (std::size_t at = phrase_.end_token; at < sentence_.end; ++at) {
      if (cues_[at] != TenseCue::kNone) {
        return cues_[at];
      }
    }
    return TenseCue::kNone;
  }

  const std::vector<TenseCue>& cues_;
  const DatePhrase& phrase_;
  Sentence sentence_;
};

}  // namespace

TenseReader::TenseReader(std::string_view text, const std::vector<Token>& tokens,
                         const std::vector<DatePhrase>& phrases, std::string_view language)
    : text_(text), tokens_(tokens), phrases_(phrases), cues_(phrases.empty() ? 0 : tokens.size(), TenseCue::kNone) {
  auto phrase = phrases.begin();
  for (std::size_t at = 0; at < cues_.size(); ++at) {
    while (phrase != phrases.end() && phrase->end_token <= at) {
      ++phrase;
    }
    // "May" within a date is no verb.
    if (phrase == phrases.end() || at < phrase->first_token) {
      cues_[at] = CueAt(tokens, at, language);
    }
  }
}

DateTense TenseReader::Of(std::size_t at) const {
  const DatePhrase& phrase = phrases_[at];
  const Sentence sentence = SentenceAround(text_, tokens_, phrase);
  const bool until = phrase.relation == DateRelation::kUntil || phrase.relation == DateRelation::kUntilEnd;
  const bool range = phrase.from.day != 0 && (phrase.to.day != phrase.from.day || phrase.to.month != phrase.from.month);
  const TenseCue cue = CueSearch(cues_, phrase, sentence).Governing();
  if (cue == TenseCue::kWill) {
    return DateTense::kFuture;
  }
  const std::size_t near = std::min(sentence.end, phrase.end_token + kNear);
  for (std::size_t next = phrase.end_token; range && next < near; ++next) {
    if (Is(DateWord::kNow, tokens_, next)) {
      return DateTense::kPresent;
    }
  }
  return cue == TenseCue::kPast && !until ? DateTense::kPast : DateTense::kOpen;
}

}  // namespace headwater::extract
