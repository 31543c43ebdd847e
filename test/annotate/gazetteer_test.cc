// The gazetteer: places by name.
#include "annotate/gazetteer.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace headwater::annotate {
namespace {

bool Has(const std::vector<Site>& sites, std::string_view country, std::string_view division, SiteKind kind) {
  return std::any_of(sites.begin(), sites.end(), [&](const Site& site) {
    return site.country == country && site.division == division && site.kind == kind;
  });
}

TEST(GazetteerTest, SpellingsOfOneNameMeet) {
  EXPECT_EQ(PlaceKey("St. Louis"), "saint louis");
  EXPECT_EQ(PlaceKey("SAINT LOUIS"), "saint louis");
  EXPECT_EQ(PlaceKey("Winston-Salem"), "winston salem");
  EXPECT_EQ(PlaceKey("Coeur d’Alene"), "coeur d'alene");
  EXPECT_EQ(PlaceKey("U.S."), "u.s");
  EXPECT_EQ(PlaceKey(""), "");
}

TEST(GazetteerTest, AllPlacesOfANameAreFound) {
  const std::vector<Site> sites = SitesNamed("athens", false);
  EXPECT_TRUE(Has(sites, "US", "GA", SiteKind::kCity));
  EXPECT_TRUE(Has(sites, "US", "OH", SiteKind::kCity));
  EXPECT_TRUE(std::any_of(sites.begin(), sites.end(), [](const Site& site) { return site.country == "GR"; }));
  EXPECT_TRUE(SitesNamed("no such place anywhere", true).empty());
}

TEST(GazetteerTest, AStateStandsOnce) {
  const std::vector<Site> sites = SitesNamed("texas", false);
  EXPECT_EQ(std::count_if(sites.begin(), sites.end(), [](const Site& site) { return site.kind == SiteKind::kState; }),
            1);
}

TEST(GazetteerTest, NamesInOtherLanguagesCountWhereTheyAreAskedFor) {
  EXPECT_TRUE(Has(SitesNamed("münchen", true), "DE", "02", SiteKind::kCity));
  EXPECT_TRUE(SitesNamed("münchen", false).empty());
}

TEST(GazetteerTest, WhereNoNameBeginsNoneIsLookedFor) {
  EXPECT_TRUE(MayBeginPlace("Athens", false));
  EXPECT_TRUE(MayBeginPlace("New", false));
  EXPECT_TRUE(MayBeginPlace("München", true));
  EXPECT_FALSE(MayBeginPlace("Xqzvw", true));
}

}  // namespace
}  // namespace headwater::annotate
