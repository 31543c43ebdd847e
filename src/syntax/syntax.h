// Syntax reads a sentence: its words, their classes and lemmas, and which word depends on which (Universal
// Dependencies v2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "syntax/parser.h"
#include "syntax/quotes.h"
#include "syntax/relations.h"
#include "syntax/tagger.h"
#include "syntax/tokens.h"

namespace headwater::syntax {

inline constexpr std::uint32_t kNoWord = 0xFFFFFFFF;

// A syntactic word as the treebanks have them: `don't` is two (`do`, `n't`), `Olen's` two, `news-gathering` three.
// Points belong to abbreviations (`U.S.`, `Mr.`), runs of points, dashes and exclamation marks are one.
struct Word {
  std::uint32_t begin = 0;  // bytes of the text
  std::uint32_t end = 0;
  bool space_before = false;
  Upos upos = Upos::kX;
  std::string_view xpos;  // Penn tag (`VBD`, `NNP`), lives as long as the program
  // After Parse: the word it depends on (kNoWord: the sentence's root), how, and its subtree, which is the words
  // [first, last) without a gap.
  std::uint32_t head = kNoWord;
  Relation relation = Relation::kDep;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// A sentence as it has been read so far. Borrows the text. Keep one and read many sentences into it: it keeps its
// memory.
class Sentence {
 public:
  const std::vector<Word>& words() const { return words_; }
  std::size_t size() const { return words_.size(); }
  const Word& operator[](std::size_t word) const { return words_[word]; }
  bool parsed() const { return parsed_; }

  std::string_view Form(std::size_t word) const {
    return text_.substr(words_[word].begin, words_[word].end - words_[word].begin);
  }

  // The rest is there after Parse alone.

  // The word whose head is none; kNoWord in an empty sentence.
  std::uint32_t Root() const;
  // The first child with the relation, also where the relation has a subtype (`nsubj` finds `nsubj:pass`); kNoWord.
  std::uint32_t Child(std::uint32_t word, Relation relation) const;
  // The next child after `after` (kNoWord: the first), in order of words; kNoWord where there is none left.
  std::uint32_t NextChild(std::uint32_t word, std::uint32_t after) const;
  // The subject of a verb or predicate: its own, else the one it shares (`said and went`, `wants to go`); kNoWord.
  std::uint32_t Subject(std::uint32_t predicate) const;
  // The clause that a verb governs: its `ccomp`, else a `parataxis` that holds a verb, else `xcomp`; kNoWord.
  std::uint32_t ClauseComplement(std::uint32_t verb) const;
  // The bytes [begin, end) that a subtree takes.
  std::pair<std::uint32_t, std::uint32_t> Bytes(std::uint32_t word) const {
    return {words_[words_[word].first].begin, words_[words_[word].last - 1].end};
  }
  // Is `word` below `above`, or it itself?
  bool Below(std::uint32_t word, std::uint32_t above) const {
    return words_[above].first <= word && word < words_[above].last;
  }
  // The word that stands over the byte, or the first after it; size() where none does.
  std::uint32_t WordAt(std::size_t byte) const;

 private:
  friend class Grammar;
  std::string_view text_;
  std::vector<Word> words_;
  bool parsed_ = false;
  // Memory to work in.
  std::vector<TokenPlace> places_;
  std::vector<Quoted> quoted_;
  std::vector<TagView> views_;
  std::vector<Tag> tags_;
  std::vector<ParseView> parse_views_;
  Arcs arcs_;
  std::string room_;
};

struct Limits {
  // Longer sentences are read up to here.
  std::size_t max_words = 400;
};

// What has been learned of one language. May be used by many threads at once.
class Grammar {
 public:
  // Fails where the models do not fit together. What they are read from must outlive it. With an empty `parser` it tags
  // and does not parse.
  static Result<std::unique_ptr<const Grammar>> Read(std::string_view tagger, std::string_view parser);
  ~Grammar();

  // Tokens and tags of the text's bytes [begin, end), which should be one sentence. Fast: for every sentence.
  void Tag(std::string_view text, std::size_t begin, std::size_t end, Sentence& sentence,
           const Limits& limits = {}) const;

  // The same with words that others have cut.
  void TagWords(std::string_view text, std::span<const TokenPlace> words, Sentence& sentence) const;

  bool parses() const;

  // Heads and relations of a sentence that has been tagged, where it parses. A few times the cost of tagging: for what
  // may hold something.
  void Parse(Sentence& sentence) const;

  // The dictionary form: `said` as a verb is `say`, `Ministers` `minister`; names keep their capitals.
  std::string Lemma(const Sentence& sentence, std::size_t word) const;

 private:
  void TagPlaces(Sentence& sentence) const;
  Grammar();
  struct Models;
  std::unique_ptr<const Models> models_;
};

// The grammar of a language (ISO 639-1) that the program was built with; null where there is none. It tags and parses.
const Grammar* GrammarOf(std::string_view language);

}  // namespace headwater::syntax
