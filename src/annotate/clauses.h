// Clauses: which words are cues in their place, and where the content that they introduce begins and ends.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "annotate/cues.h"
#include "annotate/drafts.h"
#include "annotate/reading.h"
#include "annotate/word_classes.h"

namespace headwater::annotate {

// Looks at one sentence of a reading at a time; who derives from it sets the sentence.
class Clauses {
 protected:
  explicit Clauses(const Reading& reading) : reading_(reading), classes_(reading.prepared()) {}

  static bool Is(const Cue& cue, std::uint32_t frame);
  // In a quotation, but for the one that is being read itself.
  bool Quoted(std::size_t token) const;
  bool RestFits(std::size_t i, const Cue& cue) const;
  // The cue at the token that comes after `skip` others which fit there as well.
  std::optional<Found> CueAt(std::size_t i, std::size_t skip) const;
  // "about" in "worried about": what leads from an adjective or noun to its content.
  bool LeadsOn(std::size_t token) const;
  // Is the word really the verb, noun or adjective that the table means?
  bool Fits(Found& found) const;
  bool IsBe(std::size_t token) const;
  // Takes auxiliaries, adverbs and negations before the head into the group.
  void Widen(Found& found) const;
  bool FitsAfterBe(Found& found) const;
  bool FitsVerb(Found& found) const;
  static bool StandsAlone(std::string_view determiner);
  bool TakesBareForm(std::size_t before) const;
  bool Compares(std::size_t token) const;
  // "the radio shows": a form that may be a noun, and is one in its place.
  bool IsRatherNoun(const Found& found) const;
  // "states", "plans": the word is a noun as often as a verb.
  bool IsNounToo(std::size_t token) const;
  // "went on to say", "continued to insist"
  bool InfinitiveSpeaks(std::size_t to) const;
  bool HasAuxiliary(const Found& found) const;
  bool IsPassive(const Found& found) const;
  bool IsPossessive(std::size_t token) const;
  // Where the content that ends at `end` begins: its sentence's start, over sentences inside a quotation.
  std::size_t ContentStart(std::size_t end) const;
  // Where content that begins at `begin` ends: at the end of its clause, quotation or sentence.
  std::size_t ContentEnd(std::size_t begin, bool phrase) const;
  // "including Vard", "such as", "which": what follows the comma still belongs to the phrase.
  bool GoesOn(std::size_t token) const;
  bool Lists(std::size_t comma) const;
  bool Opens(std::size_t begin, std::size_t end) const;
  std::size_t BehindAside(std::size_t at) const;
  // Does another statement, or the writer's own clause, begin at the token?
  bool EndsClause(std::size_t token) const;
  bool Speaks(std::size_t token) const;
  bool SpeaksFurther(std::size_t token) const;
  bool IsFinite(const Cue& cue, std::size_t verb, std::size_t begin) const;
  static bool TellsHowSaid(std::string_view adverb);
  // More than an opening like "In an interview": a phrase that is followed by something else.
  bool IsClause(std::size_t begin, std::size_t end) const;
  // Does something follow the cue that may be its content?
  bool HasRight(std::size_t after) const;
  std::size_t AfterCue(const Found& found) const;
  // "told Vard Radio on Monday that", "told host Ada Norling she": where the listener ends.
  std::size_t AfterListener(std::size_t at) const;
  // A name, or a noun in the plural, ends the listener where another noun phrase follows.
  bool IsListenersEnd(std::size_t token) const;
  // Passes over "in a statement", "on Monday" and the like, where the content is plainly marked after them.
  std::size_t ContentBegin(std::size_t at, const Cue& cue) const;
  // A quotation before the subject ends it.
  std::size_t SubjectLimit(std::size_t end) const;
  // ", the harbour master of Vard" up to the next comma or the end belongs to the name before it.
  Stretch WithApposition(Stretch speaker) const;

  const Reading& reading_;  // outlives it
  Sentence sentence_;
  mutable WordClasses classes_;  // keeps the sentence that it was asked about last
  // The quotation that is being read for what it reports itself, or kNone.
  std::size_t inside_ = kNone;
};

}  // namespace headwater::annotate
