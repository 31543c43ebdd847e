// The walk over the sentences: cues and headlines make drafts, quotations go on, and what overlaps is parted.
#include "annotate/drafting.h"

#include <algorithm>
#include <utility>

namespace headwater::annotate {
namespace {

constexpr std::uint32_t kLongestSentence = 800;  // tokens; what is longer is no prose

}  // namespace

std::vector<Draft> Drafting::Build() {
  const auto& sentences = reading_.prepared().sentences;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    sentence_ = sentences[i];
    if (sentence_.last - sentence_.first > kLongestSentence) {
      continue;
    }
    ReadSentence(i);
    ReadInside();
  }
  Part();
  return std::move(drafts_);
}

void Drafting::ReadSentence(std::size_t number) {
  const std::size_t before = drafts_.size();
  if (number == 0 || sentence_.paragraph_start) {
    ReadHeadline();
  }
  ReadCues(before);
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
    if (const auto found = CueAt(i)) {
      const std::size_t made = drafts_.size();
      ReadCue(*found, before);
      if (drafts_.size() > made) {
        busy_to = found->group.last;
      }
    }
  }
}

// "Ada Norling: Harbour must open"
void Drafting::ReadHeadline() {
  std::size_t colon = sentence_.first;
  while (colon < sentence_.last && reading_.NameAt(colon) != kNone) {
    ++colon;
  }
  if (colon > sentence_.first && reading_.IsMark(colon, ":") && colon + 2 < sentence_.last) {
    static const Cue colon_cue{CueClass::kPhrase, 0, 0, news::StatementType::kAssertion, {}, {}};
    Draft draft;
    draft.found = {&colon_cue, colon, {colon, colon + 1}, false};
    draft.speaker = {sentence_.first, colon};
    draft.content = {{colon + 1, ContentEnd(colon + 1, false)}};
    drafts_.push_back(std::move(draft));
  }
}

// A sentence that is a quotation without a cue goes on with what the last speaker of the paragraph said.
void Drafting::ContinueQuotation() {
  const std::size_t first = sentence_.first;
  if (first >= sentence_.last || drafts_.empty() || !Quoted(first)) {
    return;
  }
  const Quotation& quotation = reading_.quotations()[reading_.QuotationAt(first)];
  const std::size_t last_token = drafts_.back().content.empty() ? 0 : drafts_.back().content.back().last;
  const bool near = drafts_.back().found.group.last + 60 > first || last_token + 4 > first;
  const bool opens = quotation.all.first == first;
  if (!opens || !near || quotation.all.last + 1 < sentence_.last || Covered(quotation.all)) {
    return;
  }
  if (sentence_.paragraph_start && !reading_.IsMark(first - 1, ":")) {
    return;
  }
  Draft& last = drafts_.back();
  const bool quotes =
      std::ranges::any_of(last.content, [this](const Stretch& s) { return Quoted(s.last - 1) || Quoted(s.first); });
  if (quotes || reading_.IsMark(first - 1, ":")) {
    last.content.push_back(quotation.all);
  }
}

bool Drafting::Covered(const Stretch& stretch) const {
  const std::size_t near = std::min<std::size_t>(drafts_.size(), 30);
  return std::any_of(drafts_.end() - static_cast<std::ptrdiff_t>(near), drafts_.end(), [&stretch](const Draft& draft) {
    return std::ranges::any_of(draft.content, [&stretch](const Stretch& content) {
      return content.first <= stretch.first && content.last >= stretch.last;
    });
  });
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
      if (!Holds(outer, inner.found.head) || !Holds(inner, outer.found.head)) {
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

bool Drafting::Holds(const Draft& draft, std::size_t token) {
  return std::ranges::any_of(
      draft.content, [token](const Stretch& content) { return content.first <= token && token < content.last; });
}

std::vector<Draft> DraftStatements(const Reading& reading) { return Drafting(reading).Build(); }

}  // namespace headwater::annotate
