// The labellers of names: English from WikiGold, German from GermEval.
#pragma once

#include <string>

#include "recipes.h"

namespace headwater::train {

Result<std::string> MakeEnglishNames(const Places& places);
Result<std::string> MakeGermanNames(const Places& places);

// By cross-validation: each fifth of the documents labelled by a model of the other four.
Result<std::string> ScoreEnglishNames(const Places& places);
Result<std::string> ScoreGermanNames(const Places& places);

}  // namespace headwater::train
