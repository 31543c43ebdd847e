// Comparing forms of names.
#include <gtest/gtest.h>

#include "annotate/annotate.h"

namespace headwater::annotate {
namespace {

bool Same(std::string_view one, std::string_view other) {
  const NamesAlike there = CompareNames(one, other);
  const NamesAlike back = CompareNames(other, one);
  EXPECT_EQ(there.same, back.same) << one << " / " << other;
  EXPECT_GE(there.score, 0);
  EXPECT_LE(there.score, 1);
  return there.same;
}

TEST(AlikeTest, SpellingsOfOnePersonMeet) {
  EXPECT_TRUE(Same("Maja Orvil", "Maya Orvill"));
  EXPECT_TRUE(Same("Maja Orvil", "Мая Орвил"));
  EXPECT_TRUE(Same("Katrin Wolberg", "Catrin Volberg"));
}

TEST(AlikeTest, CasesOfOneNameMeet) {
  EXPECT_TRUE(Same("Oskara Lindnera", "Oskar Lindner"));
  EXPECT_TRUE(Same("Варденбургом", "Варденбург"));
}

TEST(AlikeTest, SurnamesInitialsAndShortFormsMeet) {
  EXPECT_TRUE(Same("Edward Norling", "Norling"));
  EXPECT_TRUE(Same("E. Norling", "Edward Norling"));
  EXPECT_TRUE(Same("Ted Norling", "Edward Norling"));
  EXPECT_TRUE(Same("Norling, Edward", "Edward Norling"));
}

TEST(AlikeTest, PersonsWhoShareOneWordStayTwo) {
  EXPECT_FALSE(Same("Edward Norling", "Agnes Norling"));
  EXPECT_FALSE(Same("Edward Norling", "Edward Brask"));
}

TEST(AlikeTest, InstitutionsMeetOverLanguagesAndAsAcronyms) {
  EXPECT_TRUE(Same("Ministry of Foreign Affairs", "Министерство иностранных дел"));
  EXPECT_TRUE(Same("Vardish Harbour Authority", "VHA"));
  EXPECT_FALSE(Same("Ministry of Finance", "Ministry of Justice"));
}

TEST(AlikeTest, CountriesMeetInAllLanguages) {
  EXPECT_TRUE(Same("Germany", "Німеччина"));
  EXPECT_TRUE(Same("Velká Británie", "United Kingdom"));
  EXPECT_FALSE(Same("Austria", "Australia"));
}

TEST(AlikeTest, WhatIsNoNameIsLikeNothing) {
  EXPECT_FALSE(Same("", ""));
  EXPECT_FALSE(Same("", "Norling"));
  EXPECT_FALSE(Same("?!", "Norling"));
  EXPECT_FALSE(Same("\xFF\xFE", "Norling"));
}

TEST(AlikeTest, AcronymsMeetTheirNamesOverLanguages) {
  EXPECT_TRUE(Same("UN", "ООН"));
  EXPECT_TRUE(Same("United Nations", "ONZ"));
  EXPECT_TRUE(Same("Česká Televize", "ČT"));
  EXPECT_TRUE(Same("Bank of Vardland", "BoV"));
  EXPECT_TRUE(Same("BBC", "Би-би-си"));
  EXPECT_FALSE(Same("European Union", "United Nations"));
}

TEST(AlikeTest, AdjectivesOfCountriesMeetTheCountries) {
  EXPECT_TRUE(Same("Kongres USA", "американский Конгресс"));
  EXPECT_FALSE(Same("МИД Германии", "российский МИД"));
  EXPECT_FALSE(Same("Polish Foreign Ministry", "Ministry of Foreign Affairs of Estonia"));
}

TEST(AlikeTest, TownsMeetByTheirNamesInEachLanguage) {
  EXPECT_TRUE(Same("Monachium", "München"));
  EXPECT_TRUE(Same("Wiedniu", "Vienna"));
  EXPECT_FALSE(Same("Wiedeń", "Warszawa"));
}

TEST(AlikeTest, SoftenedConsonantsAndFleetingVowelsAreCases) {
  EXPECT_TRUE(Same("Marek Orvil", "Markiem Orvilem"));
  EXPECT_TRUE(Same("Dolina Wardenowa", "Doliny Wardenowej"));
}

TEST(AlikeTest, NamesMeetOverScriptsByWhatWasLearnt) {
  EXPECT_TRUE(Same("Kligmar", "كليغمار"));
  EXPECT_TRUE(Same("Holvard", "холвард"));
  EXPECT_FALSE(Same("Kligmar", "холвард"));
}

}  // namespace
TEST(AlikeTest, InstitutionsAreKnownByEachLanguagesAcronym) {
  EXPECT_TRUE(CompareNames("OSN", "Организация Объединенных Наций").same);
  EXPECT_TRUE(CompareNames("Rzym", "Рим").same);
  EXPECT_FALSE(CompareNames("Western Europe", "Europa Wschodnia").same);
}

TEST(AlikeTest, AnAcronymOfOtherLettersIsNotRefuted) {
  const double perhaps = CompareNames("ZQX", "Vardish Harbour Authority").score;
  EXPECT_GT(perhaps, CompareNames("Norling", "Harbour Brask").score);
  EXPECT_LT(perhaps, CompareNames("VHA", "Vardish Harbour Authority").score);
}

}  // namespace headwater::annotate
