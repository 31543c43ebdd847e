// Takedowns over a network: proofs are looked for, what is buried is not asked for, and comes back when it may.
#include <gmock/gmock.h>

#include "store/rights_log.h"
#include "store/takedowns.h"
#include "test/pipeline/web_fixture.h"

namespace headwater::pipeline {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;

const std::string kProse =
    "The new weir on the river Orrin opened to the water on Monday morning after four years of building in the gorge. "
    "It cost thirty-eight million, nine more than the council had been promised when the first stone was laid there. "
    "Farmers down in the valley had waited for it since the flood that broke the old one in a single winter night.";

class TakedownTest : public WebTest {
 protected:
  store::Takedowns takedowns() { return store::Takedowns(*store_); }
  std::int64_t Ask(const std::string& address) {
    store::NewClaim claim;
    claim.addresses = {address};
    claim.claimant = "The Vellmar Post";
    claim.words = "Ours.";
    const auto asked = takedowns().Ask(claim, clock_.Now());
    EXPECT_TRUE(asked) << asked.error().text;
    return asked ? asked->number : 0;
  }
};

TEST_F(TakedownTest, ADomainIsProvenByALineInAFileOnIt) {
  const std::int64_t number = Ask(Url("/weir"));
  ASSERT_TRUE(takedowns().AskProof(number, clock_.Now()));
  Round();
  EXPECT_FALSE(takedowns().Of(number)->proven);
  EXPECT_THAT(takedowns().Of(number)->proof_error, HasSubstr("404"));
  ServeOk(std::string(store::kProofPath), "something else\n");
  ASSERT_TRUE(takedowns().AskProof(number, clock_.Now()));
  Round();
  EXPECT_THAT(takedowns().Of(number)->proof_error, HasSubstr("does not hold"));
  ServeOk(std::string(store::kProofPath), "hello\n" + takedowns().Of(number)->challenge + "\n");
  ASSERT_TRUE(takedowns().AskProof(number, clock_.Now()));
  Round();
  EXPECT_TRUE(takedowns().Of(number)->proven);
  EXPECT_THAT(*store::RightsLog(*store_).Latest(10), Contains(Field(&store::LogEntry::what, "proven")));
}

TEST_F(TakedownTest, WhatIsBuriedIsNotAskedForUntilItIsTakenBack) {
  ServeOk("/weir", Page(kProse), "Content-Type: text/html\r\n");
  ServeOk("/feed", Rss("", {"/weir"}), "Content-Type: application/rss+xml\r\n");
  Subscribed("/feed");
  Round();
  ASSERT_THAT(Asked("/weir"), SizeIs(1));
  ASSERT_TRUE(store_->ArticleAt(Url("/weir")));
  const std::int64_t number = Ask(Url("/weir"));
  ASSERT_TRUE(takedowns().Grant(number, true, "Oda", "", clock_.Now()));
  Round();
  ASSERT_TRUE(pipeline_->MindTakedowns());
  EXPECT_EQ(takedowns().Of(number)->state, store::ClaimState::kGranted);
  EXPECT_FALSE(store_->ArticleAt(Url("/weir")));
  ServeOk("/feed", Rss("<description>again</description>", {"/weir"}), "Content-Type: application/rss+xml\r\n");
  clock_.Pass(std::chrono::hours(3));
  ASSERT_TRUE(store_->AskRefresh({}, clock_.Now()));
  Round();
  EXPECT_THAT(Asked("/weir"), SizeIs(1));
  EXPECT_EQ(*store_->WaitingWork(), 0U);

  ASSERT_TRUE(takedowns().Reverse(number, "Oda", "It was not theirs.", clock_.Now()));
  Round();
  EXPECT_EQ(takedowns().Of(number)->state, store::ClaimState::kReversed);
  clock_.Pass(std::chrono::minutes(1));
  Round();
  EXPECT_THAT(Asked("/weir"), SizeIs(2));
  EXPECT_TRUE(store_->ArticleAt(Url("/weir")));
}

}  // namespace
}  // namespace headwater::pipeline
