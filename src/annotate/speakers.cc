// Names by their fullest spelling, pronouns by gender and nearness, the rest as it is called.
#include "annotate/speakers.h"

#include <algorithm>
#include <unordered_map>

#include "annotate/lexicon.h"
#include "annotate/mentions.h"

namespace headwater::annotate {
namespace {

// How many names or speakers back a reference is looked for.
constexpr std::size_t kLookBack = 300;

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.back() == ',' || text.back() == ' ' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

Speakers::Speakers(const Reading& reading)
    : reading_(&reading),
      foreign_(KnowsGrammar(reading.prepared().language) ? nullptr : SpeechWords::Of(reading.prepared().language)),
      name_tokens_(reading.names().size(), kNone) {
  const auto& names = reading.names();
  // The commonest of the fullest spellings: most words first, then the first seen.
  std::unordered_map<std::string, std::string> fullest;
  std::unordered_map<std::string, std::string> roles;
  const auto words = [](std::string_view text) { return std::ranges::count(text, ' '); };
  for (const news::Name& name : names) {
    std::string& best = fullest[name.entity.value()];
    if (best.empty() || words(name.text) > words(best)) {
      best = name.text;
    }
    std::string& role = roles[name.entity.value()];
    role = role.empty() ? name.role : role;
  }
  for (const news::Name& name : names) {
    Known known;
    known.name = fullest[name.entity.value()];
    known.entity = name.entity;
    known.role = name.role.empty() ? roles[name.entity.value()] : name.role;
    known.person = name.kind == news::NameKind::kPerson;
    known.place = name.kind == news::NameKind::kPlace;
    if (known.person) {
      const std::string_view full = known.name;
      const std::uint32_t flags = GivenNameFlags(full.substr(0, full.find(' ')), false);
      known.female = (flags & kFemale) != 0 && (flags & kMale) == 0;
      known.male = (flags & kMale) != 0 && (flags & kFemale) == 0;
    }
    by_name_.push_back(std::move(known));
  }
  for (std::size_t token = reading.size(); token-- > 0;) {
    if (reading.NameAt(token) != kNone) {
      name_tokens_[reading.NameAt(token)] = token;
    }
  }
  // A name without a token of its own (cut off with the text) stands where the next one does, so that all are in order.
  for (std::size_t i = name_tokens_.size(); i-- > 0;) {
    if (name_tokens_[i] == kNone && i + 1 < name_tokens_.size()) {
      name_tokens_[i] = name_tokens_[i + 1];
    }
  }
}

// Where the phrase's head ends: before its first preposition, clause or apposition.
std::size_t Speakers::HeadEnd(const Stretch& phrase) const {
  const Reading& reading = *reading_;
  std::size_t head_end = phrase.first;
  while (head_end < phrase.last) {
    const Grammar grammar = reading.GrammarOf(head_end);
    const bool inside = reading.NameAt(head_end) != kNone;
    if (!inside && head_end > phrase.first &&
        (grammar == Grammar::kPreposition || grammar == Grammar::kSubordinate || reading.IsMark(head_end, ",") ||
         reading.IsMark(head_end, "("))) {
      break;
    }
    ++head_end;
  }
  return head_end;
}

std::string_view Speakers::WithoutArticle(std::string_view text) const {
  if (foreign_ == nullptr) {
    for (const std::string_view article : {"the ", "The "}) {
      text = text.starts_with(article) ? text.substr(article.size()) : text;
    }
    return text;
  }
  const std::size_t space = text.find(' ');
  const bool article =
      space != std::string_view::npos && foreign_->Is(Lower(text.substr(0, space)), SpeechKind::kArticle);
  return article ? text.substr(space + 1) : text;
}

// The person named last whose office the word is: beside a name, or said elsewhere of its bearer.
const Speakers::Known* Speakers::RoleBearer(std::string_view head, std::size_t until) const {
  const Reading& reading = *reading_;
  if ((WordFlags(head, reading.prepared().language) & kRole) == 0) {
    return nullptr;
  }
  for (std::size_t i = until; i > 0 && i + kLookBack > until; --i) {
    const Known& known = by_name_[i - 1];
    const std::size_t token = name_tokens_[i - 1];
    if (!known.person) {
      continue;
    }
    const std::string role = Lower(known.role.substr(0, known.role.find(" of ")));
    const bool ends = role == head || role.ends_with(" " + std::string(head));
    if (ends || (token > 0 && token < reading.size() && reading.Word(token - 1) == head)) {
      return &known;
    }
  }
  return nullptr;
}

const Speakers::Known* Speakers::SameRole(const Stretch& phrase) const {
  const Reading& reading = *reading_;
  const std::string_view article = reading.Word(phrase.first);
  const std::size_t end = HeadEnd(phrase);
  const bool definite = foreign_ == nullptr
                            ? article == "the" || article == "this" || article == "these" || article == "both"
                            : foreign_->Is(article, SpeechKind::kArticle);
  if (!definite || end < phrase.first + 2 || end > phrase.first + 3) {
    return nullptr;
  }
  const std::string_view head = reading.Word(end - 1);
  const auto after = std::ranges::lower_bound(name_tokens_, phrase.first);
  if (const Known* const bearer = RoleBearer(head, static_cast<std::size_t>(after - name_tokens_.begin()))) {
    return bearer;
  }
  const std::size_t far = roles_.size() > kLookBack ? roles_.size() - kLookBack : 0;
  for (std::size_t i = roles_.size(); i > far; --i) {
    if (roles_[i - 1].first == head) {
      return &roles_[i - 1].second;
    }
  }
  return nullptr;
}

// "The foreign minister of Vard Ada Norling", "the harbour master, Ada Norling,": a person named after the head.
std::optional<std::size_t> Speakers::PersonAfter(const Stretch& phrase, std::size_t head_end) const {
  const Reading& reading = *reading_;
  std::optional<std::size_t> person;
  std::size_t persons = 0;
  for (std::size_t token = head_end; token < phrase.last; ++token) {
    if (reading.GrammarOf(token) == Grammar::kSubordinate) {
      break;
    }
    const std::size_t name = reading.NameAt(token);
    if (name != kNone && reading.names()[name].kind == news::NameKind::kPerson && person != name) {
      const std::size_t titles = TitlesBefore(reading.prepared(), token);
      const std::size_t last_word = reading.IsMark(phrase.last - 1, ",") ? phrase.last - 2 : phrase.last - 1;
      const bool set_off =
          (titles > phrase.first && reading.IsMark(titles - 1, ",")) || reading.NameAt(last_word) == name;
      if (set_off) {
        person = person.value_or(name);
        ++persons;
      }
    }
  }
  return persons == 1 ? person : std::nullopt;
}

// The name that the phrase is about: the name that its head word is, or a person named after it.
std::optional<std::size_t> Speakers::HeadName(const Stretch& phrase) const {
  if (foreign_ != nullptr) {
    return ForeignName(phrase);
  }
  const std::size_t head_end = HeadEnd(phrase);
  const std::size_t last = head_end > phrase.first ? head_end - 1 : phrase.first;
  if (reading_->NameAt(last) != kNone) {
    return reading_->NameAt(last);
  }
  return PersonAfter(phrase, head_end);
}

// The first person of the phrase, or a name that stands in it alone.
std::optional<std::size_t> Speakers::ForeignName(const Stretch& phrase) const {
  const Reading& reading = *reading_;
  bool alone = true;
  for (std::size_t token = phrase.first; token < phrase.last; ++token) {
    const std::size_t name = reading.NameAt(token);
    if (name != kNone && reading.names()[name].kind == news::NameKind::kPerson) {
      return name;
    }
    alone =
        alone && (name != kNone || reading.At(token).punct || foreign_->Is(reading.Word(token), SpeechKind::kArticle));
  }
  const std::size_t last = phrase.last - 1;
  return alone && reading.NameAt(last) != kNone ? std::optional(reading.NameAt(last)) : std::nullopt;
}

bool Speakers::Fits(const Known& known, Pronoun pronoun) {
  switch (pronoun) {
    case Pronoun::kHe:
      return known.person && !known.female;
    case Pronoun::kShe:
      return known.person && !known.male;
    case Pronoun::kThey:
      return !known.person && !known.place;
    default:
      return !known.person && !known.entity.empty();
  }
}

// The person named last before the token, outside quotations.
const Speakers::Known* Speakers::NamedBefore(std::size_t token, Pronoun pronoun, std::size_t& at) const {
  const auto after = std::ranges::lower_bound(name_tokens_, token);
  const auto until = static_cast<std::size_t>(after - name_tokens_.begin());
  for (std::size_t i = until; i > 0 && i + kLookBack > until; --i) {
    const Known& known = by_name_[i - 1];
    at = name_tokens_[i - 1];
    if (known.person && Fits(known, pronoun) && at < reading_->size() && reading_->QuotationAt(at) == kNone) {
      return &known;
    }
  }
  return nullptr;
}

const Speakers::Known* Speakers::LastBefore(std::size_t token, Pronoun pronoun) const {
  std::size_t spoken_at = 0;
  const Known* spoken = nullptr;
  const std::size_t far = said_.size() > kLookBack ? said_.size() - kLookBack : 0;
  for (std::size_t i = said_.size(); i > far && spoken == nullptr; --i) {
    if (said_[i - 1].first < token && Fits(said_[i - 1].second, pronoun)) {
      spoken = &said_[i - 1].second;
      spoken_at = said_[i - 1].first;
    }
  }
  if (pronoun != Pronoun::kHe && pronoun != Pronoun::kShe) {
    return spoken;
  }
  std::size_t named_at = 0;
  const Known* const named = NamedBefore(token, pronoun, named_at);
  const auto sure = [&](const Known* known) {
    return known != nullptr && (pronoun == Pronoun::kHe ? known->male : known->female);
  };
  if (spoken == nullptr || (sure(named) && !sure(spoken))) {
    return named;
  }
  // Who spoke last goes on speaking, unless long ago.
  const bool near = token - spoken_at < 120 || named_at < spoken_at;
  return near || !sure(named) ? spoken : named;
}

Speakers::Pronoun Speakers::PronounOf(const Stretch& phrase) const {
  if (phrase.last - phrase.first != 1 || reading_->NameAt(phrase.first) != kNone) {
    return Pronoun::kNoPronoun;
  }
  const std::string_view word = reading_->Word(phrase.first);
  if (foreign_ != nullptr) {
    const SpeechKind kind = foreign_->PronounIn(word);
    return kind == SpeechKind::kHe     ? Pronoun::kHe
           : kind == SpeechKind::kShe  ? Pronoun::kShe
           : kind == SpeechKind::kThey ? Pronoun::kThey
                                       : Pronoun::kNoPronoun;
  }
  if (word == "he" || word == "his" || word == "him") {
    return Pronoun::kHe;
  }
  if (word == "she" || word == "her") {
    return Pronoun::kShe;
  }
  if (word == "they" || word == "their") {
    return Pronoun::kThey;
  }
  return word == "it" || word == "its" ? Pronoun::kIt : Pronoun::kNoPronoun;
}

// "Norling, who said": whom the small word stands for.
Speakers::Known Speakers::BehindWho(const Stretch& phrase) const {
  std::size_t end = phrase.first;
  if (end > 0 && reading_->IsMark(end - 1, ",")) {
    --end;
  }
  const Stretch before = reading_->PhraseBefore(end, end > 30 ? end - 30 : 0);
  if (const auto name = before.empty() ? std::nullopt : HeadName(before)) {
    return by_name_[*name];
  }
  Known known;
  known.name = before.empty() ? reading_->TextOf(phrase) : WithoutArticle(Trim(reading_->TextOf(before)));
  return known;
}

Speakers::Known Speakers::AsCalled(const Stretch& phrase) const {
  std::string_view text = Trim(reading_->TextOf(phrase));
  const std::size_t comma = text.find(", ");
  text = comma != std::string_view::npos && comma > 3 ? text.substr(0, comma) : text;
  Known known;
  known.name = WithoutArticle(text);
  return known;
}

Speakers::Known Speakers::Referred(const Stretch& phrase) {
  if (reading_->Word(phrase.first) == "who" && phrase.last - phrase.first == 1) {
    return BehindWho(phrase);
  }
  if (const Pronoun pronoun = PronounOf(phrase); pronoun != Pronoun::kNoPronoun) {
    const Known* const found = LastBefore(phrase.first, pronoun);
    Known known;
    known.name = reading_->TextOf(phrase);
    return found == nullptr ? known : *found;
  }
  if (const auto name = HeadName(phrase)) {
    return by_name_[*name];
  }
  if (const Known* const role = SameRole(phrase)) {
    return *role;
  }
  Known known = AsCalled(phrase);
  if (const std::size_t end = HeadEnd(phrase); end > phrase.first) {
    roles_.emplace_back(reading_->Word(end - 1), known);
  }
  return known;
}

news::Speaker Speakers::Resolve(const Stretch& phrase) {
  Known known = Referred(phrase);
  news::Speaker speaker;
  speaker.phrase.span = reading_->SpanOf(phrase);
  speaker.phrase.text = reading_->TextOf(phrase);
  speaker.name = known.name;
  speaker.entity = known.entity;
  speaker.role = known.role;
  said_.emplace_back(phrase.first, std::move(known));
  return speaker;
}

}  // namespace headwater::annotate
