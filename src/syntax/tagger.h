// Tagging: each word's class, from left to right, by what is seen around it and the two tags before.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "learn/linear_model.h"
#include "learn/model_file.h"
#include "syntax/quotes.h"
#include "syntax/relations.h"
#include "syntax/seen.h"

namespace headwater::syntax {

using Tag = std::uint8_t;
inline constexpr Tag kNoTag = 255;

// A word as the tagger looks at it.
struct TagView {
  Seen seen;
  std::uint32_t usual = 0;  // which tags the word has had in the training data, hashed (0: it was never there)
  Tag sure = kNoTag;        // the one tag it always had
  Quoted quoted = Quoted::kNot;
};

// The features of word `at`, given the tags of the two words before it.
void TagFeatures(std::span<const TagView> views, std::size_t at, Tag before, Tag before_that,
                 std::vector<learn::Feature>& features);

// The keys of the two tables of words.
learn::Feature UsualKey(const Seen& seen);
learn::Feature SureKey(const Seen& seen);

// Borrows the model's bytes; may be used by many threads at once.
class Tagger {
 public:
  // Parts `tags` (names like `VERB/VBD`), `weights`, `usual` and `sure` (PlaceTables).
  static Result<Tagger> Read(const learn::ModelFile& file);

  // Looks the words up. `views` has their `seen`.
  void LookUp(std::span<TagView> views) const;
  // Sets a tag for each word.
  void Run(std::span<const TagView> views, std::vector<Tag>& tags) const;

  std::size_t size() const { return tags_.size(); }
  Upos UposOf(Tag tag) const { return tags_[tag].upos; }
  std::string_view XposOf(Tag tag) const { return tags_[tag].xpos; }

 private:
  struct Kind {
    Upos upos = Upos::kX;
    std::string_view xpos;
  };
  std::vector<Kind> tags_;
  learn::LinearModel weights_;
  learn::PlaceTable usual_;
  learn::PlaceTable sure_;
};

}  // namespace headwater::syntax
