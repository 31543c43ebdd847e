// Noun phrases walked by marks, names and the small words of the language's table.
#include "annotate/foreign_phrases.h"

#include <algorithm>
#include <array>

namespace headwater::annotate {
namespace {

constexpr std::size_t kLongestPhrase = 16;  // tokens
constexpr std::size_t kFarHelper = 14;      // tokens between a helper and its participle
constexpr std::size_t kLongestApposition = 14;

template <std::size_t N>
bool OneOf(std::string_view word, const std::array<std::string_view, N>& marks) {
  return std::ranges::find(marks, word) != marks.end();
}

}  // namespace

bool ForeignPhrases::IsComma(std::size_t token) const {
  return token < reading_.size() && OneOf<3>(reading_.Word(token), {",", "،", "，"});
}

bool ForeignPhrases::IsColon(std::size_t token) const {
  return token < reading_.size() && OneOf<2>(reading_.Word(token), {":", "："});
}

bool ForeignPhrases::IsDash(std::size_t token) const {
  return token < reading_.size() && OneOf<4>(reading_.Word(token), {"—", "–", "-", "―"}) &&
         reading_.At(token).space_before;
}

bool ForeignPhrases::IsThat(std::size_t token) const {
  return token < sentence_.last && !reading_.At(token).capitalised && Is(token, SpeechKind::kThat);
}

bool ForeignPhrases::Matches(const std::vector<std::string>& words, std::size_t token) const {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (token + i >= sentence_.last || reading_.Word(token + i) != words[i]) {
      return false;
    }
  }
  return true;
}

bool ForeignPhrases::TakesHelper(SpeechCue& cue) const {
  for (std::size_t i = cue.all.first; i > sentence_.first && cue.all.first - i < kFarHelper; --i) {
    if (Is(i - 1, SpeechKind::kHelper)) {
      const bool near = cue.all.first - i < 2;
      cue.helper = near ? kNone : i - 1;
      cue.all.first = near ? i - 1 : cue.all.first;
      return true;
    }
    if (reading_.At(i - 1).punct && !IsInnerMark(i - 1)) {
      return false;
    }
  }
  return false;
}

bool ForeignPhrases::TakesClosing(const SpeechPhrase& phrase, SpeechCue& cue) const {
  const std::size_t next = cue.all.last;
  for (std::size_t i = next; i < sentence_.last && i < next + kLongestPhrase; ++i) {
    if (i > next && Matches(phrase.closing, i)) {
      cue.between = {next, i};
      cue.all.last = i + phrase.closing.size();
      return true;
    }
    if (IsComma(i)) {
      return false;
    }
  }
  return false;
}

bool ForeignPhrases::Fits(const SpeechPhrase& phrase, SpeechCue& cue) const {
  const std::size_t next = cue.all.last;
  switch (phrase.kind) {
    case SpeechKind::kVerb:
    case SpeechKind::kFinal:
    case SpeechKind::kBefore:
    case SpeechKind::kAfter:
      return true;
    case SpeechKind::kBeside:
      return cue.all.first > sentence_.first && IsComma(cue.all.first - 1) && next < sentence_.last &&
             (reading_.NameAt(next) != kNone || Is(next, SpeechKind::kArticle));
    case SpeechKind::kMarked:
      return next < sentence_.last && cue.all.first > sentence_.first &&
             (IsComma(next) || IsColon(next) || QuotationFrom(next) != kNone || IsThat(next));
    case SpeechKind::kParticiple:
      return TakesHelper(cue);
    case SpeechKind::kAround:
      return TakesClosing(phrase, cue);
    default:
      return false;
  }
}

std::optional<SpeechCue> ForeignPhrases::CueAt(std::size_t token) const {
  if (reading_.NameAt(token) != kNone) {
    return std::nullopt;
  }
  const std::string_view word = reading_.Word(token);
  const auto* phrases = words_.Beginning(word);
  const bool hung = phrases == nullptr && words_.WithoutPronoun(word) != word;
  if (hung) {
    phrases = words_.Beginning(words_.WithoutPronoun(word));
  }
  if (phrases == nullptr) {
    return std::nullopt;
  }
  for (const SpeechPhrase& phrase : *phrases) {
    if (!(hung && phrase.words.size() == 1) && !Matches(phrase.words, token)) {
      continue;
    }
    SpeechCue cue;
    cue.phrase = &phrase;
    cue.all = {token, token + phrase.words.size()};
    if (Fits(phrase, cue)) {
      return cue;
    }
  }
  return std::nullopt;
}

// "St.", "J. Norling", "Vard-Hafen": the mark is part of the phrase.
bool ForeignPhrases::IsInnerMark(std::size_t token) const {
  const std::string_view word = reading_.Word(token);
  if (word == "." && token > 0 && token + 1 < sentence_.last) {
    return reading_.At(token - 1).end - reading_.At(token - 1).begin <= 4 && !reading_.At(token).space_before;
  }
  const bool joined = (word == "-" || word == "/" || word == "&" || word == "·") && !IsDash(token);
  return joined || (reading_.At(token).quote && reading_.QuotationAt(token) == kNone);
}

bool ForeignPhrases::IsPronoun(std::size_t token) const {
  return words_.PronounIn(reading_.Word(token)) != SpeechKind::kVerb;
}

bool ForeignPhrases::SaysAt(std::size_t token) const {
  const auto cue = CueAt(token);
  return cue && (cue->phrase->kind == SpeechKind::kVerb || cue->phrase->kind == SpeechKind::kParticiple);
}

bool ForeignPhrases::EndsPhrase(std::size_t token) const {
  if (reading_.At(token).punct) {
    return !IsInnerMark(token);
  }
  return Is(token, SpeechKind::kStop) || Is(token, SpeechKind::kTime) || Is(token, SpeechKind::kFinite) ||
         (Is(token, SpeechKind::kThat) && !Is(token, SpeechKind::kOf)) || IsPronoun(token) || SaysAt(token);
}

Stretch ForeignPhrases::PhraseRight(std::size_t begin, std::size_t limit) const {
  if (begin >= limit || reading_.At(begin).punct) {
    return {};
  }
  if (IsPronoun(begin) && reading_.NameAt(begin) == kNone) {
    return {begin, begin + 1};
  }
  const bool capitals = words_.Has(SpeechKind::kCapitals);
  std::size_t end = begin;
  bool noun = false;
  while (end < limit && end - begin < kLongestPhrase) {
    if (reading_.NameAt(end) != kNone) {
      noun = true;
      ++end;
      continue;
    }
    const bool of = Is(end, SpeechKind::kOf);
    const bool article = Is(end, SpeechKind::kArticle);
    const bool article_after_of = article && end > begin && Is(end - 1, SpeechKind::kOf);
    if ((!of && !article && EndsPhrase(end)) || (article && noun && !of && !article_after_of) ||
        (of && end == begin && !article)) {
      break;
    }
    const bool plain = !of && !article;
    if (capitals && plain && noun && !reading_.At(end).capitalised) {
      break;
    }
    noun = noun || (plain && (!capitals || reading_.At(end).capitalised));
    ++end;
  }
  while (end > begin && (Is(end - 1, SpeechKind::kOf) || Is(end - 1, SpeechKind::kArticle)) &&
         reading_.NameAt(end - 1) == kNone) {
    --end;
  }
  return noun ? Stretch{begin, end} : Stretch{};
}

// Past "am Montag", "en conférence de presse", "im Interview mit der Zeitung".
std::size_t ForeignPhrases::OverLead(std::size_t begin, std::size_t end) const {
  while (begin < end && reading_.NameAt(begin) == kNone) {
    if (Is(begin, SpeechKind::kTime) || reading_.At(begin).punct) {
      ++begin;
      continue;
    }
    if (!Is(begin, SpeechKind::kStop)) {
      break;
    }
    ++begin;
    while (begin < end && Is(begin, SpeechKind::kArticle) && reading_.NameAt(begin) == kNone) {
      ++begin;
    }
    for (bool goes_on = true; goes_on && begin < end;) {
      if (Is(begin, SpeechKind::kStop)) {
        break;
      }
      const std::size_t name = reading_.NameAt(begin);
      ++begin;
      while (begin < end && name != kNone && reading_.NameAt(begin) == name) {
        ++begin;
      }
      goes_on = false;
      while (begin < end && reading_.NameAt(begin) == kNone && Is(begin, SpeechKind::kOf)) {
        goes_on = true;
        ++begin;
      }
    }
  }
  return begin;
}

Stretch ForeignPhrases::PhraseLeft(std::size_t end) const {
  std::size_t begin = end;
  while (begin > sentence_.first && end - begin < kLongestPhrase) {
    const std::size_t token = begin - 1;
    const bool named = reading_.NameAt(token) != kNone;
    const bool ends = (reading_.At(token).punct && !IsInnerMark(token)) || Is(token, SpeechKind::kFinite) ||
                      Is(token, SpeechKind::kAs) || (IsThat(token) && !Is(token, SpeechKind::kOf)) ||
                      QuotationFrom(token) != kNone || SaysAt(token);
    if (!named && ends) {
      break;
    }
    if (!named && IsPronoun(token)) {
      return begin == end ? Stretch{token, end} : Stretch{};
    }
    --begin;
  }
  begin = OverLead(begin, end);
  while (begin < end && reading_.NameAt(begin) == kNone && Is(begin, SpeechKind::kOf) &&
         !Is(begin, SpeechKind::kArticle)) {
    ++begin;
  }
  while (end > begin && reading_.NameAt(end - 1) == kNone && Is(end - 1, SpeechKind::kStop)) {
    --end;
  }
  const auto means = [this](std::size_t token) {
    return reading_.NameAt(token) != kNone ||
           (reading_.At(token).word && !Is(token, SpeechKind::kArticle) && !Is(token, SpeechKind::kStop));
  };
  for (std::size_t i = begin; i < end; ++i) {
    if (means(i)) {
      return {begin, end};
    }
  }
  return {};
}

Stretch ForeignPhrases::WithAppositionLeft(std::size_t end) const {
  std::size_t comma = end - 1;
  while (comma > sentence_.first && end - comma < kLongestApposition && !IsComma(comma - 1)) {
    if (QuotationFrom(comma - 1) != kNone || IsColon(comma - 1)) {
      return {};
    }
    --comma;
  }
  if (comma <= sentence_.first + 1 || !IsComma(comma - 1)) {
    return {};
  }
  const Stretch head = PhraseLeft(comma - 1);
  if (head.empty()) {
    return {};
  }
  for (std::size_t i = head.first; i < end; ++i) {
    const std::size_t name = reading_.NameAt(i);
    if (name != kNone && reading_.names()[name].kind == news::NameKind::kPerson) {
      return {head.first, end - 1};
    }
  }
  return {};
}

Stretch ForeignPhrases::WithAppositionRight(const Stretch& phrase) const {
  const std::size_t next = phrase.last + 1;
  if (phrase.empty() || !IsComma(phrase.last) || next >= sentence_.last || EndsPhrase(next)) {
    return phrase;
  }
  std::size_t end = next;
  while (end < sentence_.last && end < next + kLongestApposition && (!reading_.At(end).punct || IsInnerMark(end))) {
    if (SaysAt(end) || Is(end, SpeechKind::kFinite)) {
      return phrase;
    }
    ++end;
  }
  return end < next + kLongestApposition ? Stretch{phrase.first, end} : phrase;
}

std::size_t ForeignPhrases::QuotationBefore(std::size_t end) const {
  for (std::size_t i = end; i > sentence_.first && end - i < 4; --i) {
    const std::size_t quotation = reading_.QuotationAt(i - 1);
    if (quotation != kNone && reading_.quotations()[quotation].all.last == i) {
      return quotation;
    }
    if (!reading_.At(i - 1).punct || IsColon(i - 1)) {
      break;
    }
  }
  return kNone;
}

std::size_t ForeignPhrases::QuotationFrom(std::size_t token) const {
  const std::size_t quotation = token < reading_.size() ? reading_.QuotationAt(token) : kNone;
  return quotation != kNone && reading_.quotations()[quotation].all.first == token ? quotation : kNone;
}

std::size_t ForeignPhrases::WordsIn(std::size_t begin, std::size_t end) const {
  std::size_t words = 0;
  for (std::size_t i = begin; i < end; ++i) {
    words += reading_.At(i).word || reading_.At(i).number ? 1U : 0U;
  }
  return words;
}

}  // namespace headwater::annotate
