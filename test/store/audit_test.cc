// Audits: samples drawn, verdicts kept, wrong ones corrected, and what they come to.
#include <gmock/gmock.h>

#include "store/audit_figures.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::DoubleNear;
using testing::IsEmpty;
using testing::SizeIs;

AuditItem Item(Verdict verdict, std::optional<double> confidence, std::int64_t population) {
  AuditItem item;
  item.kind = AuditKind::kOrigin;
  item.verdict = verdict;
  item.confidence = confidence;
  item.stratum = StratumOf(confidence);
  item.population = population;
  return item;
}

TEST(AuditFiguresTest, AStratumCountsByHowManyDecisionsItStandsFor) {
  std::vector<AuditItem> items;
  // Of 900 sure ones all ten are right, of 100 unsure ones five of ten.
  for (int n = 0; n < 10; ++n) {
    items.push_back(Item(Verdict::kRight, 0.97, 900));
    items.push_back(Item(n < 5 ? Verdict::kRight : Verdict::kWrong, 0.6, 100));
  }
  items.push_back(Item(Verdict::kCannotTell, 0.97, 900));
  const auto figures = FiguresOf(items);
  ASSERT_THAT(figures, SizeIs(1));
  EXPECT_EQ(figures[0].right, 15);
  EXPECT_EQ(figures[0].wrong, 5);
  EXPECT_EQ(figures[0].cannot_tell, 1);
  EXPECT_THAT(*figures[0].precision, DoubleNear(0.95, 1e-9));
  EXPECT_LT(figures[0].low, 0.95);
  EXPECT_GT(figures[0].high, 0.95);
  ASSERT_THAT(figures[0].bins, SizeIs(2));
  EXPECT_THAT(figures[0].bins[0].found, DoubleNear(0.5, 1e-9));
  EXPECT_THAT(*figures[0].calibration_error, DoubleNear(0.1 * 0.1 + 0.9 * 0.03, 1e-9));
}

// 8 of 10: Wilson's interval as tables give it.
TEST(AuditFiguresTest, TheIntervalOfOneStratumIsWilsons) {
  std::vector<AuditItem> items;
  for (int n = 0; n < 10; ++n) {
    items.push_back(Item(n < 8 ? Verdict::kRight : Verdict::kWrong, std::nullopt, 50));
  }
  const auto figures = FiguresOf(items);
  EXPECT_THAT(figures[0].low, DoubleNear(0.4902, 1e-3));
  EXPECT_THAT(figures[0].high, DoubleNear(0.9433, 1e-3));
  EXPECT_FALSE(figures[0].calibration_error) << "nothing was stated";
}

TEST(AuditFiguresTest, WithoutVerdictsNothingIsClaimed) {
  const auto figures = FiguresOf(std::vector{Item(Verdict::kNone, 0.9, 3)});
  EXPECT_FALSE(figures[0].precision);
  EXPECT_EQ(figures[0].drawn, 1);
}

class AuditTest : public StoreTest {
 protected:
  // Six articles of one story, each but the first with an origin and a copy pair with the first.
  void KeepStory() {
    for (int n = 0; n < 6; ++n) {
      const std::string number = std::to_string(n);
      documents_.push_back(MakeDocument("https://vellmar.example/" + number, "Mill " + number, "Fire " + number));
    }
    Keep(documents_);
    Place(documents_);
    std::vector<news::Copy> copies;
    std::vector<news::Origin> origins;
    for (int n = 1; n < 6; ++n) {
      news::Copy copy;
      copy.article = documents_[static_cast<std::size_t>(n)].article.id;
      copy.of = documents_[0].article.id;
      copy.shared = 0.8;
      copies.push_back(copy);
      news::Origin origin;
      origin.article = copy.article;
      origin.kind = news::OriginKind::kArticle;
      origin.roots = {copy.of.value()};
      origin.confidence = 0.15 * n;
      origin.chain.push_back({"The Vellmar Post", news::HopHow::kPublished, copy.article, "", {}, 1});
      origin.chain.push_back({"The Vellmar Post", news::HopHow::kCopy, copy.of, "", {}, origin.confidence});
      origins.push_back(origin);
    }
    ASSERT_TRUE(Opened().Write({copies, {}, origins}, kNoon));
  }
  std::vector<Document> documents_;
};

TEST_F(AuditTest, TheSameQuestionGivesTheSameSampleAndIsGoneOnWith) {
  KeepStory();
  const auto id = Opened().StartAudit({.sample = 6, .seed = 3}, kNoon);
  ASSERT_TRUE(id) << id.error().text;
  ASSERT_THAT(*Opened().AuditItems(*id), SizeIs(6));
  ASSERT_TRUE(Opened().Judge(*id, 1, Verdict::kRight, kNoon));
  EXPECT_EQ(*Opened().StartAudit({.sample = 6, .seed = 3}, kNoon), *id);
  EXPECT_EQ(Opened().Audit(*id)->judged, 1);
  EXPECT_NE(*Opened().StartAudit({.sample = 6, .seed = 4}, kNoon), *id);
  EXPECT_THAT(*Opened().Audits(10), SizeIs(2));
  EXPECT_EQ(Opened().StartAudit({.sample = 0}, kNoon).error().fault, Fault::kUsage);
}

TEST_F(AuditTest, WhatOneKindLacksGoesToTheOthers) {
  KeepStory();
  const auto id = Opened().StartAudit({.sample = 12}, kNoon);
  std::map<AuditKind, int> drawn;
  const auto items = Opened().AuditItems(*id);
  for (const AuditItem& item : *items) {
    ++drawn[item.kind];
  }
  EXPECT_EQ(items->size(), 12U);
  EXPECT_EQ(drawn[AuditKind::kPerson], 0);
  EXPECT_GT(drawn[AuditKind::kOrigin], 3);
}

TEST_F(AuditTest, AWrongVerdictCorrectsAndAnotherTakesThatBack) {
  KeepStory();
  for (const AuditKind kind : {AuditKind::kStory, AuditKind::kCopy, AuditKind::kOrigin}) {
    const auto id = Opened().StartAudit({.sample = 1, .kind = kind}, kNoon);
    const auto judged = Opened().Judge(*id, 1, Verdict::kWrong, kNoon);
    ASSERT_TRUE(judged) << judged.error().text;
    ASSERT_NE(judged->correction, 0);
    const auto decision = Opened().DecisionOf(judged->correction);
    ASSERT_TRUE(decision);
    EXPECT_EQ(decision->articles.front(), judged->article);
    EXPECT_EQ(decision->kind, kind == AuditKind::kStory  ? DecisionKind::kLeave
                              : kind == AuditKind::kCopy ? DecisionKind::kNotCopy
                                                         : DecisionKind::kNotSource);
    EXPECT_EQ(Opened().Judge(*id, 1, Verdict::kRight, kNoon)->correction, 0);
    EXPECT_THAT(*Opened().Decisions(10), IsEmpty());
  }
}

TEST_F(AuditTest, AnEmptyCollectionHasNothingToJudge) {
  EXPECT_EQ(Opened().StartAudit({}, kNoon).error().fault, Fault::kNotFound);
}

}  // namespace
}  // namespace headwater::store
