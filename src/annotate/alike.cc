// Words of names are compared by sound, at costs that depend on the scripts.
#include "annotate/alike.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "tables/tables.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kMaxWords = 12;
constexpr std::size_t kMaxLetters = 24;

// Articles, prepositions and conjunctions inside names, titles before them.
const std::unordered_set<std::string_view>& Small() {
  static const std::unordered_set<std::string_view> words = {
      "the", "of",  "and",  "for", "in",  "on",  "a",   "an",  "de", "la", "le", "les", "des", "du",  "del", "di",
      "da",  "dos", "van",  "von", "der", "den", "und", "et",  "y",  "i",  "v",  "z",   "na",  "za",  "po",  "pro",
      "pre", "ds",  "dlya", "s",   "o",   "u",   "za",  "ve",  "w",  "do", "ta", "al",  "el",  "bin", "ibn", "mr",
      "mrs", "ms",  "dr",   "sir", "gen", "col", "sen", "rep", "jr", "sr", "as", "oao", "zao", "ooo", "pao", "vat"};
  return words;
}

// In order of length, so that the longest ending goes first. On keys: one letter for doubled ones, v for w.
constexpr std::array<std::string_view, 62> kEndings = {
    "skogo", "skomu", "skega", "skemu", "skeho", "skiego", "skimi", "skoi", "skim", "skom", "skih", "skei", "skou",
    "iami",  "jami",  "ovoi",  "ovim",  "ovem",  "ovi",    "evi",   "ego",  "eho",  "oho",  "ogo",  "emu",  "omu",
    "imi",   "ami",   "iem",   "jem",   "ijem",  "jom",    "oju",   "eju",  "iom",  "iej",  "ova",  "ov",   "om",
    "em",    "im",    "am",    "ou",    "oi",    "ei",     "ih",    "ah",   "ia",   "ja",   "ju",   "je",   "iu",
    "ie",    "mi",    "ij",    "ai",    "a",     "e",      "i",     "o",    "u",    "j"};

// Folded words of the table to their row.
const std::unordered_map<std::string, int>& Concepts() {
  static const auto made = [] {
    std::unordered_map<std::string, int> rows;
    int number = 0;
    for (const tables::Row& row : tables::Table("name_words")) {
      std::string_view words = row[1];
      while (!words.empty()) {
        const std::size_t bar = words.find('|');
        const std::string key = text::SpellingKey(text::Latinise(words.substr(0, bar)));
        rows.emplace(std::string(WithoutEnding(key)), number);
        words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
      }
      ++number;
    }
    return rows;
  }();
  return made;
}

// Every form of a given name to the rows that hold it, by key.
const std::unordered_multimap<std::string, int>& Nicknames() {
  static const auto made = [] {
    std::unordered_multimap<std::string, int> rows;
    int number = 0;
    for (const tables::Row& row : tables::Table("nicknames")) {
      rows.emplace(text::SpellingKey(row[0]), number);
      std::string_view words = row[1];
      while (!words.empty()) {
        const std::size_t bar = words.find('|');
        rows.emplace(text::SpellingKey(words.substr(0, bar)), number);
        words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
      }
      ++number;
    }
    return rows;
  }();
  return made;
}

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// What it costs to take one letter of a key for another, by how the scripts write.
struct Costs {
  std::array<std::array<float, 128>, 128> swap{};
  std::array<float, 128> drop{};
};

void SetBoth(Costs& costs, std::string_view pairs, float cost) {
  for (std::size_t at = 0; at + 1 < pairs.size(); at += 3) {
    const auto a = static_cast<unsigned char>(pairs[at]);
    const auto b = static_cast<unsigned char>(pairs[at + 1]);
    costs.swap[a][b] = cost;
    costs.swap[b][a] = cost;
  }
}

Costs PlainCosts() {
  Costs costs;
  for (std::size_t a = 0; a < 128; ++a) {
    costs.drop[a] = IsVowel(static_cast<char>(a)) ? 0.55F : 0.95F;
    for (std::size_t b = 0; b < 128; ++b) {
      const bool vowels = IsVowel(static_cast<char>(a)) && IsVowel(static_cast<char>(b));
      costs.swap[a][b] = a == b ? 0.0F : (vowels ? 0.4F : 1.0F);
    }
  }
  costs.drop['h'] = 0.35F;
  costs.drop['j'] = 0.4F;
  costs.drop['i'] = 0.45F;
  costs.drop['t'] = 0.8F;
  SetBoth(costs, "ij ck sc sz zc ks gj hg hk bv vf dt bp gk xk jz cj jg vu tc hj xs sk gh", 0.5F);
  SetBoth(costs, "ij sc sz hg vf vu ks", 0.3F);
  return costs;
}

// Abjads leave vowels out: Boylen is bwylyn.
Costs AbjadCosts() {
  Costs costs = PlainCosts();
  for (const char c : std::string_view("aeiou")) {
    costs.drop[static_cast<unsigned char>(c)] = 0.12F;
  }
  for (const char c : std::string_view("jvh")) {
    costs.drop[static_cast<unsigned char>(c)] = 0.3F;
  }
  SetBoth(costs, "vu vo ji je jj ja aj va pb pf bv kc sc gj kg hk tc gk hg dz sz sd", 0.15F);
  return costs;
}

// Syllabaries put vowels between consonants and have one letter for l and r.
Costs SyllabicCosts() {
  Costs costs = PlainCosts();
  for (const char c : std::string_view("aeiou")) {
    costs.drop[static_cast<unsigned char>(c)] = 0.22F;
    for (const char d : std::string_view("aeiou")) {
      if (c != d) {
        costs.swap[static_cast<unsigned char>(c)][static_cast<unsigned char>(d)] = 0.25F;
      }
    }
  }
  costs.drop['r'] = 0.4F;
  costs.drop['n'] = 0.6F;
  costs.drop['g'] = 0.7F;
  SetBoth(costs, "lr", 0.05F);
  SetBoth(costs, "bv bp pf fh vf kg dt sc cz jz sz tc kc jc jd gk ds ts nm xk xs ks kh hv ng vu ij uv", 0.3F);
  return costs;
}

// Han readings come near at best.
Costs HanCosts() {
  Costs costs = SyllabicCosts();
  costs.drop['h'] = 0.3F;
  costs.drop['r'] = 0.2F;
  costs.drop['n'] = 0.35F;
  costs.drop['g'] = 0.25F;
  costs.drop['d'] = 0.55F;
  costs.drop['s'] = 0.55F;
  costs.drop['t'] = 0.55F;
  costs.drop['l'] = 0.6F;
  SetBoth(costs, "lr ln xs xh xk sc gk td bp vf jk jg cs cz", 0.25F);
  return costs;
}

const Costs& CostsFor(text::Script one, text::Script other) {
  static const Costs plain = PlainCosts();
  static const Costs abjad = AbjadCosts();
  static const Costs syllabic = SyllabicCosts();
  static const Costs han = HanCosts();
  const auto either = [one, other](text::Script script) { return one == script || other == script; };
  if (one == other) {
    return plain;
  }
  if (either(text::Script::kHan)) {
    return han;
  }
  if (either(text::Script::kKana) || either(text::Script::kHangul)) {
    return syllabic;
  }
  return either(text::Script::kAbjad) ? abjad : plain;
}

float Distance(std::string_view one, std::string_view other, const Costs& costs) {
  one = one.substr(0, kMaxLetters);
  other = other.substr(0, kMaxLetters);
  std::array<float, kMaxLetters + 1> row{};
  for (std::size_t j = 0; j < other.size(); ++j) {
    row[j + 1] = row[j] + costs.drop[static_cast<unsigned char>(other[j]) & 0x7FU];
  }
  for (const char a : one) {
    const auto x = static_cast<unsigned char>(a) & 0x7FU;
    float diagonal = row[0];
    row[0] += costs.drop[x];
    for (std::size_t j = 0; j < other.size(); ++j) {
      const auto y = static_cast<unsigned char>(other[j]) & 0x7FU;
      const float best = std::min({diagonal + costs.swap[x][y], row[j + 1] + costs.drop[x], row[j] + costs.drop[y]});
      diagonal = row[j + 1];
      row[j + 1] = best;
    }
  }
  return row[other.size()];
}

double Likeness(std::string_view one, std::string_view other, const Costs& costs, double spread) {
  if (one.empty() || other.empty()) {
    return 0;
  }
  const double length = static_cast<double>(one.size() + other.size()) / 2;
  // A first letter that differs weighs more than one inside.
  const bool first =
      costs.swap[static_cast<unsigned char>(one[0]) & 0x7FU][static_cast<unsigned char>(other[0]) & 0x7FU] < 0.55F;
  const double distance = static_cast<double>(Distance(one, other, costs)) + (first ? 0 : 0.4);
  return std::max(0.0, 1 - spread * distance / length);
}

}  // namespace

bool AreNicknames(const std::string& one, const std::string& other) {
  const auto rows = Nicknames().equal_range(one);
  const auto others = Nicknames().equal_range(other);
  return std::any_of(rows.first, rows.second, [&others](const auto& a) {
    return std::any_of(others.first, others.second, [&a](const auto& b) { return a.second == b.second; });
  });
}

std::string_view WithoutEnding(std::string_view key) {
  for (const std::string_view ending : kEndings) {
    if (key.size() >= ending.size() + 3 && key.ends_with(ending)) {
      return key.substr(0, key.size() - ending.size());
    }
  }
  return key;
}

NameForm ReadNameForm(std::string_view name) {
  NameForm form;
  name = name.substr(0, 512);
  form.script = text::ScriptOf(name);
  const std::string latin = text::Latinise(name);
  const auto take = [&form, &latin](bool small_too) {
    for (std::size_t at = 0; at < latin.size() && form.words.size() < kMaxWords;) {
      const std::size_t end = std::min(latin.find(' ', at), latin.size());
      const std::string_view word = std::string_view(latin).substr(at, end - at);
      at = end + 1;
      if (!small_too && Small().contains(word)) {
        continue;
      }
      NameWord read;
      read.latin = word;
      read.key = text::SpellingKey(word);
      read.stem = WithoutEnding(read.key);
      read.initial = word.size() == 1;
      const auto found = Concepts().find(read.stem);
      read.concept_row = found == Concepts().end() ? -1 : found->second;
      form.words.push_back(std::move(read));
    }
  };
  take(false);
  if (form.words.empty()) {
    take(true);
  }
  return form;
}

double WordLikeness(const NameWord& one, const NameWord& other, text::Script script_one, text::Script script_other) {
  if (one.latin == other.latin) {
    return 1;
  }
  if (one.initial || other.initial) {
    return one.key[0] == other.key[0] ? 0.8 : 0;
  }
  if (one.concept_row >= 0 && one.concept_row == other.concept_row) {
    return 0.95;
  }
  const Costs& costs = CostsFor(script_one, script_other);
  const bool far = &costs != &CostsFor(text::Script::kLatin, text::Script::kLatin);
  const double spread = far ? 1.0 : 1.25;
  double likeness = Likeness(one.key, other.key, costs, spread);
  if (!far && std::min(one.stem.size(), other.stem.size()) >= 3) {
    likeness = std::max(likeness, 0.97 * Likeness(one.stem, other.stem, costs, spread));
  }
  if (likeness < 0.9 && AreNicknames(one.key, other.key)) {
    return 0.85;
  }
  return likeness;
}

}  // namespace headwater::annotate
