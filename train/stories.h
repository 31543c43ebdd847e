// The recipe of models/stories.model.
#pragma once

#include <string>

#include "recipes.h"

namespace headwater::train {

Result<std::string> MakeStories(const Places& places);
Result<std::string> ScoreStoriesModel(const Places& places);

}  // namespace headwater::train
