// What of a page is its entries'.
#include "text/passages.h"

#include <gtest/gtest.h>

namespace headwater::text {
namespace {

TEST(PassagesTest, ParagraphsAreKnownByTheirEnds) {
  const std::string_view page =
      "A storm moves over the valley.\n\n12:10 Bridge closed\n\nThe bridge at the mill is closed.";
  const auto told = ParagraphsToldIn(page, {"Bridge closed", "The bridge at the mill is closed."});
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(page.substr(told[0].begin, told[0].end - told[0].begin), "12:10 Bridge closed");
  EXPECT_EQ(told[1].end, page.size());
}

TEST(PassagesTest, WhereNothingIsToldElsewhereAllIsItsOwn) {
  EXPECT_TRUE(ParagraphsToldIn("One.\n\nTwo.", {}).empty());
  EXPECT_TRUE(ParagraphsToldIn("", {"One."}).empty());
}

}  // namespace
}  // namespace headwater::text
