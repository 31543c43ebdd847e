// Whether a sentence tells of a date as gone by, going on, or yet to come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/date_phrase.h"
#include "extract/plain_tokens.h"

namespace headwater::extract {

// kOpen is where the words do not decide.
enum class DateTense { kOpen, kPast, kPresent, kFuture };

enum class TenseCue : std::uint8_t { kNone, kWill, kOpen, kPast };

// Reads the tenses of one text's dates. Borrows what it is given.
class TenseReader {
 public:
  // `tokens` and `phrases` are the text's; `language` (ISO 639-1) is its language.
  TenseReader(std::string_view text, const std::vector<Token>& tokens, const std::vector<DatePhrase>& phrases,
              std::string_view language);

  // Careful: only what the words of the phrase's own sentence say.
  DateTense Of(std::size_t phrase) const;

 private:
  std::string_view text_;
  const std::vector<Token>& tokens_;
  const std::vector<DatePhrase>& phrases_;
  std::vector<TenseCue> cues_;  // one a token
};

}  // namespace headwater::extract
