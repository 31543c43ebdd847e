// Where content begins and ends, by marks, small words and the next cue.
#include "annotate/clauses.h"

#include <algorithm>
#include <array>

namespace headwater::annotate {
namespace {

constexpr std::size_t kLongestListed = 12;  // tokens of the members of a list between a comma and its "and"
constexpr std::size_t kLongestAside = 7;    // tokens
constexpr std::size_t kFarVerb = 6;         // tokens between "and" and the verb of another statement

}  // namespace

std::size_t Clauses::ContentStart(std::size_t end) const {
  std::size_t begin = sentence_.first;
  const std::size_t last_quotation = end > begin ? reading_.QuotationAt(end - 1) : kNone;
  for (std::size_t i = end; i > sentence_.first; --i) {
    const bool within = last_quotation != kNone && reading_.QuotationAt(i - 1) == last_quotation;
    // "The plan was bold - “We begin again,” she said": the writer's words end before the mark.
    const bool set_off = last_quotation != kNone && !within && i > sentence_.first + 3 &&
                         reading_.QuotationAt(i) == last_quotation &&
                         (reading_.IsMark(i - 1, ":") || reading_.IsMark(i - 1, "—") || reading_.IsMark(i - 1, "–") ||
                          (reading_.IsMark(i - 1, "-") && reading_.At(i - 1).space_before));
    if ((reading_.IsMark(i - 1, ";") && !within) || set_off) {
      begin = i;
      break;
    }
  }
  if (begin == sentence_.first && Quoted(begin)) {
    begin = reading_.quotations()[reading_.QuotationAt(begin)].all.first;
  } else if (begin + 2 < end && reading_.GrammarOf(begin) == Grammar::kConjunction) {
    ++begin;
  }
  return begin;
}

std::size_t Clauses::ContentEnd(std::size_t begin, bool phrase) const {
  std::size_t end = sentence_.last;
  if (begin < sentence_.last && Quoted(begin)) {
    const Quotation& quotation = reading_.quotations()[reading_.QuotationAt(begin)];
    if (quotation.all.first == begin || quotation.all.last >= sentence_.last) {
      const std::size_t after = quotation.all.last;
      const bool over = after >= sentence_.last || reading_.At(after).punct || EndsClause(after);
      if (over) {
        return after;
      }
    }
  }
  for (std::size_t i = begin + 1; i < sentence_.last; ++i) {
    if (Quoted(i)) {
      continue;
    }
    if (reading_.IsMark(i, ";") || (reading_.IsMark(i, ",") && EndsClause(i + 1)) ||
        (phrase && reading_.IsMark(i, ",") && i + 1 < sentence_.last && !GoesOn(i + 1) && !Lists(i)) || EndsClause(i)) {
      end = i;
      break;
    }
  }
  if (end == sentence_.last && end > begin && Quoted(end - 1)) {
    const Quotation& quotation = reading_.quotations()[reading_.QuotationAt(end - 1)];
    return quotation.all.first >= begin ? std::max(end, quotation.all.last) : end;
  }
  if (end == sentence_.last) {
    while (end > begin && reading_.At(end - 1).punct && !Quoted(end - 1) && !reading_.At(end - 1).quote &&
           !(reading_.IsMark(end - 1, ")") && Opens(begin, end)) && !reading_.IsMark(end - 1, "%")) {
      --end;
    }
  }
  return end;
}

// "quays, docks and boats", "Ada Norling, V-Vard, as": what stands behind the comma goes on with the phrase before it.
bool Clauses::Lists(std::size_t comma) const {
  for (std::size_t i = comma + 1; i < sentence_.last && i < comma + kLongestListed; ++i) {
    const std::string_view word = reading_.Word(i);
    if (word == "and" || word == "or") {
      const bool noun = i + 1 < sentence_.last &&
                        (reading_.GrammarOf(i + 1) == Grammar::kOther || reading_.NameAt(i + 1) != kNone) &&
                        reading_.At(i + 1).word && VerbCueOf(reading_.Word(i + 1)) == nullptr;
      return noun && i > comma + 1;
    }
    const bool inner = reading_.At(i).word || word == "-" || word == "." || word == "," || word == "'s" || word == "’s";
    if (!inner || Quoted(i) || (reading_.NameAt(i) == kNone && reading_.GrammarOf(i) != Grammar::kOther)) {
      return false;
    }
    if (word == "," && i == comma + 1) {
      return false;
    }
  }
  return false;
}

bool Clauses::GoesOn(std::size_t token) const {
  const std::string_view word = reading_.Word(token);
  return word == "including" || word == "such" || word == "which" || word == "who" || word == "where" ||
         word == "whose" || word == "especially" || word == "particularly" || word == "even";
}

// Does a bracket open in the stretch?
bool Clauses::Opens(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin; i < end; ++i) {
    if (reading_.IsMark(i, "(")) {
      return true;
    }
  }
  return false;
}

// ", said Norling", ", another says": somebody else's verb of speech, at most two words away.
bool Clauses::Speaks(std::size_t token) const {
  for (std::size_t i = token; i < sentence_.last && i < token + 3 && reading_.At(i).word && !Quoted(i); ++i) {
    const Cue* const verb = VerbCueOf(reading_.Word(i));
    if (verb != nullptr && Is(*verb, kTakesQuote) && (verb->form & (kPastForm | kThirdForm)) != 0 &&
        (verb->form & kBaseForm) == 0 && reading_.NameAt(i) == kNone) {
      const Grammar before = i == token ? Grammar::kOther : reading_.GrammarOf(i - 1);
      return before == Grammar::kOther || before == Grammar::kPronoun || before == Grammar::kDeterminer;
    }
  }
  return false;
}

bool Clauses::EndsClause(std::size_t token) const {
  if (token >= sentence_.last || Quoted(token)) {
    return false;
  }
  const std::string_view word = reading_.Word(token);
  if (word == "according") {
    return true;
  }
  const bool after_comma = reading_.IsMark(token - 1, ",");
  if (after_comma &&
      (word == "while" || word == "although" || word == "though" || word == "but" || word == "whereas")) {
    return true;
  }
  if (after_comma && ((word.ends_with("ing") && CuesOf(word) != nullptr) || Speaks(token))) {
    return true;
  }
  return (word == "and" || word == "but") && SpeaksFurther(token + 1);
}

// "and said", "and later added", "but officials have said": behind "and", the verb of another statement, with whoever
// says it.
bool Clauses::SpeaksFurther(std::size_t token) const {
  for (std::size_t verb = token; verb < sentence_.last && verb < token + kFarVerb && !Quoted(verb); ++verb) {
    const std::string_view word = reading_.Word(verb);
    const Cue* const cue = reading_.NameAt(verb) == kNone ? VerbCueOf(word) : nullptr;
    if (cue != nullptr && Is(*cue, kTakesQuote) && IsFinite(*cue, verb, token)) {
      return true;
    }
    const Grammar grammar = reading_.GrammarOf(verb);
    const bool goes_on = grammar == Grammar::kOther || grammar == Grammar::kDeterminer || grammar == Grammar::kAdverb ||
                         (grammar == Grammar::kPronoun && word != "that" && verb == token) || word == "has" ||
                         word == "have" || word == "had";
    if (!goes_on || (reading_.At(verb).punct && word != ".")) {
      return false;
    }
  }
  return false;
}

// Does the verb say something of whoever stands between `begin` and it? Right behind "and" any verb of speech does;
// further off it has to be sure that it is one.
bool Clauses::IsFinite(const Cue& cue, std::size_t verb, std::size_t begin) const {
  const bool told = (cue.form & (kPastForm | kThirdForm)) != 0;
  if (verb == begin) {
    return told || (cue.form & kIngForm) != 0;
  }

  const std::string_view before = reading_.Word(verb - 1);
  const bool plural = (cue.form & kBaseForm) != 0 && before.ends_with('s') && reading_.Word(verb) == "say";
  return Is(cue, kTakesClause) && !IsNounToo(verb) && ((told && (cue.form & kBaseForm) == 0) || plural);
}

bool Clauses::IsClause(std::size_t begin, std::size_t end) const {
  while (begin < end &&
         (reading_.GrammarOf(begin) == Grammar::kConjunction || reading_.GrammarOf(begin) == Grammar::kAdverb)) {
    ++begin;
  }
  const auto opens = [this](std::size_t at) {
    const Grammar grammar = reading_.GrammarOf(at);
    return grammar == Grammar::kPreposition || grammar == Grammar::kTime ||
           (grammar == Grammar::kSubordinate && reading_.Word(at) != "what" && reading_.Word(at) != "that") ||
           ((reading_.Word(at).ends_with("ing") || reading_.Word(at).ends_with("ed")) &&
            reading_.GrammarOf(at + 1) != Grammar::kAuxiliary);
  };
  while (begin < end && opens(begin)) {
    while (begin < end && !reading_.IsMark(begin, ",")) {
      ++begin;
    }
    ++begin;
  }
  return begin + 3 < end;
}

bool Clauses::HasRight(std::size_t after) const {
  if (after >= sentence_.last) {
    return false;
  }
  const Grammar grammar = reading_.GrammarOf(after);
  return reading_.IsMark(after, "that") || Quoted(after) || reading_.IsMark(after, ":") ||
         grammar == Grammar::kDeterminer || grammar == Grammar::kPronoun || reading_.NameAt(after) != kNone;
}

std::size_t Clauses::AfterCue(const Found& found) const {
  const std::size_t after = found.group.last;
  const bool listens =
      Is(*found.cue, kTakesListener) && after < sentence_.last && !Quoted(after) && reading_.StartsPhrase(after);
  return listens ? AfterListener(after) : after;
}

std::size_t Clauses::AfterListener(std::size_t at) const {
  std::size_t end = at + 1;
  while (end < sentence_.last && end < at + 14 && !reading_.At(end).punct && !Quoted(end)) {
    const Grammar grammar = reading_.GrammarOf(end);
    if (IsPossessive(end) && end + 1 < sentence_.last && !reading_.At(end + 1).punct) {
      end += 2;
      continue;
    }
    if (reading_.NameAt(end) != kNone &&
        (reading_.NameAt(end) == reading_.NameAt(end - 1) || !IsListenersEnd(end - 1))) {
      ++end;
      continue;
    }
    if (grammar != Grammar::kOther || IsListenersEnd(end - 1) ||
        (reading_.At(at).word && reading_.GrammarOf(at) == Grammar::kPronoun)) {
      break;
    }
    ++end;
  }
  return end;
}

bool Clauses::IsListenersEnd(std::size_t token) const {
  return reading_.NameAt(token) != kNone && !reading_.At(token + 1).capitalised;
}

// "said again", "said publicly": of the saying; "said too much", "said only": of what is said.
bool Clauses::TellsHowSaid(std::string_view adverb) {
  constexpr std::array<std::string_view, 14> kWords = {"again",      "also",  "later",  "earlier", "once",
                                                       "twice",      "often", "so",     "first",   "afterward",
                                                       "afterwards", "back",  "simply", "yet"};
  return adverb.ends_with("ly") ? adverb != "only" && adverb != "nearly"
                                : std::ranges::find(kWords, adverb) != kWords.end();
}

std::size_t Clauses::ContentBegin(std::size_t at, const Cue& cue) const {
  if (const std::size_t that = BehindAside(at); that < sentence_.last) {
    return that;
  }
  const Grammar grammar = reading_.GrammarOf(at);
  const bool plain = grammar != Grammar::kPreposition && grammar != Grammar::kTime &&
                     (grammar != Grammar::kAdverb || !TellsHowSaid(reading_.Word(at))) &&
                     (!reading_.At(at).punct || reading_.At(at).quote);
  if (plain || Quoted(at)) {
    const bool question = grammar == Grammar::kSubordinate;
    const bool clause = (cue.frames & (kTakesClause | kTakesObject)) != 0;
    return clause || question || Quoted(at) ? at : sentence_.last;
  }
  for (std::size_t i = at; i < sentence_.last && i < at + 18; ++i) {
    if (Quoted(i)) {
      return i;
    }
    if (reading_.IsMark(i, "that")) {
      return i;
    }
    if (reading_.IsMark(i, ":")) {
      return i + 1;
    }
    if (reading_.IsMark(i, ";") || (reading_.IsMark(i, ",") && i + 1 < sentence_.last && !Quoted(i + 1) && i > at)) {
      break;
    }
  }
  const bool set_off = reading_.IsMark(at, ",") && Is(cue, kTakesQuote) && at + 5 < sentence_.last;
  if (set_off || (grammar == Grammar::kTime && at + 1 < sentence_.last && reading_.StartsPhrase(at + 1))) {
    return at + 1;
  }
  return sentence_.last;
}

// "said last month that", "told them here that": the "that" behind a time or place of saying, or the sentence's end.
std::size_t Clauses::BehindAside(std::size_t at) const {
  const std::string_view word = reading_.Word(at);
  const bool counted =
      (word == "last" || word == "this" || word == "next" || word == "earlier" || word == "early" || word == "late") &&
      at + 1 < sentence_.last && (reading_.GrammarOf(at + 1) == Grammar::kTime || reading_.IsMark(at + 1, "this"));
  const bool place = word == "here" || word == "there" || (word == "long" && reading_.IsMark(at + 1, "ago"));
  for (std::size_t i = at + 1; (counted || place) && i < sentence_.last && i < at + kLongestAside; ++i) {
    if (reading_.IsMark(i, "that")) {
      return i;
    }
    const Grammar grammar = reading_.GrammarOf(i);
    if (Quoted(i) || grammar == Grammar::kAuxiliary || grammar == Grammar::kVerb || grammar == Grammar::kPronoun) {
      break;
    }
  }
  return sentence_.last;
}

std::size_t Clauses::SubjectLimit(std::size_t end) const {
  std::size_t limit = end;
  while (limit > sentence_.first && !Quoted(limit - 1)) {
    --limit;
  }
  return limit;
}

Stretch Clauses::WithApposition(Stretch speaker) const {
  const std::size_t next = speaker.last + 1;
  if (!reading_.IsMark(speaker.last, ",") || next >= sentence_.last || Quoted(next)) {
    return speaker;
  }
  const Grammar grammar = reading_.GrammarOf(next);
  const bool names = reading_.Word(next) == "who" || grammar == Grammar::kDeterminer ||
                     (grammar == Grammar::kOther && !reading_.Word(next).ends_with("ing") && !reading_.At(next).punct);
  if (!names) {
    return speaker;
  }
  std::size_t end = next;
  while (end < sentence_.last && !reading_.IsMark(end, ",") && !Quoted(end) && !reading_.IsMark(end, ";")) {
    ++end;
  }
  while (end > next && reading_.At(end - 1).punct && end == sentence_.last) {
    --end;
  }
  return {speaker.first, end};
}

}  // namespace headwater::annotate
