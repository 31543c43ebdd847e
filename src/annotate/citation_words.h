// The words that citations are told by: cues, and what media are called, as hashed phrases by language.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/prepared.h"
#include "news/annotations.h"

namespace headwater::annotate {

// Where the medium stands: after the cue, after it behind the speaker ("sagte Eklund der dpa"; free: "ütles Eklund
// ERR-ile"), before it (a verb),
// after it in a credit line, after it where it opens a line.
enum class SourceCueKind : std::uint8_t { kTo, kFar, kFree, kVerb, kAnywhere, kOpen };

// How much is needed for a name to be taken as a medium; see data/citation_cues.tsv.
enum class Hold : std::uint8_t { kLoose, kFirm, kSure };

struct SourceCue {
  SourceCueKind kind = SourceCueKind::kTo;
  news::CitationHow how = news::CitationHow::kReported;
  Hold hold = Hold::kLoose;
  std::size_t length = 0;  // tokens
};

// Kinds of words of data/outlet_words.tsv, as bits.
enum WordKind : std::uint32_t {
  kLastWord = 1U << 0U,
  kLastWeak = 1U << 1U,
  kFirstWord = 1U << 2U,
  kFirstWeak = 1U << 3U,
  kCalled = 1U << 4U,
  kAgain = 1U << 5U,
  kUnnamed = 1U << 6U,
  kUnnamedOf = 1U << 7U,
  kUnnamedNot = 1U << 8U,
  kArticle = 1U << 9U,
  kLink = 1U << 10U,
  kRole = 1U << 11U,
  kPhoto = 1U << 12U,
  kThing = 1U << 13U,
  kBetween = 1U << 14U,
  kPerson = 1U << 15U,
  kOpening = 1U << 16U,
  kWired = 1U << 17U,
  kTitle = 1U << 18U,
};

// A prepared text with a hash for every token, case aside.
struct HashedText {
  explicit HashedText(const Prepared& prepared_text);

  const Prepared& prepared;
  std::vector<std::uint64_t> hashes;
};

// One language's phrases, with those of English and of all languages. Look-ups take one hash of a map each.
class CitationWords {
 public:
  static const CitationWords& Of(std::string_view language);

  // The longest cue of each kind that begins at the token; `last` is the end of the sentence.
  void CuesAt(const HashedText& text, std::size_t at, std::size_t last, std::vector<SourceCue>& found) const;
  // Tokens of the longest phrase of one of the kinds that begins at the token; 0 where none does.
  std::size_t Starting(const HashedText& text, std::size_t at, std::size_t last, std::uint32_t kinds) const;
  // The same for a phrase that ends before `end`, and does not reach before `first`.
  std::size_t Ending(const HashedText& text, std::size_t first, std::size_t end, std::uint32_t kinds) const;

  // Bytes of the ending that the language sticks to names ("AFP-le", "Reuters'ın"): the longest that the word has; 0
  // where it has none. Without an apostrophe or hyphen before it only where `bare`.
  std::size_t EndingOf(std::string_view word, bool bare) const;
  // Bytes of what the language puts right before a word (Arabic "ل", "و").
  std::size_t ProcliticOf(std::string_view word) const;

  // The article that the word has swallowed: "Le" of "au"; empty where it has none.
  std::string_view ArticleIn(std::uint64_t word) const;

  void AddCues(std::string_view phrases, SourceCue cue);
  void AddWords(std::string_view phrases, std::uint32_t kind);
  void AddEndings(std::string_view endings);
  void AddProclitics(std::string_view words);
  void AddContractions(std::string_view pairs);

 private:
  struct CuePhrase {
    std::vector<std::uint64_t> words;
    SourceCue cue;
  };
  struct WordPhrase {
    std::vector<std::uint64_t> words;
    std::uint32_t kind = 0;
  };

  std::unordered_map<std::uint64_t, std::vector<CuePhrase>> cues_;  // by first word
  std::unordered_map<std::uint64_t, std::vector<WordPhrase>> by_first_;
  std::unordered_map<std::uint64_t, std::vector<WordPhrase>> by_last_;
  std::vector<std::string_view> endings_;     // of the table, the longest first
  std::vector<std::string_view> proclitics_;  // the same
  std::unordered_map<std::uint64_t, std::string_view> contractions_;
};

}  // namespace headwater::annotate
