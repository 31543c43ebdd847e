// The table of models.
#include "recipes.h"

#include <array>

#include "english.h"
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
  };
  return kRecipes;
}

}  // namespace headwater::train
