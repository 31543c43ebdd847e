// Who asked for a takedown is forgotten in time; what was asked for and decided is not.
#include "store/takedowns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/claimants.h"
#include "store/rights_log.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using std::chrono::days;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

class TakedownsTest : public StoreTest {
 protected:
  std::int64_t Ask() {
    NewClaim claim;
    claim.addresses = {"https://orrin.example/weir"};
    claim.claimant = "Ada Holm";
    claim.contact = "ada@orrin.example";
    claim.words = "I wrote it.";
    claim.from = "192.0.2.7";
    const auto asked = Takedowns(Opened()).Ask(claim, kNoon);
    EXPECT_TRUE(asked) << asked.error().text;
    return asked ? asked->number : 0;
  }
};

TEST_F(TakedownsTest, WhoAskedIsForgottenSoLongAfterTheDecision) {
  Takedowns takedowns(Opened());
  Claimants claimants(Opened());
  const std::int64_t decided = Ask();
  const std::int64_t open = Ask();
  ASSERT_TRUE(takedowns.Refuse(decided, "Oda", "Not yours.", kNoon + days(1)));
  EXPECT_EQ(*claimants.Forget(kNoon + days(kClaimantDays)), 0) << "it was decided later than that";
  EXPECT_EQ(takedowns.Of(decided)->contact, "ada@orrin.example");
  EXPECT_EQ(*claimants.Forget(kNoon + days(kClaimantDays + 2)), 1);
  EXPECT_EQ(*claimants.Forget(kNoon + days(kClaimantDays + 2)), 0) << "once is enough";
  const auto claim = takedowns.Of(decided);
  ASSERT_TRUE(claim);
  EXPECT_THAT(claim->claimant, IsEmpty());
  EXPECT_THAT(claim->contact, IsEmpty());
  EXPECT_THAT(claim->words, IsEmpty());
  EXPECT_EQ(claim->state, ClaimState::kRefused);
  EXPECT_EQ(claim->answer, "Not yours.");
  EXPECT_THAT(claim->addresses, ElementsAre("https://orrin.example/weir"));
  EXPECT_EQ(takedowns.Of(open)->contact, "ada@orrin.example") << "who waits for an answer can be answered";
  EXPECT_THAT(*RightsLog(Opened()).Latest(10), Contains(Field(&LogEntry::what, "claimant erased")));
  EXPECT_EQ(*RightsLog(Opened()).FirstBroken(), 0);
}

TEST_F(TakedownsTest, HowLongWhoAskedIsKeptIsSet) {
  Takedowns takedowns(Opened());
  Claimants claimants(Opened());
  EXPECT_EQ(*claimants.Days(), kClaimantDays);
  const std::int64_t number = Ask();
  ASSERT_TRUE(takedowns.Refuse(number, "Oda", "", kNoon));
  ASSERT_TRUE(claimants.SetDays(0, "Oda", kNoon));
  EXPECT_EQ(*claimants.Forget(kNoon + days(10'000)), 0) << "0 keeps it";
  ASSERT_TRUE(claimants.SetDays(10, "Oda", kNoon));
  EXPECT_EQ(*claimants.Forget(kNoon + days(9)), 0);
  EXPECT_EQ(*claimants.Forget(kNoon + days(11)), 1);
  EXPECT_FALSE(claimants.SetDays(-1, "Oda", kNoon));
  EXPECT_THAT(*RightsLog(Opened()).Latest(10), Contains(Field(&LogEntry::what, "claimants kept")));
}

}  // namespace
}  // namespace headwater::store
