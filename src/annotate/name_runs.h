// Runs of capitalised words, with the small words that hold them together: where a name may stand.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "annotate/prepared.h"

namespace headwater::annotate {

// One word of a run.
struct Part {
  std::size_t token = 0;
  std::string lower;
  std::uint32_t flags = 0;
  bool connector = false;  // "of", "for", "and": stands between two pieces
  bool initial = false;    // "J."
};

class NameRuns {
 public:
  // `prepared` outlives this.
  explicit NameRuns(const Prepared& prepared);

  // A run may begin with this word.
  bool MayStart(std::size_t token) const;
  // The word is capitalised by habit: it opens the sentence, a quotation or what follows a dash.
  bool Opens(const Sentence& sentence, std::size_t token) const;
  // The run that begins at `token`, and where the search goes on.
  std::size_t Gather(std::size_t token, const Sentence& sentence, std::vector<Part>& run) const;
  // The text has this word in small letters.
  bool IsWrittenSmall(std::string_view word) const { return lower_words_.contains(word); }
  // The text has this word capitalised where no habit asks for it.
  bool IsCapitalWithin(std::string_view word) const { return inner_capitals_.contains(word); }

 private:
  void CountCapitalised();
  Part PartOf(std::size_t token) const;
  bool IsPoint(std::size_t token, std::size_t end) const;
  bool Bridge(std::size_t next, std::size_t end, std::vector<Part>& run, std::size_t& at) const;

  const Prepared& prepared_;
  bool german_;
  std::unordered_set<std::string_view> lower_words_;
  std::unordered_set<std::string_view> inner_capitals_;
};

}  // namespace headwater::annotate
