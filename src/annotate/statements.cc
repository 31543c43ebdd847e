// Statements are built around cues: the subject of a cue speaks, what the cue introduces is the content.
#include "annotate/statements.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "annotate/chains.h"
#include "annotate/cues.h"
#include "annotate/lexicon.h"
#include "annotate/reading.h"
#include "annotate/speakers.h"

namespace headwater::annotate {
namespace {

using news::StatementType;

constexpr std::uint32_t kLongestSentence = 800;  // tokens; what is longer is no prose

// A cue in its place, with the helping words around it.
struct Found {
  const Cue* cue = nullptr;
  std::size_t head = 0;  // the token of its first word
  Stretch group;         // with auxiliaries and adverbs before, particle or preposition after
  bool negated = false;
};

struct Draft {
  Found found;
  Stretch speaker;
  std::vector<Stretch> content;
  std::size_t heir = kNone;  // the draft before it in the sentence whose speaker it shares
};

class Builder {
 public:
  Builder(const Prepared& prepared, const std::vector<news::Name>& names)
      : reading_(prepared, names), speakers_(reading_) {}

  std::vector<news::Statement> Build() {
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
    Finish();
    return std::move(statements_);
  }

  const Reading& reading() const { return reading_; }

 private:
  static bool Is(const Cue& cue, std::uint32_t frame) { return (cue.frames & frame) != 0; }

  // In a quotation, but for the one that is being read itself.
  bool Quoted(std::size_t token) const {
    const std::size_t quotation = reading_.QuotationAt(token);
    return quotation != kNone && quotation != inside_;
  }

  void ReadSentence(std::size_t number) {
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
  void ReadInside() {
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
  bool IsThirdPerson(const Draft& draft) const {
    if (draft.speaker.empty() || draft.heir != kNone || draft.found.cue->cue_class != CueClass::kVerb ||
        !reading_.IsMark(draft.content.front().first, "that")) {
      return false;
    }
    const std::string_view word = reading_.Word(draft.speaker.first);
    return word != "i" && word != "we" && word != "you" && word != "my" && word != "our" && word != "your" &&
           word != "who" && word != "that" && word != "which";
  }

  void ReadCues(std::size_t before) {
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
  void ReadHeadline() {
    std::size_t colon = sentence_.first;
    while (colon < sentence_.last && reading_.NameAt(colon) != kNone) {
      ++colon;
    }
    if (colon > sentence_.first && reading_.IsMark(colon, ":") && colon + 2 < sentence_.last) {
      static const Cue colon_cue{CueClass::kPhrase, 0, 0, StatementType::kAssertion, {}, {}};
      Draft draft;
      draft.found = {&colon_cue, colon, {colon, colon + 1}, false};
      draft.speaker = {sentence_.first, colon};
      draft.content = {{colon + 1, ContentEnd(colon + 1, false)}};
      drafts_.push_back(std::move(draft));
    }
  }

  // A sentence that is a quotation without a cue goes on with what the last speaker of the paragraph said.
  void ContinueQuotation() {
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

  bool Covered(const Stretch& stretch) const {
    const std::size_t near = std::min<std::size_t>(drafts_.size(), 30);
    return std::any_of(drafts_.end() - static_cast<std::ptrdiff_t>(near), drafts_.end(),
                       [&stretch](const Draft& draft) {
                         return std::ranges::any_of(draft.content, [&stretch](const Stretch& content) {
                           return content.first <= stretch.first && content.last >= stretch.last;
                         });
                       });
  }

  bool RestFits(std::size_t i, const Cue& cue) const {
    for (std::size_t k = 0; k < cue.rest.size(); ++k) {
      if (i + 1 + k >= sentence_.last || reading_.Word(i + 1 + k) != cue.rest[k]) {
        return false;
      }
    }
    return true;
  }

  std::optional<Found> CueAt(std::size_t i) const {
    if (reading_.NameAt(i) != kNone) {
      return std::nullopt;
    }
    const std::vector<Cue>* const cues = CuesOf(reading_.Word(i));
    if (cues == nullptr) {
      return std::nullopt;
    }
    // After a form of "be" the passive reading counts before the verb's own.
    const bool after_be = i > sentence_.first && (IsBe(i - 1) || (i > sentence_.first + 1 && IsBe(i - 2)));
    const bool passive =
        after_be && std::ranges::any_of(*cues, [](const Cue& cue) { return cue.cue_class == CueClass::kPassive; }) &&
        reading_.IsMark(i + 1, "to");
    for (const Cue& cue : *cues) {
      if (!RestFits(i, cue) || (passive && cue.cue_class == CueClass::kVerb)) {
        continue;
      }
      Found found;
      found.cue = &cue;
      found.head = i;
      found.group = {i, i + 1 + cue.rest.size()};
      if (Fits(found)) {
        return found;
      }
    }
    return std::nullopt;
  }

  // Is the word really the verb, noun or adjective that the table means?
  bool Fits(Found& found) const {
    switch (found.cue->cue_class) {
      case CueClass::kVerb:
        return FitsVerb(found);
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

  bool IsBe(std::size_t token) const {
    const std::string_view word = reading_.Word(token);
    return word == "is" || word == "are" || word == "was" || word == "were" || word == "be" || word == "been" ||
           word == "isn't" || word == "wasn't" || word == "aren't" || word == "weren't";
  }

  // "states", "plans": the word is a noun as often as a verb.
  bool IsNounToo(std::size_t token) const {
    const std::string_view word = reading_.Word(token);
    if (word == "backs" || word == "back" || word == "notes" || word == "posts" || word == "post" ||
        word == "answers" || word == "answer" || word == "faults" || word == "fault") {
      return true;
    }
    const std::vector<Cue>* const cues = CuesOf(word);
    return cues != nullptr && std::ranges::any_of(*cues, [](const Cue& cue) {
             return cue.cue_class == CueClass::kNoun || cue.cue_class == CueClass::kNounOf;
           });
  }

  // Takes auxiliaries, adverbs and negations before the head into the group.
  void Widen(Found& found) const {
    std::size_t begin = found.group.first;
    while (begin > sentence_.first && !Quoted(begin - 1)) {
      const Grammar grammar = reading_.GrammarOf(begin - 1);
      const bool helps = grammar == Grammar::kAuxiliary || grammar == Grammar::kAdverb || grammar == Grammar::kNegation;
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

  bool FitsAfterBe(Found& found) const {
    Widen(found);
    for (std::size_t i = found.group.first; i < found.head; ++i) {
      if (IsBe(i)) {
        const std::size_t next = found.group.last;
        const bool clause = reading_.IsMark(next, "that") || reading_.IsMark(next, "to");
        return next < sentence_.last && clause;
      }
    }
    return false;
  }

  bool FitsVerb(Found& found) const {
    Widen(found);
    const std::size_t first = found.group.first;
    const std::uint32_t form = found.cue->form;
    const bool helped = first < found.head;
    if (first == sentence_.first) {
      return (form & kIngForm) != 0;
    }
    const std::size_t before = first - 1;
    const Grammar grammar = reading_.GrammarOf(before);
    const bool auxiliary = HasAuxiliary(found);
    if (grammar == Grammar::kDeterminer && reading_.Word(before) != "some" && reading_.Word(before) != "many" &&
        reading_.Word(before) != "these" && reading_.Word(before) != "those" && reading_.Word(before) != "both" &&
        reading_.Word(before) != "all") {
      return false;
    }
    if (grammar == Grammar::kPreposition && reading_.Word(before) != "to" && (form & kIngForm) == 0) {
      return false;
    }
    if ((form & kIngForm) != 0) {
      return auxiliary || reading_.IsMark(before, ",") || reading_.GrammarOf(before) == Grammar::kConjunction ||
             reading_.GrammarOf(before) == Grammar::kPreposition || reading_.At(before).quote ||
             reading_.GrammarOf(before) == Grammar::kOther;
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
    } else if (!IsNounToo(found.head) && grammar == Grammar::kOther && reading_.At(before).word) {
      return true;
    }
    if ((form & (kPastForm | kThirdForm)) == 0 || (form & kBaseForm) != 0) {
      // A bare form wants a plural subject, a modal, or "to".
      return auxiliary || helped || grammar == Grammar::kPronoun || reading_.Word(before) == "who" ||
             reading_.Word(before).ends_with('s') || reading_.Word(before) == "people" ||
             reading_.Word(before) == "and" || InfinitiveSpeaks(before);
    }
    return true;
  }

  // "went on to say", "continued to insist"
  bool InfinitiveSpeaks(std::size_t to) const {
    if (reading_.Word(to) != "to" || to == sentence_.first) {
      return false;
    }
    const std::string_view verb = reading_.Word(to - 1);
    return verb == "on" || verb == "continued" || verb == "continues" || verb == "began" || verb == "seemed" ||
           verb == "appeared" || verb == "used" || verb == "refused" || verb == "declined" || verb == "wanted";
  }

  void ReadCue(Found found, std::size_t sentence_drafts) {
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

  // "according to the harbour master"
  void ReadAccording(const Found& found) {
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
      if (reading_.IsMark(speaker.last, ",") && speaker.last + 2 < sentence_.last && !Cue1(speaker.last + 1)) {
        const std::size_t rest = ContentEnd(speaker.last + 1, false);
        if (rest > speaker.last + 4 && begin + 6 > end) {
          draft.content.push_back({speaker.last + 1, rest});
        }
      }
    }
    drafts_.push_back(std::move(draft));
  }

  bool Cue1(std::size_t token) const { return token < sentence_.last && CuesOf(reading_.Word(token)) != nullptr; }

  // "Norling's claim that", "their hope to"
  void ReadNoun(const Found& found) {
    if (found.head == sentence_.first) {
      return;
    }
    const bool of = found.cue->cue_class == CueClass::kNounOf;
    const std::size_t next = found.group.last;
    const bool that = reading_.IsMark(next, "that") && !of;
    const bool to = reading_.IsMark(next, "to") && Is(*found.cue, kTakesInfinitive);
    const bool for_of = reading_.IsMark(next, "of") || reading_.IsMark(next, "for");
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
    if (draft.speaker.empty() && !that) {
      return;
    }
    if (for_of) {
      ++draft.found.group.last;
    }
    draft.content = {{draft.found.group.last, ContentEnd(draft.found.group.last, true)}};
    drafts_.push_back(std::move(draft));
  }

  bool IsPossessive(std::size_t token) const {
    const std::string_view word = reading_.Word(token);
    return word == "'s" || word == "’s" ||
           (word == "'" && token > 0 && reading_.Word(token - 1).ends_with('s') && !reading_.At(token).space_before) ||
           (word == "’" && token > 0 && reading_.Word(token - 1).ends_with('s') && !reading_.At(token).space_before);
  }

  // "The harbour is expected to open": somebody expects it.
  void ReadPassive(const Found& found) {
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

  void ReadVerb(const Found& found, std::size_t sentence_drafts) {
    Draft draft;
    draft.found = found;
    const bool by = reading_.IsMark(found.group.last, "by") && !HasAuxiliary(found);
    const bool passive = (found.cue->form & kPastForm) != 0 && (IsPassive(found) || by);
    if (passive) {
      ReadPassiveVerb(draft);
    } else if (!ReadInverted(draft)) {
      FindSubject(draft, sentence_drafts);
      FindContent(draft);
    }
    if (draft.content.empty()) {
      return;
    }
    drafts_.push_back(std::move(draft));
  }

  bool HasAuxiliary(const Found& found) const {
    bool has = false;
    for (std::size_t i = found.group.first; i < found.head; ++i) {
      has |= reading_.GrammarOf(i) == Grammar::kAuxiliary;
    }
    return has;
  }

  bool IsPassive(const Found& found) const {
    bool be = false;
    for (std::size_t i = found.group.first; i < found.head; ++i) {
      be |= IsBe(i);
    }
    return be;
  }

  // "It was reported by Vard Radio that ..."
  void ReadPassiveVerb(Draft& draft) const {
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
    const bool speaks = Is(*found.cue, kTakesQuote) || !draft.speaker.empty();
    if (speaks && !subject.empty() && !Is(*found.cue, kTakesListener)) {
      draft.content = {subject};
    }
  }

  // "..., said Ada Norling, the harbour master."
  bool ReadInverted(Draft& draft) const {
    const Found& found = draft.found;
    if (!Is(*found.cue, kTakesQuote) || Is(*found.cue, kTakesListener) || found.group.first == sentence_.first ||
        found.group.last >= sentence_.last || (found.cue->form & (kPastForm | kThirdForm)) == 0) {
      return false;
    }
    const std::size_t before = found.group.first - 1;
    const bool quoted =
        Quoted(before) || (reading_.IsMark(before, ",") && before > sentence_.first && Quoted(before - 1));
    const std::size_t after = found.group.last;
    if ((!quoted && !reading_.IsMark(before, ",")) || !reading_.StartsPhrase(after) || Quoted(after)) {
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

  // ", the harbour master of Vard" up to the next comma or the end belongs to the name before it.
  Stretch WithApposition(Stretch speaker) const {
    const std::size_t next = speaker.last + 1;
    if (!reading_.IsMark(speaker.last, ",") || next >= sentence_.last || Quoted(next)) {
      return speaker;
    }
    const Grammar grammar = reading_.GrammarOf(next);
    const bool names =
        reading_.Word(next) == "who" || grammar == Grammar::kDeterminer ||
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

  void FindSubject(Draft& draft, std::size_t sentence_drafts) {
    std::size_t end = draft.found.group.first;
    if (end > sentence_.first && InfinitiveSpeaks(end - 1)) {
      // The verb before "to" belongs to the cue: "went on to say".
      --end;
      while (end > sentence_.first && reading_.GrammarOf(end - 1) != Grammar::kPronoun &&
             reading_.NameAt(end - 1) == kNone && draft.found.group.first - end < 4) {
        --end;
      }
      draft.found.group.first = end;
    }
    const bool ing = (draft.found.cue->form & kIngForm) != 0 && !HasAuxiliary(draft.found);
    const std::string_view before = end > sentence_.first ? reading_.Word(end - 1) : std::string_view();
    if (ing && end > sentence_.first && reading_.NameAt(end - 1) != kNone) {
      draft.speaker = reading_.PhraseBefore(end, SubjectLimit(end));  // "with Norling calling for"
      return;
    }
    if (ing && before == "as" && end > sentence_.first + 1) {
      draft.speaker = reading_.PhraseBefore(end - 1, SubjectLimit(end - 1));  // "quoted Norling as saying"
      return;
    }
    if (ing || before == "and" || before == "but") {
      draft.heir = VerbBefore(sentence_drafts);
      if (draft.heir == kNone) {
        draft.speaker = reading_.SubjectFrom(sentence_.first, end);
      }
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
    if (draft.speaker.empty()) {
      if (end > sentence_.first && (before == "which" || before == "that")) {
        draft.speaker = {end - 1, end};
        return;
      }
      draft.heir = VerbBefore(sentence_drafts);
      if (draft.heir == kNone && SubjectLimit(end) == sentence_.first) {
        draft.speaker = reading_.SubjectFrom(sentence_.first, end);
      }
    }
  }

  // The last draft of the sentence that is built on a verb: what "and" and participles go on with.
  std::size_t VerbBefore(std::size_t sentence_drafts) const {
    for (std::size_t i = drafts_.size(); i > sentence_drafts; --i) {
      const Draft& draft = drafts_[i - 1];
      const bool verb = draft.found.cue->cue_class == CueClass::kVerb;
      if (verb && (!draft.speaker.empty() || draft.heir != kNone)) {
        return i - 1;
      }
    }
    return kNone;
  }

  // A quotation before the subject ends it.
  std::size_t SubjectLimit(std::size_t end) const {
    std::size_t limit = end;
    while (limit > sentence_.first && !Quoted(limit - 1)) {
      --limit;
    }
    return limit;
  }

  // Where the content that ends at `end` begins: its sentence's start, over sentences inside a quotation.
  std::size_t ContentStart(std::size_t end) const {
    std::size_t begin = sentence_.first;
    for (std::size_t i = end; i > sentence_.first; --i) {
      if (reading_.IsMark(i - 1, ";")) {
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

  void FindContent(Draft& draft) const {
    const Found& found = draft.found;
    const Cue& cue = *found.cue;
    const std::size_t subject = draft.speaker.empty() ? found.group.first : draft.speaker.first;
    const bool speaks = Is(cue, kTakesQuote);
    // Content before: "X," she said.
    if (speaks && subject > sentence_.first + 1 && draft.heir == kNone) {
      const std::size_t before = subject - 1;
      const bool quoted = Quoted(before) || reading_.At(before).quote ||
                          (reading_.IsMark(before, ",") && (Quoted(before - 1) || reading_.At(before - 1).quote));
      const bool comma =
          reading_.IsMark(before, ",") && !HasRight(AfterCue(found)) && IsClause(sentence_.first, before);
      if (quoted || comma) {
        const std::size_t end = quoted ? before + 1 : before;
        const std::size_t begin = ContentStart(end);
        if (end > begin + 1) {
          draft.content = {{begin, end}};
          AddRight(draft, found.group.last);
          return;
        }
      }
    }
    FindRight(draft);
  }

  std::size_t AfterCue(const Found& found) const {
    const std::size_t after = found.group.last;
    const bool listens =
        Is(*found.cue, kTakesListener) && after < sentence_.last && !Quoted(after) && reading_.StartsPhrase(after);
    return listens ? AfterListener(after) : after;
  }

  // More than an opening like "In an interview": a phrase that is followed by something else.
  bool IsClause(std::size_t begin, std::size_t end) const {
    while (begin < end &&
           (reading_.GrammarOf(begin) == Grammar::kConjunction || reading_.GrammarOf(begin) == Grammar::kAdverb)) {
      ++begin;
    }
    const auto opens = [this](std::size_t at) {
      const Grammar grammar = reading_.GrammarOf(at);
      return grammar == Grammar::kPreposition || grammar == Grammar::kTime ||
             (grammar == Grammar::kSubordinate && reading_.Word(at) != "what" && reading_.Word(at) != "that") ||
             reading_.Word(at).ends_with("ing") || reading_.Word(at).ends_with("ed");
    };
    while (begin < end && opens(begin)) {
      while (begin < end && !reading_.IsMark(begin, ",")) {
        ++begin;
      }
      ++begin;
    }
    return begin + 3 < end;
  }

  // Does something follow the cue that may be its content?
  bool HasRight(std::size_t after) const {
    if (after >= sentence_.last) {
      return false;
    }
    const Grammar grammar = reading_.GrammarOf(after);
    return reading_.IsMark(after, "that") || Quoted(after) || reading_.IsMark(after, ":") ||
           grammar == Grammar::kDeterminer || grammar == Grammar::kPronoun || reading_.NameAt(after) != kNone;
  }

  // The second half of a quotation that the cue parts in two.
  void AddRight(Draft& draft, std::size_t after) const {
    const Stretch& left = draft.content.front();
    const bool parted = reading_.IsMark(after, ",") && after + 3 < sentence_.last && !Quoted(after + 1) &&
                        left.last - left.first < 12 && !reading_.Word(after + 1).ends_with("ing") &&
                        !Quoted(left.last - 1);
    if (parted) {
      draft.content.push_back({after + 1, ContentEnd(after + 1, false)});
      return;
    }
    for (std::size_t i = after; i < sentence_.last && i < after + 25; ++i) {
      if (!Quoted(i)) {
        continue;
      }
      const Stretch all = reading_.quotations()[reading_.QuotationAt(i)].all;
      if (all.first >= after) {
        draft.content.push_back(all);
      }
      return;
    }
  }

  void FindRight(Draft& draft) const {
    Found& found = draft.found;
    const Cue& cue = *found.cue;
    std::size_t at = found.group.last;
    if (at >= sentence_.last) {
      return;
    }
    for (const std::string_view preposition : cue.prepositions) {
      if (reading_.IsMark(at, preposition) && at + 1 < sentence_.last) {
        ++draft.found.group.last;
        draft.content = {{at + 1, ContentEnd(at + 1, true)}};
        return;
      }
    }
    const bool clause = Is(cue, kTakesClause);
    if (Is(cue, kTakesListener) && reading_.StartsPhrase(at) && !Quoted(at)) {
      at = AfterListener(at);
    }
    if (at >= sentence_.last) {
      return;
    }
    const bool to = reading_.IsMark(at, "to");
    if (to) {
      if (Is(cue, kTakesInfinitive) || Is(cue, kTakesListener)) {
        draft.content = {{at, ContentEnd(at, true)}};
      }
      return;
    }
    const std::size_t begin = ContentBegin(at, cue);
    if (begin >= sentence_.last) {
      return;
    }
    if (clause || Is(cue, kTakesQuote) || Is(cue, kTakesObject)) {
      const std::size_t end = ContentEnd(begin, !clause);
      if (end > begin) {
        const bool mark = begin > found.group.last && reading_.At(begin - 1).quote;
        draft.content = {{mark ? begin - 1 : begin, end}};
      }
    }
  }

  // "told Vard Radio on Monday that", "told host Ada Norling she": where the listener ends.
  std::size_t AfterListener(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < sentence_.last && end < at + 14 && !reading_.At(end).punct && !Quoted(end)) {
      const Grammar grammar = reading_.GrammarOf(end);
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

  // A name, or a noun in the plural, ends the listener where another noun phrase follows.
  bool IsListenersEnd(std::size_t token) const {
    return reading_.NameAt(token) != kNone && !reading_.At(token + 1).capitalised;
  }

  // Passes over "in a statement", "on Monday" and the like, where the content is plainly marked after them.
  std::size_t ContentBegin(std::size_t at, const Cue& cue) const {
    const Grammar grammar = reading_.GrammarOf(at);
    const bool there = reading_.Word(at) == "there" || reading_.Word(at) == "even" || reading_.Word(at) == "only" ||
                       reading_.Word(at) == "now" || reading_.Word(at) == "then";
    const bool plain = grammar != Grammar::kPreposition && grammar != Grammar::kTime &&
                       (grammar != Grammar::kAdverb || there) && !reading_.At(at).punct;
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
    if (grammar == Grammar::kTime && at + 1 < sentence_.last && reading_.StartsPhrase(at + 1)) {
      return at + 1;
    }
    return sentence_.last;
  }

  // Where content that begins at `begin` ends: at the end of its clause, quotation or sentence.
  std::size_t ContentEnd(std::size_t begin, bool phrase) const {
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
          (phrase && reading_.IsMark(i, ",") && i + 1 < sentence_.last && !GoesOn(i + 1)) || EndsClause(i)) {
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
             !reading_.IsMark(end - 1, ")") && !reading_.IsMark(end - 1, "%")) {
        --end;
      }
    }
    return end;
  }

  // "including Vard", "such as", "which": what follows the comma still belongs to the phrase.
  bool GoesOn(std::size_t token) const {
    const std::string_view word = reading_.Word(token);
    return word == "including" || word == "such" || word == "which" || word == "who" || word == "where" ||
           word == "whose" || word == "especially" || word == "particularly" || word == "even";
  }

  // Does another statement, or the writer's own clause, begin at the token?
  bool EndsClause(std::size_t token) const {
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
    const std::vector<Cue>* const cues = CuesOf(word);
    if (after_comma && cues != nullptr && word.ends_with("ing")) {
      return true;
    }
    if ((word == "and" || word == "but") && token + 1 < sentence_.last) {
      const std::vector<Cue>* const next = CuesOf(reading_.Word(token + 1));
      return next != nullptr && next->front().cue_class == CueClass::kVerb && (next->front().form & kPastForm) != 0 &&
             Is(next->front(), kTakesQuote);
    }
    return false;
  }

  // "The harbour is open, Norling said": where two statements hold each other's cue, the later one is the outer, and
  // the inner ends before it.
  void Part() {
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
  }

  static bool Holds(const Draft& draft, std::size_t token) {
    return std::ranges::any_of(
        draft.content, [token](const Stretch& content) { return content.first <= token && token < content.last; });
  }

  void Finish() {
    std::vector<std::optional<news::Speaker>> speakers(drafts_.size());
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      const Draft& draft = drafts_[i];
      news::Statement statement;
      if (!draft.speaker.empty()) {
        statement.speaker = speakers_.Resolve(draft.speaker);
      } else if (draft.heir != kNone) {
        statement.speaker = speakers[draft.heir];
      }
      speakers[i] = statement.speaker;
      statement.cue.span = reading_.SpanOf(draft.found.group);
      statement.cue.text = reading_.TextOf(draft.found.group);
      for (const Stretch& content : draft.content) {
        if (!content.empty()) {
          statement.content.push_back(reading_.SpanOf(content));
        }
      }
      if (statement.content.empty()) {
        continue;
      }
      statement.kind = KindOf(draft);
      statement.type = TypeOf(draft, statement);
      statements_.push_back(std::move(statement));
    }
  }

  news::StatementKind KindOf(const Draft& draft) const {
    std::size_t words = 0;
    std::size_t quoted = 0;
    for (const Stretch& content : draft.content) {
      for (std::size_t i = content.first; i < content.last; ++i) {
        words += reading_.At(i).word ? 1U : 0U;
        quoted += reading_.At(i).word && Quoted(i) ? 1U : 0U;
      }
    }
    if (quoted == 0 && std::ranges::none_of(draft.content, [this](const Stretch& content) {
          for (std::size_t i = content.first; i < content.last; ++i) {
            if (reading_.At(i).quote && reading_.Word(i) != "'" && reading_.Word(i) != "’") {
              return true;
            }
          }
          return false;
        })) {
      return news::StatementKind::kIndirect;
    }
    return quoted * 10 >= words * 9 ? news::StatementKind::kDirect : news::StatementKind::kMixed;
  }

  StatementType TypeOf(const Draft& draft, const news::Statement& statement) const {
    const StatementType type = draft.found.cue->type;
    if (statement.speaker) {
      const std::string who = Lower(statement.speaker->phrase.text);
      if (who.find("poll") != std::string::npos || who.find("survey") != std::string::npos) {
        return StatementType::kPoll;
      }
    }
    if (type == StatementType::kDenial && draft.found.negated) {
      return StatementType::kAssertion;
    }
    if (type == StatementType::kNoComment) {
      for (std::size_t i = draft.content.front().first;
           i < draft.content.front().last && i < draft.content.front().first + 3; ++i) {
        if (reading_.Word(i) == "comment") {
          return StatementType::kNoComment;
        }
      }
      return StatementType::kDenial;
    }
    return type;
  }

  Reading reading_;
  Speakers speakers_;
  Sentence sentence_;
  std::size_t inside_ = kNone;  // the quotation that is being read for what it reports itself
  std::vector<Draft> drafts_;
  std::vector<news::Statement> statements_;
};

}  // namespace

std::vector<news::Statement> FindStatements(const Prepared& prepared, const news::Article& article,
                                            const std::vector<news::Name>& names,
                                            const std::vector<news::Citation>& citations) {
  std::vector<news::Statement> statements = Builder(prepared, names).Build();
  ChainStatements(prepared, article, citations, statements);
  return statements;
}

}  // namespace headwater::annotate
