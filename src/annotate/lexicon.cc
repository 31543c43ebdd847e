// Word tables in hash maps, made once.
#include "annotate/lexicon.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "annotate/alike.h"
#include "base/hash.h"
#include "tables/tables.h"
#include "text/transliteration.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

// Looked up by views of words, without making a string of each.
struct WordHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view word) const { return Hash64(word); }
};

using Flags = std::unordered_map<std::string, std::uint32_t, WordHash, std::equal_to<>>;
using Phrases = std::unordered_set<std::string, WordHash, std::equal_to<>>;

struct Kind {
  std::string_view word;
  std::uint32_t flag;
};
constexpr std::array<Kind, 14> kKinds = {{{"honorific", kHonorific},
                                          {"role", kRole},
                                          {"org", kOrgWord},
                                          {"firm", kFirmWord},
                                          {"place", kPlaceWord},
                                          {"lead", kPlaceLead},
                                          {"work", kWorkWord},
                                          {"people", kPeople},
                                          {"never", kNever},
                                          {"function", kFunction},
                                          {"starter", kStarter},
                                          {"particle", kParticle},
                                          {"attribute", kAttribute},
                                          {"article", kArticle}}};

template <class Take>
void EachWord(std::string_view words, char separator, Take take) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(separator), words.size());
    if (end > 0) {
      take(words.substr(0, end));
    }
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

// The language groups of the table: each counts in texts of its own languages alone, `en` and `any` in all.
constexpr std::array<std::string_view, 6> kGroups = {"any", "en", "de", "fr", "es", "slav"};
constexpr std::size_t kOtherGroup = kGroups.size();

std::size_t NamedGroup(std::string_view group) {
  return static_cast<std::size_t>(std::ranges::find(kGroups, group) - kGroups.begin());
}

std::size_t GroupOf(std::string_view language) {
  if (language.empty()) {
    return 1;
  }
  if (InflectsNames(language)) {
    return 5;
  }
  return static_cast<std::size_t>(std::ranges::find(kGroups, language) - kGroups.begin());
}

// What a word is in the texts of each group.
using GroupFlags = std::array<std::uint32_t, kGroups.size() + 1>;
using FlagsByGroup = std::unordered_map<std::string, GroupFlags, WordHash, std::equal_to<>>;

struct Words {
  FlagsByGroup flags;
  Phrases places;
  Phrases organisations;
  Flags given;       // by key
  Flags given_stem;  // by key without a case ending
};

void ReadGivenNames(Words& words) {
  for (const tables::Row& row : tables::Table("given_names")) {
    const std::uint32_t sex = row[1] == "m" ? std::uint32_t{kMale} : (row[1] == "f" ? std::uint32_t{kFemale} : 0U);
    EachWord(row[2], ' ', [&words, sex](std::string_view name) {
      std::string lower = Lower(name);
      if ((WordFlags(lower, "en") & (kFunction | kNever)) != 0) {
        return;
      }
      const std::string key = text::SpellingKey(text::Latinise(name));
      const auto [at, fresh] = words.given.emplace(key, kGivenName | sex);
      at->second |= sex;
      if (key.size() >= 4) {
        words.given_stem.emplace(std::string(WithoutEnding(key)), kGivenName | sex);
      }
    });
  }
}

Words ReadCues() {
  Words words;
  for (const tables::Row& row : tables::Table("name_cues")) {
    if (row[0] == "known-place" || row[0] == "known-org") {
      auto& known = row[0] == "known-place" ? words.places : words.organisations;
      EachWord(row[2], '|', [&known](std::string_view phrase) { known.emplace(phrase); });
      continue;
    }
    const auto* const kind = std::ranges::find(kKinds, row[0], &Kind::word);
    const std::size_t group = NamedGroup(row[1]);
    if (kind != kKinds.end()) {
      EachWord(row[2], '|', [&](std::string_view word) { words.flags[std::string(word)][group] |= kind->flag; });
    }
  }
  return words;
}

// Of data/known_names.tsv.
const FlagsByGroup& Known() {
  static const FlagsByGroup made = [] {
    FlagsByGroup names;
    for (const tables::Row& row : tables::Table("known_names")) {
      const std::uint32_t flag = row[0] == "surname" ? std::uint32_t{kSurname}
                                 : row[0] == "place" ? std::uint32_t{kNamesPlace}
                                                     : std::uint32_t{kNamesOrganisation};
      EachWord(row[2], '|', [&](std::string_view name) { names[Lower(name)][NamedGroup(row[1])] |= flag; });
    }
    return names;
  }();
  return made;
}

// As `any` and as the language's own group have it.
std::uint32_t LookKnown(std::string_view lower, std::string_view language) {
  const auto found = Known().find(lower);
  return found == Known().end() ? 0 : found->second[0] | found->second[GroupOf(language)];
}

const Words& Cues() {
  static const Words made = ReadCues();
  return made;
}

const Words& GivenNames() {
  static const Words made = [] {
    Words words;
    ReadGivenNames(words);
    return words;
  }();
  return made;
}

std::uint32_t Look(const Flags& flags, std::string_view word) {
  const auto found = flags.find(word);
  return found == flags.end() ? 0 : found->second;
}

}  // namespace

std::uint32_t WordFlags(std::string_view lower, std::string_view language) {
  const std::uint32_t surname = LookKnown(lower, language) & kSurname;
  const auto entry = Cues().flags.find(lower);
  if (entry == Cues().flags.end()) {
    return surname;
  }
  const std::size_t group = GroupOf(language);
  const GroupFlags& flags = entry->second;
  std::uint32_t found = flags[0] | flags[1];
  if (group > 1) {
    found &= ~(kFunction | kStarter);
    found |= flags[group];
    if (group != kOtherGroup && group != 2 && group != 5) {
      found |= flags[kOtherGroup];
    }
  }
  return found | surname;
}

std::uint32_t KnownNames(std::string_view lower_phrase, std::string_view language) {
  return LookKnown(lower_phrase, language) & ~std::uint32_t{kSurname};
}

std::uint32_t GivenNameFlags(std::string_view word, bool inflected) {
  const std::string key = text::SpellingKey(text::Latinise(word.substr(0, word.find('-'))));
  if (key.size() < 2) {
    return 0;
  }
  const std::uint32_t plain = Look(GivenNames().given, key);
  return plain != 0 || !inflected || key.size() < 4 ? plain : Look(GivenNames().given_stem, WithoutEnding(key));
}

bool IsKnownPlace(std::string_view lower_phrase) { return Cues().places.contains(lower_phrase); }

bool IsKnownOrganisation(std::string_view lower_phrase) { return Cues().organisations.contains(lower_phrase); }

std::string Lower(std::string_view word) {
  std::string lower;
  lower.reserve(word.size());
  for (std::size_t at = 0; at < word.size();) {
    const char byte = word[at];
    if (static_cast<unsigned char>(byte) < 0x80) {
      lower.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte);
      ++at;
    } else {
      text::AppendCodePoint(lower,
                            static_cast<char32_t>(u_tolower(static_cast<UChar32>(text::NextCodePoint(word, at)))));
    }
  }
  return lower;
}

bool InflectsNames(std::string_view language) {
  constexpr std::array<std::string_view, 16> kInflecting = {"pl", "cs", "sk", "sl", "hr", "sr", "bs", "bg",
                                                            "mk", "ru", "uk", "be", "lv", "lt", "et", "fi"};
  return std::ranges::find(kInflecting, language) != kInflecting.end();
}

}  // namespace headwater::annotate
