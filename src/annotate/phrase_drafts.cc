// Drafts from cues that are no verbs of their own: "according to", nouns with a clause, passives.
#include "annotate/drafting.h"

namespace headwater::annotate {

// "according to the harbour master"
void Drafting::ReadAccording(const Found& found) {
  const std::size_t after = found.group.last;
  Stretch speaker = reading_.PhraseFrom(after, sentence_.last);
  if (speaker.empty() || (!reading_.StartsPhrase(after) && reading_.GrammarOf(after) != Grammar::kOther)) {
    return;
  }
  Draft draft;
  draft.found = found;
  draft.speaker = speaker;
  if (found.head == sentence_.first || reading_.GrammarOf(found.head - 1) == Grammar::kConjunction) {
    std::size_t from = speaker.last;
    // An apposition belongs to the speaker: the content follows the last comma before a new subject.
    if (!reading_.IsMark(from, ",")) {
      return;
    }
    draft.content = {{from + 1, ContentEnd(from + 1, false)}};
  } else {
    std::size_t end = found.head;
    if (end > sentence_.first && reading_.IsMark(end - 1, ",")) {
      --end;
    }
    const std::size_t begin = ContentStart(end);
    if (end <= begin) {
      return;
    }
    draft.content = {{begin, end}};
    if (reading_.IsMark(speaker.last, ",") && speaker.last + 2 < sentence_.last && !IsCueWord(speaker.last + 1)) {
      const std::size_t rest = ContentEnd(speaker.last + 1, false);
      if (rest > speaker.last + 4 && begin + 6 > end) {
        draft.content.push_back({speaker.last + 1, rest});
      }
    }
  }
  drafts_.push_back(std::move(draft));
}

void Drafting::ReadPoll(std::size_t in) {
  std::size_t end = in + 1;
  bool poll = false;
  while (end < sentence_.last && end < in + 12 && !poll && !reading_.At(end).punct) {
    const std::string_view word = reading_.Word(end);
    poll = word == "poll" || word == "survey";
    ++end;
  }
  if (!poll || reading_.GrammarOf(in + 1) != Grammar::kDeterminer) {
    return;
  }
  static const Cue cue{CueClass::kPhrase, 0, 0, news::StatementType::kPoll, {}, {}};
  Found found{&cue, in, {in, in + 1}, false};
  ReadAccording(found);
}

bool Drafting::IsCueWord(std::size_t token) const {
  return token < sentence_.last && CuesOf(reading_.Word(token)) != nullptr;
}

// "Norling's claim that", "their hope to"
void Drafting::ReadNoun(const Found& found) {
  if (found.head == sentence_.first) {
    return;
  }
  const bool of = found.cue->cue_class == CueClass::kNounOf;
  const std::size_t next = found.group.last;
  const bool that = reading_.IsMark(next, "that") && !of;
  const bool to = reading_.IsMark(next, "to") && Is(*found.cue, kTakesInfinitive);
  const bool for_of = LeadsOn(next) && !reading_.IsMark(next, "in") && !reading_.IsMark(next, "by");
  if (next + 1 >= sentence_.last || (!that && !to && !for_of)) {
    return;
  }
  std::size_t owner_end = found.head;
  while (owner_end > sentence_.first && reading_.GrammarOf(owner_end - 1) == Grammar::kOther &&
         reading_.At(owner_end - 1).word && !IsPossessive(owner_end - 1) && found.head - owner_end < 3 &&
         reading_.NameAt(owner_end - 1) == kNone) {
    --owner_end;
  }
  Draft draft;
  draft.found = found;
  if (owner_end > sentence_.first) {
    const std::string_view word = reading_.Word(owner_end - 1);
    if (IsPossessive(owner_end - 1)) {
      draft.speaker = reading_.PhraseBefore(owner_end - 1, sentence_.first);
      if (!draft.speaker.empty()) {
        draft.found.group.first = owner_end;
        draft.speaker.last = owner_end;
      }
    } else if (word == "his" || word == "her" || word == "their") {
      draft.speaker = {owner_end - 1, owner_end};
      draft.found.group.first = owner_end;
    }
  }
  if (draft.speaker.empty()) {
    return;
  }
  if (for_of) {
    ++draft.found.group.last;
  }
  draft.content = {{draft.found.group.last, ContentEnd(draft.found.group.last, true)}};
  drafts_.push_back(std::move(draft));
}

// "The harbour is expected to open": somebody expects it.
void Drafting::ReadPassive(const Found& found) {
  Draft draft;
  draft.found = found;
  const Stretch subject = reading_.PhraseBefore(found.group.first, sentence_.first);
  const std::size_t end = ContentEnd(found.group.last, false);
  if (subject.empty() || end <= found.group.last) {
    return;
  }
  draft.content = {subject, {found.group.last, end}};
  drafts_.push_back(std::move(draft));
}

}  // namespace headwater::annotate
