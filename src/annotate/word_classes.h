// Word classes of the tokens of a sentence, by the tagger of its language, for the few places where they are asked for.
#pragma once

#include <cstddef>
#include <cstdint>

#include "annotate/prepared.h"
#include "syntax/syntax.h"

namespace headwater::annotate {

class WordClasses {
 public:
  // The text must outlive it.
  explicit WordClasses(const Prepared& prepared);

  // Is the token of the sentence a noun or a name in its place? False where the language has no tagger. The first
  // question on a sentence costs a reading of it up to the token.
  bool IsNoun(const Sentence& sentence, std::size_t token);

 private:
  const Prepared* prepared_;
  const syntax::Grammar* grammar_;
  syntax::Sentence read_;
  std::size_t read_begin_ = 0;  // of the sentence that was read last
  std::size_t read_end_ = 0;    // up to where words are known; nothing was read while it is 0
};

}  // namespace headwater::annotate
