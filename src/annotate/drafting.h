// Drafting: one pass over a reading that makes a draft of every statement.
#pragma once

#include <cstddef>
#include <vector>

#include "annotate/clauses.h"
#include "annotate/drafts.h"

namespace headwater::annotate {

class Drafting : private Clauses {
 public:
  explicit Drafting(const Reading& reading) : Clauses(reading) {}

  std::vector<Draft> Build();

 private:
  void ReadSentence(std::size_t number);
  void ReadInside();
  bool IsThirdPerson(const Draft& draft) const;
  void ReadCues(std::size_t before);
  void ReadHeadline();
  void ContinueQuotation();
  bool Covered(const Stretch& stretch) const;
  void ReadCue(Found found, std::size_t sentence_drafts);
  void Part();
  static bool Holds(const Draft& draft, std::size_t token);

  void ReadAccording(const Found& found);
  void ReadNoun(const Found& found);
  void ReadPassive(const Found& found);
  bool IsCueWord(std::size_t token) const;

  void ReadVerb(const Found& found, std::size_t sentence_drafts);
  void ReadPassiveVerb(Draft& draft) const;
  bool ReadInverted(Draft& draft) const;
  void FindSubject(Draft& draft, std::size_t sentence_drafts);
  std::size_t VerbBefore(std::size_t sentence_drafts) const;
  void FindContent(Draft& draft) const;
  void AddRight(Draft& draft, std::size_t after) const;
  void FindRight(Draft& draft) const;

  std::vector<Draft> drafts_;
};

}  // namespace headwater::annotate
