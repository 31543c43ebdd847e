// Access tokens: good for what they say, until they end.
#include "store/access_tokens.h"

#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

class AccessTokensTest : public StoreTest {
 protected:
  AccessTokens tokens() { return AccessTokens(Opened()); }
  const Person reader_{kFirstPerson, "", Role::kReader};
  const Person administrator_{};
};

TEST_F(AccessTokensTest, ATokenIsItsPersonsWithinItsScopes) {
  const auto token = tokens().Make(administrator_, " Script ", kMayRead | kMayFeed, {}, kNoon);
  ASSERT_TRUE(token) << token.error().text;
  EXPECT_THAT(*token, StartsWith("hw_"));
  const auto bearer = tokens().ByToken(*token, kNoon);
  ASSERT_TRUE(bearer);
  EXPECT_EQ(bearer->scopes, kMayRead | kMayFeed);
  EXPECT_EQ(bearer->person.role, Role::kEditor) << "no more than the scopes want";
  const auto all = tokens().Of(kFirstPerson);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 1U);
  EXPECT_EQ(all->front().label, "Script");
  EXPECT_EQ(all->front().seen, kNoon);
  EXPECT_THAT(ScopeWords(all->front().scopes), ElementsAre("read", "write-feeds"));
}

TEST_F(AccessTokensTest, ScopesBeyondTheRoleAreRefused) {
  EXPECT_EQ(tokens().Make(reader_, "", kMaySettle, {}, kNoon).error().fault, Fault::kRefused);
  EXPECT_EQ(tokens().Make(reader_, "", 0, {}, kNoon).error().fault, Fault::kUsage);
  EXPECT_TRUE(tokens().Make(reader_, "", kMayRead | kMayMark, {}, kNoon));
}

TEST_F(AccessTokensTest, ATokenEnds) {
  const auto token = tokens().Make(administrator_, "", kMayRead, kNoon + std::chrono::days(1), kNoon);
  ASSERT_TRUE(token);
  EXPECT_TRUE(tokens().ByToken(*token, kNoon + std::chrono::hours(23)));
  EXPECT_FALSE(tokens().ByToken(*token, kNoon + std::chrono::hours(24)));
  EXPECT_FALSE(tokens().ByToken("hw_" + std::string(43, 'a'), kNoon));
  EXPECT_FALSE(tokens().ByToken("", kNoon));
}

TEST_F(AccessTokensTest, OneThatIsRemovedIsNone) {
  const auto token = tokens().Make(administrator_, "", kMayRead, {}, kNoon);
  const auto all = tokens().Of(kFirstPerson);
  ASSERT_TRUE(all);
  ASSERT_TRUE(tokens().Drop(2, all->front().id)) << "not another's";
  EXPECT_TRUE(tokens().ByToken(*token, kNoon));
  ASSERT_TRUE(tokens().Drop(kFirstPerson, all->front().id));
  EXPECT_FALSE(tokens().ByToken(*token, kNoon));
}

TEST_F(AccessTokensTest, TheKeyOfFeedAddressesStaysUntilAnotherIsWanted) {
  const auto key = tokens().FeedKey(kFirstPerson, kNoon);
  ASSERT_TRUE(key);
  EXPECT_EQ(*tokens().FeedKey(kFirstPerson, kNoon), *key);
  EXPECT_EQ(tokens().ByToken(*key, kNoon)->scopes, kMayList);
  EXPECT_TRUE(tokens().Of(kFirstPerson)->empty());
  const auto other = tokens().NewFeedKey(kFirstPerson, kNoon);
  EXPECT_NE(*other, *key);
  EXPECT_FALSE(tokens().ByToken(*key, kNoon));
}

}  // namespace
}  // namespace headwater::store
