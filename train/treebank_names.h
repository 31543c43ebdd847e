// Names from the entities that a treebank marks (GUM's `Entity=`).
#pragma once

#include <vector>

#include "marked.h"
#include "treebank.h"

namespace headwater::train {

// A text for each document. An entity whose head is a proper noun is a name: the run of proper nouns about the head,
// small words between them, without titles. Persons, places and organisations are what the treebank calls so, times are
// no names, all else is `other`.
std::vector<MarkedText> NamesOfTreebank(const std::vector<Tree>& trees);

}  // namespace headwater::train
