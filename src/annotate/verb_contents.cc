// Drafts from verbs: what is said, on either side of the verb.
#include <algorithm>

#include "annotate/drafting.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kFarQuotation = 40;  // tokens between a cue and a quotation that it introduces
constexpr std::size_t kFarHalf = 25;       // tokens between a cue and the second half of a quotation

}  // namespace

void Drafting::FindContent(Draft& draft) const {
  const Found& found = draft.found;
  const Cue& cue = *found.cue;
  const std::size_t subject = draft.speaker.empty() ? found.group.first : draft.speaker.first;
  const bool speaks = Is(cue, kTakesQuote);
  // Content before: "X," she said.
  if (speaks && subject > sentence_.first + 1 && draft.heir == kNone) {
    const std::size_t before = subject - 1;
    const bool quoted = Quoted(before) || reading_.At(before).quote ||
                        (reading_.IsMark(before, ",") && (Quoted(before - 1) || reading_.At(before - 1).quote));
    const bool comma = reading_.IsMark(before, ",") && !HasRight(AfterCue(found)) && IsClause(sentence_.first, before);
    // "Now, she said, the boats are safe": the cue parts the content near its beginning.
    const bool parted = reading_.IsMark(before, ",") && reading_.IsMark(found.group.last, ",") &&
                        found.group.last + 4 < sentence_.last && !Quoted(found.group.last + 1);
    if (quoted || comma || parted) {
      const std::size_t end = quoted ? before + 1 : before;
      const std::size_t begin = ContentStart(end);
      if (end > begin + (parted ? 0 : 1)) {
        draft.content = {{begin, end}};
        AddRight(draft, found.group.last);
        return;
      }
    }
  }
  FindRight(draft);
}

// The second half of a quotation that the cue parts in two.
void Drafting::AddRight(Draft& draft, std::size_t after) const {
  const Stretch& left = draft.content.front();
  const bool parted = reading_.IsMark(after, ",") && after + 3 < sentence_.last && !Quoted(after + 1) &&
                      left.last - left.first < 12 && !reading_.Word(after + 1).ends_with("ing") &&
                      !Quoted(left.last - 1);
  if (parted) {
    draft.content.push_back({after + 1, ContentEnd(after + 1, false)});
    return;
  }
  for (std::size_t i = after; i < sentence_.last && i < after + kFarHalf; ++i) {
    if (!Quoted(i)) {
      if (IsSpeechVerb(i)) {
        return;  // ", adding, “...”": another's content
      }
      continue;
    }
    const Stretch all = reading_.quotations()[reading_.QuotationAt(i)].all;
    std::size_t first = i;
    while (first + 1 < all.last && reading_.At(first).quote) {
      ++first;
    }
    const bool title = reading_.GrammarOf(i - 1) == Grammar::kPreposition && reading_.At(first).capitalised;
    if (all.first >= after && !title) {
      draft.content.push_back(all);
    }
    return;
  }
}

// A verb of speech in a form that is no noun.
bool Drafting::IsSpeechVerb(std::size_t token) const {
  const Cue* const verb = VerbCueOf(reading_.Word(token));
  return verb != nullptr && Is(*verb, kTakesQuote) && (verb->form & kBaseForm) == 0 && reading_.NameAt(token) == kNone;
}

// "declined to say whether": the verb of speech after "to" is the cue, where something follows that it says.
bool Drafting::SaysFurther(std::size_t to) const {
  if (!InfinitiveSpeaks(to) || to + 3 >= sentence_.last) {
    return false;
  }
  const Cue* const verb = VerbCueOf(reading_.Word(to + 1));
  const Grammar next = reading_.GrammarOf(to + 2);
  return verb != nullptr && Is(*verb, kTakesQuote) && !reading_.At(to + 2).punct &&
         (next == Grammar::kSubordinate || next == Grammar::kPronoun || next == Grammar::kDeterminer ||
          reading_.NameAt(to + 2) != kNone);
}

// "to fight", where "to the fight" is none: a bare word follows.
bool Drafting::IsInfinitive(std::size_t to) const {
  std::size_t next = to + 1;
  while (next < sentence_.last && reading_.At(next).quote) {
    ++next;
  }
  if (!reading_.IsMark(to, "to") || next >= sentence_.last || !reading_.At(next).word ||
      reading_.At(next).capitalised || reading_.NameAt(next) != kNone) {
    return false;
  }
  const Grammar grammar = reading_.GrammarOf(next);
  const std::string_view word = reading_.Word(next);
  return (grammar == Grammar::kOther || grammar == Grammar::kAuxiliary || grammar == Grammar::kAdverb ||
          grammar == Grammar::kVerb) &&
         !word.ends_with("ing") && !(word.ends_with('s') && !word.ends_with("ss"));
}

// "called for", "worried about": the preposition belongs to the cue, what follows it is the content.
bool Drafting::FindAfterPreposition(Draft& draft) const {
  const Cue& cue = *draft.found.cue;
  const std::size_t at = draft.found.group.last;
  bool leads = cue.cue_class == CueClass::kAdjective && LeadsOn(at);
  for (const std::string_view preposition : cue.prepositions) {
    if (!reading_.IsMark(at, preposition) || at + 1 >= sentence_.last) {
      continue;
    }
    // "vowed to fight", "asked whether": what belongs to the content.
    const bool infinitive = preposition == "to" && Is(cue, kTakesInfinitive) && IsInfinitive(at);
    if (infinitive || preposition == "whether" || preposition == "if") {
      draft.content = {{at, ContentEnd(at, true)}};
      return true;
    }
    leads = true;
  }
  if (leads) {
    ++draft.found.group.last;
    draft.content = {{at + 1, ContentEnd(at + 1, true)}};
  }
  return leads;
}

void Drafting::FindRight(Draft& draft) const {
  const Found& found = draft.found;
  const Cue& cue = *found.cue;
  std::size_t at = found.group.last;
  if (at >= sentence_.last || FindAfterPreposition(draft)) {
    return;
  }
  if (Is(cue, kTakesListener) && reading_.StartsPhrase(at) && !Quoted(at)) {
    draft.listener = {at, AfterListener(at)};
    at = draft.listener.last;
  }
  if (at >= sentence_.last) {
    return;
  }
  if (reading_.IsMark(at, "to")) {
    if (SaysFurther(at)) {
      return;
    }
    const bool infinitive = Is(cue, kTakesInfinitive) || Is(cue, kTakesListener);
    if (infinitive || !Is(cue, kTakesQuote)) {
      // "asked them to leave": who is to do it belongs to what is asked.
      const bool whole = !draft.listener.empty() && cue.type != news::StatementType::kAssertion;
      const std::size_t first = whole ? draft.listener.first : at;
      draft.content = infinitive ? std::vector<Stretch>{{first, ContentEnd(at, true)}} : std::vector<Stretch>();
      return;
    }
  }
  const std::size_t begin = ContentBegin(at, cue);
  if (begin < sentence_.last) {
    FindClause(draft, begin);
  } else if (Is(cue, kTakesQuote) && Is(cue, kTakesClause)) {
    FindFarQuotation(draft, at);
  }
  if (draft.content.empty() && !draft.listener.empty() && Is(cue, kTakesObject)) {
    // "challenged the harbour's plan": nobody listens.
    FindClause(draft, draft.listener.first);
    draft.listener = {};
  }
}

// "Norling said on Monday, of the quay, “...”": nothing but phrases stands between the verb and the words.
void Drafting::FindFarQuotation(Draft& draft, std::size_t at) const {
  for (std::size_t i = at; i < sentence_.last && i < at + kFarQuotation; ++i) {
    if (Quoted(i)) {
      const Stretch all = reading_.quotations()[reading_.QuotationAt(i)].all;
      if (all.first == i && reading_.At(i - 1).punct) {
        draft.content = {all};
      }
      return;
    }
    if (reading_.IsMark(i, ";") || IsSpeechVerb(i)) {
      return;
    }
  }
}

void Drafting::FindClause(Draft& draft, std::size_t begin) const {
  const Cue& cue = *draft.found.cue;
  const bool marked = reading_.IsMark(begin, "that") || reading_.IsMark(begin, "whether");
  if (Is(cue, kTakesThat) && marked) {
    draft.content = {{begin, ContentEnd(begin, false)}};
    return;
  }
  const bool clause = Is(cue, kTakesClause);
  if (clause || Is(cue, kTakesQuote) || Is(cue, kTakesObject)) {
    const std::size_t end = ContentEnd(begin, !clause);
    if (end > begin) {
      const bool mark = begin > draft.found.group.last && reading_.At(begin - 1).quote;
      draft.content = {{mark ? begin - 1 : begin, end}};
    }
  }
}

// "what Norling calls a mistake": the word before the speaker stands for what is said.
void Drafting::AddRelative(Draft& draft) const {
  const Stretch& speaker = draft.speaker;
  if (draft.content.size() != 1 || speaker.first <= sentence_.first || speaker.last != draft.found.group.first ||
      draft.content.front().first < draft.found.group.last) {
    return;
  }
  const std::size_t right = draft.content.front().first;
  const bool clause = Is(*draft.found.cue, kTakesClause);
  // "which critics say was a mistake": the clause lacks its subject.
  const bool gap = !Quoted(right) &&
                   (reading_.GrammarOf(right) == Grammar::kAuxiliary || reading_.GrammarOf(right) == Grammar::kVerb);
  const std::size_t before = speaker.first - 1;
  const std::string_view word = reading_.Word(before);
  const bool relative = clause ? gap && (word == "which" || word == "who" || word == "what")
                               : word == "what" || word == "whom" || word == "which";
  const bool led =
      before > sentence_.first && reading_.GrammarOf(before - 1) == Grammar::kPreposition && word == "which";
  if (relative && !led && !Quoted(before)) {
    draft.content.insert(draft.content.begin(), Stretch{before, before + 1});
  }
}

// "Expecting a storm, Norling said": what a participle at the head of its sentence says ends before the main clause.
void Drafting::EndBeforeSpeaker(Draft& draft) const {
  for (Stretch& content : draft.content) {
    if (draft.speaker.first > draft.found.head && content.first < draft.speaker.first &&
        content.last > draft.speaker.first) {
      content.last = draft.speaker.first;
      while (content.last > content.first && reading_.At(content.last - 1).punct) {
        --content.last;
      }
    }
  }
}

}  // namespace headwater::annotate
