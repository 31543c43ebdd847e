// What is left of blocks once they are taken for prose: their end trimmed, their texts joined.
#pragma once

#include "extract/blocks.h"
#include "extract/prose.h"

namespace headwater::extract {

// Blocks that the page's own articleBody does not have are taken out, where it is to be believed.
void HeedSecondOpinion(const Blocks& blocks, const ProseHints& hints, Prose& prose);

// Names of agencies and of topics, labels, headings without a text. Many of them in a row are a list.
void TrimEnd(const Blocks& blocks, Prose& prose);

// Who wrote it, told below it: "Ann Lee covers the county for this paper."
void TrimAuthors(const Blocks& blocks, const ProseHints& hints, Prose& prose);

// Fills in the text, one blank line between blocks.
void Join(const Blocks& blocks, Prose& prose);

}  // namespace headwater::extract
