// Reports that articles name without a link: found among the outlet's own, whichever came first.
#include <gtest/gtest.h>

#include "test/pipeline/collection_fixture.h"

namespace headwater::pipeline {
namespace {

class NamedReportTest : public CollectionTest {
 protected:
  // Tells what Le Monde told, in other words.
  static Incoming Retelling() {
    return Document(
        "vellmarpost.example", "Marenport shipyard to be sold, Le Monde reports",
        "Le Monde reported on Monday that the shipyard of Marenport is to be sold to Torvik Holdings for 340 "
        "million crowns. Its director Ilse Tamberg is expected to go, the newspaper said.",
        "2031-02-03T20:00:00Z");
  }
  static Incoming Original() {
    return Document(
        "lemonde.fr", "Torvik reprend le chantier naval de Marenport",
        "Le groupe Torvik Holdings va reprendre le chantier naval de Marenport pour 340 millions de "
        "couronnes, selon deux personnes au fait des discussions. La directrice, Ilse Tamberg, quittera ses "
        "fonctions au printemps, après douze ans passés à la tête de l'entreprise familiale.",
        "2031-02-03T08:00:00Z");
  }

  void ExpectLed() {
    const auto citing = store_->ArticleAt("https://vellmarpost.example/1");
    const auto original = store_->ArticleAt("https://lemonde.fr/1");
    ASSERT_TRUE(citing && original);
    const auto view = store_->Article(*citing);
    ASSERT_TRUE(view && view->origin);
    EXPECT_EQ(view->origin->origin_article, *original);
    ASSERT_EQ(view->origin->roots.size(), 1U);
    EXPECT_EQ(view->origin->roots.front(), original->value());
  }
};

TEST_F(NamedReportTest, TheReportThatIsHereIsTheSource) {
  Take({Original()});
  Take({Retelling()});
  ExpectLed();
}

TEST_F(NamedReportTest, OneThatComesLaterIsFoundToo) {
  Take({Retelling()});
  const auto view = store_->Article(*store_->ArticleAt("https://vellmarpost.example/1"));
  ASSERT_TRUE(view && view->origin);
  EXPECT_EQ(view->origin->roots, std::vector<std::string>{"source/Le Monde"});
  Take({Original()});
  ExpectLed();
}

TEST_F(NamedReportTest, AnotherReportOfTheOutletIsNone) {
  Take({Document("lemonde.fr", "Marenport inaugure son salon",
                 "Ilse Tamberg a ouvert lundi le salon nautique de Marenport devant de nombreux invités venus de toute "
                 "la région. Le salon dure jusqu'à dimanche et attend des visiteurs de tous les ports voisins.",
                 "2031-02-03T08:00:00Z")});
  Take({Retelling()});
  const auto view = store_->Article(*store_->ArticleAt("https://vellmarpost.example/1"));
  ASSERT_TRUE(view && view->origin);
  ASSERT_EQ(view->origin->roots.size(), 1U);
  EXPECT_TRUE(view->origin->roots.front().starts_with("source/"));
}

}  // namespace
}  // namespace headwater::pipeline
