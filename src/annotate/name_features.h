// What a labeller of names looks at: the clues of each word, its neighbours and its other places in the document.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "annotate/mentions.h"
#include "annotate/prepared.h"
#include "learn/labeler.h"

namespace headwater::annotate {

// Clues of the tokens of one text. Borrows the text; `by_rule` is what shape and tables alone make of it.
class NameFeatures {
 public:
  NameFeatures(const Prepared& prepared, std::span<const Mention> by_rule);

  // Stretches of tokens in which names can stand: from a capitalised word to the last that is near enough. What lies
  // outside is no name.
  struct Stretch {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  const std::vector<Stretch>& Stretches() const { return stretches_; }

  // A word with a capital of a headline that the article writes without one elsewhere, and never otherwise.
  bool IsSmallElsewhere(std::size_t token) const;

  // Which features are given a second time, as they count in texts that are marked by the rules to be followed (Daume
  // 2007); texts marked by other rules are learnt from without. A model is made with both in one (learn::Rounding), but
  // for pairs.
  enum class Twice : std::uint8_t { kNone, kPairs, kAll };
  static constexpr learn::Feature kTwin = 0x9E3779B97F4A7C15ULL;

  // The features of the stretch's tokens, in place of what was in the sequence.
  void Fill(const Stretch& stretch, learn::Sequence& sequence, Twice twice) const;

 private:
  struct Clue {
    std::uint64_t lower = 0;
    std::uint64_t shape = 0;
    std::uint64_t prefix3 = 0;
    std::uint64_t prefix5 = 0;
    std::uint64_t suffix2 = 0;
    std::uint64_t suffix3 = 0;
    std::uint64_t suffix4 = 0;
    std::uint64_t suffix6 = 0;
    std::uint64_t tail = 0;  // what follows the last hyphen
    std::uint32_t flags = 0;
    std::uint32_t known = 0;    // bits: what the tables know the phrase it stands in as
    std::uint8_t rule = 0;      // 0, or what the rules say: kind and whether it is the first word
    std::uint8_t vote = 0;      // kinds that the rules give the word elsewhere in the text, as bits
    std::uint8_t document = 0;  // bits: capitalised inside a sentence somewhere, small somewhere
    bool opens = false;         // the sentence, or what follows a colon or quotation mark
    bool headline = false;
    bool capital = false;
  };

  static std::uint32_t KnownAs(std::string_view phrase, std::string_view language, bool may_be_place);
  void ReadWord(const Prepared& prepared, std::size_t token);
  // How each word, by its hash in lower case, was written where its case tells something.
  using Seen = std::unordered_map<std::uint64_t, std::uint8_t>;
  void ReadWords(const Prepared& prepared);
  void ReadAroundCapitals(const Prepared& prepared, const Seen& seen);
  void ReadRules(std::span<const Mention> by_rule);
  void ReadTables(const Prepared& prepared);
  // Marks the longest phrase from `first` on, before `limit`, that the tables know.
  void MarkLongestKnown(const Prepared& prepared, std::size_t first, std::size_t limit);
  void FindStretches(const Prepared& prepared);
  const Clue& Near(std::size_t token, std::ptrdiff_t offset) const;
  void AddWord(std::size_t token, learn::Sequence& sequence) const;
  void AddRun(std::size_t token, learn::Sequence& sequence) const;

  std::vector<Clue> clues_;
  std::vector<Stretch> stretches_;
  std::vector<std::uint32_t> sentence_of_;
  std::span<const Sentence> sentences_;
  Clue outside_;
};

}  // namespace headwater::annotate
