// The tokens that the full-text index knows a word by: folded, and stemmed by language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace headwater::store {

// The places of a text that are indexed one by one: words, and in Chinese, Japanese and Korean each character, so that
// a word is found however its neighbours were cut.
std::vector<text::Word> IndexedPlaces(std::string_view text);

// The tokens of one such place: its folded form first, then its stem in the language, marked with it. An empty
// language: no stem. Nothing where the word folds to nothing.
std::vector<std::string> TokensOf(std::string_view word, std::string_view language);

// The tokens that a word asked for may be known by: its folded form first, then its stems in every language that is
// written in its script, or in the one language that is given.
std::vector<std::string> TokensAskedFor(std::string_view word, std::string_view language);

// Changes with whatever makes the tokens of a text others than they were: an index made under another is made anew.
std::string TokensVersion();

}  // namespace headwater::store
