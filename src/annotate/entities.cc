// Surnames lead back to full names, spellings to the commonest one, acronyms to what they stand for.
#include "annotate/entities.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "annotate/alike.h"
#include "annotate/countries.h"
#include "annotate/gazetteer.h"
#include "annotate/known_names.h"
#include "annotate/lexicon.h"
#include "annotate/roles.h"
#include "annotate/uncased_names.h"
#include "news/spelling.h"
#include "tables/tables.h"
#include "text/transliteration.h"

namespace headwater::annotate {
namespace {

using news::NameKind;

constexpr double kAlikeEnough = 0.78;
// Persons of one article that are compared with each other; no article of the news names more.
constexpr std::size_t kMostPersons = 250;

struct Person {
  NameForm form;
  std::string name;
  std::string slug;
  std::size_t last_mention = 0;  // index of the mention seen last
};

std::string_view TextOf(const Prepared& prepared, const Mention& mention) {
  const std::size_t begin = prepared.tokens[mention.first].begin;
  std::string_view text = prepared.text.substr(begin, prepared.tokens[mention.last - 1].end - begin);
  // Turkish parts its case endings off by an apostrophe: Ankara'da, Yılmaz'ın.
  if (prepared.language == "tr") {
    const std::size_t last = prepared.tokens[mention.last - 1].begin - begin;
    text = text.substr(0, std::min({text.find('\'', last), text.find("’", last), text.size()}));
  }
  return text;
}

double LikenessOf(const NameWord& one, const NameWord& other, const NameForm& a, const NameForm& b) {
  return WordLikeness(one, other, a.script, b.script);
}

// Full names of one person: the surnames sound alike, and so do the given names (or one is an initial).
bool SamePerson(const NameForm& one, const NameForm& other, bool inflected) {
  const NameWord& last = one.words.back();
  const NameWord& other_last = other.words.back();
  const double enough = inflected ? kAlikeEnough : 0.85;
  return LikenessOf(last, other_last, one, other) >= enough &&
         LikenessOf(one.words.front(), other.words.front(), one, other) >= enough;
}

// A surname's nominative: a man's case endings go, a woman's Czech -ová goes.
std::string NominativeKey(const std::string& key, std::uint32_t sex) {
  if ((sex & kMale) != 0) {
    // Surnames that are adjectives: Nowickim, Nowickiego are Nowicki.
    for (const std::string_view ending : {"kim", "kiego", "kiemu", "kogo", "komu", "kom", "keho", "kemu"}) {
      if (key.size() > ending.size() + 2 && key.ends_with(ending)) {
        return key.substr(0, key.size() - ending.size()) + "ki";
      }
    }
    for (const std::string_view ending : {"ovi", "em", "om", "im", "a", "u", "e"}) {
      if (key.size() > ending.size() + 3 && key.ends_with(ending)) {
        return key.substr(0, key.size() - ending.size());
      }
    }
  } else if ((sex & kFemale) != 0) {
    for (const std::string_view ending : {"ovou", "ova", "ove", "ovoi"}) {
      if (key.size() > ending.size() + 3 && key.ends_with(ending)) {
        return key.substr(0, key.size() - ending.size());
      }
    }
  }
  return key;
}

std::string PersonSlug(const NameForm& form, bool inflected) {
  std::string slug;
  std::uint32_t sex = 0;
  for (std::size_t i = 0; i < form.words.size(); ++i) {
    const NameWord& word = form.words[i];
    std::string key = word.key;
    if (inflected && i == 0) {
      sex = GivenNameFlags(word.latin, true);
      if (GivenNameFlags(word.latin, false) == 0 && (sex & kMale) != 0) {
        key = NominativeKey(key, kMale);
      }
    } else if (inflected && sex != 0 && (sex & (kMale | kFemale)) != (kMale | kFemale)) {
      key = NominativeKey(key, sex);
    }
    if (word.initial && i > 0 && i + 1 < form.words.size()) {
      continue;
    }
    // -nja, -nya, -ņa are one ending.
    if (key.size() > 4 && key.ends_with("nja")) {
      key.erase(key.size() - 2, 1);
    }
    slug += (slug.empty() ? "" : "-") + key;
  }
  return slug;
}

// The English name of the largest place of a name that is written in another language; empty where none is known.
std::string_view EnglishPlace(std::string_view written, std::string_view language) {
  std::vector<Site> sites = SitesNamed(PlaceKey(written), true);
  if (sites.empty()) {
    sites = SitesInflected(written, language);
  }
  // A town goes before the province that has its name.
  const auto largest = std::ranges::max_element(sites, {}, [](const Site& site) {
    constexpr double kTown = 1e6;
    return site.size + (site.kind >= SiteKind::kCity && site.size >= 30 ? kTown : 0);
  });
  return largest == sites.end() ? std::string_view() : largest->name;
}

class Gatherer {
 public:
  Gatherer(const Prepared& prepared, std::vector<Mention> mentions)
      : prepared_(prepared), mentions_(std::move(mentions)), inflected_(InflectsNames(prepared.language)) {}

  std::vector<news::Name> Run() {
    slugs_.resize(mentions_.size());
    forms_.reserve(mentions_.size());
    for (const Mention& mention : mentions_) {
      forms_.push_back(ReadNameForm(TextOf(prepared_, mention)));
    }
    AgreeOnKinds();
    GatherPersons();
    LinkSurnames();
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (slugs_[i].empty()) {
        slugs_[i] = SlugOf(i);
      }
    }
    LinkAcronyms();
    return Give();
  }

 private:
  // A name whose kind was only guessed is of the kind that the surest mention of the same words has.
  void AgreeOnKinds() {
    std::unordered_map<std::string_view, NameKind> sure;
    std::unordered_map<std::string_view, NameKind> told;
    for (const Mention& mention : mentions_) {
      if (!mention.guessed) {
        sure.emplace(TextOf(prepared_, mention), mention.kind);
      }
      if (!mention.tentative) {
        told.emplace(TextOf(prepared_, mention), mention.kind);
      }
    }
    for (Mention& mention : mentions_) {
      const auto found = sure.find(TextOf(prepared_, mention));
      if (mention.guessed && found != sure.end()) {
        mention.kind = found->second;
        mention.guessed = false;
        mention.tentative = false;
        continue;
      }
      const auto other = mention.tentative ? told.find(TextOf(prepared_, mention)) : told.end();
      if (other != told.end()) {
        mention.kind = other->second;
        mention.tentative = false;
      }
    }
  }

  void GatherPersons() {
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (mentions_[i].kind != NameKind::kPerson || forms_[i].words.size() < 2) {
        continue;
      }
      auto known = std::ranges::find_if(
          persons_, [&](const Person& person) { return SamePerson(person.form, forms_[i], inflected_); });
      if (known == persons_.end() && persons_.size() == kMostPersons) {
        continue;
      }
      if (known == persons_.end()) {
        persons_.push_back(
            {forms_[i], std::string(TextOf(prepared_, mentions_[i])), PersonSlug(forms_[i], inflected_), i});
        known = persons_.end() - 1;
      }
      known->last_mention = i;
      slugs_[i] = known->slug;
    }
  }

  // The person whose surname the word is; the one mentioned last before where several bear it.
  const Person* Bearer(std::size_t i) const {
    const NameWord& word = forms_[i].words.back();
    const Person* best = nullptr;
    double best_score = 0;
    for (const Person& person : persons_) {
      const double likeness = LikenessOf(word, person.form.words.back(), forms_[i], person.form);
      const double given = forms_[i].words.size() == 1 && !mentions_[i].titled
                               ? 0.98 * LikenessOf(word, person.form.words.front(), forms_[i], person.form)
                               : 0;
      const bool before = person.last_mention < i;
      const double score = std::max(likeness, given >= 0.97 ? given : 0) + (before ? 0.001 : 0);
      if (score > best_score) {
        best_score = score;
        best = &person;
      }
    }
    const double enough = mentions_[i].kind == NameKind::kPerson || !mentions_[i].guessed ? kAlikeEnough : 0.9;
    return best_score >= enough ? best : nullptr;
  }

  void LinkSurnames() {
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      Mention& mention = mentions_[i];
      if (!slugs_[i].empty() || forms_[i].words.size() != 1) {
        continue;
      }
      if (mention.kind != NameKind::kPerson && !mention.guessed) {
        continue;
      }
      if (prepared_.tokens[mention.first].upper &&
          prepared_.tokens[mention.first].end - prepared_.tokens[mention.first].begin < 5) {
        continue;
      }
      if (const Person* const person = Bearer(i)) {
        mention.kind = NameKind::kPerson;
        mention.tentative = false;
        slugs_[i] = person->slug;
      }
    }
  }

  std::string SlugOf(std::size_t i) const {
    const std::string_view text = TextOf(prepared_, mentions_[i]);
    if (mentions_[i].kind == NameKind::kPlace) {
      const bool uncased = HasNoCapitals(prepared_.language);
      const std::string_view country = uncased ? CountryWritten(text) : CountryNamed(text);
      if (!country.empty()) {
        return EntitySlug(CountryName(country));
      }
    }
    if (mentions_[i].kind == NameKind::kOrganisation) {
      if (const news::Source* const source = tables::SourceByName(text)) {
        return source->id.value();
      }
    }
    if (const std::string_view english = SynonymOf(forms_[i]);
        !english.empty() && mentions_[i].kind != NameKind::kPerson) {
      return EntitySlug(english);
    }
    if (mentions_[i].kind == NameKind::kPlace && prepared_.language != "en") {
      if (const std::string_view english = EnglishPlace(text, prepared_.language); !english.empty()) {
        return EntitySlug(english);
      }
    }
    if (mentions_[i].kind == NameKind::kPerson) {
      return PersonSlug(forms_[i], inflected_);
    }
    if (inflected_) {
      std::string slug;
      for (const NameWord& word : forms_[i].words) {
        slug += (slug.empty() ? "" : "-") + word.stem;
      }
      return slug;
    }
    return EntitySlug(text);
  }

  // "Vardish Harbour Authority (VHA)": from then on VHA is that.
  void LinkAcronyms() {
    std::size_t acronyms = 0;
    for (std::size_t i = 0; i < mentions_.size() && acronyms < kMostPersons; ++i) {
      if (mentions_[i].kind != NameKind::kOrganisation || !prepared_.tokens[mentions_[i].first].upper ||
          forms_[i].words.size() != 1) {
        continue;
      }
      ++acronyms;
      const std::string& letters = forms_[i].words[0].latin;
      for (std::size_t j = 0; j < mentions_.size(); ++j) {
        if (mentions_[j].kind == NameKind::kOrganisation && forms_[j].words.size() == letters.size() &&
            Spells(forms_[j], letters)) {
          // A known acronym is the better name: it is the same in every article.
          const bool known = IsKnownOrganisation(Lower(TextOf(prepared_, mentions_[i])));
          (known ? slugs_[j] : slugs_[i]) = known ? slugs_[i] : slugs_[j];
          break;
        }
      }
    }
  }

  static bool Spells(const NameForm& form, std::string_view letters) {
    for (std::size_t k = 0; k < letters.size(); ++k) {
      if (form.words[k].latin.empty() || form.words[k].latin[0] != letters[k]) {
        return false;
      }
    }
    return letters.size() > 1;
  }

  std::vector<news::Name> Give() const {
    std::vector<news::Name> names;
    names.reserve(mentions_.size());
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      const Mention& mention = mentions_[i];
      const std::string_view text = TextOf(prepared_, mention);
      if (slugs_[i].empty() || mention.tentative) {
        continue;
      }
      news::Name name;
      const std::size_t begin = prepared_.tokens[mention.first].begin;
      name.span = prepared_.SpanOf(begin, begin + text.size());
      name.text = text;
      name.kind = mention.kind;
      name.role = RoleBeside(prepared_, mention);
      name.entity = news::EntityId(std::string(news::Spell(mention.kind)) + "/" + slugs_[i]);
      names.push_back(std::move(name));
    }
    return names;
  }

  const Prepared& prepared_;
  std::vector<Mention> mentions_;
  bool inflected_;
  std::vector<NameForm> forms_;
  std::vector<std::string> slugs_;
  std::vector<Person> persons_;
};

}  // namespace

std::vector<news::Name> GatherEntities(const Prepared& prepared, std::vector<Mention> mentions) {
  return Gatherer(prepared, std::move(mentions)).Run();
}

std::string EntitySlug(std::string_view name) {
  std::string slug;
  const std::string latin = text::Latinise(name);
  for (std::size_t at = 0; at < latin.size();) {
    const std::size_t end = std::min(latin.find(' ', at), latin.size());
    const std::string_view word = std::string_view(latin).substr(at, end - at);
    at = end + 1;
    if (word == "the" && slug.empty()) {
      continue;
    }
    slug += (slug.empty() ? "" : "-") + std::string(word);
  }
  return slug;
}

}  // namespace headwater::annotate
