// Learning to tag from a treebank.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "learn/model_file.h"
#include "syntax/tagger.h"
#include "treebank.h"

namespace headwater::train {

// Adds the parts that Tagger::Read wants. Returns the numbers of all tag names of the trees. From `variants`, which
// have no other tags, weights are learned and no words.
std::map<std::string, syntax::Tag> TrainTagger(std::span<const Tree* const> trees,
                                               std::span<const Tree* const> variants, int passes,
                                               learn::ModelFileWriter& file);

// What the tagger looks at, of the words as the treebank has them.
std::vector<syntax::TagView> ViewsOf(const Tree& tree);

// `VERB/VBD`.
std::string TagName(const Node& node);

}  // namespace headwater::train
