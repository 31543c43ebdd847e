// Streams between a source and those it has news from.
#include "screen/citing_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace headwater::screen {
namespace {

using testing::HasSubstr;

std::size_t Streams(const std::string& svg) {
  std::size_t count = 0;
  for (std::size_t at = svg.find("class=\"stream\""); at != std::string::npos;
       at = svg.find("class=\"stream\"", at + 1)) {
    ++count;
  }
  return count;
}

TEST(CitingPictureTest, EachCountIsAStreamOfItsRow) {
  const std::string svg = StreamsSvg(std::vector{12, 3, 1}, 12, 16, true, "from <whom>");
  EXPECT_EQ(Streams(svg), 3U);
  EXPECT_THAT(svg, HasSubstr("from &lt;whom&gt;"));
  EXPECT_THAT(svg, HasSubstr("height=\"6.6em\""));
}

TEST(CitingPictureTest, TheBroadestFitsItsRow) {
  // The first row is 22 high: the stream of the largest count begins within it.
  EXPECT_THAT(StreamsSvg(std::vector{100000}, 100000, 100000, false, ""), HasSubstr("M100 4."));
  EXPECT_EQ(Streams(StreamsSvg({}, 0, 0, true, "")), 0U);
}

}  // namespace
}  // namespace headwater::screen
