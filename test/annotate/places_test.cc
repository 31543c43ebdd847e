// Places: names on the map.
#include "annotate/places.h"

#include <gtest/gtest.h>

#include "annotate/annotate.h"

namespace headwater::annotate {
namespace {

std::vector<std::string> Places(const std::string& text) {
  news::Article article;
  article.text = text;
  article.language = "en";
  Annotate(article);
  std::vector<std::string> places;
  for (const news::Place& place : article.annotations->places) {
    places.push_back(place.text + " " + place.country);
  }
  return places;
}

using List = std::vector<std::string>;

TEST(PlacesTest, NamesOfTheMapArePut) {
  EXPECT_EQ(Places("The talks moved from Tallinn to New Zealand."), (List{"Tallinn EE", "New Zealand NZ"}));
  EXPECT_EQ(Places("Nobody went anywhere."), List{});
}

TEST(PlacesTest, OtherPlacesDecideAmongPlacesOfOneName) {
  EXPECT_EQ(Places("From Texas and Ohio to Georgia they voted.").back(), "Georgia US");
}

}  // namespace
}  // namespace headwater::annotate
