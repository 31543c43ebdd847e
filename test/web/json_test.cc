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

}  // namespace
}  // namespace headwater::web
