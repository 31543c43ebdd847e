// Lemmas by endings: how each ending of each tag is changed, learned from a treebank, single words foremost.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "learn/model_file.h"
#include "learn/place_table.h"
#include "syntax/tagger.h"

namespace headwater::syntax {

// A change of a word's end.
struct LemmaChange {
  bool keep_case = false;
  std::uint32_t cut = 0;  // bytes
  std::string_view add;

  // `form` as written, `plain` in lower case.
  std::string Apply(std::string_view form, std::string_view plain) const;
};

// An ending that is looked up is the whole word or its last bytes, at most this many.
inline constexpr std::size_t kLongestEnding = 6;
learn::Feature EndingKey(std::string_view ending, bool whole, Tag tag);

// Borrows the model's bytes.
class Lemmas {
 public:
  // Parts `changes` (`k3:y`: keep case, cut three, add y; `l`: lower case) and `endings`.
  static Result<Lemmas> Read(const learn::ModelFile& file);

  std::string Of(std::string_view form, Tag tag) const;

 private:
  std::vector<LemmaChange> changes_;
  learn::PlaceTable endings_;
};

}  // namespace headwater::syntax
