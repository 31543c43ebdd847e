// Statements are built around cues: the subject of a cue speaks, what the cue introduces is the content.
#include "annotate/statements.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "annotate/chains.h"
#include "annotate/clauses.h"
#include "annotate/cues.h"
#include "annotate/lexicon.h"
#include "annotate/reading.h"
#include "annotate/speakers.h"

namespace headwater::annotate {
namespace {

using news::StatementType;

constexpr std::uint32_t kLongestSentence = 800;  // tokens; what is longer is no prose

struct Draft {
  Found found;
  Stretch speaker;
  std::vector<Stretch> content;
  std::size_t heir = kNone;  // the draft before it in the sentence whose speaker it shares
};

class Builder : private Clauses {
 public:
  Builder(const Prepared& prepared, const std::vector<news::Name>& names)
      : Clauses(prepared, names), speakers_(reading_) {}

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

 private:
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

  Speakers speakers_;
  std::vector<Draft> drafts_;
  std::vector<news::Statement> statements_;
};

}  // namespace

std::vector<news::Statement> FindStatements(const Prepared& prepared, const news::Article& article,
                                            const std::vector<news::Name>& names,
                                            const std::vector<news::Citation>& citations) {
  if (!KnowsGrammar(prepared.language)) {
    return {};
  }
  std::vector<news::Statement> statements = Builder(prepared, names).Build();
  ChainStatements(prepared, article, citations, statements);
  return statements;
}

}  // namespace headwater::annotate
