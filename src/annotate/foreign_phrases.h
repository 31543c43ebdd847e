// Phrases in languages that only tables know: where cues stand, and how far the noun phrases beside them reach.
#pragma once

#include <cstddef>
#include <optional>

#include "annotate/reading.h"
#include "annotate/speech_words.h"

namespace headwater::annotate {

// A cue in its place.
struct SpeechCue {
  const SpeechPhrase* phrase = nullptr;
  Stretch all;      // with a helper that stands beside it
  Stretch between;  // the speaker, where the cue stands around it
  // The helper of a participle that stands away from it, or kNone.
  std::size_t helper = kNone;
};

// Looks at one sentence of a reading at a time; who derives from it sets the sentence.
class ForeignPhrases {
 protected:
  ForeignPhrases(const Reading& reading, const SpeechWords& words) : reading_(reading), words_(words) {}

  bool Is(std::size_t token, SpeechKind kind) const { return words_.Is(reading_.Word(token), kind); }
  bool IsComma(std::size_t token) const;
  bool IsColon(std::size_t token) const;
  bool IsDash(std::size_t token) const;
  // May the word stand for the content's beginning: "dass", "que"?
  bool IsThat(std::size_t token) const;
  std::optional<SpeechCue> CueAt(std::size_t token) const;
  // The noun phrase that begins at the token, up to `limit`; a pronoun alone; empty where none does.
  Stretch PhraseRight(std::size_t begin, std::size_t limit) const;
  // The noun phrase of the clause that ends before `end`, without the phrases of time and place that lead it.
  Stretch PhraseLeft(std::size_t end) const;
  // "Norling, Leiterin des Hafens," before `end`, which is behind the second comma.
  Stretch WithAppositionLeft(std::size_t end) const;
  // The phrase with ", Leiterin des Hafens" behind it, up to the next mark.
  Stretch WithAppositionRight(const Stretch& phrase) const;
  // The quotation that closes before `end`, commas and dashes aside, or kNone.
  std::size_t QuotationBefore(std::size_t end) const;
  // The quotation that opens at the token, or kNone.
  std::size_t QuotationFrom(std::size_t token) const;
  std::size_t WordsIn(std::size_t begin, std::size_t end) const;

  const Reading& reading_;
  const SpeechWords& words_;
  Sentence sentence_;

 private:
  bool Matches(const std::vector<std::string>& words, std::size_t token) const;
  bool Fits(const SpeechPhrase& phrase, SpeechCue& cue) const;
  // A participle's helper before it: "hat … gesagt".
  bool TakesHelper(SpeechCue& cue) const;
  // The words that close a phrase around its speaker: "nach … Worten".
  bool TakesClosing(const SpeechPhrase& phrase, SpeechCue& cue) const;
  bool IsInnerMark(std::size_t token) const;
  bool IsPronoun(std::size_t token) const;
  bool EndsPhrase(std::size_t token) const;
  bool SaysAt(std::size_t token) const;
  std::size_t OverLead(std::size_t begin, std::size_t end) const;
};

}  // namespace headwater::annotate
