// Drafts of statements in languages that are known by data/speech_words.tsv and data/quotation_marks.tsv alone.
#pragma once

#include <vector>

#include "annotate/drafts.h"
#include "annotate/foreign_phrases.h"

namespace headwater::annotate {

// Direct and indirect speech with the speaker beside the cue, and "according to" with what it says. In order of place.
// Nothing for a language without rows.
std::vector<Draft> DraftForeign(const Reading& reading);

}  // namespace headwater::annotate
