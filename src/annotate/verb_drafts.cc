// Drafts from verbs: the subject before or after, the content on either side.
#include <algorithm>

#include "annotate/drafting.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kFarQuotation = 40;  // tokens between a cue and a quotation that it introduces
constexpr std::size_t kFarHalf = 25;       // tokens between a cue and the second half of a quotation
constexpr std::size_t kLeadsTo = 16;       // tokens between a cue and the colon that ends its sentence

}  // namespace

void Drafting::ReadVerb(const Found& found, std::size_t sentence_drafts) {
  Draft draft;
  draft.found = found;
  if (found.head == sentence_.first && !QuotationBefore().empty() && Is(*found.cue, kTakesQuote)) {
    draft.speaker = WithApposition(reading_.PhraseFrom(found.group.last, sentence_.last));
    ClaimQuotationBefore(draft);
    AddRight(draft, draft.speaker.last);
    drafts_.push_back(std::move(draft));
    return;
  }
  const bool by = reading_.IsMark(found.group.last, "by") && !HasAuxiliary(found);
  const bool passive = (found.cue->form & kPastForm) != 0 && (IsPassive(found) || by);
  if (IsQuestioned(found)) {
    ReadQuestioned(draft);
  } else if (passive) {
    ReadPassiveVerb(draft);
  } else if (!ReadInverted(draft)) {
    FindSubject(draft, sentence_drafts);
    const bool opens = draft.speaker.first == sentence_.first && !draft.speaker.empty();
    if (opens && Is(*found.cue, kTakesQuote) && !QuotationBefore().empty() && !HasRight(AfterCue(found))) {
      ClaimQuotationBefore(draft);
      AddRight(draft, found.group.last);
    } else {
      FindContent(draft);
      EndBeforeSpeaker(draft);
      AddRelative(draft);
    }
  }
  if (draft.content.empty() && Is(*found.cue, kTakesQuote)) {
    FindContentOfAs(draft);
  }
  const bool leads = Is(*found.cue, kTakesQuote) || Is(*found.cue, kTakesClause);
  if (draft.content.empty() && leads && reading_.IsMark(sentence_.last - 1, ":") &&
      sentence_.last < draft.found.group.last + kLeadsTo) {
    draft.content = BlockFrom(sentence_.last);
  }
  if (draft.content.empty() || (!passive && !IsQuestioned(found) && !IsSpoken(draft))) {
    return;
  }
  if (reading_.IsMark(draft.found.group.last, ":") && draft.content.front().first > draft.found.group.last) {
    ++draft.found.group.last;
  }
  drafts_.push_back(std::move(draft));
}

// Does somebody speak? What has no subject, and relative clauses on things ("a quay that needs"), are no statements;
// people find things that are no findings.
bool Drafting::IsSpoken(const Draft& draft) const {
  if (draft.speaker.empty()) {
    return draft.heir != kNone;
  }
  const Cue& cue = *draft.found.cue;
  const bool that = reading_.IsMark(draft.content.front().first, "that");
  if (reading_.IsMark(draft.speaker.first, "that") && draft.speaker.last == draft.speaker.first + 1) {
    return Is(cue, kTakesClause) && Is(cue, kTakesQuote);
  }
  if (cue.type != news::StatementType::kFinding || that) {
    return true;
  }
  const std::size_t name = reading_.NameAt(draft.speaker.last - 1);
  const bool person = name != kNone && reading_.names()[name].kind == news::NameKind::kPerson;
  return !person && reading_.GrammarOf(draft.speaker.first) != Grammar::kPronoun;
}

// "Discussing the quay, Norling said": whoever the main clause is about.
Stretch Drafting::SubjectAfter(std::size_t token) const {
  std::size_t comma = token;
  while (comma < sentence_.last && !reading_.IsMark(comma, ",") && !Quoted(comma)) {
    ++comma;
  }
  return comma + 1 < sentence_.last && reading_.IsMark(comma, ",") ? reading_.SubjectFrom(comma + 1, sentence_.last)
                                                                   : Stretch{};
}

// "Asked whether the quay was lost, Norling said", "when asked by Brask about it": nobody speaks before the verb.
bool Drafting::IsQuestioned(const Found& found) const {
  const bool question = found.cue->type == news::StatementType::kQuestion && (found.cue->form & kPastForm) != 0;
  if (!question || (found.group.first < found.head && !IsPassive(found)) || !QuotationBefore().empty()) {
    return false;
  }
  return found.head == sentence_.first || IsPassive(found) || reading_.IsMark(found.head - 1, "when") ||
         reading_.IsMark(found.head - 1, "if");
}

void Drafting::ReadQuestioned(Draft& draft) const {
  std::size_t at = draft.found.group.last;
  if (reading_.IsMark(at, "by") && at + 1 < sentence_.last) {
    draft.speaker = reading_.PhraseFrom(at + 1, sentence_.last);
    at = draft.speaker.last;
  }
  if (at + 1 < sentence_.last && reading_.At(at).punct && Quoted(at + 1)) {
    draft.content = {reading_.quotations()[reading_.QuotationAt(at + 1)].all};
    return;
  }
  for (std::size_t i = at; i < sentence_.last && i < at + kLeadsTo && !reading_.IsMark(i, ","); ++i) {
    const bool about = reading_.IsMark(i, "about") || reading_.IsMark(i, "if") || reading_.IsMark(i, "to");
    if (about || reading_.GrammarOf(i) == Grammar::kSubordinate) {
      draft.content = {{i, ContentEnd(i, true)}};
      return;
    }
  }
}

// "As Norling wrote, the quay is lost", "The quay, as Norling wrote, is lost", "As reported by Vard Radio, ..."
void Drafting::FindContentOfAs(Draft& draft) const {
  std::size_t first = draft.found.group.first;
  if (!draft.speaker.empty() && draft.speaker.first < first) {
    first = draft.speaker.first;
  }
  if (first == sentence_.first || !reading_.IsMark(first - 1, "as")) {
    return;
  }
  std::size_t comma = draft.found.group.last;
  while (comma < sentence_.last && !reading_.IsMark(comma, ",")) {
    ++comma;
  }
  if (first - 1 == sentence_.first) {
    if (comma + 2 < sentence_.last) {
      draft.content = {{comma + 1, ContentEnd(comma + 1, false)}};
    }
    return;
  }
  const bool after_comma = first > sentence_.first + 2 && reading_.IsMark(first - 2, ",");
  if (after_comma && comma < draft.found.group.last + kLeadsTo) {
    draft.content = {{ContentStart(first - 2), first - 2}};
    if (comma + 2 < sentence_.last) {
      draft.content.push_back({comma + 1, ContentEnd(comma + 1, false)});
    }
  }
}

// The quotation that ends right before the sentence, as one with a question mark does: "“Why me?” Norling asked."
Stretch Drafting::QuotationBefore() const {
  if (sentence_.first == 0 || sentence_.paragraph_start || !Quoted(sentence_.first - 1)) {
    return {};
  }
  return reading_.quotations()[reading_.QuotationAt(sentence_.first - 1)].all;
}

void Drafting::ClaimQuotationBefore(Draft& draft) {
  const Stretch quotation = QuotationBefore();
  draft.content = {quotation};
  // It may have been taken for more of what the last speaker said.
  for (Draft& other : drafts_) {
    if (other.content.size() > 1) {
      std::erase(other.content, quotation);
    }
  }
}

// "It was reported by Vard Radio that ..."
void Drafting::ReadPassiveVerb(Draft& draft) const {
  const Found& found = draft.found;
  std::size_t next = found.group.last;
  if (reading_.IsMark(next, "by") && next + 1 < sentence_.last) {
    draft.speaker = reading_.PhraseFrom(next + 1, sentence_.last);
    ++draft.found.group.last;
    next = std::max(next + 1, draft.speaker.last);
  }
  if (reading_.IsMark(next, "that")) {
    draft.content = {{next, ContentEnd(next, false)}};
    return;
  }
  const Stretch subject = reading_.PhraseBefore(found.group.first, sentence_.first);
  const bool speaks = Is(*found.cue, kTakesQuote) || (Is(*found.cue, kTakesObject) && !draft.speaker.empty());
  if (speaks && !subject.empty() && !Is(*found.cue, kTakesListener)) {
    draft.content = {subject};
  }
}

// "..., said Ada Norling, the harbour master."
bool Drafting::ReadInverted(Draft& draft) const {
  const Found& found = draft.found;
  if (!Is(*found.cue, kTakesQuote) || found.group.first == sentence_.first || found.group.last >= sentence_.last ||
      (found.cue->form & (kPastForm | kThirdForm)) == 0) {
    return false;
  }
  const std::size_t before = found.group.first - 1;
  // "The plan is “a mistake,” said Norling": a few quoted words end what is said.
  const bool partly = reading_.At(before).quote && before > sentence_.first + 2 && reading_.IsMark(before - 1, ",");
  const bool quoted =
      partly || Quoted(before) || (reading_.IsMark(before, ",") && before > sentence_.first && Quoted(before - 1));
  const std::size_t after = found.group.last;
  if ((!quoted && (!reading_.IsMark(before, ",") || Is(*found.cue, kTakesListener))) || !reading_.StartsPhrase(after) ||
      Quoted(after)) {
    return false;
  }
  if (!quoted) {
    const Stretch subject = reading_.PhraseBefore(found.group.first, sentence_.first);
    if (HasAuxiliary(found) || (!subject.empty() && subject.first <= sentence_.first + 1) ||
        !IsClause(sentence_.first, before)) {
      return false;
    }
  }
  const Stretch speaker = reading_.PhraseFrom(after, sentence_.last);
  const bool names = reading_.NameAt(speaker.first) != kNone || reading_.GrammarOf(after) == Grammar::kDeterminer ||
                     reading_.GrammarOf(after) == Grammar::kPronoun || quoted;
  const bool closed = speaker.last + 1 >= sentence_.last || reading_.At(speaker.last).punct || quoted;
  if (speaker.empty() || !names || !closed) {
    return false;
  }
  const std::size_t end = quoted ? found.group.first : before;
  const std::size_t begin = ContentStart(end);
  if (end < begin + 2) {
    return false;
  }
  draft.speaker = WithApposition(speaker);
  draft.content = {{begin, end}};
  AddRight(draft, draft.speaker.last);
  return true;
}

// The verb before "to" belongs to the cue: "went on to say", "has declined to say".
void Drafting::TakeInfinitive(Found& found) const {
  std::size_t end = found.group.first;
  if (end == sentence_.first || !InfinitiveSpeaks(end - 1)) {
    return;
  }
  const std::size_t words = reading_.IsMark(end - 2, "on") ? 3 : 2;
  end -= std::min(words, end - sentence_.first);
  while (end > sentence_.first &&
         (reading_.GrammarOf(end - 1) == Grammar::kAuxiliary || reading_.GrammarOf(end - 1) == Grammar::kAdverb)) {
    --end;
  }
  found.group.first = end;
}

// The speaker of "..., saying that": nobody stands right before the verb, or somebody else than its subject. Absent
// where the verb is no such participle.
std::optional<Stretch> Drafting::ParticipleSubject(const Found& found) const {
  const std::size_t end = found.group.first;
  const bool opens = end == sentence_.first ||
                     (end == sentence_.first + 1 && reading_.GrammarOf(sentence_.first) == Grammar::kPreposition);
  if (opens) {
    return SubjectAfter(end);
  }
  if (reading_.NameAt(end - 1) != kNone) {
    return reading_.PhraseBefore(end, SubjectLimit(end));  // "with Norling calling for"
  }
  if (reading_.Word(end - 1) == "as" && end > sentence_.first + 1) {
    return reading_.PhraseBefore(end - 1, SubjectLimit(end - 1));  // "quoted Norling as saying"
  }
  return std::nullopt;
}

void Drafting::FindSubject(Draft& draft, std::size_t sentence_drafts) {
  TakeInfinitive(draft.found);
  const std::size_t end = draft.found.group.first;
  const auto inherit = [&] {
    draft.heir = VerbBefore(sentence_drafts);
    if (draft.heir == kNone) {
      draft.speaker = reading_.SubjectFrom(sentence_.first, end);
    }
  };
  const bool pronoun = end > sentence_.first && reading_.GrammarOf(end - 1) == Grammar::kPronoun;
  const bool ing = (draft.found.cue->form & kIngForm) != 0 && !HasAuxiliary(draft.found) && !pronoun;
  const std::string_view before = end > sentence_.first ? reading_.Word(end - 1) : std::string_view();
  if (ing) {
    if (const auto subject = ParticipleSubject(draft.found)) {
      draft.speaker = *subject;
    } else {
      inherit();
    }
    return;
  }
  if (before == "and" || before == "but") {
    inherit();
    return;
  }
  if (before == "who") {
    draft.speaker = {end - 1, end};
    return;
  }
  draft.speaker = reading_.PhraseBefore(end, SubjectLimit(end));
  if (!draft.speaker.empty() && reading_.Word(draft.speaker.first) == "there") {
    draft.speaker = {};
  }
  if (!draft.speaker.empty()) {
    return;
  }
  if (before == "which" || before == "that") {
    draft.speaker = {end - 1, end};
    return;
  }
  draft.heir = VerbBefore(sentence_drafts);
  if (draft.heir == kNone && SubjectLimit(end) == sentence_.first) {
    draft.speaker = reading_.SubjectFrom(sentence_.first, end);
  }
}

// The last draft of the sentence that is built on a verb: what "and" and participles go on with.
std::size_t Drafting::VerbBefore(std::size_t sentence_drafts) const {
  for (std::size_t i = drafts_.size(); i > sentence_drafts; --i) {
    const Draft& draft = drafts_[i - 1];
    const bool verb = draft.found.cue->cue_class == CueClass::kVerb;
    if (verb && (!draft.speaker.empty() || draft.heir != kNone)) {
      return i - 1;
    }
  }
  return kNone;
}

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
