// Positions and disagreements found among statements.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

using news::Stance;
using news::StatementKind;
using news::StatementType;

constexpr std::int64_t kDay = std::int64_t{24} * 3600;

struct Line {
  std::string speaker;
  std::string cue = "said";
  std::string content;
  StatementType type = StatementType::kAssertion;
  StatementKind kind = StatementKind::kDirect;
  std::int64_t day = 0;
  std::string language = "en";
};

std::vector<Said> Kept(const std::vector<Line>& lines) {
  std::vector<Said> said;
  for (const Line& line : lines) {
    news::Statement statement;
    statement.cue.text = line.cue;
    statement.type = line.type;
    statement.kind = line.kind;
    Said& each = said.emplace_back();
    each.account.article = news::ArticleId("article" + std::to_string(said.size()));
    each.account.speaker = line.speaker;
    each.account.entity = news::EntityId("person/" + line.speaker);
    each.account.type = line.type;
    each.account.language = line.language;
    each.account.words = line.content;
    each.at = line.day * kDay;
    each.stands = StandsOf(statement, line.content, line.language);
  }
  return said;
}

TEST(PositionsTest, AMoveIsShownInTheOrderOfTimeWithItsTurn) {
  const auto matters = Positions(
      Kept({{.speaker = "Oda Brenning", .content = "We are not ready to send engineers to Vellmar", .day = 200},
            {.speaker = "Oda Brenning", .content = "We do not rule out sending engineers to Vellmar", .day = 10}}));
  ASSERT_EQ(matters.size(), 1U);
  EXPECT_TRUE(matters[0].moved);
  ASSERT_EQ(matters[0].turns.size(), 2U);
  EXPECT_EQ(matters[0].turns[0].stance, Stance::kOpen);
  EXPECT_FALSE(matters[0].turns[0].turned);
  EXPECT_EQ(matters[0].turns[1].stance, Stance::kAgainst);
  EXPECT_TRUE(matters[0].turns[1].turned);
}

TEST(PositionsTest, MovesAreSeenInGermanRussianAndFrench) {
  for (const auto& [language, one, other] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"de", "Wir schließen den Verkauf der alten Hafenkräne nicht aus",
            "Wir lehnen den Verkauf der alten Hafenkräne ab"},
           {"ru", "Мы не исключаем продажи портовых кранов", "Мы не готовы к продаже портовых кранов"},
           {"fr", "Nous n'excluons pas la vente des grues du port", "Nous refusons la vente des grues du port"}}) {
    const auto matters = Positions(Kept({{.speaker = "Ada Holm", .content = one, .day = 1, .language = language},
                                         {.speaker = "Ada Holm", .content = other, .day = 90, .language = language}}));
    ASSERT_EQ(matters.size(), 1U) << language;
    EXPECT_TRUE(matters[0].moved) << language;
  }
}

TEST(PositionsTest, OtherMattersOtherSpeakersAndOneDayAreNoMove) {
  EXPECT_TRUE(
      Positions(
          Kept({{.speaker = "Oda Brenning", .content = "We do not rule out sending engineers to Vellmar", .day = 1},
                {.speaker = "Oda Brenning", .content = "We are not ready to sell the harbour cranes", .day = 90}}))
          .empty());
  EXPECT_TRUE(
      Positions(
          Kept({{.speaker = "Oda Brenning", .content = "We do not rule out sending engineers to Vellmar", .day = 1},
                {.speaker = "Ada Holm", .content = "We are not ready to send engineers to Vellmar", .day = 90}}))
          .empty());
  EXPECT_TRUE(
      Positions(
          Kept({{.speaker = "Oda Brenning", .content = "We do not rule out sending engineers to Vellmar", .day = 1},
                {.speaker = "Oda Brenning", .content = "We are not ready to send engineers to Vellmar", .day = 1}}))
          .empty());
}

TEST(PositionsTest, AWishMovesNoPosition) {
  const auto matters = Positions(
      Kept({{.speaker = "Oda Brenning", .content = "We are ready to send engineers to Vellmar", .day = 1},
            {.speaker = "Oda Brenning",
             .content = "We are not ready to send engineers to Vellmar",
             .type = StatementType::kWish,
             .day = 50},
            {.speaker = "Oda Brenning", .content = "We are ready to send engineers to Vellmar now", .day = 90}}));
  ASSERT_EQ(matters.size(), 1U);
  EXPECT_FALSE(matters[0].moved);
  ASSERT_EQ(matters[0].turns.size(), 3U);
  EXPECT_TRUE(matters[0].turns[1].apart);
}

TEST(DisagreementsTest, ADenialStandsAgainstWhatItDenies) {
  const auto found = Disagreements(Kept(
      {{.speaker = "Ada Holm", .content = "that drones had hit the Orrin refinery", .kind = StatementKind::kIndirect},
       {.speaker = "Oda Brenning",
        .cue = "denied",
        .content = "that drones had hit the Orrin refinery",
        .type = StatementType::kDenial,
        .kind = StatementKind::kIndirect}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, news::DisagreementKind::kDenial);
  EXPECT_EQ(found[0].one.speaker, "Ada Holm");
  EXPECT_EQ(found[0].other.speaker, "Oda Brenning");
}

TEST(DisagreementsTest, TheSameWithAndWithoutANegationContradict) {
  const auto found = Disagreements(
      Kept({{.speaker = "Ada Holm", .content = "The harbour bridge was closed before the storm"},
            {.speaker = "Oda Brenning", .content = "The harbour bridge was not closed before the storm"}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, news::DisagreementKind::kContradiction);
}

TEST(DisagreementsTest, LanguagesWithoutAGrammarNeedMoreInCommon) {
  const auto german =
      Disagreements(Kept({{.speaker = "Ada Holm",
                           .content = "Die Hafenbrücke in Orrin wurde am Abend von Soldaten gesperrt",
                           .language = "de"},
                          {.speaker = "Oda Brenning",
                           .content = "Die Hafenbrücke in Orrin wurde am Abend nicht von Soldaten gesperrt",
                           .language = "de"}}));
  EXPECT_EQ(german.size(), 1U);
  const auto russian = Disagreements(
      Kept({{.speaker = "Ада Хольм", .content = "Солдаты закрыли портовый мост в Оррине", .language = "ru"},
            {.speaker = "Ода Бреннинг",
             .cue = "опровергла",
             .content = "что солдаты закрыли портовый мост в Оррине",
             .type = StatementType::kDenial,
             .kind = StatementKind::kIndirect,
             .language = "ru"}}));
  EXPECT_EQ(russian.size(), 1U);
  const auto french = Disagreements(
      Kept({{.speaker = "Ada Holm", .content = "Les soldats ont fermé le pont du port d'Orrin", .language = "fr"},
            {.speaker = "Oda Brenning",
             .content = "Les soldats n'ont pas fermé le pont du port d'Orrin",
             .language = "fr"}}));
  EXPECT_EQ(french.size(), 1U);
  const auto little = Disagreements(
      Kept({{.speaker = "Ada Holm", .content = "Die Brücke in Orrin wurde gesperrt", .language = "de"},
            {.speaker = "Oda Brenning", .content = "Der Hafen in Orrin wurde nicht gesperrt", .language = "de"}}));
  EXPECT_TRUE(little.empty());
}

TEST(DisagreementsTest, WhoDidItToWhomTurnedRoundIsNoContradiction) {
  EXPECT_TRUE(
      Disagreements(Kept({{.speaker = "Ada Holm", .content = "Orrin attacked Vellmar harbour at dawn"},
                          {.speaker = "Oda Brenning", .content = "Vellmar did not attack Orrin harbour at dawn"}}))
          .empty());
}

TEST(DisagreementsTest, BeliefsQuestionsAndOldWordsContradictNothing) {
  const Line yes{.speaker = "Ada Holm", .content = "The harbour bridge was closed before the storm"};
  Line no{.speaker = "Oda Brenning", .content = "The harbour bridge was not closed before the storm"};
  no.type = StatementType::kBelief;
  EXPECT_TRUE(Disagreements(Kept({yes, no})).empty());
  no.type = StatementType::kAssertion;
  no.day = 30;
  EXPECT_TRUE(Disagreements(Kept({yes, no})).empty());
}

TEST(DisagreementsTest, ForAndAgainstOneMatterAreOpposed) {
  const auto found =
      Disagreements(Kept({{.speaker = "Ada Holm", .content = "The council must sell the harbour cranes"},
                          {.speaker = "Oda Brenning", .content = "The council must not sell the harbour cranes"}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, news::DisagreementKind::kOpposition);
}

TEST(DisagreementsTest, ManyStatementsOfOneMatterTakeBoundedTime) {
  std::vector<Line> lines;
  for (int n = 0; n < 1'500; ++n) {
    lines.push_back({.speaker = "Speaker " + std::to_string(n),
                     .content = std::string("The harbour bridge was ") + (n % 2 == 0 ? "" : "not ") +
                                "closed before the storm of year " + std::to_string(n)});
  }
  EXPECT_LE(Disagreements(Kept(lines)).size(), Limits().max_found);
}

}  // namespace
}  // namespace headwater::weigh
