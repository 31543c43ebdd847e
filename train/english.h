// The tagger and the parser of English, from the treebanks GUM and EWT.
#pragma once

#include <string>

#include "recipes.h"

namespace headwater::train {

Result<std::string> MakeEnglishTagger(const Places& places);
Result<std::string> MakeEnglishParser(const Places& places);
Result<std::string> ScoreEnglishTagger(const Places& places);
Result<std::string> ScoreEnglishParser(const Places& places);

}  // namespace headwater::train
