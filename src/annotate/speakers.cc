// A speaker is the name its phrase holds, whom the phrase refers to, or what it is called.
#include "annotate/speakers.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "annotate/lexicon.h"
#include "annotate/mentions.h"
#include "tables/tables.h"

namespace headwater::annotate {
namespace {

// How many unnamed speakers back a description is looked for.
constexpr std::size_t kLookBack = 300;
constexpr std::size_t kLongestDescription = 5;  // tokens

// Words for what is said or written, whose issuer is the one who speaks.
constexpr std::array<std::string_view, 21> kIssued = {
    "statement", "statements", "communique", "communiqué", "letter",  "message", "remarks",
    "comments",  "words",      "claim",      "claims",     "release", "speech",  "announcement",
    "poll",      "polls",      "survey",     "surveys",    "report",  "study",   "memo"};

bool IsIssued(std::string_view word) { return std::ranges::find(kIssued, word) != kIssued.end(); }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.back() == ',' || text.back() == ' ' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

bool IsPossessive(std::string_view word) { return word == "'s" || word == "’s"; }

}  // namespace

std::string_view CountryOfCapital(std::string_view name) {
  static const auto made = [] {
    std::unordered_map<std::string_view, std::string_view> countries;
    for (const tables::Row& row : tables::Table("capitals")) {
      std::string_view list = row[0];
      while (!list.empty()) {
        const std::size_t end = std::min(list.find('|'), list.size());
        countries.emplace(list.substr(0, end), row[1]);
        list.remove_prefix(std::min(end + 1, list.size()));
      }
    }
    return countries;
  }();
  const auto found = made.find(name);
  return found == made.end() ? std::string_view() : found->second;
}

Speakers::Speakers(const Reading& reading)
    : reading_(&reading),
      foreign_(KnowsGrammar(reading.prepared().language) ? nullptr : SpeechWords::Of(reading.prepared().language)),
      referents_(reading) {}

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

Stretch Speakers::Trimmed(Stretch phrase) const {
  const Reading& reading = *reading_;
  if (foreign_ != nullptr) {
    return phrase;
  }
  for (std::size_t i = phrase.first; i + 1 < phrase.last; ++i) {
    const std::size_t dash =
        reading.IsMark(i, "--") ? 1 : (reading.IsMark(i, "-") && reading.IsMark(i + 1, "-") ? 2 : 0);
    if (dash > 0 && i + dash < phrase.last) {
      phrase.first = i + dash;
    }
  }
  // "last week", "earlier this month", "on Tuesday", "two months ago"
  for (bool cut = true; cut && phrase.last > phrase.first + 1;) {
    std::size_t last = phrase.last;
    while (last > phrase.first + 1 && reading.NameAt(last - 1) == kNone &&
           (reading.GrammarOf(last - 1) == Grammar::kTime || reading.GrammarOf(last - 1) == Grammar::kAdverb)) {
      --last;
    }
    cut = last < phrase.last;
    const auto leads = [&reading](std::size_t token) {
      const std::string_view word = reading.Word(token);
      return reading.NameAt(token) == kNone && (word == "last" || word == "this" || word == "next" || word == "late" ||
                                                word == "early" || word == "on" || word == "in" || word == "that");
    };
    while (cut && last > phrase.first + 1 && leads(last - 1)) {
      --last;
    }
    phrase.last = last;
  }
  return phrase;
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

const Referent* Speakers::SameRole(const Stretch& phrase) const {
  const Reading& reading = *reading_;
  const std::string_view article = reading.Word(phrase.first);
  const std::size_t end = HeadEnd(phrase);
  const bool definite = foreign_ == nullptr
                            ? article == "the" || article == "this" || article == "these" || article == "both"
                            : foreign_->Is(article, SpeechKind::kArticle);
  if (!definite || end < phrase.first + 2 || end > phrase.first + kLongestDescription) {
    return nullptr;
  }
  const std::string_view head = reading.Word(end - 1);
  if (const Referent* const bearer = referents_.Bearer(head, phrase.first)) {
    return bearer;
  }
  const std::size_t far = called_.size() > kLookBack ? called_.size() - kLookBack : 0;
  for (std::size_t i = called_.size(); i > far && end <= phrase.first + 3; --i) {
    if (called_[i - 1].first == head) {
      return &called_[i - 1].second;
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

bool Speakers::IsBareOffice(const Stretch& phrase, std::size_t name) const {
  const Reading& reading = *reading_;
  const news::Name& named = reading.names()[name];
  if (named.kind == news::NameKind::kPerson || named.text.find(' ') != std::string::npos) {
    return false;
  }
  std::size_t first = phrase.first;
  while (first < phrase.last && reading.NameAt(first) != name) {
    ++first;
  }
  const std::size_t before = first - phrase.first;
  const bool described = before > 1 || (before == 1 && reading.GrammarOf(phrase.first) != Grammar::kDeterminer);
  return described && (WordFlags(Lower(named.text), reading.prepared().language) & (kOrgWord | kRole)) != 0;
}

// The name that the phrase is about: the name that its head word is, or a person named after it.
std::optional<std::size_t> Speakers::HeadName(const Stretch& phrase) const {
  if (foreign_ != nullptr) {
    return ForeignName(phrase);
  }
  const std::size_t head_end = HeadEnd(phrase);
  std::size_t last = head_end > phrase.first ? head_end - 1 : phrase.first;
  if (last > phrase.first && IsPossessive(reading_->Word(last))) {
    --last;
  }
  const std::size_t name = reading_->NameAt(last);
  if (name != kNone) {
    return IsBareOffice(phrase, name) ? std::nullopt : std::optional(name);
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

Pronoun Speakers::PronounOf(const Stretch& phrase) const {
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

// "Norling, who said", "the agency which said": whom the small word stands for.
Referent Speakers::BehindWho(const Stretch& phrase) const {
  std::size_t end = phrase.first;
  if (end > 0 && reading_->IsMark(end - 1, ",")) {
    --end;
  }
  const Stretch before = Trimmed(reading_->PhraseBefore(end, end > 30 ? end - 30 : 0));
  if (end > 0 && reading_->NameAt(end - 1) != kNone && !IsBareOffice(before, reading_->NameAt(end - 1))) {
    return referents_.OfName(reading_->NameAt(end - 1));
  }
  if (!before.empty()) {
    if (const auto named = Named(before)) {
      return *named;
    }
    return AsCalled(before);
  }
  Referent referent;
  referent.name = reading_->TextOf(phrase);
  return referent;
}

Referent Speakers::AsCalled(const Stretch& phrase) const {
  std::string_view text = Trim(reading_->TextOf(phrase));
  const std::size_t comma = text.find(", ");
  text = comma != std::string_view::npos && comma > 3 ? text.substr(0, comma) : text;
  for (const std::string_view mark : {"'s", "’s"}) {
    text = text.ends_with(mark) ? text.substr(0, text.size() - mark.size()) : text;
  }
  Referent referent;
  referent.name = WithoutArticle(text);
  const std::size_t end = HeadEnd(phrase);
  if (foreign_ == nullptr && end > phrase.first) {
    const std::string_view head = reading_->Word(end - 1);
    referent.several = (head.ends_with('s') && !head.ends_with("ss")) || head == "people" || head == "police";
  }
  return referent;
}

std::optional<Referent> Speakers::Both(const Stretch& phrase) const {
  const Reading& reading = *reading_;
  std::size_t conjunction = phrase.first;
  while (conjunction < phrase.last && !reading.IsMark(conjunction, "and")) {
    ++conjunction;
  }
  if (conjunction + 1 >= phrase.last || conjunction == phrase.first || reading.NameAt(conjunction) != kNone) {
    return std::nullopt;
  }
  const std::size_t one = reading.NameAt(conjunction - 1);
  const std::size_t other = reading.NameAt(phrase.last - 1);
  if (one == kNone || other == kNone || one == other || reading.names()[one].kind != reading.names()[other].kind ||
      referents_.OfName(one).entity == referents_.OfName(other).entity) {
    return std::nullopt;
  }
  Referent both = referents_.OfName(one);
  both.name += " and " + referents_.OfName(other).name;
  both.several = true;
  both.person = false;
  both.place = false;
  both.role.clear();
  return both;
}

std::optional<Referent> Speakers::Issuer(const Stretch& phrase) const {
  const Reading& reading = *reading_;
  const std::size_t end = HeadEnd(phrase);
  if (foreign_ != nullptr || end <= phrase.first || !IsIssued(reading.Word(end - 1))) {
    return std::nullopt;
  }
  const auto named = [&](std::size_t token) -> std::optional<Referent> {
    const std::size_t name = reading.NameAt(token);
    return name == kNone ? std::nullopt : std::optional(referents_.OfName(name));
  };
  if (end >= phrase.first + 2) {
    const bool possessive = end > phrase.first + 2 && IsPossessive(reading.Word(end - 2));
    if (auto issuer = named(possessive ? end - 3 : end - 2)) {
      return issuer;
    }
  }
  // "a poll by the Norling Institute"
  const bool by = end + 1 < phrase.last && (reading.IsMark(end, "by") || reading.IsMark(end, "from"));
  const bool article = by && reading.GrammarOf(end + 1) == Grammar::kDeterminer;
  const std::size_t at = end + (article ? 2 : 1);
  return by && at < phrase.last ? named(at) : std::nullopt;
}

std::optional<Referent> Speakers::Named(const Stretch& phrase) const {
  if (auto both = Both(phrase)) {
    return both;
  }
  if (auto issuer = Issuer(phrase)) {
    return issuer;
  }
  const auto name = HeadName(phrase);
  if (!name) {
    return std::nullopt;
  }
  Referent referent = referents_.OfName(*name);
  const bool alone = phrase.last - phrase.first <= 2;
  if (const std::string_view country = referent.place && alone ? CountryOfCapital(referent.name) : "";
      !country.empty()) {
    const std::string government = "government of " + std::string(country);
    referent.name += " (" + government + ")";
    referent.place = false;
    std::string key = "organisation/" + Lower(government);
    std::ranges::replace(key, ' ', '-');
    referent.entity = news::EntityId(key);
  }
  return referent;
}

Referent Speakers::Referred(const Stretch& phrase) {
  const bool single = phrase.last - phrase.first == 1;
  const std::string_view word = reading_->Word(phrase.first);
  if (single && foreign_ == nullptr && (word == "who" || word == "which" || word == "that")) {
    return BehindWho(phrase);
  }
  if (const Pronoun pronoun = PronounOf(phrase); pronoun != Pronoun::kNoPronoun) {
    const Referent* const found = referents_.Behind(phrase.first, pronoun);
    Referent referent;
    referent.name = reading_->TextOf(phrase);
    return found == nullptr ? referent : *found;
  }
  if (auto named = Named(phrase)) {
    // "The report" will mean this one.
    if (const std::size_t end = HeadEnd(phrase); end > phrase.first && IsIssued(reading_->Word(end - 1))) {
      called_.emplace_back(reading_->Word(end - 1), *named);
    }
    return *std::move(named);
  }
  if (const Referent* const role = SameRole(phrase)) {
    return *role;
  }
  Referent referent = AsCalled(phrase);
  if (const std::size_t end = HeadEnd(phrase); end > phrase.first) {
    called_.emplace_back(reading_->Word(end - 1), referent);
  }
  return referent;
}

news::Speaker Speakers::Resolve(const Stretch& phrase) {
  const Stretch trimmed = Trimmed(phrase);
  Referent referent = Referred(trimmed);
  news::Speaker speaker;
  speaker.phrase.span = reading_->SpanOf(trimmed);
  speaker.phrase.text = reading_->TextOf(trimmed);
  speaker.name = referent.name;
  speaker.entity = referent.entity;
  speaker.role = referent.role;
  referents_.Spoke(phrase.first, std::move(referent));
  return speaker;
}

}  // namespace headwater::annotate
