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

// The table itself: a slip in a row would send readers to a wrong source.
TEST(SourcesTest, TheTableIsSound) {
  EXPECT_GE(Sources().size(), 300U);
  std::set<std::string> ids;
  std::set<std::string> domains;
  for (const news::Source& source : Sources()) {
    EXPECT_TRUE(ids.insert(source.id.value()).second) << source.id.value();
    EXPECT_NE(source.kind, news::SourceKind::kUnknown) << source.name;
    EXPECT_TRUE(!source.country || source.country->size() == 2) << source.name;
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
