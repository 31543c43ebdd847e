// Names by their fullest spelling; a pronoun leads to whom the last sentences were about.
#include "annotate/referents.h"

#include <algorithm>
#include <unordered_map>

#include "annotate/lexicon.h"

namespace headwater::annotate {
namespace {

// How many names or speakers back a reference is looked for.
constexpr std::size_t kLookBack = 300;
constexpr std::size_t kFarSentences = 12;
constexpr std::size_t kFarTokens = 400;

// What makes a referent likely, in sentences of distance.
constexpr double kSpokeWeight = 2.0;
constexpr double kSubjectWeight = 1.5;
constexpr double kSureWeight = 2.0;
constexpr double kQuotedWeight = -2.5;
constexpr double kOwnerWeight = -0.7;

struct Fullest {
  std::string name;
  std::string role;
};

// By entity. The fullest spelling: most words, then the first seen. Where names have case endings, the commonest of
// several words.
std::unordered_map<std::string, Fullest> FullestOf(const Reading& reading) {
  std::unordered_map<std::string, Fullest> fullest;
  std::unordered_map<std::string, std::size_t> counts;
  const bool inflected = InflectsNames(reading.prepared().language);
  const auto words = [](std::string_view text) { return std::ranges::count(text, ' '); };
  for (std::size_t i = 0; inflected && i < reading.names().size(); ++i) {
    const news::Name& name = reading.names()[i];
    ++counts[name.entity.value() + '\n' + name.text];
  }
  for (const news::Name& name : reading.names()) {
    auto& [best, role] = fullest[name.entity.value()];
    const bool both = inflected && words(name.text) > 0 && words(best) > 0;
    const bool commoner =
        both && counts[name.entity.value() + '\n' + name.text] > counts[name.entity.value() + '\n' + best];
    if (best.empty() || commoner || (!both && words(name.text) > words(best))) {
      best = name.text;
    }
    role = role.empty() ? name.role : role;
  }
  return fullest;
}

}  // namespace

Referents::Referents(const Reading& reading)
    : reading_(&reading), name_tokens_(reading.names().size(), kNone), subject_(reading.names().size(), false) {
  NameAll();
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
  MarkSubjects();
}

void Referents::NameAll() {
  const std::unordered_map<std::string, Fullest> fullest = FullestOf(*reading_);
  for (const news::Name& name : reading_->names()) {
    const Fullest& known = fullest.at(name.entity.value());
    Referent referent;
    referent.name = known.name;
    referent.entity = name.entity;
    referent.role = name.role.empty() ? known.role : name.role;
    referent.person = name.kind == news::NameKind::kPerson;
    referent.place = name.kind == news::NameKind::kPlace;
    if (referent.person) {
      const std::string_view full = referent.name;
      const std::uint32_t flags = GivenNameFlags(full.substr(0, full.find(' ')), false);
      referent.female = (flags & kFemale) != 0 && (flags & kMale) == 0;
      referent.male = (flags & kMale) != 0 && (flags & kFemale) == 0;
    }
    by_name_.push_back(std::move(referent));
  }
  TakeTitles();
}

// "Mr Norling" tells of every mention of him.
void Referents::TakeTitles() {
  std::unordered_map<std::string, bool> titled;
  for (std::size_t token = 1; token < reading_->size(); ++token) {
    const std::size_t name = reading_->NameAt(token);
    if (name == kNone || reading_->NameAt(token - 1) == name) {
      continue;
    }
    const std::size_t before = reading_->IsMark(token - 1, ".") && token > 1 ? token - 2 : token - 1;
    const std::string_view word = reading_->Word(before);
    if (word == "mr" || word == "mrs" || word == "ms" || word == "miss") {
      titled[by_name_[name].entity.value()] = word == "mr";
    }
  }
  for (Referent& referent : by_name_) {
    if (const auto found = titled.find(referent.entity.value()); referent.person && found != titled.end()) {
      referent.male = found->second;
      referent.female = !found->second;
    }
  }
}

// The first noun phrase of a sentence, and what ends it, is most often its subject.
void Referents::MarkSubjects() {
  for (const Sentence& sentence : reading_->prepared().sentences) {
    if (sentence.first >= sentence.last) {
      continue;
    }
    const Stretch subject = reading_->SubjectFrom(sentence.first, sentence.last);
    for (std::size_t i = subject.first; i < subject.last; ++i) {
      if (reading_->NameAt(i) != kNone) {
        subject_[reading_->NameAt(i)] = true;
      }
    }
  }
}

void Referents::Spoke(std::size_t token, Referent referent) { spoke_.emplace_back(token, std::move(referent)); }

std::size_t Referents::SentenceOf(std::size_t token) const {
  const auto& sentences = reading_->prepared().sentences;
  const auto after = std::ranges::upper_bound(sentences, token, {}, &Sentence::first);
  return static_cast<std::size_t>(after - sentences.begin());
}

std::size_t Referents::NamesBefore(std::size_t token) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(name_tokens_, token) - name_tokens_.begin());
}

bool Referents::Fits(const Referent& referent, Pronoun pronoun) {
  switch (pronoun) {
    case Pronoun::kHe:
      return referent.person && !referent.female;
    case Pronoun::kShe:
      return referent.person && !referent.male;
    case Pronoun::kThey:
      return referent.several || (!referent.person && !referent.place);
    default:
      return !referent.person && !referent.several && !referent.entity.empty();
  }
}

double Referents::GenderOf(const Referent& referent, Pronoun pronoun) {
  if (pronoun == Pronoun::kThey) {
    return referent.several ? kSureWeight : 0;
  }
  return (pronoun == Pronoun::kHe && referent.male) || (pronoun == Pronoun::kShe && referent.female) ? kSureWeight : 0;
}

const Referent* Referents::Behind(std::size_t token, Pronoun pronoun) const {
  const auto here = static_cast<double>(SentenceOf(token));
  const bool personal = pronoun == Pronoun::kHe || pronoun == Pronoun::kShe;
  const Referent* best = nullptr;
  double best_score = personal ? -static_cast<double>(kFarSentences) : -3.0;
  const auto weigh = [&](const Referent& referent, std::size_t at, double weight) {
    const double score = weight + GenderOf(referent, pronoun) - (here - static_cast<double>(SentenceOf(at)));
    if (score > best_score) {
      best_score = score;
      best = &referent;
    }
  };
  const std::size_t far = spoke_.size() > kLookBack ? spoke_.size() - kLookBack : 0;
  for (std::size_t i = spoke_.size(); i > far; --i) {
    const auto& [at, referent] = spoke_[i - 1];
    if (token - std::min(at, token) > kFarTokens) {
      break;
    }
    if (at < token && Fits(referent, pronoun)) {
      weigh(referent, at, kSpokeWeight);
    }
  }
  const std::size_t until = NamesBefore(token);
  for (std::size_t i = until; i > 0 && i + kLookBack > until && pronoun != Pronoun::kThey; --i) {
    const Referent& referent = by_name_[i - 1];
    const std::size_t at = name_tokens_[i - 1];
    if (token - std::min(at, token) > kFarTokens && best != nullptr) {
      break;
    }
    if (!Fits(referent, pronoun) || at >= reading_->size() || (!personal && !subject_[i - 1])) {
      continue;
    }
    std::size_t after = at;
    while (after < reading_->size() && reading_->NameAt(after) == i - 1) {
      ++after;
    }
    const bool owner = reading_->IsMark(after, "'s") || reading_->IsMark(after, "’s");
    weigh(referent, at,
          (subject_[i - 1] ? kSubjectWeight : 0) + (owner ? kOwnerWeight : 0) +
              (reading_->QuotationAt(at) != kNone ? kQuotedWeight : 0));
  }
  return best;
}

const Referent* Referents::Bearer(std::string_view role, std::size_t token) const {
  if ((WordFlags(role, reading_->prepared().language) & kRole) == 0) {
    return nullptr;
  }
  const std::size_t until = NamesBefore(token);
  for (std::size_t i = until; i > 0 && i + kLookBack > until; --i) {
    const Referent& referent = by_name_[i - 1];
    const std::size_t at = name_tokens_[i - 1];
    if (!referent.person) {
      continue;
    }
    const std::string own = Lower(referent.role.substr(0, referent.role.find(" of ")));
    const bool ends = own == role || own.ends_with(" " + std::string(role));
    if (ends || (at > 0 && at < reading_->size() && reading_->Word(at - 1) == role)) {
      return &referent;
    }
  }
  return nullptr;
}

}  // namespace headwater::annotate
