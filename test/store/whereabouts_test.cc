// Places are on the map where that is sure, and nowhere by likeness alone. The places are real, the news is not.
#include "store/whereabouts.h"

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

const PlaceLine kKassel{"Kassel", "DE", 51.312, 9.479, 1};
const PlaceLine kVellmar{"Vellmar", "DE", 51.358, 9.48, 1};
const PlaceLine kBaunatal{"Baunatal", "DE", 51.259, 9.407, 1};
const PlaceLine kOrrin{"Orrin", "US", 48.091, -100.167, 1};
const PlaceLine kGermany{"Germany", "DE", 51.2, 10.4, 1};
const PlaceLine kParis{"Paris", "FR", 48.853, 2.349, 1};

TEST(IsSureTest, WhatTheTablesKnowIsSureByItself) {
  EXPECT_TRUE(IsSure(kParis, {kParis}, {}));
  EXPECT_TRUE(IsSure(kGermany, {}, {}));
  PlaceLine texas = kParis;
  texas.country = "US";
  EXPECT_FALSE(IsSure(texas, {texas}, {}));
}

TEST(IsSureTest, ASmallPlaceWantsItsCountryBorneOut) {
  EXPECT_FALSE(IsSure(kVellmar, {kVellmar, kOrrin, kParis}, {}));
  EXPECT_TRUE(IsSure(kVellmar, {kVellmar, kGermany}, {}));
  EXPECT_FALSE(IsSure(kVellmar, {kVellmar, kKassel}, {})) << "one other may be as wrong";
  EXPECT_TRUE(IsSure(kVellmar, {kVellmar, kKassel, kBaunatal}, {}));
  EXPECT_TRUE(IsSure(kVellmar, {kVellmar}, {"FR", "DE"})) << "who publishes it is at home there";
}

TEST(IsSureTest, WhatLiesExactlyWhereAnotherDoesWasPutThere) {
  PlaceLine port = kVellmar;
  port.name = "Port Maren";
  EXPECT_FALSE(IsSure(port, {kVellmar, port, kGermany}, {"DE"}));
  EXPECT_FALSE(IsSure(kVellmar, {kVellmar, port, kGermany}, {"DE"}));
}

class WhereaboutsTest : public StoreTest {};

TEST_F(WhereaboutsTest, AStorysMapHasItsSurePlacesAlone) {
  Document document = MakeDocument("https://vellmar.example/1", "A bridge", "Paris Orrin");
  auto& found = document.article.annotations.emplace();
  found.names.push_back({{0, 5}, "Paris", news::NameKind::kPlace, {}, news::EntityId("place/paris"), {}});
  found.names.push_back({{6, 11}, "Orrin", news::NameKind::kPlace, {}, news::EntityId("place/orrin"), {}});
  found.places.push_back({{0, 5}, "Paris", "Paris", "FR", 48.853, 2.349});
  found.places.push_back({{6, 11}, "Orrin", "Orrin", "US", 48.091, -100.167});
  Keep({document});
  const news::Story story = Place({document});
  const auto places = PlacesOfStory(Opened(), story.id, 10);
  ASSERT_TRUE(places);
  ASSERT_EQ(places->size(), 1U);
  EXPECT_EQ(places->front().second.name, "Paris");
  EXPECT_TRUE(SurePlaces(Opened(), news::EntityId("place/orrin"), {kOrrin})->empty());
}

}  // namespace
}  // namespace headwater::store
