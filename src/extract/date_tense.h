// Whether a sentence tells of a date as gone by, going on, or yet to come.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extract/date_phrase.h"
#include "extract/plain_tokens.h"

namespace headwater::extract {

// kOpen is where the words do not decide.
enum class DateTense { kOpen, kPast, kPresent, kFuture };

// `phrases` are the text's, `at` one of them. Careful: only what the words of its own sentence say.
DateTense TenseOf(std::string_view text, const std::vector<Token>& tokens, const std::vector<DatePhrase>& phrases,
                  std::size_t at, std::string_view language);

}  // namespace headwater::extract
