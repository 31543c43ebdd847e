// Words that turn a fact round, carry an office, or say nothing by themselves, as the tables list them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace headwater::match {

// The forms of a field, parted by `|`.
std::vector<std::string_view> SplitForms(std::string_view field);

enum class WordKind { kNegation, kVoid, kAuxiliary, kPassive, kAgent, kMutual, kHedge, kRelative };

bool IsWord(WordKind kind, std::string_view language, std::string_view word);
// By the word's hash (text::HashWord).
bool IsWord(WordKind kind, std::string_view language, std::uint32_t hash);

// Does the table know such words in the language?
bool Knows(WordKind kind, std::string_view language);

enum class RoleKind { kOffice, kField, kRank };

// What a word says of an office: words of one row have one number.
struct RoleWord {
  RoleKind kind = RoleKind::kOffice;
  std::uint32_t row = 0;
};

std::optional<RoleWord> RoleOf(std::uint32_t hash);

}  // namespace headwater::match
