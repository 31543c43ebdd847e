// Who takes gzip, and who does not.
#include "http/gzip.h"

#include <gtest/gtest.h>

namespace headwater::http {
namespace {

bool Takes(const std::string& accepted) { return TakesGzip({{"accept-encoding", accepted}}); }

TEST(GzipTest, AWeightOfZeroRefusesIt) {
  EXPECT_TRUE(Takes("gzip"));
  EXPECT_TRUE(Takes("br, GZIP;q=0.5"));
  EXPECT_TRUE(Takes("*"));
  EXPECT_TRUE(Takes("deflate , x-gzip"));
  EXPECT_FALSE(Takes("gzip;q=0"));
  EXPECT_FALSE(Takes("br, gzip; q=0.000, *"));
  EXPECT_FALSE(Takes("*;q=0"));
  EXPECT_FALSE(Takes("br"));
  EXPECT_FALSE(Takes("gzipped"));
  EXPECT_FALSE(TakesGzip({}));
}

}  // namespace
}  // namespace headwater::http
