// What the tokens of a text may be in a date: days, months, years, and what joins them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "extract/date_words.h"
#include "extract/plain_tokens.h"
#include "tables/months.h"

namespace headwater::extract {

struct MonthFound {
  unsigned number = 0;
  std::size_t tokens = 0;
  tables::Calendar calendar = tables::Calendar::kGregorian;
};

// Borrows the text, its tokens and the language. Any number may be asked for, also behind the last token.
class DateTokens {
 public:
  DateTokens(std::string_view text, const std::vector<Token>& tokens, std::string_view language)
      : text_(text), tokens_(tokens), language_(language) {}

  bool Has(std::size_t at) const { return at < tokens_.size(); }
  // What stands between the token, which must be there, and the one before it.
  std::string_view Gap(std::size_t at) const {
    return text_.substr(tokens_[at - 1].end, tokens_[at].begin - tokens_[at - 1].end);
  }
  // Parts of one date are parted by blanks, a point, a comma or a dash, nothing else.
  bool Joined(std::size_t at) const;
  bool Dashed(std::size_t at) const;

  bool IsDay(std::size_t at) const {
    return Has(at) && tokens_[at].number >= 1 && tokens_[at].number <= 31 && Width(at) <= 2 && !PartOfNumber(at);
  }
  bool IsYear(std::size_t at) const {
    return Has(at) && tokens_[at].number >= 1900 && tokens_[at].number <= 2100 && Width(at) == 4 && !PartOfNumber(at);
  }
  std::size_t Width(std::size_t at) const { return tokens_[at].folded.size(); }
  // "1,200", "3.5", "14:05".
  bool PartOfNumber(std::size_t at) const;

  // The longest name of a month that begins at the token, or the word for month with its number ("tháng 5"). Short
  // forms of other languages than the text's are other words.
  MonthFound Month(std::size_t at) const;
  // A second name of the same month.
  MonthFound Month(std::size_t at, unsigned number) const;

  // The year at the token in the Gregorian count, or in that of the calendar where days are counted by it too; 0 for
  // none.
  int YearNumber(std::size_t at, tables::Calendar calendar) const;

  std::size_t Skip(DateWord kind, std::size_t at) const {
    return Has(at) ? at + DateWords().At(kind, tokens_, at).tokens : at;
  }

 protected:
  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::string_view language_;
};

}  // namespace headwater::extract
