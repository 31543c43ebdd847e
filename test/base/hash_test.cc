// Hashes against published values.
#include "base/hash.h"

#include <gtest/gtest.h>

namespace headwater {
namespace {

// FIPS 180-4's own examples.
TEST(HashTest, Sha256IsTheStandards) {
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(HashTest, Hash64TellsTextsApart) {
  EXPECT_EQ(Hash64("Vellmar"), Hash64("Vellmar"));
  EXPECT_NE(Hash64("Vellmar"), Hash64("vellmar"));
  EXPECT_NE(Hash64("12345678"), Hash64("123456780"));
  EXPECT_NE(Hash64(""), Hash64(std::string_view("\0", 1)));
}

}  // namespace
}  // namespace headwater
