// Sources are found by name, host and id.
#include <gtest/gtest.h>

#include <set>

#include "tables/tables.h"

namespace headwater::tables {
namespace {

TEST(SourcesTest, ANameIsFoundInAnyCaseWithAndWithoutTheArticle) {
  const news::Source* const source = SourceByName("Associated Press");
  ASSERT_NE(source, nullptr);
  EXPECT_EQ(SourceByName("the ASSOCIATED  PRESS"), source);
  EXPECT_EQ(SourceByBareName("The Associated Press"), source);
  EXPECT_EQ(SourceById(source->id), source);
  EXPECT_EQ(SourceByName("The Unassociated Press"), nullptr);
}

TEST(SourcesTest, AnOrdinaryWordIsASourceOnlyWhereOneIsMeant) {
  ASSERT_NE(SourceByName("AP"), nullptr);
  EXPECT_EQ(SourceByName("AP")->name, "Associated Press");
  EXPECT_EQ(SourceByBareName("AP"), nullptr);
}

TEST(SourcesTest, SpellingsAreKeptWithoutTheirSign) {
  for (const news::Source& source : Sources()) {
    for (const std::string& spelling : source.spellings) {
      EXPECT_FALSE(spelling.starts_with('~')) << source.name;
    }
  }
}

TEST(SourcesTest, AHostUnderADomainIsItsSources) {
  ASSERT_NE(SourceByHost("uk.reuters.com"), nullptr);
  EXPECT_EQ(SourceByHost("uk.reuters.com")->name, "Reuters");
  EXPECT_EQ(SourceByHost("notreuters.com"), nullptr);
}

TEST(SourcesTest, HoldersAreKnownWithTheirYears) {
  const news::Source* const source = SourceByName("Financial Times");
  ASSERT_NE(source, nullptr);
  EXPECT_EQ(source->owner, "Nikkei");
  EXPECT_EQ(source->parent, news::SourceId("nikkei"));
  ASSERT_EQ(source->owners.size(), 2U);
  EXPECT_EQ(source->owners[0].from, 2015);
  EXPECT_FALSE(source->owners[0].until);
  EXPECT_EQ(source->owners[1].by, "Pearson");
  EXPECT_EQ(source->owners[1].until, 2015);
}

// ISO 3166-1, and Kosovo's code that is in use without it.
bool IsCountry(std::string_view code) {
  constexpr std::string_view kCodes =
      "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
      "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
      "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
      "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
      "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
      "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
      "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK ";
  return code.size() == 2 && kCodes.find(std::string(code) + ' ') != std::string_view::npos;
}

// An owner is a plain name, a parent a row of the table; no time ends before it began.
TEST(SourcesTest, HoldersAreSound) {
  for (const news::Source& source : Sources()) {
    for (const news::Holding& owner : source.owners) {
      EXPECT_FALSE(owner.by.empty()) << source.name;
      EXPECT_EQ(owner.by.find_first_of("|~\t"), std::string::npos) << source.name;
      EXPECT_TRUE(!owner.from || !owner.until || *owner.from <= *owner.until) << source.name;
    }
    for (const news::Holding& parent : source.parents) {
      const news::Source* const above = SourceById(news::SourceId(parent.by));
      EXPECT_TRUE(above != nullptr && above != &source) << parent.by << " of " << source.name;
    }
  }
}

// The table itself: a slip in a row would send readers to a wrong source.
TEST(SourcesTest, TheTableIsSound) {
  EXPECT_GE(Sources().size(), 2000U);
  std::set<std::string> ids;
  std::set<std::string> domains;
  for (const news::Source& source : Sources()) {
    EXPECT_TRUE(ids.insert(source.id.value()).second) << source.id.value();
    EXPECT_NE(source.kind, news::SourceKind::kUnknown) << source.name;
    EXPECT_TRUE(!source.country || IsCountry(*source.country)) << source.name;
    EXPECT_TRUE(!source.language || source.language->size() == 2) << source.name;
    EXPECT_EQ(SourceByName(source.name), &source) << source.name;
    for (const std::string& domain : source.domains) {
      EXPECT_TRUE(domains.insert(domain).second) << domain;
      EXPECT_EQ(domain.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-"), std::string::npos) << domain;
      EXPECT_NE(domain.find('.'), std::string::npos) << domain;
    }
    for (const std::string& spelling : source.spellings) {
      EXPECT_EQ(SourceByName(spelling), &source) << spelling << " of " << source.name;
    }
  }
}

}  // namespace
}  // namespace headwater::tables
