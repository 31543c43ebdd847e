// Drafts: statements as stretches of tokens, before their speakers, chains and circumstances are known.
#pragma once

#include <cstddef>
#include <vector>

#include "annotate/cues.h"
#include "annotate/reading.h"

namespace headwater::annotate {

// A cue in its place, with the helping words around it.
struct Found {
  const Cue* cue = nullptr;
  std::size_t head = 0;  // the token of its first word
  Stretch group;         // with auxiliaries and adverbs before, particle or preposition after
  bool negated = false;
};

struct Draft {
  Found found;
  Stretch speaker;               // empty where none is named, or where it is the heir's
  std::vector<Stretch> content;  // in order of place; none where others took it all: no statement then
  Stretch listener;              // to whom: "reporters" in "told reporters"; empty where none is named
  std::size_t heir = kNone;      // the draft before it in the sentence whose speaker it shares
};

// In order of place, but for what is read inside a quotation, which follows what its own sentence holds.
std::vector<Draft> DraftStatements(const Reading& reading);

}  // namespace headwater::annotate
