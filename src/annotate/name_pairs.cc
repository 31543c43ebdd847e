// Comparing two forms of a name: known names in them are settled, the other words aligned by sound, then all is
// weighed.
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <optional>

#include "annotate/alike.h"
#include "annotate/annotate.h"
#include "annotate/known_names.h"
#include "annotate/name_sounds.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

using text::Script;

constexpr std::size_t kMaxUnits = 12;
constexpr double kMet = 0.68;  // a word that is less like its partner has none

// A word, or the words that are one known name.
struct Unit {
  NameWord word;  // the first of them
  int known = -1;
  bool adjective = false;
  bool exonym = false;
  bool country = false;
  double weight = 1;
};

struct Units {
  std::vector<Unit> units;
  Script script = Script::kNone;
  bool any_known = false;
  bool whole = false;  // one known name, and nothing else
};

NameWord Joined(const NameForm& form, std::size_t first, std::size_t words) {
  NameWord joined;
  for (std::size_t i = first; i < first + words; ++i) {
    joined.latin += form.words[i].latin;
  }
  joined.key = text::SpellingKey(joined.latin);
  joined.stem = WithoutEnding(joined.key);
  return joined;
}

// Han, kana and the like write a name without blanks.
NameForm Joined(const NameForm& form) { return {{Joined(form, 0, form.words.size())}, form.script, false}; }

Units Read(const NameForm& form, bool known_names) {
  Units read;
  read.script = form.script;
  for (std::size_t at = 0; at < form.words.size() && read.units.size() < kMaxUnits;) {
    Unit unit;
    unit.word = form.words[at];
    unit.word.concept_row = ConceptOf(unit.word);
    const KnownForm known = known_names ? KnownFormAt(form, at) : KnownForm();
    if (known.id >= 0) {
      unit.known = known.id;
      unit.adjective = known.adjective;
      unit.exonym = known.exonym;
      unit.country = known.country;
      unit.word = Joined(form, at, known.words);
      unit.weight = 0.9;
      at += known.words;
    } else {
      unit.weight = unit.word.initial ? 0.5 : (unit.word.concept_row >= 0 ? 0.7 : 1.0);
      ++at;
    }
    read.any_known |= unit.known >= 0;
    read.units.push_back(std::move(unit));
  }
  read.whole = read.units.size() == 1 && read.any_known;
  return read;
}

double SoundOf(const NameWord& one, const NameWord& other, Script script_one, Script script_other) {
  const double likeness = WordLikeness(one, other, script_one, script_other);
  if (AreNicknames(one.key, other.key)) {
    return std::max(likeness, 0.85);
  }
  const double chance = ChanceOfOneName(one, script_one, other, script_other, likeness);
  const SoundHabit habit = HabitOf(script_one, script_other);
  const bool set_costs_know = habit == SoundHabit::kLatin || habit == SoundHabit::kCyrillic;
  return set_costs_know ? (likeness + chance) / 2 : chance;
}

NameWord Bare(const NameWord& word) {
  NameWord bare;
  bare.key = BareOf(word.key);
  bare.latin = bare.key;
  bare.stem = bare.key;
  return bare;
}

double LikenessOf(const NameWord& one, const NameWord& other, Script script_one, Script script_other) {
  if (one.latin == other.latin) {
    return 1;
  }
  if (one.concept_row >= 0 && other.concept_row >= 0) {
    return one.concept_row == other.concept_row ? 0.95 : 0.1;
  }
  if (one.initial || other.initial) {
    return WordLikeness(one, other, script_one, script_other);
  }
  const double sound = SoundOf(one, other, script_one, script_other);
  const SoundHabit habit = HabitOf(script_one, script_other);
  if (habit != SoundHabit::kLatin && habit != SoundHabit::kCyrillic) {
    return sound;
  }
  // Case endings say nothing about whose name it is.
  if (RootOf(one.key) == RootOf(other.key)) {
    return std::max(sound, 0.93);
  }
  return std::max(sound, 0.95 * SoundOf(Bare(one), Bare(other), script_one, script_other));
}

double LikenessOf(const Unit& one, const Unit& other, Script script_one, Script script_other) {
  if (one.known >= 0 && other.known >= 0) {
    if (one.known == other.known) {
      return one.adjective == other.adjective ? 0.97 : 0.93;
    }
    if (!one.exonym || !other.exonym) {
      return 0.1;
    }
  }
  return LikenessOf(one.word, other.word, script_one, script_other);
}

struct Aligned {
  double sum = 0;           // of likeness, by weight
  double weight = 0;        // of the shorter form's units
  double worst = 1;         // likeness of the worst unit of the shorter form
  double extra = 0;         // weight of the longer form's units that found no partner
  double met = 0;           // weight of the shorter form's units that found one
  bool last_meets = false;  // the last units of both found each other
  bool short_own = false;   // the shorter form has a plain word or known name that found none
  bool long_own = false;    // so has the longer
};

bool IsOwn(const Unit& unit) { return !unit.word.initial; }

// Greedy, best pairs first; both forms are short.
Aligned Align(const Units& shorter, const Units& longer) {
  struct Pair {
    double likeness;
    std::size_t i;
    std::size_t j;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < shorter.units.size(); ++i) {
    for (std::size_t j = 0; j < longer.units.size(); ++j) {
      pairs.push_back({LikenessOf(shorter.units[i], longer.units[j], shorter.script, longer.script), i, j});
    }
  }
  std::ranges::stable_sort(pairs, [](const Pair& a, const Pair& b) { return a.likeness > b.likeness; });
  std::array<double, kMaxUnits> of_short{};
  std::array<double, kMaxUnits> of_long{};
  Aligned aligned;
  for (const Pair& pair : pairs) {
    if (pair.likeness <= 0.2 || of_short[pair.i] > 0 || of_long[pair.j] > 0) {
      continue;
    }
    of_short[pair.i] = pair.likeness;
    of_long[pair.j] = pair.likeness;
    aligned.last_meets |= pair.i + 1 == shorter.units.size() && pair.j + 1 == longer.units.size();
  }
  for (std::size_t i = 0; i < shorter.units.size(); ++i) {
    const Unit& unit = shorter.units[i];
    aligned.sum += unit.weight * of_short[i];
    aligned.weight += unit.weight;
    aligned.worst = std::min(aligned.worst, of_short[i]);
    aligned.met += of_short[i] >= kMet ? unit.weight : 0;
    aligned.short_own |= of_short[i] < kMet && IsOwn(unit);
  }
  for (std::size_t j = 0; j < longer.units.size(); ++j) {
    aligned.extra += of_long[j] > 0 ? 0 : longer.units[j].weight;
    aligned.long_own |= of_long[j] < kMet && IsOwn(longer.units[j]);
  }
  return aligned;
}

// Names in which something has no partner. Where each has a word of its own beside what they share, they are two; where
// they share nothing, one may be the translation of the other.
double ScoreOfStrangers(const Aligned& aligned) {
  const double shared = aligned.met / aligned.weight;
  const double mean = aligned.sum / aligned.weight;
  if (shared > 0 && aligned.short_own && aligned.long_own) {
    return 0.02 + 0.1 * mean + 0.8 * std::max(0.0, aligned.worst - 0.3);
  }
  return shared > 0 ? 0.05 + 0.35 * mean * aligned.worst + 0.15 * shared : 0.08 + 0.5 * aligned.worst;
}

double Score(const Units& one, const Units& other) {
  const Units& shorter = one.units.size() <= other.units.size() ? one : other;
  const Units& longer = &shorter == &one ? other : one;
  const Aligned aligned = Align(shorter, longer);
  const double mean = aligned.sum / aligned.weight;
  if (aligned.worst < kMet) {
    return ScoreOfStrangers(aligned);
  }
  double score = 0.45 * mean + 0.55 * aligned.worst;
  score -= 0.05 * std::min(aligned.extra, 3.0);
  if (aligned.extra > 0 && shorter.units.size() == 1) {
    // A word alone is most often the last of the name; one that names an office or a country alone says little.
    const Unit& alone = shorter.units[0];
    const bool of_country = std::ranges::any_of(longer.units, &Unit::country) && longer.units.size() == 2;
    score -= aligned.last_meets ? 0 : 0.08;
    if (alone.known >= 0) {
      score -= alone.country || !of_country ? 0.3 : 0.05;
    } else if (alone.word.concept_row >= 0) {
      score -= of_country || aligned.last_meets ? 0.2 : 0.35;
    }
  }
  return std::clamp(score, 0.0, 1.0);
}

// The letters whose English names the words are, as Би-би-си is BBC; empty where a word is none.
std::string SpelledOut(const NameForm& form) {
  static constexpr std::pair<std::string_view, char> kNames[] = {
      {"ei", 'a'},   {"bi", 'b'},  {"si", 'c'},   {"di", 'd'},  {"ef", 'f'}, {"dzi", 'g'}, {"dji", 'g'},
      {"dzhi", 'g'}, {"ai", 'i'},  {"dzei", 'j'}, {"kei", 'k'}, {"el", 'l'}, {"em", 'm'},  {"en", 'n'},
      {"ou", 'o'},   {"pi", 'p'},  {"ar", 'r'},   {"es", 's'},  {"ti", 't'}, {"yu", 'u'},  {"vi", 'v'},
      {"eks", 'x'},  {"zed", 'z'}, {"i", 'e'},    {"eich", 'h'}};
  std::string letters;
  for (const NameWord& word : form.words) {
    const auto* const found =
        std::ranges::find(kNames, std::string_view(word.latin), [](const auto& n) { return n.first; });
    if (found == std::end(kNames)) {
      return {};
    }
    letters += found->second;
  }
  return letters.size() > 1 ? letters : std::string();
}

// What may be an acronym: one short word without much of a vowel, or with a case ending behind a hyphen.
std::string_view LettersOf(const NameForm& form) {
  if (form.words.empty() || form.words.size() > 2 || (form.words.size() == 2 && form.words[1].latin.size() > 3)) {
    return {};
  }
  const std::string& letters = form.words[0].latin;
  return letters.size() >= 2 && letters.size() <= 6 ? std::string_view(letters) : std::string_view();
}

// How many letters of the acronym the word begins with: one, or those that write one letter of another script.
std::size_t Consumed(std::string_view letters, std::string_view word) {
  for (const std::string_view sound : {"shch", "ch", "sh", "zh", "ts", "yu", "ya", "ye"}) {
    if (letters.starts_with(sound) && word.starts_with(sound)) {
      return sound.size();
    }
  }
  return letters[0] == word[0] ? 1 : 0;
}

// How many letters of the acronym begin words of the name in their order, small words where they help: BoE, MPiT.
std::size_t LettersMet(std::string_view letters, std::string_view latin_name) {
  std::size_t met = 0;
  for (std::size_t at = 0; at < latin_name.size() && met < letters.size();) {
    const std::size_t end = std::min(latin_name.find(' ', at), latin_name.size());
    met += Consumed(letters.substr(met), latin_name.substr(at, end - at));
    at = end + 1;
  }
  return met;
}

bool IsShouted(std::string_view name) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < name.size();) {
    const auto letter = static_cast<UChar32>(text::NextCodePoint(name, at));
    if (u_islower(letter) != 0) {
      return false;
    }
    capitals += u_isupper(letter) != 0 ? 1 : 0;
  }
  return capitals >= 2;
}

// Of an acronym and the name it may stand for; nothing where neither is one.
std::optional<double> ScoreAsAcronym(const NameForm& one, std::string_view name, const NameForm& other,
                                     std::string_view other_name) {
  const NameForm& shorter = one.words.size() <= other.words.size() ? one : other;
  const NameForm& longer = &shorter == &one ? other : one;
  const std::string_view letters = LettersOf(shorter);
  const bool shouted = IsShouted(&shorter == &one ? name : other_name);
  const bool longer_shouted = IsShouted(&shorter == &one ? other_name : name);
  if (letters.empty() || !SpelledOut(longer).empty()) {
    return std::nullopt;
  }
  constexpr double kNoEvidence = 0.3;
  if (longer.words.size() < 2) {
    return shouted != longer_shouted ? std::optional<double>(kNoEvidence / 2) : std::nullopt;
  }
  const std::string latin = text::Latinise(&shorter == &one ? other_name : name);
  const std::size_t met = LettersMet(letters, latin);
  const bool first = latin[0] == letters[0];
  const std::size_t words = longer.words.size();
  if (first && met == letters.size() && letters.size() >= words) {
    return shorter.words.size() == 1 ? 0.9 : 0.85;
  }
  // Case endings are written on: "fedu", "NATOs".
  if (first && met + 1 >= letters.size() && met >= words && met >= 3) {
    return 0.75;
  }
  if (first && met == letters.size() && letters.size() >= 3) {
    return 0.7;
  }
  // An acronym of other letters may stand for the name in another language: that is no evidence against.
  const bool may_be = words > 2 || (shouted && !longer_shouted);
  return may_be ? std::optional<double>(kNoEvidence + 0.05 * static_cast<double>(met)) : std::nullopt;
}

// Case endings of acronyms stand behind a hyphen: UKIP-a, PiS-em.
std::string_view WithoutWrittenEnding(std::string_view name) {
  static constexpr std::string_view kWritten[] = {"a",   "u",   "e",  "i",  "em",  "om", "ov",
                                                  "ova", "owi", "ie", "ju", "jem", "ja", "ze"};
  const std::size_t hyphen = name.rfind('-');
  if (hyphen == std::string_view::npos || hyphen < 2 || hyphen > 6 || name.find(' ') != std::string_view::npos) {
    return name;
  }
  const auto* const ending = std::ranges::find(kWritten, name.substr(hyphen + 1));
  return ending == std::end(kWritten) ? name : name.substr(0, hyphen);
}

double ScoreOfForms(const NameForm& a, std::string_view one, const NameForm& b, std::string_view other) {
  const Units known = Read(a, true);
  const Units other_known = Read(b, true);
  if (known.whole && other_known.whole) {
    if (known.units[0].known == other_known.units[0].known) {
      return 0.97;
    }
    if (!known.units[0].exonym || !other_known.units[0].exonym) {
      return 0.04;
    }
  }
  // What is known of one form alone settles nothing: its words may stand in the other.
  const bool both = known.any_known && other_known.any_known;
  constexpr double kSureByWords = 0.85;
  const double by_words = Score(Read(a, false), Read(b, false));
  double score = both && by_words < kSureByWords ? Score(known, other_known) : by_words;
  const bool joined = a.words.size() != b.words.size() && a.words.size() + b.words.size() <= 6;
  if (joined && !both) {
    score = std::max(score, 0.95 * Score(Read(Joined(a), false), Read(Joined(b), false)));
  }
  if (const auto as_acronym = ScoreAsAcronym(a, one, b, other)) {
    score = std::max(score, *as_acronym);
  }
  const auto spelled = [](const NameForm& letters, const NameForm& form) {
    return form.words.size() == 1 && form.words[0].latin == SpelledOut(letters);
  };
  return spelled(a, b) || spelled(b, a) ? std::max(score, 0.9) : score;
}

}  // namespace

NamesAlike CompareNames(std::string_view one, std::string_view other) {
  one = WithoutWrittenEnding(one);
  other = WithoutWrittenEnding(other);
  const NameForm a = ReadNameForm(one);
  const NameForm b = ReadNameForm(other);
  if (a.words.empty() || b.words.empty()) {
    const bool same = !one.empty() && one == other;
    return {same, same ? 1.0 : 0.0};
  }
  const double score = ScoreOfForms(a, one, b, other);
  return {score >= 0.7, score};
}

}  // namespace headwater::annotate
