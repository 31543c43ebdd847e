// Sources are found by name, host and id.
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace headwater::tables
