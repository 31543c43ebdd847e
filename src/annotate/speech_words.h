// The words of speech of a language other than English: data/speech_words.tsv and data/quotation_marks.tsv.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "news/annotations.h"

namespace headwater::annotate {

enum class SpeechKind : std::uint8_t {
  kVerb,        // said: the speaker beside it, a quotation or a clause as its content
  kMarked,      // the same, but only where a mark, a quotation or "that" follows
  kParticiple,  // the same after a helper: "hat ... gesagt"
  kBeside,      // only right after a quotation or a comma: "so Norling"
  kFinal,       // at the sentence's end, the content before it: "dedi"
  kBefore,      // "laut": the speaker follows
  kAfter,       // "zufolge": the speaker stands before
  kAround,      // "pēc ... teiktā": the speaker between
  kAs,          // "wie", "как": the clause of the verb is set beside the content
  kThat,        // introduces the content
  kHelper,      // "hat", "a": before a participle
  kFinite,      // "ist", "wurde": ends the noun phrase before it
  kArticle,     // begins a noun phrase
  kOf,          // goes on with a noun phrase
  kStop,        // ends a noun phrase; at its beginning, leads a phrase of place or manner
  kTime,        // days, "yesterday"
  kHe,
  kShe,
  kThey,
  kHeSuffix,  // "a-t-il"
  kSheSuffix,
  // Habits of the language, rows without words.
  kBare,      // a clause may follow a comma without "that"
  kCapitals,  // nouns have capitals
};

struct SpeechPhrase {
  SpeechKind kind = SpeechKind::kVerb;
  news::StatementType type = news::StatementType::kAssertion;
  // Lower-case tokens; `closing` are those behind the speaker where the kind is kAround.
  std::vector<std::string> words;
  std::vector<std::string> closing;
};

class SpeechWords {
 public:
  // Null for a language without rows (ISO 639-1).
  static const SpeechWords* Of(std::string_view language);

  void Add(SpeechKind kind, news::StatementType type, std::string_view phrases);
  void Sort();

  // The phrases that begin with the lower-case word, longest first; null where none does.
  const std::vector<SpeechPhrase>* Beginning(std::string_view word) const;
  // Whether the single word is of the kind.
  bool Is(std::string_view word, SpeechKind kind) const;
  // "affirme" of "affirme-t-il"; the word itself where nothing is hung on it.
  std::string_view WithoutPronoun(std::string_view word) const;
  // The kind (kHe, kShe or kThey) of a pronoun, or of one that is hung on the word; kVerb where it has none.
  SpeechKind PronounIn(std::string_view word) const;
  bool Has(SpeechKind habit) const { return (habits_ & Bit(habit)) != 0; }

 private:
  static std::uint32_t Bit(SpeechKind kind) { return 1U << static_cast<std::uint32_t>(kind); }

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
  };

  std::unordered_map<std::string, std::vector<SpeechPhrase>, Hash, std::equal_to<>> phrases_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> single_;
  std::vector<std::pair<std::string, SpeechKind>> suffixes_;
  std::vector<std::string> beginnings_;  // of words that begin with a "that": "qu'"
  std::uint32_t habits_ = 0;
};

struct QuotationMarks {
  std::string_view open;
  std::string_view close;
};

// The pairs of marks by which the language quotes; those of all languages where it has none of its own.
const std::vector<QuotationMarks>& QuotationMarksOf(std::string_view language);

// Whether a paragraph that begins with a dash is speech in the language.
bool QuotesByDash(std::string_view language);

}  // namespace headwater::annotate
