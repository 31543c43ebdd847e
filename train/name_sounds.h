// How names sound from script to script, from the pairs of Wikidata.
#pragma once

#include <string>

#include "recipes.h"

namespace headwater::train {

Result<std::string> MakeNameSounds(const Places& places);

// AUC by cross-validation: each fifth of the pairs ranked by a model of the other four.
Result<std::string> ScoreNameSounds(const Places& places);

}  // namespace headwater::train
