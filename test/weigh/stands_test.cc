// Where clauses stand, in several languages.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

using news::Stance;
using news::StatementKind;
using news::StatementType;

news::Statement Spoken(std::string_view cue, StatementType type = StatementType::kAssertion,
                       StatementKind kind = StatementKind::kDirect) {
  news::Statement statement;
  statement.cue.text = cue;
  statement.type = type;
  statement.kind = kind;
  return statement;
}

// The stance of the first clause; unknown where there is none.
Stance StanceOf(const news::Statement& statement, std::string_view content, std::string_view language = "en") {
  const auto stands = StandsOf(statement, content, language);
  return stands.empty() ? Stance::kUnknown : stands.front().stance;
}

Stance Quoted(std::string_view content, std::string_view language = "en") {
  return StanceOf(Spoken("said"), content, language);
}

Stance Denied(std::string_view cue, std::string_view content, std::string_view language = "en") {
  return StanceOf(Spoken(cue, StatementType::kDenial, StatementKind::kIndirect), content, language);
}

TEST(StandsTest, WhatWasNotRuledOutIsOpenAndWhatOneIsNotReadyForIsNotWanted) {
  EXPECT_EQ(Quoted("We do not rule out sending engineers to Vellmar"), Stance::kOpen);
  EXPECT_EQ(Quoted("We are not ready to send engineers to Vellmar"), Stance::kAgainst);
  EXPECT_EQ(Quoted("We are ready to send engineers to Vellmar"), Stance::kFor);
  EXPECT_EQ(Quoted("We rule out sending engineers to Vellmar"), Stance::kAgainst);
  EXPECT_EQ(Quoted("We will never send engineers to Vellmar"), Stance::kAgainst);
}

TEST(StandsTest, TheSameIsToldInGermanRussianAndFrench) {
  EXPECT_EQ(Quoted("Wir schließen einen Einsatz der Pioniere in Vellmar nicht aus", "de"), Stance::kOpen);
  EXPECT_EQ(Quoted("Wir sind nicht bereit, Pioniere nach Vellmar zu schicken", "de"), Stance::kUnknown);
  EXPECT_EQ(Quoted("Wir lehnen einen Einsatz der Pioniere in Vellmar ab", "de"), Stance::kAgainst);
  EXPECT_EQ(Quoted("Мы не исключаем отправки сапёров в Велмар", "ru"), Stance::kOpen);
  EXPECT_EQ(Quoted("Мы не готовы отправить сапёров в Велмар", "ru"), Stance::kAgainst);
  EXPECT_EQ(Quoted("Мы готовы отправить сапёров в Велмар", "ru"), Stance::kFor);
  EXPECT_EQ(Quoted("Nous n'excluons pas d'envoyer des sapeurs à Vellmar", "fr"), Stance::kOpen);
  EXPECT_EQ(Quoted("Nous refusons d'envoyer des sapeurs à Vellmar", "fr"), Stance::kAgainst);
  EXPECT_EQ(Quoted("Nous sommes prêts à envoyer des sapeurs à Vellmar", "fr"), Stance::kFor);
}

TEST(StandsTest, ADenialDeniesWhatFollowsAndNotWhoseClaimItWas) {
  EXPECT_EQ(Denied("denied", "that drones had hit the Orrin refinery"), Stance::kDenies);
  const auto stands = StandsOf(Spoken("denied", StatementType::kDenial, StatementKind::kIndirect),
                               "the paper’s allegations that drones had hit the Orrin refinery", "en");
  ASSERT_FALSE(stands.empty());
  EXPECT_EQ(stands.front().stance, Stance::kDenies);
  EXPECT_EQ(stands.front().terms.size(), 4U) << "drones, hit, Orrin, refinery";
  EXPECT_EQ(Denied("dementierte", "dass Drohnen die Raffinerie in Orrin getroffen haben", "de"), Stance::kDenies);
  EXPECT_EQ(Denied("отрицает", "что беспилотники поразили завод в Оррине", "ru"), Stance::kDenies);
  EXPECT_EQ(Denied("a démenti", "que des drones aient touché la raffinerie d'Orrin", "fr"), Stance::kDenies);
}

TEST(StandsTest, WhatIsRefusedIsNotWanted) {
  EXPECT_EQ(Denied("refused", "to hand over the harbour records"), Stance::kAgainst);
  EXPECT_EQ(Denied("did not refuse", "to hand over the harbour records"), Stance::kOpen);
}

TEST(StandsTest, PlainSentencesAffirmAndNegatedOnesDeny) {
  EXPECT_EQ(Quoted("The bridge at Orrin was closed on purpose"), Stance::kAffirms);
  EXPECT_EQ(Quoted("The bridge at Orrin was not closed on purpose"), Stance::kDenies);
  EXPECT_EQ(Quoted("Die Brücke in Orrin wurde nicht mutwillig gesperrt", "de"), Stance::kDenies);
  EXPECT_EQ(Quoted("Мост в Оррине не закрывали намеренно", "ru"), Stance::kDenies);
  EXPECT_EQ(Quoted("Le pont d'Orrin n'a pas été fermé exprès", "fr"), Stance::kDenies);
}

TEST(StandsTest, WhatIsDoubtedSupposedOrAskedStaysUnknown) {
  EXPECT_EQ(Quoted("The bridge at Orrin may have been closed on purpose"), Stance::kUnknown);
  EXPECT_EQ(Quoted("If the bridge at Orrin was closed on purpose, heads must roll"), Stance::kUnknown);
  EXPECT_EQ(Quoted("Was the bridge at Orrin closed on purpose?"), Stance::kUnknown);
  EXPECT_EQ(Quoted("It is unclear whether the bridge at Orrin was closed on purpose"), Stance::kUnknown);
  EXPECT_EQ(Quoted("The mayor said the bridge at Orrin was closed on purpose"), Stance::kUnknown);
  EXPECT_TRUE(StandsOf(Spoken("asked", StatementType::kQuestion), "was the bridge at Orrin closed", "en").empty());
}

TEST(StandsTest, AStanceOfSomebodyElseIsNotTheSpeakers) {
  EXPECT_EQ(Quoted("The Orrin council was not ready to send engineers to Vellmar"), Stance::kUnknown);
  EXPECT_EQ(StanceOf(Spoken("said", StatementType::kAssertion, StatementKind::kIndirect),
                     "he was not ready to send engineers to Vellmar"),
            Stance::kAgainst);
}

TEST(StandsTest, TwoTurnsInOneSentenceAreNotGuessedAt) {
  EXPECT_EQ(Quoted("We never said that the bridge at Orrin was not closed"), Stance::kUnknown);
  const auto stands = StandsOf(Spoken("said"), "We will not, under any pressure, sell the Orrin harbour cranes", "en");
  for (const news::Stand& stand : stands) {
    EXPECT_EQ(stand.stance, Stance::kUnknown);
  }
}

TEST(StandsTest, TheGroundAndTheClauseAreCountedInCodePoints) {
  const std::string content = "“Ö” – wir schließen einen Einsatz der Pioniere in Vellmar nicht aus";
  const auto stands = StandsOf(Spoken("sagte"), content, "de");
  ASSERT_FALSE(stands.empty());
  EXPECT_EQ(stands.back().stance, Stance::kOpen);
  EXPECT_EQ(stands.back().clause.begin, 6U);
  EXPECT_EQ(stands.back().ground.begin, 10U);
  EXPECT_EQ(stands.back().ground.end, 67U);
}

TEST(StandsTest, HostileTextIsCutAndDoesNoHarm) {
  EXPECT_TRUE(StandsOf(Spoken("said"), "", "en").empty());
  EXPECT_TRUE(StandsOf(Spoken("said"), "слова слова", "xx").empty());
  std::string endless;
  for (int n = 0; n < 20'000; ++n) {
    endless += "not \xff, but ";
  }
  EXPECT_LE(StandsOf(Spoken("said"), endless, "en").size(), Limits().max_clauses);
}

}  // namespace
}  // namespace headwater::weigh
