// How each model of the program is made: one row a model.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace headwater::train {

// Where a recipe finds things.
struct Places {
  std::string data;    // the folder that holds train/ (and other open sets)
  std::string models;  // the folder of *.model; a recipe may read those of recipes before it
};

struct Recipe {
  std::string_view model;  // models/<model>.model
  // The bytes of the model file. The same data give the same bytes.
  Result<std::string> (*make)(const Places& places);
  // What the model that stands in `models` scores on data that it was not trained on, as text for people.
  Result<std::string> (*score)(const Places& places);
};

// In the order in which they are made.
std::span<const Recipe> Recipes();

}  // namespace headwater::train
