// What words allow to conclude about the day of a document.
#include "extract/published_between.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/moment.h"

namespace headwater::extract {
namespace {

std::string Between(std::string_view prose, std::string_view language = "en",
                    const std::vector<CopyrightYears>& copyrights = {}, std::string_view dateline = {}) {
  const auto between = PublishedBetweenOf(prose, copyrights, dateline, language);
  if (!between) {
    return "none";
  }
  return (between->from ? FormatDay(*between->from) : "") + ".." + (between->to ? FormatDay(*between->to) : "");
}

TEST(PublishedBetweenTest, APastDateIsALowerEnd) {
  EXPECT_EQ(Between("The wall was built in 1999 and fell on 3 May 2031, Holm said."), "2031-05-03..");
  EXPECT_EQ(Between("At the end of May 2031 the papers wrote that the wall might fall."), "2031-05-15..");
  EXPECT_EQ(Between("They met in the spring of 2031 and agreed."), "2031-03-01..");
}

TEST(PublishedBetweenTest, APromiseIsAnUpperEndAndNoLower) {
  EXPECT_EQ(Between("The wall fell in 2031. The new one will open on 3 May 2033, Holm said."),
            "2031-01-01..2033-05-03");
  EXPECT_EQ(Between("The troops will stay, not just until 2033 as planned."), "..2032-12-31");
}

TEST(PublishedBetweenTest, WhatMayBeOrIsOnlyNamedDecidesNothing) {
  EXPECT_EQ(Between("The plan could end in 2040 if the money comes."), "none");
  EXPECT_EQ(Between("They will not be independent within the borders of 1991."), "none");
  EXPECT_EQ(Between("He paid 2031 crowns for it on a Monday."), "none");
}

TEST(PublishedBetweenTest, ACopyrightYearIsBothEnds) {
  EXPECT_EQ(Between("The wall fell in 2014.", "en", {{2031, 2031, "© 2031 Orrin Wire"}}), "2031-01-01..2031-12-31");
  EXPECT_EQ(Between("The wall fell in 2014.", "en", {{2010, 2031, "© 2010-2031 Orrin Wire"}}),
            "2014-01-01..2031-12-31");
  EXPECT_EQ(Between("The wall fell in 2032.", "en", {{2031, 2031, "© 2031 Orrin Wire"}}), "2032-01-01..");
}

TEST(PublishedBetweenTest, ADatelineNarrowsTheCopyrightsYear) {
  EXPECT_EQ(Between("The wall fell.", "en", {{2031, 2031, "© 2031"}}, "VELLMAR, Jan 12 (Reuters)"),
            "2031-01-12..2031-01-18");
}

TEST(PublishedBetweenTest, DatesThatOpenParagraphsRunForward) {
  EXPECT_EQ(Between("In March last year the mayor said so.\n\nAt the end of May 2031, the papers wrote about it.\n\n"
                    "From January 20 to January 24, the guards are holding an exercise in the town."),
            "2032-01-20..2032-01-24");
}

TEST(PublishedBetweenTest, AWeekdayTellsTheYear) {
  // March 7 was a Monday in 2022 and will be one again in 2033.
  EXPECT_EQ(Between("The wall, built in 2021, fell on Monday, March 7, and nobody was hurt."),
            "2022-03-07..2023-03-06");
}

TEST(PublishedBetweenTest, OtherLanguagesAreReadToo) {
  EXPECT_EQ(Between("Die Mauer wurde am 3. Mai 2031 gebaut.", "de"), "2031-05-03..");
  EXPECT_EQ(Between("Le mur a été construit le 1er mars 2031.", "fr"), "2031-03-01..");
  EXPECT_EQ(Between("El muro fue construido el 20 de mayo de 2031.", "es"), "2031-05-20..");
  EXPECT_EQ(Between("Стену построили 20 мая 2031 года.", "ru"), "2031-05-20..");
  EXPECT_EQ(Between("Стіну збудували 20 травня 2031 року.", "uk"), "2031-05-20..");
  EXPECT_EQ(Between("Mur zbudowano, a otwarto go, co było ważne, 20 maja 2031 roku.", "pl"), "2031-05-20..");
  EXPECT_EQ(Between("Il muro è stato costruito il 20 maggio 2031.", "it"), "2031-05-20..");
  EXPECT_EQ(Between("O muro foi construído em 20 de maio de 2031.", "pt"), "2031-05-20..");
  EXPECT_EQ(Between("他于2031年5月20日说了。", "zh"), "2031-05-20..");
}

TEST(PublishedBetweenTest, ContradictionsConcludeNothing) {
  EXPECT_EQ(Between("The wall fell in 2035. It will be built by 2031."), "2035-01-01..");
}

}  // namespace
}  // namespace headwater::extract
