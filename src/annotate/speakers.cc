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

bool IsHe(std::string_view word) { return word == "he" || word == "his" || word == "him"; }
bool IsShe(std::string_view word) { return word == "she" || word == "her"; }

std::string_view WithoutArticle(std::string_view text) {
  for (const std::string_view article : {"the ", "The "}) {
    if (text.starts_with(article)) {
      return text.substr(article.size());
    }
  }
  return text;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.back() == ',' || text.back() == ' ' || text.back() == '\n')) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

Speakers::Speakers(const Reading& reading) : reading_(&reading), name_tokens_(reading.names().size(), kNone) {
  const auto& names = reading.names();
  // The commonest of the fullest spellings: most words first, then the first seen.
  std::unordered_map<std::string, std::string> fullest;
  const auto words = [](std::string_view text) { return std::ranges::count(text, ' '); };
  for (const news::Name& name : names) {
    std::string& best = fullest[name.entity.value()];
    if (best.empty() || words(name.text) > words(best)) {
      best = name.text;
    }
  }
  for (const news::Name& name : names) {
    Known known;
    known.name = fullest[name.entity.value()];
    known.entity = name.entity;
    known.person = name.kind == news::NameKind::kPerson;
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

const Speakers::Known* Speakers::SameRole(const Stretch& phrase) const {
  const Reading& reading = *reading_;
  const std::string_view article = reading.Word(phrase.first);
  const std::size_t end = HeadEnd(phrase);
  if ((article != "the" && article != "this" && article != "these" && article != "both") || end < phrase.first + 2 ||
      end > phrase.first + 3) {
    return nullptr;
  }
  const std::string_view head = reading.Word(end - 1);
  // A person whose title it is, named before.
  const Known* best = nullptr;
  const auto after = std::ranges::lower_bound(name_tokens_, phrase.first);
  const auto until = static_cast<std::size_t>(after - name_tokens_.begin());
  for (std::size_t i = until > kLookBack ? until - kLookBack : 0; i < until; ++i) {
    const std::size_t token = name_tokens_[i];
    if (by_name_[i].person && token > 0 && reading.Word(token - 1) == head &&
        (WordFlags(head, reading.prepared().language) & kRole) != 0) {
      best = &by_name_[i];
    }
  }
  if (best != nullptr) {
    return best;
  }
  const std::size_t far = roles_.size() > kLookBack ? roles_.size() - kLookBack : 0;
  for (auto role = roles_.rbegin(); role != roles_.rend() - static_cast<std::ptrdiff_t>(far); ++role) {
    if (role->first == head) {
      return &role->second;
    }
  }
  return nullptr;
}

// The name that the phrase is about: a person anywhere before a relative clause, or the name that its head word is.
std::optional<std::size_t> Speakers::HeadName(const Stretch& phrase) const {
  const Reading& reading = *reading_;
  const std::size_t head_end = HeadEnd(phrase);
  const std::size_t last = head_end > phrase.first ? head_end - 1 : phrase.first;
  if (reading.NameAt(last) != kNone) {
    return reading.NameAt(last);
  }
  // "The foreign minister of Vard Ada Norling", "the harbour master, Ada Norling,": a person named after the head.
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

Speakers::Known Speakers::KnownOf(std::size_t name) const { return by_name_[name]; }

bool Speakers::Fits(const Known& known, std::string_view pronoun) {
  if (IsHe(pronoun)) {
    return known.person && !known.female;
  }
  if (IsShe(pronoun)) {
    return known.person && !known.male;
  }
  const bool they = pronoun == "they" || pronoun == "their";
  const bool place = known.entity.value().starts_with("place/");
  return !known.person && (they ? !place : !known.entity.empty());
}

// The person named last before the token, outside quotations.
const Speakers::Known* Speakers::NamedBefore(std::size_t token, std::string_view pronoun, std::size_t& at) const {
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

const Speakers::Known* Speakers::LastBefore(std::size_t token, std::string_view pronoun) const {
  std::size_t spoken_at = 0;
  const Known* spoken = nullptr;
  const std::size_t far = said_.size() > kLookBack ? said_.size() - kLookBack : 0;
  for (std::size_t i = said_.size(); i > far && spoken == nullptr; --i) {
    if (said_[i - 1].first < token && Fits(said_[i - 1].second, pronoun)) {
      spoken = &said_[i - 1].second;
      spoken_at = said_[i - 1].first;
    }
  }
  if (!IsHe(pronoun) && !IsShe(pronoun)) {
    return spoken;
  }
  std::size_t named_at = 0;
  const Known* const named = NamedBefore(token, pronoun, named_at);
  const auto sure = [&](const Known* known) {
    return known != nullptr && (IsHe(pronoun) ? known->male : known->female);
  };
  if (spoken == nullptr || (sure(named) && !sure(spoken))) {
    return named;
  }
  // Who spoke last goes on speaking, unless long ago.
  const bool near = token - spoken_at < 120 || named_at < spoken_at;
  return near || !sure(named) ? spoken : named;
}

news::Speaker Speakers::Resolve(const Stretch& phrase) {
  const Reading& reading = *reading_;
  news::Speaker speaker;
  speaker.phrase.span = reading.SpanOf(phrase);
  speaker.phrase.text = reading.TextOf(phrase);
  const std::string_view first = reading.Word(phrase.first);
  const bool pronoun =
      phrase.last - phrase.first == 1 && (first == "he" || first == "she" || first == "they" || first == "it" ||
                                          first == "his" || first == "her" || first == "their" || first == "him");
  Known known;
  if (first == "who" && phrase.last - phrase.first == 1) {
    std::size_t end = phrase.first;
    if (end > 0 && reading.IsMark(end - 1, ",")) {
      --end;
    }
    const Stretch before = reading.PhraseBefore(end, end > 30 ? end - 30 : 0);
    if (const auto name = before.empty() ? std::nullopt : HeadName(before)) {
      known = KnownOf(*name);
    } else {
      known.name =
          before.empty() ? std::string(speaker.phrase.text) : std::string(WithoutArticle(Trim(reading.TextOf(before))));
    }
  } else if (pronoun) {
    const Known* const found = LastBefore(phrase.first, first);
    known.name = found == nullptr ? speaker.phrase.text : found->name;
    known = found == nullptr ? known : *found;
  } else if (const auto name = HeadName(phrase)) {
    known = KnownOf(*name);
  } else if (const Known* const role = SameRole(phrase)) {
    known = *role;
  } else {
    std::string_view text = Trim(speaker.phrase.text);
    const std::size_t comma = text.find(", ");
    text = comma != std::string_view::npos && comma > 3 ? text.substr(0, comma) : text;
    known.name = WithoutArticle(text);
    const std::size_t end = HeadEnd(phrase);
    if (end > phrase.first) {
      roles_.emplace_back(reading.Word(end - 1), known);
    }
  }
  speaker.name = known.name;
  speaker.entity = known.entity;
  said_.emplace_back(phrase.first, std::move(known));
  return speaker;
}

}  // namespace headwater::annotate
