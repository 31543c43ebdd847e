// Each cue looks for its content in the order that its marks tell: a quotation before it, one after it, a clause.
#include "annotate/foreign_drafts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace headwater::annotate {
namespace {

constexpr std::uint32_t kLongestSentence = 800;  // tokens
constexpr std::size_t kFarContent = 30;          // tokens between a cue and what it introduces
constexpr std::size_t kNearThat = 12;
constexpr std::size_t kLeastClause = 4;      // words
constexpr std::size_t kLongAgo = 150;        // tokens after which nobody goes on speaking
constexpr std::size_t kLongestHeading = 10;  // tokens before a headline's colon

// The cue that a foreign phrase of the type stands for.
const Cue& CueOf(news::StatementType type) {
  static const auto cues = [] {
    std::array<Cue, 16> made;
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i].frames = kTakesQuote | kTakesClause;
      made[i].form = kPastForm;
      made[i].type = static_cast<news::StatementType>(i);
    }
    return made;
  }();
  return cues[static_cast<std::size_t>(type)];
}

class ForeignDrafting : private ForeignPhrases {
 public:
  ForeignDrafting(const Reading& reading, const SpeechWords& words) : ForeignPhrases(reading, words) {}

  std::vector<Draft> Build() {
    for (const Sentence& sentence : reading_.prepared().sentences) {
      sentence_ = sentence;
      if (sentence.last - sentence.first <= kLongestSentence) {
        ReadSentence();
      }
    }
    return std::move(drafts_);
  }

 private:
  void ReadSentence() {
    const std::size_t before = drafts_.size();
    if (sentence_.paragraph_start) {
      ReadHeadline();
    }
    for (std::size_t i = sentence_.first; i < sentence_.last; ++i) {
      const bool quoted = reading_.QuotationAt(i) != kNone;
      if (quoted || !reading_.At(i).word) {
        continue;
      }
      if (const auto cue = CueAt(i)) {
        const std::size_t made = drafts_.size();
        ReadCue(*cue);
        if (drafts_.size() > made) {
          i = cue->all.last - 1;
        }
      }
    }
    if (drafts_.size() == before) {
      ContinueQuotation();
    }
  }

  // "Ada Norling: Der Hafen bleibt zu"
  void ReadHeadline() {
    std::size_t colon = sentence_.first;
    while (colon < sentence_.last && colon < sentence_.first + kLongestHeading && reading_.NameAt(colon) != kNone) {
      ++colon;
    }
    if (colon > sentence_.first && colon + 2 < sentence_.last && IsColon(colon)) {
      const std::size_t quotation = QuotationFrom(colon + 1);
      Add({colon, colon + 1}, news::StatementType::kAssertion, {sentence_.first, colon},
          {quotation != kNone ? reading_.quotations()[quotation].all : Stretch{colon + 1, End(colon + 1)}});
    }
  }

  void ContinueQuotation() {
    const std::size_t quotation =
        sentence_.first < sentence_.last ? QuotationFrom(sentence_.first + (IsDash(sentence_.first) ? 1 : 0)) : kNone;
    if (quotation == kNone || drafts_.empty()) {
      return;
    }
    const Stretch& all = reading_.quotations()[quotation].all;
    const Stretch& last = drafts_.back().content.back();
    if (reading_.QuotationAt(last.last - 1) != kNone && last.last <= all.first && last.last + kFarContent > all.first &&
        all.last + 1 >= sentence_.last) {
      drafts_.back().content.push_back(all);
    }
  }

  void ReadCue(const SpeechCue& cue) {
    switch (cue.phrase->kind) {
      case SpeechKind::kFinal:
        ReadFinal(cue);
        return;
      case SpeechKind::kBefore:
        ReadAccording(cue, AccordingRight(cue), true);
        return;
      case SpeechKind::kAround:
        ReadAccording(cue, cue.between, false);
        return;
      case SpeechKind::kAfter:
        ReadAccording(cue, PhraseLeft(cue.all.first), false);
        return;
      default:
        ReadVerb(cue);
    }
  }

  void Add(const Stretch& cue, news::StatementType type, const Stretch& speaker, std::vector<Stretch> content) {
    std::erase_if(content, [](const Stretch& stretch) { return stretch.empty(); });
    if (content.empty()) {
      return;
    }
    Draft draft;
    draft.found.cue = &CueOf(type);
    draft.found.head = cue.first;
    draft.found.group = cue;
    draft.speaker = speaker;
    draft.content = std::move(content);
    // A verb without a subject goes on with who spoke last.
    const bool near = !drafts_.empty() && drafts_.back().found.head + kLongAgo > cue.first;
    draft.heir = speaker.empty() && near ? drafts_.size() - 1 : kNone;
    drafts_.push_back(std::move(draft));
  }

  // Where content that begins at `begin` ends: before the marks at its sentence's end, or with its quotation.
  std::size_t End(std::size_t begin) const {
    std::size_t end = begin;
    while (end < sentence_.last && reading_.Word(end) != ";") {
      ++end;
    }
    if (end > begin && reading_.QuotationAt(end - 1) != kNone) {
      return std::max(end, reading_.quotations()[reading_.QuotationAt(end - 1)].all.last);
    }
    while (end > begin && reading_.At(end - 1).punct && !reading_.At(end - 1).quote && reading_.Word(end - 1) != ")" &&
           reading_.Word(end - 1) != "%") {
      --end;
    }
    return end;
  }

  // What stands before `end` from the sentence's start, a leading dash or small word aside.
  Stretch Before(std::size_t end) const {
    std::size_t begin = sentence_.first;
    while (begin < end && reading_.At(begin).punct && !reading_.At(begin).quote) {
      ++begin;
    }
    while (end > begin && reading_.At(end - 1).punct && !reading_.At(end - 1).quote) {
      --end;
    }
    return {begin, end};
  }

  // A quotation before the cue, with what the same sentence says before it.
  Stretch WithBeginning(std::size_t quotation) const {
    const Stretch& all = reading_.quotations()[quotation].all;
    if (all.first <= sentence_.first || IsColon(all.first - 1) || WordsIn(sentence_.first, all.first) < 2) {
      return all;
    }
    return {Before(all.last).first, all.last};
  }

  Stretch AccordingRight(const SpeechCue& cue) const {
    const std::size_t begin = cue.all.last;
    Stretch phrase = PhraseRight(begin, sentence_.last);
    std::size_t comma = begin;
    while (comma < sentence_.last && comma < begin + kNearThat && !IsComma(comma)) {
      ++comma;
    }
    const bool closed = !phrase.empty() && (phrase.last >= sentence_.last || reading_.At(phrase.last).punct ||
                                            (comma < sentence_.last && IsComma(comma)));
    if (closed || phrase.empty() || words_.Has(SpeechKind::kCapitals)) {
      return phrase;
    }
    // Nothing marks where the phrase ends: with its name, or with its first word and what belongs to it.
    std::size_t end = phrase.first;
    while (end < phrase.last && Is(end, SpeechKind::kArticle)) {
      ++end;
    }
    std::size_t named = phrase.first;
    for (std::size_t i = phrase.first; i < phrase.last; ++i) {
      named = reading_.NameAt(i) != kNone ? i + 1 : named;
    }
    phrase.last = named > phrase.first ? named : std::min(end + 1, phrase.last);
    return phrase;
  }

  // "laut Norling", "по словам министра", "ministri sõnul"
  void ReadAccording(const SpeechCue& cue, const Stretch& speaker, bool before) {
    if (speaker.empty()) {
      return;
    }
    const std::size_t first = std::min(cue.all.first, speaker.first);
    const Stretch apposed = before ? WithAppositionRight(speaker) : speaker;
    std::size_t after = std::max(cue.all.last, speaker.last);
    std::vector<Stretch> content;
    const Stretch left = Before(first);
    const bool opens = WordsIn(left.first, left.last) < 2;
    const bool apposition = before && opens && apposed.last > speaker.last && IsComma(apposed.last);
    after = apposition ? apposed.last : after;
    const Stretch right = {after < sentence_.last && IsComma(after) ? after + 1 : after,
                           End(std::min<std::size_t>(after, sentence_.last))};
    if (!opens) {
      content.push_back(left);
    }
    const bool inside = cue.phrase->kind == SpeechKind::kAfter;
    const bool goes_on = opens || inside || (IsComma(after) && WordsIn(right.first, right.last) > 1);
    if (goes_on && right.first < right.last && !IsThat(right.first) && !BeginsCue(right.first)) {
      content.push_back(right);
    }
    // Around a speaker the cue is its opening word.
    const Stretch words = cue.phrase->kind == SpeechKind::kAround ? Stretch{cue.all.first, cue.between.first} : cue.all;
    Add(words, cue.phrase->type, apposition ? apposed : speaker, std::move(content));
  }

  bool BeginsCue(std::size_t token) const { return token < sentence_.last && CueAt(token).has_value(); }

  // "Bakan, "..." dedi.": the content stands between the speaker and the cue.
  void ReadFinal(const SpeechCue& cue) {
    std::vector<Stretch> content;
    std::size_t first_content = cue.all.first;
    for (std::size_t i = sentence_.first; i < cue.all.first; ++i) {
      const std::size_t quotation = reading_.QuotationAt(i);
      if (quotation != kNone && (content.empty() || content.back() != reading_.quotations()[quotation].all)) {
        content.push_back(reading_.quotations()[quotation].all);
      }
    }
    std::size_t comma = sentence_.first;
    while (comma < cue.all.first && !IsComma(comma)) {
      ++comma;
    }
    if (content.empty() && comma < cue.all.first && WordsIn(comma, cue.all.first) > 1) {
      content.push_back({comma + 1, cue.all.first});
    }
    if (content.empty()) {
      return;
    }
    first_content = content.front().first;
    Stretch speaker = PhraseRight(sentence_.first, std::max<std::size_t>(first_content, sentence_.first));
    if (speaker.empty()) {
      speaker = PhraseRight(content.back().last, cue.all.first);
    }
    if (speaker.empty()) {
      speaker = PhraseRight(cue.all.last, sentence_.last);
    }
    Add(cue.all, cue.phrase->type, speaker, std::move(content));
  }

  struct Sides {
    Stretch left;
    Stretch right;
  };

  // Who may be the subject: what stands before the verb or its helper, and what stands behind.
  Sides SubjectsOf(const SpeechCue& cue) const {
    Sides sides;
    for (std::size_t i = cue.all.first; i < cue.all.last; ++i) {
      if (words_.WithoutPronoun(reading_.Word(i)) != reading_.Word(i)) {
        sides.right = {i, i + 1};
        return sides;
      }
    }
    const bool apart = cue.helper != kNone;
    const std::size_t verb = apart ? cue.helper : cue.all.first;
    sides.left = PhraseLeft(verb);
    sides.right = apart ? PhraseRight(cue.helper + 1, cue.all.first) : PhraseRight(cue.all.last, sentence_.last);
    if (sides.left.empty() && sides.right.empty() && verb > sentence_.first && IsComma(verb - 1) &&
        QuotationBefore(verb) == kNone) {
      sides.left = WithAppositionLeft(verb);
    }
    return sides;
  }

  void ReadVerb(const SpeechCue& cue) {
    const Sides sides = SubjectsOf(cue);
    const bool hung = !sides.right.empty() && sides.right.first < cue.all.last && sides.right.first >= cue.all.first;
    const std::size_t behind = std::max(cue.all.last, sides.right.last);
    std::size_t quotation = QuotationBefore(cue.all.first);
    const bool by_left = quotation == kNone && !sides.left.empty();
    if (by_left) {
      quotation = QuotationBefore(sides.left.first);
    }
    if (quotation != kNone) {
      const Stretch speaker = by_left ? sides.left : WithName(sides.right);
      std::vector<Stretch> content = {WithBeginning(quotation)};
      AddSecondHalf(content, by_left || hung ? cue.all.last : std::max(cue.all.last, speaker.last));
      Add(cue.all, cue.phrase->type, speaker, std::move(content));
      return;
    }
    if (ReadAside(cue, sides, behind)) {
      return;
    }
    const bool left = !sides.left.empty() && !hung;
    // "sagt Norling, Leiterin des Hafens": a comma behind a speaker who follows the verb opens no clause of his own.
    const std::size_t begin = cue.helper != kNone ? cue.helper : cue.all.first;
    const bool led = begin > sentence_.first && !reading_.At(begin - 1).punct;
    const Stretch right = RightOf(left ? cue.all.last : behind, left || led);
    if (!right.empty()) {
      Add(cue.all, cue.phrase->type, left ? sides.left : sides.right, {right});
      return;
    }
    // "Der Hafen bleibe zu, sagte Norling."
    const std::size_t first = cue.all.first;
    const bool set_off = first > sentence_.first && (IsComma(first - 1) || IsDash(first - 1));
    const Stretch before = Before(first);
    if (set_off && !sides.right.empty() && WordsIn(before.first, before.last) >= kLeastClause) {
      Add(cue.all, cue.phrase->type, WithName(sides.right), {before});
    }
  }

  // An apposition joins a speaker where one of both is a name.
  Stretch WithName(const Stretch& speaker) const {
    if (speaker.empty() || reading_.NameAt(speaker.last - 1) == kNone) {
      const bool names = !speaker.empty() && speaker.last + 1 < sentence_.last && IsComma(speaker.last) &&
                         reading_.NameAt(speaker.last + 1) != kNone;
      return names ? WithAppositionRight(speaker) : speaker;
    }
    return WithAppositionRight(speaker);
  }

  // "Wie Norling sagte, bleibt der Hafen zu."
  bool ReadAside(const SpeechCue& cue, const Sides& sides, std::size_t behind) {
    std::size_t first = cue.all.first;
    while (first > sentence_.first && cue.all.first - first < kNearThat && !reading_.At(first - 1).punct) {
      --first;
    }
    if (first == cue.all.first || !Is(first, SpeechKind::kAs)) {
      return false;
    }
    const Stretch speaker = sides.left.empty() ? sides.right : sides.left;
    const Stretch before = Before(first);
    if (const std::size_t words = WordsIn(before.first, before.last); words > 0) {
      // "После того, как": a few words before are no content.
      if (words >= kLeastClause) {
        Add(cue.all, cue.phrase->type, speaker, {before});
      }
      return true;
    }
    std::size_t comma = behind;
    while (comma < sentence_.last && !IsComma(comma)) {
      ++comma;
    }
    if (comma + 2 < sentence_.last) {
      Add(cue.all, cue.phrase->type, speaker, {{comma + 1, End(comma + 1)}});
    }
    return true;
  }

  // The second half of a quotation that the cue parts in two, or a dash's.
  void AddSecondHalf(std::vector<Stretch>& content, std::size_t after) const {
    for (std::size_t i = after; i < sentence_.last && i < after + kFarContent; ++i) {
      if (BeginsCue(i)) {
        return;
      }
      const std::size_t quotation = QuotationFrom(i);
      if (quotation != kNone) {
        content.push_back(reading_.quotations()[quotation].all);
        return;
      }
    }
  }

  // What follows the cue and its speaker: a quotation, a clause with its small word, or what a colon introduces.
  Stretch RightOf(std::size_t from, bool bare) const {
    for (std::size_t i = from; i < sentence_.last && i < from + kFarContent; ++i) {
      const bool behind_comma = i > from && IsComma(i - 1);
      const std::size_t quotation = QuotationFrom(i);
      if (quotation != kNone) {
        const bool marked = i == from || behind_comma || IsColon(i - 1) || reading_.quotations()[quotation].words > 3;
        if (marked) {
          return {i, std::max(reading_.quotations()[quotation].all.last, i + 1)};
        }
      } else if (IsColon(i)) {
        const std::size_t next = QuotationFrom(i + 1);
        return next != kNone ? reading_.quotations()[next].all : Stretch{i + 1, End(i + 1)};
      } else if (IsThat(i) && (behind_comma || i == from || (i < from + kNearThat && !IsComma(i + 1)))) {
        return {i, End(i)};
      } else if (bare && IsComma(i) && !IsThat(i + 1) && words_.Has(SpeechKind::kBare) &&
                 WordsIn(i + 1, sentence_.last) >= kLeastClause) {
        return {i + 1, End(i + 1)};
      } else if (reading_.Word(i) == ";" || BeginsCue(i)) {
        break;
      }
    }
    return {};
  }

  std::vector<Draft> drafts_;
};

}  // namespace

std::vector<Draft> DraftForeign(const Reading& reading) {
  const SpeechWords* const words = SpeechWords::Of(reading.prepared().language);
  return words == nullptr ? std::vector<Draft>() : ForeignDrafting(reading, *words).Build();
}

}  // namespace headwater::annotate
