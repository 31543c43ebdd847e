// Drafts from marks alone: headlines, transcripts, signed quotations, and quotations that go on over sentences.
#include <algorithm>
#include <array>

#include "annotate/drafting.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kLongestBlock = 400;     // tokens; what is longer is the article itself
constexpr std::size_t kLongestTurnName = 6;    // tokens
constexpr std::size_t kLongestSignature = 40;  // tokens
constexpr std::size_t kLongestVerb = 6;        // tokens between a subject and the colon before a quotation

const Cue& MarkCue() {
  static const Cue cue{CueClass::kPhrase, 0, 0, news::StatementType::kAssertion, {}, {}};
  return cue;
}

const Cue& SpeechCue() {
  static const Cue cue{CueClass::kVerb, kTakesQuote, kPastForm, news::StatementType::kAssertion, {}, {}};
  return cue;
}

bool IsDash(std::string_view word) {
  constexpr std::array<std::string_view, 5> kDashes = {"―", "—", "–", "-", "--"};
  return std::ranges::find(kDashes, word) != kDashes.end();
}

}  // namespace

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

std::size_t Drafting::ParagraphEnd(std::size_t token) const {
  const auto& sentences = reading_.prepared().sentences;
  auto sentence = std::ranges::upper_bound(sentences, token, {}, &Sentence::first);
  while (sentence != sentences.end() && !sentence->paragraph_start) {
    ++sentence;
  }
  return sentence == sentences.end() ? reading_.size() : sentence->first;
}

// "NORLING:" or, inside quotation marks, "\"NORLING:"; what stands before the colon, or nothing.
Stretch Drafting::TurnAt(std::size_t first) const {
  if (first < reading_.size() && reading_.At(first).quote) {
    ++first;
  }
  std::size_t colon = first;
  while (colon < reading_.size() && colon < first + kLongestTurnName &&
         (reading_.At(colon).upper || reading_.Word(colon) == ".")) {
    ++colon;
  }
  const bool turn = colon > first && reading_.IsMark(colon, ":") && reading_.At(first).upper;
  return turn ? Stretch{first, colon} : Stretch{};
}

std::size_t Drafting::CountTurns() const {
  const auto& sentences = reading_.prepared().sentences;
  return static_cast<std::size_t>(std::ranges::count_if(sentences, [this](const Sentence& sentence) {
    return sentence.paragraph_start && !TurnAt(sentence.first).empty();
  }));
}

// One speaker's turn, with the paragraphs after it that only a quotation mark opens.
bool Drafting::ReadTurn() {
  const Stretch name = TurnAt(sentence_.first);
  std::size_t end = ParagraphEnd(sentence_.first);
  if (name.empty() || name.last + 1 >= end) {
    return false;
  }
  Draft draft;
  draft.found = {&MarkCue(), name.last, {name.last, name.last + 1}, false};
  draft.speaker = name;
  const auto close = [this](std::size_t last) { return reading_.At(last - 1).quote ? last - 1 : last; };
  draft.content = {{name.last + 1, std::max(close(end), name.last + 2)}};
  const bool marked = reading_.At(sentence_.first).quote;
  while (marked && end + 1 < reading_.size() && reading_.At(end).quote && TurnAt(end).empty() &&
         !reading_.IsMark(end + 1, "(")) {
    const std::size_t next = ParagraphEnd(end);
    if (next < end + 3) {
      break;
    }
    draft.content.push_back({end + 1, close(next)});
    end = next;
  }
  turn_end_ = end;
  drafts_.push_back(std::move(draft));
  return true;
}

// Quotations of the sentence that no cue of it took: what stands beside them is taken for the cue.
void Drafting::ReadUnclaimed(std::size_t sentence_drafts) {
  for (std::size_t i = sentence_.first; i < sentence_.last; ++i) {
    if (!Quoted(i)) {
      continue;
    }
    const Stretch all = reading_.quotations()[reading_.QuotationAt(i)].all;
    const auto claimed = [&](const Draft& draft) {
      return std::ranges::any_of(draft.content,
                                 [&](const Stretch& s) { return s.first < all.last && all.first < s.last; });
    };
    const bool taken =
        std::any_of(drafts_.begin() + static_cast<std::ptrdiff_t>(sentence_drafts), drafts_.end(), claimed);
    if (!taken && !ReadBeforeQuotation(all) && !ReadAfterQuotation(all)) {
      ReadSignature(all);
    }
    i = std::max(i, all.last - 1);
  }
  const bool leads = drafts_.size() == sentence_drafts && reading_.IsMark(sentence_.last - 1, ":");
  if (leads && sentence_.last < reading_.size() && Quoted(sentence_.last)) {
    ReadBeforeQuotation(reading_.quotations()[reading_.QuotationAt(sentence_.last)].all);
  }
}

// "The harbour's answer was: “...”", "Norling fired back: “...”"
bool Drafting::ReadBeforeQuotation(const Stretch& quotation) {
  if (quotation.first < sentence_.first + 3 || quotation.first > sentence_.last ||
      !reading_.IsMark(quotation.first - 1, ":")) {
    return false;
  }
  const std::size_t colon = quotation.first - 1;
  const Stretch subject = reading_.SubjectFrom(sentence_.first, colon);
  if (subject.empty() || subject.last >= colon || colon - subject.last > kLongestVerb) {
    return false;
  }
  Draft draft;
  draft.found = {&SpeechCue(), colon - 1, {subject.last, colon + 1}, false};
  draft.speaker = subject;
  draft.content = BlockFrom(quotation.first);
  drafts_.push_back(std::move(draft));
  return true;
}

// "“...,” Norling retaliated.", "“...,” agrees Norling."
bool Drafting::ReadAfterQuotation(const Stretch& quotation) {
  const std::size_t begin = quotation.last;
  const bool inner = begin >= 2 && reading_.At(begin - 2).punct && reading_.Word(begin - 2) != ".";
  if (!inner || begin + 1 >= sentence_.last || Quoted(begin)) {
    return false;
  }
  std::size_t end = begin;
  while (end < sentence_.last && !Quoted(end) && !reading_.At(end).punct && end < begin + 12) {
    ++end;
  }
  for (std::size_t verb = begin + 1; verb < end; ++verb) {
    const std::string_view word = reading_.Word(verb);
    const bool past =
        !reading_.At(verb).capitalised && word.size() > 4 && word.ends_with("ed") && reading_.NameAt(verb) == kNone;
    if (!past) {
      continue;
    }
    const Stretch subject = reading_.PhraseBefore(verb, begin);
    if (subject.empty() || subject.first > begin + 1) {
      return false;
    }
    Draft draft;
    draft.found = {&SpeechCue(), verb, {verb, verb + 1}, false};
    draft.speaker = subject;
    draft.content = {{ContentStart(begin), begin}};
    AddRight(draft, verb + 1);
    drafts_.push_back(std::move(draft));
    return true;
  }
  return false;
}

// "“...” ― Ada Norling, harbour master"
bool Drafting::ReadSignature(const Stretch& quotation) {
  const std::size_t dash = quotation.last;
  if (dash + 1 >= reading_.size() || !IsDash(reading_.Word(dash)) || !reading_.At(dash + 1).capitalised) {
    return false;
  }
  std::size_t end = std::min(ParagraphEnd(dash), dash + kLongestSignature);
  for (std::size_t i = dash + 1; i < end; ++i) {
    if (reading_.At(i).quote) {
      end = i;
    }
  }
  while (end > dash + 2 && reading_.At(end - 1).punct && reading_.Word(end - 1) != ")") {
    --end;
  }
  const std::size_t first = reading_.NameAt(dash + 1);
  if (first == kNone && end > dash + 6) {
    return false;
  }
  Draft draft;
  draft.found = {&MarkCue(), dash, {dash, dash + 1}, false};
  draft.speaker = {dash + 1, end};
  draft.content = {quotation};
  drafts_.push_back(std::move(draft));
  return true;
}

// What follows "she said:" at the end of a paragraph: a quotation with all paragraphs that go on with it, or else the
// next paragraph.
std::vector<Stretch> Drafting::BlockFrom(std::size_t token) const {
  std::vector<Stretch> block;
  if (token >= reading_.size()) {
    return block;
  }
  if (!Quoted(token)) {
    std::size_t end = ParagraphEnd(token);
    if (end > token + kLongestBlock || reading_.At(token).punct) {
      return block;
    }
    while (end > token && reading_.At(end - 1).punct && !reading_.At(end - 1).quote) {
      --end;
    }
    block.push_back({token, end});
    return block;
  }
  while (token < reading_.size() && Quoted(token)) {
    const Quotation& quotation = reading_.quotations()[reading_.QuotationAt(token)];
    block.push_back(quotation.all);
    if (!quotation.open) {
      break;
    }
    token = quotation.all.last;
  }
  return block;
}

// The speech that a quotation without a cue goes on with: of its own paragraph, or of the one before.
Draft* Drafting::SpeechBefore(std::size_t first) {
  const auto& sentences = reading_.prepared().sentences;
  std::size_t begin = number_;
  std::size_t paragraphs = sentence_.paragraph_start ? 2 : 1;
  while (begin > 0 && paragraphs > 0) {
    paragraphs -= sentences[begin].paragraph_start ? 1U : 0U;
    begin -= paragraphs > 0 ? 1U : 0U;
  }
  for (auto draft = drafts_.rbegin(); draft != drafts_.rend(); ++draft) {
    const bool quotes = std::ranges::any_of(
        draft->content, [this](const Stretch& s) { return !s.empty() && (Quoted(s.last - 1) || Quoted(s.first)); });
    const bool ends_here = !draft->content.empty() && draft->content.back().last == first;
    if (!ends_here && draft->found.head < sentences[begin].first) {
      break;
    }
    if (quotes) {
      return &*draft;
    }
  }
  return nullptr;
}

// A sentence that is a quotation without a cue goes on with what the last speaker said.
void Drafting::ContinueQuotation() {
  const std::size_t first = sentence_.first;
  if (first == 0 || first >= sentence_.last || drafts_.empty() || !Quoted(first)) {
    return;
  }
  const Quotation& quotation = reading_.quotations()[reading_.QuotationAt(first)];
  if (quotation.all.first != first || quotation.all.last + 1 < sentence_.last || Covered(quotation.all)) {
    return;
  }
  // In the text before it stands a quotation, a cue, or a colon that leads to it.
  if (Draft* const speech = SpeechBefore(first)) {
    for (const Stretch& each : BlockFrom(first)) {
      speech->content.push_back(each);
    }
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

}  // namespace headwater::annotate
