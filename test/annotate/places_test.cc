// Places: names on the map. The towns are real, the events invented.
#include "annotate/places.h"

#include <gtest/gtest.h>

#include <cmath>

#include "annotate/annotate.h"

namespace headwater::annotate {
namespace {

news::Article Annotated(const std::string& text, const std::string& language = "en",
                        const std::string& publisher = {}) {
  news::Article article;
  article.text = text;
  article.language = language;
  article.publisher = publisher;
  Annotate(article);
  return article;
}

std::vector<std::string> Places(const std::string& text, const std::string& language = "en") {
  const news::Article article = Annotated(text, language);
  std::vector<std::string> places;
  for (const news::Place& place : article.annotations->places) {
    places.push_back(place.text + " " + place.country);
  }
  return places;
}

// Where the first place with the words is put, to the nearest degree.
std::pair<int, int> Spot(const news::Article& article, const std::string& words) {
  for (const news::Place& place : article.annotations->places) {
    if (place.text == words) {
      return {static_cast<int>(std::lround(place.latitude)), static_cast<int>(std::lround(place.longitude))};
    }
  }
  return {0, 0};
}

using List = std::vector<std::string>;
using Degrees = std::pair<int, int>;

TEST(PlacesTest, NamesOfTheMapArePut) {
  EXPECT_EQ(Places("The talks moved from Tallinn to New Zealand."), (List{"Tallinn EE", "New Zealand NZ"}));
  EXPECT_EQ(Places("Nobody went anywhere."), List{});
}

TEST(PlacesTest, OtherPlacesDecideAmongPlacesOfOneName) {
  EXPECT_EQ(Places("From Texas and Ohio to Georgia they voted.").back(), "Georgia US");
  EXPECT_EQ(Places("Officials in Tbilisi and Gori said that Georgia would not follow.").back(), "Georgia GE");
}

TEST(PlacesTest, TheStateOrCountryBesideANameTellsWhichIsMeant) {
  EXPECT_EQ(Spot(Annotated("The fair in Paris, Texas, opens on Monday."), "Paris"), (Degrees{34, -96}));
  EXPECT_EQ(Spot(Annotated("The fair in Paris opens on Monday."), "Paris"), (Degrees{49, 2}));
  EXPECT_EQ(Spot(Annotated("A man from Springfield, Ill., was held."), "Springfield"), (Degrees{40, -90}));
  EXPECT_EQ(Spot(Annotated("A man from Springfield, MA, was held."), "Springfield"), (Degrees{42, -73}));
}

TEST(PlacesTest, ANameMeansOnePlaceThroughoutAnArticle) {
  const news::Article article =
      Annotated("The fair in Paris, Texas, opens on Monday. Nobody in Paris minds the noise.");
  ASSERT_EQ(article.annotations->places.size(), 3U);
  EXPECT_EQ(article.annotations->places[0].latitude, article.annotations->places[2].latitude);
}

TEST(PlacesTest, TheHomeOfThePaperDecidesWhereNothingElseDoes) {
  const std::string text = "A barn burned in Athens on Tuesday. Police said that nobody was hurt.";
  EXPECT_EQ(Spot(Annotated(text), "Athens"), (Degrees{38, 24}));
  EXPECT_EQ(Spot(Annotated(text, "en", "onlineathens.com"), "Athens"), (Degrees{34, -83}));
}

TEST(PlacesTest, APersonOfAPlacesNameIsNone) {
  EXPECT_EQ(Places("Ann Houston won. Houston said that she was glad of it."), List{});
  EXPECT_EQ(Places("The Washington Post wrote about it."), List{});
}

TEST(PlacesTest, APlaceAtTheHeadOfAnInstitutionsNameCounts) {
  EXPECT_EQ(Places("The Ohio Supreme Court sat on Monday."), (List{"Ohio US"}));
}

TEST(PlacesTest, AbbreviationsCountWithTheirPoint) {
  EXPECT_EQ(Places("He moved to Gary, Ind., last year.").back(), "Ind. US");
  EXPECT_EQ(Places("Ind the end it was late."), List{});
  EXPECT_EQ(Places("They told us in the US."), (List{"US US"}));
}

TEST(PlacesTest, CountiesTownshipsAndPartsOfWordsArePlaces) {
  EXPECT_EQ(Places("The Ashtabula County fair drew a Toledo-based crowd and Rep. Ann Alder, R-Dayton."),
            (List{"Ashtabula County US", "Toledo US", "Dayton US"}));
}

TEST(PlacesTest, WordsThatMostlyMeanOtherThingsAreNoTowns) {
  EXPECT_EQ(Places("Congress voted on Monday. A picture by Getty shows it."), List{});
  EXPECT_EQ(Spot(Annotated("They fly from Ohio, Texas and Florida to Washington."), "Washington"), (Degrees{39, -77}));
}

TEST(PlacesTest, RoadsArePutWhereTheTextIs) {
  const news::Article article =
      Annotated("A truck turned over in Toledo, Ohio. It blocked N. Elm St. and Interstate 75 for hours.");
  EXPECT_EQ(Spot(article, "N. Elm St."), (Degrees{42, -84}));
  EXPECT_EQ(Spot(article, "Interstate 75"), (Degrees{42, -84}));
}

TEST(PlacesTest, OtherLanguagesAndScriptsHaveTheirNamesOfPlaces) {
  EXPECT_EQ(Places("Die Gespräche in München und Mailand dauerten an.", "de"), (List{"München DE", "Mailand IT"}));
  EXPECT_EQ(Places("Переговоры прошли в городе Рига.", "ru"), (List{"Рига LV"}));
}

TEST(PlacesTest, CasesOfANameNameItsPlace) {
  EXPECT_EQ(Places("Переговоры прошли в Москве и в Риге.", "ru"), (List{"Москве RU", "Риге LV"}));
  EXPECT_EQ(Places("Rozmowy odbyły się w Warszawie.", "pl"), List{"Warszawie PL"});
  EXPECT_EQ(Places("Sarunas notika Rīgā.", "lv"), List{"Rīgā LV"});
  EXPECT_EQ(Places("Derybos vyko Vilniuje.", "lt"), List{"Vilniuje LT"});
  EXPECT_EQ(Places("Kõnelused peeti Tallinnas.", "et"), List{"Tallinnas EE"});
  EXPECT_EQ(Places("Die Wahl in Deutschland und Frankreich ist vorbei.", "de"),
            (List{"Deutschland DE", "Frankreich FR"}));
}

TEST(PlacesTest, AnyBytesAreRead) {
  const std::string broken = "In \xC3\x28 Toledo\xFF, \xE2\x80 Ohio \xF0\x9F";
  EXPECT_NO_THROW(Annotated(broken));
  std::string many;
  for (int i = 0; i < 3000; ++i) {
    many += "Springfield, Ohio, ";
  }
  EXPECT_FALSE(Annotated(many).annotations->places.empty());
}

}  // namespace
}  // namespace headwater::annotate
