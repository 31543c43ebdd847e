// The table of models.
#include "recipes.h"

#include <array>

#include "english.h"
#include "name_sounds.h"
#include "names.h"
#include "stories.h"

namespace headwater::train {

std::span<const Recipe> Recipes() {
  static constexpr std::array kRecipes{
      Recipe{"english-tagger", MakeEnglishTagger, ScoreEnglishTagger},
      Recipe{"english-parser", MakeEnglishParser, ScoreEnglishParser},
      Recipe{"english-names", MakeEnglishNames, ScoreEnglishNames},
      Recipe{"german-names", MakeGermanNames, ScoreGermanNames},
      Recipe{"stories", MakeStories, ScoreStoriesModel},
      Recipe{"name-sounds", MakeNameSounds, ScoreNameSounds},
  };
  return kRecipes;
}

}  // namespace headwater::train
