// The language of an article: what its text tells, or else the page.
#pragma once

#include <string>
#include <string_view>

namespace headwater::extract {

// ISO 639-1, `zh` for Chinese of any script. `declared` is what the document says of itself (`en-GB`) and decides where
// the text is too short or too mixed to tell. Empty where neither tells.
std::string LanguageOf(std::string_view utf8, std::string_view declared);

}  // namespace headwater::extract
