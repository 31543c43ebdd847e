// Reads the page's own article off its linked data.
#pragma once

#include "extract/declarations.h"
#include "extract/linked_graph.h"

namespace headwater::extract {

// Adds what the graph declares of the page's article, which is the first that has a headline; later ones are teasers.
void ReadLinkedArticle(const LinkedGraph& graph, Declarations& into);

}  // namespace headwater::extract
