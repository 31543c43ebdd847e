// Word tables in hash maps, made once.
#include "annotate/lexicon.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

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

// All that the tables say of a word or phrase, so that it is looked up once.
struct Entry {
  GroupFlags cues{};   // of data/name_cues.tsv
  GroupFlags known{};  // of data/known_names.tsv
  bool cue = false;
  bool place = false;
  bool organisation = false;
};
using Entries = std::unordered_map<std::string, Entry, WordHash, std::equal_to<>>;

struct Words {
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

Entries ReadEntries() {
  Entries entries;
  for (const tables::Row& row : tables::Table("name_cues")) {
    if (row[0] == "known-place" || row[0] == "known-org") {
      const auto mark = row[0] == "known-place" ? &Entry::place : &Entry::organisation;
      EachWord(row[2], '|', [&](std::string_view phrase) { entries[std::string(phrase)].*mark = true; });
      continue;
    }
    const auto* const kind = std::ranges::find(kKinds, row[0], &Kind::word);
    const std::size_t group = NamedGroup(row[1]);
    if (kind != kKinds.end()) {
      EachWord(row[2], '|', [&](std::string_view word) {
        Entry& entry = entries[std::string(word)];
        entry.cues[group] |= kind->flag;
        entry.cue = true;
      });
    }
  }
  for (const tables::Row& row : tables::Table("known_names")) {
    const std::uint32_t flag = row[0] == "surname" ? std::uint32_t{kSurname}
                               : row[0] == "place" ? std::uint32_t{kNamesPlace}
                                                   : std::uint32_t{kNamesOrganisation};
    EachWord(row[2], '|', [&](std::string_view name) { entries[Lower(name)].known[NamedGroup(row[1])] |= flag; });
  }
  return entries;
}

const Entry* EntryOf(std::string_view lower) {
  static const Entries made = ReadEntries();
  const auto found = made.find(lower);
  return found == made.end() ? nullptr : &found->second;
}

// As `any` and as the language's own group have it.
std::uint32_t KnownIn(const Entry& entry, std::string_view language) {
  return entry.known[0] | entry.known[GroupOf(language)];
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
  const Entry* const entry = EntryOf(lower);
  if (entry == nullptr) {
    return 0;
  }
  const std::uint32_t surname = KnownIn(*entry, language) & kSurname;
  if (!entry->cue) {
    return surname;
  }
  const std::size_t group = GroupOf(language);
  const GroupFlags& flags = entry->cues;
  std::uint32_t found = flags[0] | flags[1];
  if (group > 1) {
    // "Jan" and "Mar" are months in English alone; German has learnt with them.
    found &= ~(kFunction | kStarter | (group == 5 ? std::uint32_t{kNever} : 0U));
    found |= flags[group];
    if (group != kOtherGroup && group != 2 && group != 5) {
      found |= flags[kOtherGroup];
    }
  }
  return found | surname;
}

PhraseFlags LookUpPhrase(std::string_view lower_phrase, std::string_view language) {
  const Entry* const entry = EntryOf(lower_phrase);
  if (entry == nullptr) {
    return {};
  }
  return {entry->place, entry->organisation, KnownIn(*entry, language) & ~std::uint32_t{kSurname}};
}

std::uint32_t GivenNameFlags(std::string_view word, bool inflected) {
  const std::string key = text::SpellingKey(text::Latinise(word.substr(0, word.find('-'))));
  if (key.size() < 2) {
    return 0;
  }
  const std::uint32_t plain = Look(GivenNames().given, key);
  return plain != 0 || !inflected || key.size() < 4 ? plain : Look(GivenNames().given_stem, WithoutEnding(key));
}

bool IsKnownPlace(std::string_view lower_phrase) { return LookUpPhrase(lower_phrase, {}).place; }

bool IsKnownOrganisation(std::string_view lower_phrase) { return LookUpPhrase(lower_phrase, {}).organisation; }

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
