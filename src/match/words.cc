// The tables match_words and match_roles, by hash.
#include "match/words.h"

#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "tables/tables.h"
#include "text/shingles.h"

namespace headwater::match {
namespace {

constexpr std::array<std::string_view, 8> kKinds{"negation", "void",   "auxiliary", "passive",
                                                 "agent",    "mutual", "hedge",     "relative"};

std::uint64_t Key(WordKind kind, std::string_view language, std::uint32_t hash) {
  return MixHash(MixHash(Hash64(language), static_cast<std::uint64_t>(kind)), hash);
}

const std::unordered_set<std::uint64_t>& Words() {
  static const std::unordered_set<std::uint64_t> words = [] {
    std::unordered_set<std::uint64_t> made;
    for (const tables::Row& row : tables::Table("match_words")) {
      for (std::size_t kind = 0; kind < kKinds.size(); ++kind) {
        if (kKinds[kind] != row[0]) {
          continue;
        }
        made.insert(Key(static_cast<WordKind>(kind), row[1], 0));
        for (const std::string_view form : SplitForms(row[2])) {
          made.insert(Key(static_cast<WordKind>(kind), row[1], text::HashWord(form)));
        }
      }
    }
    return made;
  }();
  return words;
}

}  // namespace

std::vector<std::string_view> SplitForms(std::string_view field) {
  std::vector<std::string_view> forms;
  while (!field.empty()) {
    const std::size_t bar = field.find('|');
    forms.push_back(field.substr(0, bar));
    field = bar == std::string_view::npos ? std::string_view{} : field.substr(bar + 1);
  }
  return forms;
}

bool IsWord(WordKind kind, std::string_view language, std::string_view word) {
  return IsWord(kind, language, text::HashWord(word));
}

bool IsWord(WordKind kind, std::string_view language, std::uint32_t hash) {
  return Words().contains(Key(kind, language, hash));
}

bool Knows(WordKind kind, std::string_view language) { return IsWord(kind, language, 0U); }

std::optional<RoleWord> RoleOf(std::uint32_t hash) {
  static const std::unordered_map<std::uint32_t, RoleWord> roles = [] {
    std::unordered_map<std::uint32_t, RoleWord> made;
    std::uint32_t number = 0;
    for (const tables::Row& row : tables::Table("match_roles")) {
      const RoleKind kind = row[0] == "office"  ? RoleKind::kOffice
                            : row[0] == "field" ? RoleKind::kField
                                                : RoleKind::kRank;
      for (const std::string_view form : SplitForms(row[1])) {
        made.emplace(text::HashWord(form), RoleWord{kind, number});
      }
      ++number;
    }
    return made;
  }();
  const auto found = roles.find(hash);
  return found == roles.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace headwater::match
