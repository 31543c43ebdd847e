// Known names are looked up by the roots of their words, the whole words first where roots meet by chance.
#include "annotate/known_names.h"

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "annotate/countries.h"
#include "annotate/gazetteer.h"
#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kMostWords = 7;
constexpr int kSeveral = -2;  // a root that names of several things share

// In order of length, so that the longest goes first. On keys: v for w, c for ch and cz, s for sz, h for kh.
constexpr std::array<std::string_view, 99> kEndings = {
    "jevega", "ovega", "ovemu", "eniem", "evega", "jevem", "iego", "iemu", "ieju", "iami", "jami", "iata", "iite",
    "ovoi",   "ovoj",  "ovou",  "ovim",  "ovem",  "ovic",  "ovih", "ovej", "jevi", "jeva", "jeve", "jevo", "ijem",
    "ovi",    "jev",   "eva",   "evi",   "evo",   "eve",   "ego",  "eho",  "iho",  "oho",  "oga",  "ogo",  "ega",
    "emu",    "omu",   "imu",   "imi",   "ami",   "iem",   "jem",  "jom",  "oju",  "eju",  "iju",  "iji",  "ijo",
    "ija",    "ije",   "iom",   "iej",   "ata",   "ite",   "iat",  "oto",  "ova",  "ovu",  "ove",  "ovo",  "ov",
    "ev",     "om",    "em",    "im",    "am",    "ou",    "oi",   "oj",   "ei",   "ej",   "ih",   "ah",   "eh",
    "ac",     "ec",    "ic",    "ii",    "ia",    "ja",    "ju",   "je",   "iu",   "ie",   "io",   "mi",   "ij",
    "ai",     "aj",    "a",     "e",     "i",     "o",     "u",    "j"};

bool IsSoft(char c) { return std::string_view("aeiouj").find(c) != std::string_view::npos; }

void Strip(std::string_view& key) {
  for (const std::string_view ending : kEndings) {
    if (key.size() >= ending.size() + 3 && key.ends_with(ending)) {
      key.remove_suffix(ending.size());
      break;
    }
  }
  while (key.size() > 3 && IsSoft(key.back())) {
    key.remove_suffix(1);
  }
  // Adjectives: krzemova and krzemovej, poludniova and poludniovej.
  if (key.size() > 5 && key.ends_with("ov")) {
    key.remove_suffix(2);
  }
}

std::string_view NextPart(std::string_view& parts) {
  const std::size_t bar = std::min(parts.find('|'), parts.size());
  const std::string_view part = parts.substr(0, bar);
  parts.remove_prefix(std::min(bar + 1, parts.size()));
  return part;
}

// Tables in the order in which they are believed.
enum class Table { kSynonyms, kCountries, kNationalities, kExonyms };

struct Meant {
  int id = -1;
  Table table = Table::kSynonyms;
};

std::string KeyOf(const NameForm& form, std::size_t first, std::size_t words, bool roots) {
  std::string key;
  for (std::size_t i = first; i < first + words; ++i) {
    key += roots ? RootOf(form.words[i].key) : form.words[i].latin;
    key += ' ';
  }
  return key;
}

// The synonyms alone, which annotating needs at once: the whole index takes a tenth of a second.
const std::unordered_map<std::string, std::string_view>& Synonyms() {
  static const auto made = [] {
    std::unordered_map<std::string, std::string_view> names;
    for (const tables::Row& row : tables::Table("name_synonyms")) {
      std::string_view forms = row[1];
      while (!forms.empty()) {
        const NameForm form = ReadNameForm(NextPart(forms));
        names.emplace(KeyOf(form, 0, form.words.size(), true), row[0]);
      }
    }
    return names;
  }();
  return made;
}

class Index {
 public:
  Index() {
    for (const tables::Row& row : tables::Table("name_synonyms")) {
      const std::string_view country = CountryNamed(row[0]);
      const int id = country.empty() ? next_++ : OfCountry(country);
      File(ReadNameForm(row[0]), {id, Table::kSynonyms});
      std::string_view forms = row[1];
      while (!forms.empty()) {
        File(ReadNameForm(NextPart(forms)), {id, Table::kSynonyms});
      }
    }
    EachCountryName([this](std::string_view code, std::string_view name) {
      File(ReadNameForm(name), {OfCountry(code), Table::kCountries});
    });
    for (const tables::Row& row : tables::Table("nationalities")) {
      std::string_view words = row[1];
      while (!words.empty()) {
        File(ReadNameForm(NextPart(words)), {OfCountry(row[0]), Table::kNationalities});
      }
    }
    int concept_row = 0;
    for (const tables::Row& row : tables::Table("name_words")) {
      std::string_view words = row[1];
      while (!words.empty()) {
        const std::string root = RootOf(text::SpellingKey(text::Latinise(NextPart(words))));
        const auto [found, added] = concepts_.emplace(root, concept_row);
        if (!added && found->second != concept_row) {
          found->second = -1;
        }
      }
      ++concept_row;
    }
    EachExonym([this](std::uint64_t place, std::string_view name) {
      const auto [found, added] = places_.emplace(place, next_);
      next_ += added ? 1 : 0;
      File(ReadNameForm(name), {found->second, Table::kExonyms});
    });
  }

  KnownForm At(const NameForm& form, std::size_t first) const {
    for (std::size_t words = std::min(kMostWords, form.words.size() - first); words > 0; --words) {
      auto found = whole_.find(KeyOf(form, first, words, false));
      if (found == whole_.end() || found->second.id < 0) {
        found = roots_.find(KeyOf(form, first, words, true));
        if (found == roots_.end() || found->second.id < 0) {
          continue;
        }
      }
      const Table table = found->second.table;
      // A town inside a longer name is as good as any word.
      if (table == Table::kExonyms && words < form.words.size()) {
        continue;
      }
      return {found->second.id, table == Table::kNationalities, table == Table::kExonyms,
              country_ids_.contains(found->second.id), words};
    }
    return {};
  }

  int ConceptOf(const NameWord& word) const {
    if (word.concept_row >= 0) {
      return word.concept_row;
    }
    constexpr std::size_t kLongEnough = 4;
    const std::string root = RootOf(word.key);
    const auto found = root.size() < kLongEnough ? concepts_.end() : concepts_.find(root);
    return found == concepts_.end() ? -1 : found->second;
  }

 private:
  int OfCountry(std::string_view code) {
    const auto [found, added] = countries_.emplace(code, next_);
    next_ += added ? 1 : 0;
    country_ids_.insert(found->second);
    return found->second;
  }

  void File(const NameForm& form, Meant meant) {
    if (form.words.empty() || form.words.size() > kMostWords) {
      return;
    }
    // Whoever comes first keeps its whole name; a root that two of one table share is nobody's.
    whole_.emplace(KeyOf(form, 0, form.words.size(), false), meant);
    const auto [found, added] = roots_.emplace(KeyOf(form, 0, form.words.size(), true), meant);
    if (!added && found->second.id != meant.id && found->second.table == meant.table) {
      found->second.id = kSeveral;
    }
  }

  int next_ = 0;
  std::unordered_map<std::string, Meant> whole_;
  std::unordered_map<std::string, Meant> roots_;
  std::unordered_map<std::string, int> concepts_;  // roots of data/name_words.tsv
  std::unordered_map<std::string, int> countries_;
  std::unordered_set<int> country_ids_;
  std::unordered_map<std::uint64_t, int> places_;
};

const Index& Known() {
  static const auto made = std::make_unique<const Index>();
  return *made;
}

}  // namespace

std::string_view BareOf(std::string_view key) {
  Strip(key);
  return key;
}

std::string RootOf(std::string_view key) {
  std::string root(BareOf(key));
  const auto ends = [&root](std::string_view end) { return root.size() > end.size() + 1 && root.ends_with(end); };
  // An e that comes and goes: Marek and Markiem, Pavel and Pavla.
  const auto fleeting = [&](std::string_view end) {
    return ends(end) && root.size() > 3 && !IsSoft(root[root.size() - 3]);
  };
  if (fleeting("ek") || fleeting("ec") || fleeting("el") || fleeting("er") || fleeting("en")) {
    root.erase(root.size() - 2, 1);
  }
  // Soft before an ending: sad and sadzie.
  if (ends("dz")) {
    root.pop_back();
  }
  // Consonants that give way before an ending: Praga and Praze, Praha.
  switch (root.empty() ? '\0' : root.back()) {
    case 'z':
    case 'h':
      root.back() = 'g';
      break;
    case 'c':
      root.back() = 'k';
      break;
    default:
      break;
  }
  return root;
}

KnownForm KnownFormAt(const NameForm& form, std::size_t first) { return Known().At(form, first); }

int ConceptOf(const NameWord& word) { return Known().ConceptOf(word); }

std::string_view SynonymOf(const NameForm& form) {
  const auto found = Synonyms().find(KeyOf(form, 0, form.words.size(), true));
  return found == Synonyms().end() ? std::string_view() : found->second;
}

}  // namespace headwater::annotate
