// The walk over the sentences: cues and headlines make drafts, quotations go on, and what overlaps is parted.
#include "annotate/drafting.h"

#include <algorithm>
#include <utility>

namespace headwater::annotate {
namespace {

constexpr std::uint32_t kLongestSentence = 800;  // tokens; what is longer is no prose
constexpr std::size_t kMostReadings = 3;         // of one word as a cue

}  // namespace

std::vector<Draft> Drafting::Build() {
  const auto& sentences = reading_.prepared().sentences;
  is_transcript_ = CountTurns() > 1;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    sentence_ = sentences[i];
    number_ = i;
    if (sentence_.last - sentence_.first > kLongestSentence || sentence_.first < turn_end_) {
      continue;
    }
    if (is_transcript_ && sentence_.paragraph_start && ReadTurn()) {
      continue;
    }
    ReadSentence();
    ReadInside();
  }
  Part();
  return std::move(drafts_);
}

void Drafting::ReadSentence() {
  const std::size_t before = drafts_.size();
  if (sentence_.paragraph_start) {
    ReadHeadline();
  }
  ReadCues(before);
  ReadUnclaimed(before);
  if (drafts_.size() == before) {
    ContinueQuotation();
  }
}

// What somebody says may report others: each stretch of the sentence that one quotation covers is read by itself.
void Drafting::ReadInside() {
  const Sentence whole = sentence_;
  for (std::size_t i = whole.first; i < whole.last;) {
    const std::size_t quotation = reading_.QuotationAt(i);
    std::size_t end = i + 1;
    while (end < whole.last && reading_.QuotationAt(end) == quotation) {
      ++end;
    }
    if (quotation != kNone && end > i + 4) {
      inside_ = quotation;
      sentence_.first = static_cast<std::uint32_t>(reading_.At(i).quote ? i + 1 : i);
      sentence_.last = static_cast<std::uint32_t>(reading_.At(end - 1).quote ? end - 1 : end);
      const std::size_t before = drafts_.size();
      ReadCues(before);
      std::erase_if(drafts_,
                    [&](const Draft& draft) { return &draft >= drafts_.data() + before && !IsThirdPerson(draft); });
    }
    i = end;
  }
  inside_ = kNone;
  sentence_ = whole;
}

// Only a plain "they say that" counts inside a quotation; "I" and "we" are its speaker.
bool Drafting::IsThirdPerson(const Draft& draft) const {
  if (draft.speaker.empty() || draft.heir != kNone || draft.found.cue->cue_class != CueClass::kVerb ||
      !reading_.IsMark(draft.content.front().first, "that")) {
    return false;
  }
  const std::string_view word = reading_.Word(draft.speaker.first);
  return word != "i" && word != "we" && word != "you" && word != "my" && word != "our" && word != "your" &&
         word != "who" && word != "that" && word != "which";
}

void Drafting::ReadCues(std::size_t before) {
  std::size_t busy_to = sentence_.first;
  for (std::size_t i = sentence_.first; i < sentence_.last; ++i) {
    if (Quoted(i) || i < busy_to || !reading_.At(i).word) {
      continue;
    }
    const std::size_t made = drafts_.size();
    for (std::size_t skip = 0; skip < kMostReadings && drafts_.size() == made; ++skip) {
      const auto found = CueAt(i, skip);
      if (!found) {
        break;
      }
      ReadCue(*found, before);
      busy_to = drafts_.size() > made ? found->group.last : busy_to;
    }
    if (drafts_.size() == made && reading_.IsMark(i, "in")) {
      ReadPoll(i);
    }
  }
}

void Drafting::ReadCue(Found found, std::size_t sentence_drafts) {
  switch (found.cue->cue_class) {
    case CueClass::kPhrase:
      ReadAccording(found);
      return;
    case CueClass::kNoun:
    case CueClass::kNounOf:
      ReadNoun(found);
      return;
    case CueClass::kPassive:
    case CueClass::kSeeming:
      ReadPassive(found);
      return;
    default:
      ReadVerb(found, sentence_drafts);
  }
}

// "The harbour is open, Norling said": where two statements hold each other's cue, the later one is the outer, and
// the inner ends before it.
void Drafting::Part() {
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    for (std::size_t j = i + 1; j < drafts_.size() && j < i + 6; ++j) {
      Draft& inner = drafts_[i];
      const Draft& outer = drafts_[j];
      if (!Holds(inner, outer.found.head) || outer.content.empty()) {
        continue;
      }
      if (!Holds(outer, inner.found.head)) {
        EndBefore(inner, outer);
        continue;
      }
      std::size_t end = outer.found.group.first;
      if (!outer.speaker.empty() && outer.speaker.first < end) {
        end = outer.speaker.first;
      }
      Stretch& last = inner.content.back();
      while (end > last.first && reading_.At(end - 1).punct && !reading_.At(end - 1).quote) {
        --end;
      }
      last.last = std::max(last.first, std::min(last.last, end));
    }
  }
  for (Draft& draft : drafts_) {
    std::erase_if(draft.content, [](const Stretch& content) { return content.empty(); });
  }
}

// "Norling called the plan bold: “We begin,” she said": words with a cue of their own behind them are no part of what
// the cue before them gives.
void Drafting::EndBefore(Draft& draft, const Draft& next) const {
  const std::size_t begin = next.content.front().first;
  Stretch& last = draft.content.back();
  const bool own = Quoted(begin) && next.content.front().last <= next.found.head && begin > draft.found.head &&
                   begin > last.first + 1 && begin < last.last && reading_.At(begin - 1).punct;
  if (!own) {
    return;
  }
  last.last = begin;
  while (last.last > last.first && reading_.At(last.last - 1).punct && !reading_.At(last.last - 1).quote) {
    --last.last;
  }
}

bool Drafting::Holds(const Draft& draft, std::size_t token) {
  return std::ranges::any_of(
      draft.content, [token](const Stretch& content) { return content.first <= token && token < content.last; });
}

std::vector<Draft> DraftStatements(const Reading& reading) { return Drafting(reading).Build(); }

}  // namespace headwater::annotate
