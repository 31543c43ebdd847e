// Sketches to bytes and back.
#include "group/sketch_record.h"

#include <gtest/gtest.h>

namespace headwater::group {
namespace {

TEST(SketchRecordTest, ASketchGoesThereAndBackUnchanged) {
  Sketch sketch;
  sketch.words = {{7, 2, kInLead}, {9, 1, 0}};
  sketch.names = {{11, 3, Role::kPlace, true}};
  sketch.figures = {{5, 14'000}};
  sketch.days = {22'350};
  sketch.weekdays = 4;
  sketch.spots = {{594, 247}};
  sketch.addresses = {13, 14};
  const std::string bytes = WriteSketch(sketch);
  const auto again = ReadSketch(bytes);
  ASSERT_TRUE(again);
  ASSERT_EQ(again->words.size(), 2U);
  EXPECT_EQ(again->words[0].times, 2);
  EXPECT_EQ(again->words[0].traits, kInLead);
  ASSERT_EQ(again->names.size(), 1U);
  EXPECT_EQ(again->names[0].role, Role::kPlace);
  EXPECT_TRUE(again->names[0].in_lead);
  EXPECT_EQ(again->figures.at(0).value, 14'000U);
  EXPECT_EQ(again->days, sketch.days);
  EXPECT_EQ(again->weekdays, 4);
  EXPECT_EQ(again->spots.at(0).longitude, 247);
  EXPECT_EQ(again->addresses, sketch.addresses);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(ReadSketch(std::string_view(bytes).substr(0, size))) << size;
  }
}

}  // namespace
}  // namespace headwater::group
