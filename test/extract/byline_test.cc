// Bylines taken apart.
#include "extract/byline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headwater::extract {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(BylineTest, EachPersonIsNamedWithoutByAndTitle) {
  EXPECT_THAT(ReadByline("By Ann Lee and Bo Ek, Staff Writers", "").persons, ElementsAre("Ann Lee", "Bo Ek"));
  EXPECT_THAT(ReadByline("Von Jürgen Groß und Eva Klein", "").persons, ElementsAre("Jürgen Groß", "Eva Klein"));
  EXPECT_THAT(ReadByline("Ann Lee, Bo Ek & Cy Dunn | Political Correspondent", "").persons,
              ElementsAre("Ann Lee", "Bo Ek", "Cy Dunn"));
  EXPECT_THAT(ReadByline("Dr. Ann Lee, Ph.D.", "").persons, ElementsAre("Ann Lee"));
}

TEST(BylineTest, AgenciesAreNoPersons) {
  const Byline byline = ReadByline("Ann Lee, Reuters", "Riverton Daily");
  EXPECT_THAT(byline.persons, ElementsAre("Ann Lee"));
  EXPECT_THAT(byline.organisations, ElementsAre("Reuters"));
  EXPECT_THAT(ReadByline("Associated Press", "").persons, IsEmpty());
}

TEST(BylineTest, WhatIsNoNameIsLeftOut) {
  for (const char* line : {"Riverton Daily", "https://social.example/ann", "@ann", "admin", "Sports Desk", "3 min read",
                           "Posted on May 3, 2021"}) {
    EXPECT_THAT(ReadByline(line, "Riverton Daily").persons, IsEmpty()) << line;
  }
}

TEST(BylineTest, BlanksOfAnyKindAndHandlesAreNoPartOfAName) {
  EXPECT_THAT(ReadByline("Mara J. \xC2\xA0Ostrand", "").persons, ElementsAre("Mara J. Ostrand"));
  EXPECT_THAT(ReadByline("Bo Ek @boek, Cy Dunn (@cyd)", "").persons, ElementsAre("Bo Ek", "Cy Dunn"));
  EXPECT_THAT(ReadByline("Ann Lee, AnnLee", "").persons, ElementsAre("Ann Lee"));
}

TEST(BylineTest, WhoDrewThePicturesDidNotWrite) {
  EXPECT_THAT(ReadByline("Text von Eva Klein Illustration von Jan Groß", "").persons, ElementsAre("Eva Klein"));
}

TEST(BylineTest, ALineThatBeginsWithByIsAByline) {
  EXPECT_TRUE(BeginsAsByline("By Ann Lee"));
  EXPECT_TRUE(BeginsAsByline("Autor: Eva Klein"));
  EXPECT_FALSE(BeginsAsByline("Ann Lee"));
  EXPECT_FALSE(BeginsAsByline(""));
}

}  // namespace
}  // namespace headwater::extract
