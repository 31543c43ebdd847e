// Learning how endings change from a treebank.
#pragma once

#include <map>
#include <span>
#include <string>

#include "learn/model_file.h"
#include "syntax/lemmas.h"
#include "treebank.h"

namespace headwater::train {

// Adds the parts that Lemmas::Read wants. `tags` are the numbers of tag names.
void TrainLemmas(std::span<const Tree* const> trees, const std::map<std::string, syntax::Tag>& tags,
                 learn::ModelFileWriter& file);

}  // namespace headwater::train
