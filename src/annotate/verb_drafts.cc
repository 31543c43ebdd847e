// Drafts from verbs: who speaks, before the verb or after it; what is said, in verb_contents.cc.
#include <algorithm>

#include "annotate/drafting.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kLeadsTo = 16;  // tokens between a cue and the colon that ends its sentence

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

}  // namespace headwater::annotate
