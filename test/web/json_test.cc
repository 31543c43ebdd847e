// JSON within bounds.
#include "web/json.h"

#include <gtest/gtest.h>

#include <string>

namespace headwater::web {
namespace {

TEST(JsonTest, MembersAreGivenWhereTheyAreOfTheKind) {
  const auto value = ParseJson(R"({"a":"x","b":7,"c":[1],"d":null})");
  ASSERT_TRUE(value);
  EXPECT_EQ(JsonText(*value, "a"), "x");
  EXPECT_EQ(JsonText(*value, "b"), "7");
  EXPECT_EQ(JsonText(*value, "c"), "");
  EXPECT_EQ(JsonArray(*value, "c").size(), 1U);
  EXPECT_TRUE(JsonArray(*value, "d").empty());
}

TEST(JsonTest, WhatIsTooDeepOrTooLargeOrNoneIsAnError) {
  EXPECT_EQ(ParseJson(std::string(100'000, '[')).error().fault, Fault::kTooLarge);
  EXPECT_EQ(ParseJson("[1]", {.max_bytes = 2}).error().fault, Fault::kTooLarge);
  EXPECT_EQ(ParseJson("{").error().fault, Fault::kBadInput);
}

// Found by fuzzing: `0e400` was read as no number at all, and long ones a last digit off.
TEST(JsonTest, NumbersAreReadExactly) {
  const auto value =
      ParseJson("[0e400, 44444440000000000000000004129827551997708056.0, 1e-400, -12, 18446744073709551615]");
  ASSERT_TRUE(value) << value.error().text;
  const boost::json::array& numbers = value->get_array();
  EXPECT_EQ(numbers[0].get_double(), 0.0);
  EXPECT_EQ(numbers[1].get_double(), 44444440000000000000000004129827551997708056.0);
  EXPECT_EQ(numbers[2].get_double(), 0.0);
  EXPECT_EQ(numbers[3].get_int64(), -12);
  EXPECT_EQ(numbers[4].get_uint64(), 18446744073709551615U);
  EXPECT_EQ(ParseJson("[1e400]").error().fault, Fault::kBadInput);
  EXPECT_EQ(ParseJson("[1] 2").error().fault, Fault::kBadInput);
  EXPECT_EQ(ParseJson("").error().fault, Fault::kBadInput);
}

}  // namespace
}  // namespace headwater::web
