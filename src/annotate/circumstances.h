// Circumstances: when, to whom and on which occasion something was said, and whether the text breaks off there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/drafts.h"
#include "annotate/reading.h"
#include "news/annotations.h"

namespace headwater::annotate {

// Looks in the sentence beside a statement's cue, by data/occasion_words.tsv.
class Circumstances {
 public:
  // The times are those of the whole text, in order of place. Both must outlive it.
  Circumstances(const Reading& reading, const std::vector<news::Time>& times);

  // Fills in `said`, `hearer`, `occasion` and `truncated` of the draft's statement, whose content is known.
  void Add(const Draft& draft, news::Statement& statement) const;

 private:
  const Reading& reading_;
  const std::vector<news::Time>& times_;
  std::vector<std::uint8_t> kinds_;  // what the word of each token may begin
};

// The day, or interval of days (ISO 8601), that a TIMEX3 value stands for; empty for what is none.
std::string DaysOf(std::string_view timex);

}  // namespace headwater::annotate
