// What speaks for a language in a few words: its common words, its letters, its endings.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace headwater::text {

struct LanguageHints {
  std::string_view code;     // ISO 639-1
  std::string_view letters;  // that few others write
  std::string_view words;    // common ones, in lower case, by blanks
  std::string_view endings;  // of longer words
};

constexpr std::size_t kHintedLanguages = 42;
const std::array<LanguageHints, kHintedLanguages>& AllLanguageHints();

// Letters of its neighbours that a language does not write.
struct ForeignLetters {
  std::string_view code;
  std::string_view letters;
};

constexpr std::size_t kLanguagesWithForeignLetters = 18;
const std::array<ForeignLetters, kLanguagesWithForeignLetters>& AllForeignLetters();

}  // namespace headwater::text
