// Drafting: one pass over a reading that makes a draft of every statement.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "annotate/clauses.h"
#include "annotate/drafts.h"

namespace headwater::annotate {

class Drafting : private Clauses {
 public:
  explicit Drafting(const Reading& reading) : Clauses(reading) {}

  std::vector<Draft> Build();

 private:
  void ReadSentence();
  void ReadInside();
  bool IsThirdPerson(const Draft& draft) const;
  void ReadCues(std::size_t before);
  void ReadCue(Found found, std::size_t sentence_drafts);
  void Part();
  void EndBefore(Draft& draft, const Draft& next) const;
  static bool Holds(const Draft& draft, std::size_t token);

  // What marks alone tell: headlines, transcripts, quotations that no known cue claims or that go on.
  void ReadHeadline();
  Stretch TurnAt(std::size_t first) const;
  std::size_t CountTurns() const;
  bool ReadTurn();
  void ReadUnclaimed(std::size_t sentence_drafts);
  bool ReadAfterQuotation(const Stretch& quotation);
  bool ReadBeforeQuotation(const Stretch& quotation);
  bool ReadSignature(const Stretch& quotation);
  void ContinueQuotation();
  Draft* SpeechBefore(std::size_t first);
  bool Covered(const Stretch& stretch) const;
  std::size_t ParagraphEnd(std::size_t token) const;
  std::vector<Stretch> BlockFrom(std::size_t token) const;

  void ReadAccording(const Found& found);
  // "in a poll of sailors"
  void ReadPoll(std::size_t in);
  void ReadNoun(const Found& found);
  void ReadPassive(const Found& found);
  bool IsCueWord(std::size_t token) const;

  void ReadVerb(const Found& found, std::size_t sentence_drafts);
  bool IsSpoken(const Draft& draft) const;
  Stretch SubjectAfter(std::size_t token) const;
  bool IsQuestioned(const Found& found) const;
  void ReadQuestioned(Draft& draft) const;
  void FindContentOfAs(Draft& draft) const;
  Stretch QuotationBefore() const;
  void ClaimQuotationBefore(Draft& draft);
  void ReadPassiveVerb(Draft& draft) const;
  bool ReadInverted(Draft& draft) const;
  void TakeInfinitive(Found& found) const;
  std::optional<Stretch> ParticipleSubject(const Found& found) const;
  void FindSubject(Draft& draft, std::size_t sentence_drafts);
  std::size_t VerbBefore(std::size_t sentence_drafts) const;
  void FindContent(Draft& draft) const;
  void AddRight(Draft& draft, std::size_t after) const;
  bool SaysFurther(std::size_t to) const;
  bool IsInfinitive(std::size_t to) const;
  bool IsSpeechVerb(std::size_t token) const;
  bool FindAfterPreposition(Draft& draft) const;
  void FindRight(Draft& draft) const;
  void FindFarQuotation(Draft& draft, std::size_t at) const;
  void FindClause(Draft& draft, std::size_t begin) const;
  void AddRelative(Draft& draft) const;
  void EndBeforeSpeaker(Draft& draft) const;

  std::vector<Draft> drafts_;
  std::size_t number_ = 0;  // of the sentence that is being read
  bool is_transcript_ = false;
  std::size_t turn_end_ = 0;  // tokens before it belong to a transcript's turn
};

}  // namespace headwater::annotate
