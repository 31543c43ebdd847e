// Whether a word is the cue that the table means, by the words around it.
#include <algorithm>
#include <array>

#include "annotate/clauses.h"

namespace headwater::annotate {

bool Clauses::Is(const Cue& cue, std::uint32_t frame) { return (cue.frames & frame) != 0; }

bool Clauses::Quoted(std::size_t token) const {
  const std::size_t quotation = reading_.QuotationAt(token);
  return quotation != kNone && quotation != inside_;
}

bool Clauses::RestFits(std::size_t i, const Cue& cue) const {
  for (std::size_t k = 0; k < cue.rest.size(); ++k) {
    if (i + 1 + k >= sentence_.last || reading_.Word(i + 1 + k) != cue.rest[k]) {
      return false;
    }
  }
  return true;
}

std::optional<Found> Clauses::CueAt(std::size_t i, std::size_t skip) const {
  if (reading_.NameAt(i) != kNone) {
    return std::nullopt;
  }
  const std::vector<Cue>* const cues = CuesOf(reading_.Word(i));
  if (cues == nullptr) {
    return std::nullopt;
  }
  // After a form of "be" the passive reading counts before the verb's own.
  const bool after_be = i > sentence_.first && (IsBe(i - 1) || (i > sentence_.first + 1 && IsBe(i - 2)));
  const bool passive = after_be &&
                       std::ranges::any_of(*cues, [](const Cue& cue) { return cue.cue_class == CueClass::kPassive; }) &&
                       reading_.IsMark(i + 1, "to");
  for (const Cue& cue : *cues) {
    if (!RestFits(i, cue) || (passive && cue.cue_class == CueClass::kVerb)) {
      continue;
    }
    Found found;
    found.cue = &cue;
    found.head = i;
    found.group = {i, i + 1 + cue.rest.size()};
    if (Fits(found) && skip-- == 0) {
      return found;
    }
  }
  return std::nullopt;
}

bool Clauses::Fits(Found& found) const {
  switch (found.cue->cue_class) {
    case CueClass::kVerb:
      return FitsVerb(found) && !IsRatherNoun(found);
    case CueClass::kAdjective:
    case CueClass::kPassive:
      return FitsAfterBe(found);
    case CueClass::kSeeming:
      Widen(found);
      return reading_.IsMark(found.group.last, "to") || reading_.IsMark(found.group.last, "that") ||
             reading_.IsMark(found.group.last, "like");
    default:
      return true;
  }
}

bool Clauses::IsBe(std::size_t token) const {
  const std::string_view word = reading_.Word(token);
  return word == "is" || word == "are" || word == "was" || word == "were" || word == "be" || word == "been" ||
         word == "isn't" || word == "wasn't" || word == "aren't" || word == "weren't";
}

void Clauses::Widen(Found& found) const {
  std::size_t begin = found.group.first;
  while (begin > sentence_.first && !Quoted(begin - 1)) {
    const Grammar grammar = reading_.GrammarOf(begin - 1);
    const bool has = begin > sentence_.first + 1 && reading_.GrammarOf(begin - 2) == Grammar::kPronoun &&
                     (reading_.IsMark(begin - 1, "'s") || reading_.IsMark(begin - 1, "’s"));
    const bool helps =
        grammar == Grammar::kAuxiliary || grammar == Grammar::kAdverb || grammar == Grammar::kNegation || has;
    if (!helps || reading_.NameAt(begin - 1) != kNone) {
      break;
    }
    --begin;
    found.negated |= grammar == Grammar::kNegation;
  }
  // "On Monday he also" begins with no adverb of the verb when it opens the sentence.
  while (begin < found.head && begin == sentence_.first && reading_.GrammarOf(begin) == Grammar::kAdverb) {
    ++begin;
  }
  found.group.first = begin;
}

bool Clauses::LeadsOn(std::size_t token) const {
  constexpr std::array<std::string_view, 12> kWords = {"of",   "for",     "about", "on",     "over", "against",
                                                       "with", "towards", "at",    "toward", "by",   "in"};
  return token + 1 < sentence_.last && std::ranges::find(kWords, reading_.Word(token)) != kWords.end();
}

bool Clauses::FitsAfterBe(Found& found) const {
  Widen(found);
  for (std::size_t i = found.group.first; i < found.head; ++i) {
    if (IsBe(i)) {
      const std::size_t next = found.group.last;
      const bool clause = reading_.IsMark(next, "that") || reading_.IsMark(next, "to");
      const bool about = found.cue->cue_class == CueClass::kAdjective && LeadsOn(next);
      return next < sentence_.last && (clause || about);
    }
  }
  return false;
}

// Small words that may be a subject without a noun: "many say".
bool Clauses::StandsAlone(std::string_view determiner) {
  constexpr std::array<std::string_view, 23> kWords = {
      "some", "many", "these", "those", "both", "all",  "several", "most",  "few",   "each", "another", "any",
      "such", "one",  "two",   "three", "four", "five", "six",     "seven", "eight", "nine", "ten"};
  return std::ranges::find(kWords, determiner) != kWords.end();
}

bool Clauses::FitsVerb(Found& found) const {
  Widen(found);
  const std::size_t first = found.group.first;
  const std::uint32_t form = found.cue->form;
  const bool helped = first < found.head;
  if (first == sentence_.first) {
    // "Asked about it, ..."; "“Why me?” asked Norling."
    const bool questioned = found.cue->type == news::StatementType::kQuestion && (form & kPastForm) != 0;
    const bool after_quotation = first > 0 && !sentence_.paragraph_start && Quoted(first - 1) && !helped &&
                                 (form & (kPastForm | kThirdForm)) != 0;
    return (form & kIngForm) != 0 || questioned || after_quotation;
  }
  const std::size_t before = first - 1;
  const Grammar grammar = reading_.GrammarOf(before);
  const bool auxiliary = HasAuxiliary(found);
  if (Compares(found.head)) {
    return false;
  }
  if (grammar == Grammar::kDeterminer && !StandsAlone(reading_.Word(before))) {
    return false;
  }
  if (grammar == Grammar::kPreposition && reading_.Word(before) != "to" && (form & kIngForm) == 0) {
    return false;
  }
  if ((form & kIngForm) != 0) {
    if (!auxiliary && (reading_.IsMark(before, "for") || reading_.IsMark(before, "on"))) {
      return false;  // "criticised for telling": of what somebody did
    }
    return auxiliary || grammar == Grammar::kPronoun || reading_.IsMark(before, ",") ||
           reading_.GrammarOf(before) == Grammar::kConjunction || reading_.GrammarOf(before) == Grammar::kPreposition ||
           reading_.At(before).quote || reading_.GrammarOf(before) == Grammar::kOther;
  }
  if (IsPassive(found) && (form & kPastForm) != 0) {
    return true;  // passive
  }
  if (IsPossessive(before)) {
    return false;
  }
  const std::size_t next = found.group.last;
  if (!helped && IsNounToo(found.head) && next < sentence_.last) {
    const Grammar after = reading_.GrammarOf(next);
    const bool object = reading_.IsMark(next, "that") || Quoted(next) || after == Grammar::kDeterminer ||
                        after == Grammar::kPronoun || reading_.NameAt(next) != kNone || reading_.IsMark(next, "to") ||
                        reading_.IsMark(next, ":");
    const bool subject =
        grammar == Grammar::kPronoun || reading_.NameAt(before) != kNone || reading_.Word(before) == "who";
    if (!object && !subject && (form & kPastForm) == 0) {
      return false;
    }
  } else if (!IsNounToo(found.head) && grammar == Grammar::kOther &&
             (reading_.At(before).word || reading_.At(before).number || reading_.IsMark(before, ",") ||
              reading_.IsMark(before, "—") || reading_.IsMark(before, ")"))) {
    return true;
  }
  const bool bare = (form & (kPastForm | kThirdForm)) == 0 || (form & kBaseForm) != 0;
  return !bare || auxiliary || helped || TakesBareForm(before);
}

// "like" is a preposition, but in "would like".
bool Clauses::Compares(std::size_t token) const {
  return reading_.IsMark(token, "like") && !reading_.IsMark(token - 1, "would");
}

// A bare form wants a plural subject, or "to" behind some verbs.
bool Clauses::TakesBareForm(std::size_t before) const {
  const std::string_view word = reading_.Word(before);
  return reading_.GrammarOf(before) == Grammar::kPronoun || StandsAlone(word) || word == "who" || word.ends_with('s') ||
         word == "people" || word == "percent" || word == "%" || word == "and" || InfinitiveSpeaks(before);
}

bool Clauses::IsRatherNoun(const Found& found) const {
  const std::uint32_t form = found.cue->form;
  const bool ambiguous = (form & (kBaseForm | kThirdForm)) != 0 && (form & (kPastForm | kIngForm)) == 0;
  const bool speech = Is(*found.cue, kTakesQuote) && Is(*found.cue, kTakesClause) && !IsNounToo(found.head);
  if (!ambiguous || speech || found.group.first < found.head || found.head == sentence_.first) {
    return false;
  }
  const std::size_t before = found.head - 1;
  const std::size_t next = found.group.last;
  const Grammar grammar = reading_.GrammarOf(before);
  const bool ends = next >= sentence_.last || reading_.At(next).punct;  // "..., Vard Radio reports."
  const bool sure = (ends && reading_.NameAt(before) != kNone) || reading_.IsMark(next, "to") ||
                    grammar == Grammar::kPronoun || grammar == Grammar::kSubordinate || reading_.Word(before) == "to" ||
                    reading_.IsMark(found.group.last, "that");
  return !sure && classes_.IsNoun(sentence_, found.head);
}

bool Clauses::IsNounToo(std::size_t token) const {
  const std::string_view word = reading_.Word(token);
  if (word == "backs" || word == "back" || word == "notes" || word == "posts" || word == "post" || word == "answers" ||
      word == "answer" || word == "faults" || word == "fault") {
    return true;
  }
  const std::vector<Cue>* const cues = CuesOf(word);
  return cues != nullptr && std::ranges::any_of(*cues, [](const Cue& cue) {
           return cue.cue_class == CueClass::kNoun || cue.cue_class == CueClass::kNounOf;
         });
}

bool Clauses::InfinitiveSpeaks(std::size_t to) const {
  if (reading_.Word(to) != "to" || to == sentence_.first) {
    return false;
  }
  const std::string_view verb = reading_.Word(to - 1);
  return verb == "on" || verb == "continued" || verb == "continues" || verb == "began" || verb == "seemed" ||
         verb == "appeared" || verb == "used" || verb == "refused" || verb == "declined" || verb == "wanted";
}

bool Clauses::HasAuxiliary(const Found& found) const {
  bool has = false;
  for (std::size_t i = found.group.first; i < found.head; ++i) {
    has |= reading_.GrammarOf(i) == Grammar::kAuxiliary;
  }
  return has;
}

bool Clauses::IsPassive(const Found& found) const {
  bool be = false;
  for (std::size_t i = found.group.first; i < found.head; ++i) {
    be |= IsBe(i);
  }
  return be;
}

bool Clauses::IsPossessive(std::size_t token) const {
  if (token > 0 && reading_.GrammarOf(token - 1) == Grammar::kPronoun) {
    return false;  // "he's said"
  }
  const std::string_view word = reading_.Word(token);
  return word == "'s" || word == "’s" ||
         (word == "'" && token > 0 && reading_.Word(token - 1).ends_with('s') && !reading_.At(token).space_before) ||
         (word == "’" && token > 0 && reading_.Word(token - 1).ends_with('s') && !reading_.At(token).space_before);
}

}  // namespace headwater::annotate
