// A sentence is tagged when the first of its tokens is asked for.
#include "annotate/word_classes.h"

#include <algorithm>

namespace headwater::annotate {
namespace {

constexpr std::size_t kAhead = 5;  // tokens: the word asked for and those that its tag depends on

}  // namespace

WordClasses::WordClasses(const Prepared& prepared)
    : prepared_(&prepared), grammar_(syntax::GrammarOf(prepared.language.empty() ? "en" : prepared.language)) {}

bool WordClasses::IsNoun(const Sentence& sentence, std::size_t token) {
  if (grammar_ == nullptr) {
    return false;
  }
  const std::size_t begin = prepared_->tokens[token].begin;
  if (read_begin_ != sentence.begin || begin >= read_end_) {
    // A tag depends on the words before it and on the next two: the first question reads no further than it has to.
    const bool again = read_begin_ == sentence.begin && read_end_ > 0;
    const std::size_t last = std::min<std::size_t>(token + kAhead, sentence.last) - 1;
    const std::size_t end = again ? sentence.end : prepared_->tokens[last].end;
    grammar_->Tag(prepared_->text, sentence.begin, end, read_);
    read_begin_ = sentence.begin;
    read_end_ = again ? sentence.end : prepared_->tokens[token].end;
  }
  const std::uint32_t word = read_.WordAt(begin);
  if (word >= read_.size() || read_[word].begin > begin) {
    return false;
  }
  return read_[word].upos == syntax::Upos::kNoun || read_[word].upos == syntax::Upos::kPropn;
}

}  // namespace headwater::annotate
