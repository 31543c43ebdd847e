// A second opinion on a short text's language, by words, letters and endings.
#pragma once

#include <string_view>
#include <vector>

namespace headwater::text {

// What another detector said.
struct LanguageGuess {
  std::string_view code;
  double share = 0;  // of the text, 0 to 1
};

// The likeliest language of all that data on words speaks for and of the guesses; empty where nothing does. Needs valid
// UTF-8. Linear in the text, which should be cut to some kilobytes.
std::string_view WeighLanguages(std::string_view text, const std::vector<LanguageGuess>& guesses, bool reliable);

}  // namespace headwater::text
