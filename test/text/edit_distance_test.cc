// Tests of the distance between words.
#include "text/edit_distance.h"

#include <gtest/gtest.h>

namespace headwater::text {
namespace {

TEST(EditDistance, CountsWhatIsPutInTakenOutAndChanged) {
  EXPECT_EQ(EditDistance("brode", "brode"), 0U);
  EXPECT_EQ(EditDistance("brode", "brodey"), 1U);
  EXPECT_EQ(EditDistance("brode", "bode"), 1U);
  EXPECT_EQ(EditDistance("brode", "brade"), 1U);
  EXPECT_EQ(EditDistance("kastorva", "castorwa"), 2U);
  EXPECT_EQ(EditDistance("", "orrin"), 5U);
  EXPECT_EQ(EditDistance("orrin", ""), 5U);
}

}  // namespace
}  // namespace headwater::text
