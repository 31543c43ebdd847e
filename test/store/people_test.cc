// People, their passwords, sessions and app passwords.
#include "store/people.h"

#include "store/secrets.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

constexpr std::string_view kPassword = "seven lamps at vell";
constexpr std::string_view kHome = "192.0.2.7";

class PeopleTest : public StoreTest {
 protected:
  People people() { return People(Opened()); }
  Person Add(std::string_view name, Role role) {
    const auto person = people().Add(name, role, kPassword, kNoon);
    EXPECT_TRUE(person) << person.error().text;
    return person.value_or(Person{});
  }
};

TEST_F(PeopleTest, EveryoneIsPersonOneUntilAnAdministratorIsAdded) {
  EXPECT_TRUE(*people().Nobody());
  EXPECT_FALSE(people().Add("Oda Brenning", Role::kReader, kPassword, kNoon));
  const Person oda = Add("Oda Brenning", Role::kAdministrator);
  EXPECT_EQ(oda.id, kFirstPerson);
  EXPECT_FALSE(*people().Nobody());
  EXPECT_EQ(people().All()->size(), 1U);
}

TEST_F(PeopleTest, NamesThatLookAlikeAreOne) {
  Add("Oda", Role::kAdministrator);
  EXPECT_FALSE(people().Add("ODÁ", Role::kReader, kPassword, kNoon));
  EXPECT_FALSE(people().Add("oda:x", Role::kReader, kPassword, kNoon));
  EXPECT_FALSE(people().Add(" tam", Role::kReader, kPassword, kNoon));
  EXPECT_FALSE(people().Add("", Role::kReader, kPassword, kNoon));
  EXPECT_FALSE(people().Add("Ta\xFFm", Role::kReader, kPassword, kNoon));
}

TEST_F(PeopleTest, PasswordsThatAreEasyToGuessAreRefused) {
  EXPECT_FALSE(people().Add("Oda Brenning", Role::kAdministrator, "short", kNoon));
  EXPECT_FALSE(people().Add("Oda Brenning", Role::kAdministrator, "aaaaaaaaaaaaaaa", kNoon));
  EXPECT_FALSE(people().Add("Oda Brenning", Role::kAdministrator, "oda brenning1", kNoon));
}

TEST_F(PeopleTest, ThePasswordOfThatNameSignsIn) {
  Add("Oda", Role::kAdministrator);
  const auto oda = people().ByPassword("oda", kPassword, kHome, kNoon);
  ASSERT_TRUE(oda) << oda.error().text;
  EXPECT_EQ(oda->name, "Oda");
  const auto wrong = people().ByPassword("oda", "another one entirely", kHome, kNoon);
  const auto nobody = people().ByPassword("tam", kPassword, kHome, kNoon);
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(nobody);
  EXPECT_EQ(wrong.error().text, nobody.error().text);
}

TEST_F(PeopleTest, WhoHasNoPasswordCannotSignInWithOne) {
  Add("Oda", Role::kAdministrator);
  ASSERT_TRUE(people().Add("Tam", Role::kReader, "", kNoon));
  EXPECT_FALSE(people().ByPassword("Tam", "", kHome, kNoon));
  EXPECT_FALSE(people().ByPassword("", "", kHome, kNoon));
}

TEST_F(PeopleTest, AfterManyFailuresAnAddressMustWaitEvenWithTheRightPassword) {
  Add("Oda", Role::kAdministrator);
  LoginLimits limits;
  limits.of_address = 2;
  for (int n = 0; n < 2; ++n) {
    EXPECT_EQ(People(Opened(), limits).ByPassword("Oda", "a wrong one here", kHome, kNoon).error().fault,
              Fault::kRefused);
  }
  EXPECT_EQ(People(Opened(), limits).ByPassword("Oda", kPassword, kHome, kNoon).error().fault, Fault::kTimeout);
  // It stands in rows: another start of the program changes nothing.
  const auto again = Store::Open(path_);
  ASSERT_TRUE(again);
  EXPECT_FALSE(People(**again, limits).ByPassword("Oda", kPassword, kHome, kNoon));
  EXPECT_TRUE(People(Opened(), limits).ByPassword("Oda", kPassword, "192.0.2.8", kNoon));
  EXPECT_TRUE(People(Opened(), limits).ByPassword("Oda", kPassword, kHome, kNoon + limits.window));
}

TEST_F(PeopleTest, NeighboursInIPv6CountAsOneAddress) {
  Add("Oda", Role::kAdministrator);
  LoginLimits limits;
  limits.of_address = 1;
  EXPECT_FALSE(People(Opened(), limits).ByPassword("Oda", "a wrong one here", "2001:db8::1", kNoon));
  EXPECT_EQ(People(Opened(), limits).ByPassword("Oda", kPassword, "2001:db8::2", kNoon).error().fault, Fault::kTimeout);
  EXPECT_TRUE(People(Opened(), limits).ByPassword("Oda", kPassword, "2001:db8:0:1::2", kNoon));
}

TEST_F(PeopleTest, StrangersWhoGuessANameDoNotShutItsOwnerOut) {
  const Person oda = Add("Oda", Role::kAdministrator);
  ASSERT_TRUE(people().Begin(oda.id, kHome, "browser", kNoon));
  LoginLimits limits;
  limits.of_name = 2;
  for (const std::string_view address : {"198.51.100.1", "198.51.100.2"}) {
    EXPECT_FALSE(People(Opened(), limits).ByPassword("Oda", "a wrong one here", address, kNoon));
  }
  EXPECT_EQ(People(Opened(), limits).ByPassword("Oda", kPassword, "198.51.100.3", kNoon).error().fault,
            Fault::kTimeout);
  EXPECT_TRUE(People(Opened(), limits).ByPassword("Oda", kPassword, kHome, kNoon));
}

TEST_F(PeopleTest, OnesOwnPasswordDoesNotClearTheCountOfOthers) {
  Add("Oda", Role::kAdministrator);
  Add("Tam", Role::kReader);
  LoginLimits limits;
  limits.of_address = 2;
  EXPECT_FALSE(People(Opened(), limits).ByPassword("Oda", "a wrong one here", kHome, kNoon));
  EXPECT_TRUE(People(Opened(), limits).ByPassword("Tam", kPassword, kHome, kNoon));
  EXPECT_FALSE(People(Opened(), limits).ByPassword("Oda", "a wrong one here", kHome, kNoon));
  EXPECT_EQ(People(Opened(), limits).ByPassword("Tam", kPassword, kHome, kNoon).error().fault, Fault::kTimeout);
}

TEST_F(PeopleTest, ASessionEndsWhenItIsNotUsedOrOldOrEnded) {
  const Person oda = Add("Oda", Role::kAdministrator);
  const LoginLimits limits;
  const auto secret = people().Begin(oda.id, kHome, "browser", kNoon);
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->size(), 43U);
  EXPECT_EQ((*people().BySession(*secret, kNoon))->person.name, "Oda");
  EXPECT_FALSE(*people().BySession(*secret + "x", kNoon));
  EXPECT_FALSE(*people().BySession(*secret, kNoon + limits.idle));
  for (sys_seconds at = kNoon; at < kNoon + limits.longest; at += std::chrono::days(20)) {
    EXPECT_TRUE(*people().BySession(*secret, at));
  }
  EXPECT_FALSE(*people().BySession(*secret, kNoon + limits.longest));

  const auto other = people().Begin(oda.id, kHome, "another", kNoon);
  const std::string handle = (*people().BySession(*other, kNoon))->handle;
  ASSERT_TRUE(people().End(oda.id + 1, handle));
  EXPECT_TRUE(*people().BySession(*other, kNoon)) << "others' sessions are not one's to end";
  ASSERT_TRUE(people().End(oda.id, handle));
  EXPECT_FALSE(*people().BySession(*other, kNoon));
}

TEST_F(PeopleTest, ANewPasswordEndsTheOtherSessions) {
  const Person oda = Add("Oda", Role::kAdministrator);
  const auto here = people().Begin(oda.id, kHome, "here", kNoon);
  const auto there = people().Begin(oda.id, kHome, "there", kNoon);
  const std::string handle = (*people().BySession(*here, kNoon))->handle;
  ASSERT_TRUE(people().SetPassword(oda.id, "eight boats under vell", handle));
  EXPECT_TRUE(*people().BySession(*here, kNoon));
  EXPECT_FALSE(*people().BySession(*there, kNoon));
  EXPECT_FALSE(people().ByPassword("Oda", kPassword, kHome, kNoon));
  EXPECT_TRUE(people().ByPassword("Oda", "eight boats under vell", kHome, kNoon));
}

TEST_F(PeopleTest, TheLastAdministratorStaysOne) {
  const Person oda = Add("Oda", Role::kAdministrator);
  const Person tam = Add("Tam", Role::kReader);
  EXPECT_EQ(people().SetRole(oda.id, Role::kEditor).error().fault, Fault::kRefused);
  EXPECT_EQ(people().Remove(oda.id).error().fault, Fault::kRefused);
  ASSERT_TRUE(people().SetRole(tam.id, Role::kAdministrator));
  EXPECT_TRUE(people().Remove(oda.id));
  EXPECT_FALSE(*people().Nobody());
  ASSERT_TRUE(people().Remove(tam.id));
  EXPECT_TRUE(*people().Nobody());
  EXPECT_EQ(Add("Ida", Role::kAdministrator).id, kFirstPerson);
}

TEST_F(PeopleTest, AnAdministratorWithoutAPasswordStandsInForNobodyWhoHasOne) {
  const Person oda = Add("Oda", Role::kAdministrator);
  const auto una = people().Add("Una", Role::kAdministrator, "", kNoon);
  ASSERT_TRUE(una);
  EXPECT_EQ(people().Remove(oda.id).error().fault, Fault::kRefused);
  EXPECT_TRUE(people().Remove(una->id));
}

TEST_F(PeopleTest, AppPasswordsAreGoodForTheirOwnerAlone) {
  const Person oda = Add("Oda", Role::kAdministrator);
  const Person tam = Add("Tam", Role::kReader);
  const auto password = people().MakeAppPassword(tam, "phone", kNoon);
  ASSERT_TRUE(password);
  EXPECT_EQ(people().ByAppPassword("tam", *password, kNoon)->id, tam.id);
  EXPECT_FALSE(people().ByAppPassword("Oda", *password, kNoon));
  EXPECT_FALSE(people().ByAppPassword("Tam", kPassword, kNoon));
  EXPECT_EQ(people().ByAppToken(People::AppToken(*password), kNoon)->id, tam.id);
  EXPECT_FALSE(people().ByAppToken(*password, kNoon));
  EXPECT_EQ(people().ByFeverKey(Md5Hex("Tam:" + *password), kNoon)->id, tam.id);
  EXPECT_FALSE(people().ByFeverKey("", kNoon));
  const auto list = people().AppPasswords(tam.id);
  ASSERT_EQ(list->size(), 1U);
  EXPECT_EQ(list->front().label, "phone");
  ASSERT_TRUE(people().DropAppPassword(oda.id, list->front().id));
  EXPECT_TRUE(people().ByAppPassword("Tam", *password, kNoon)) << "others' are not one's to remove";
  ASSERT_TRUE(people().DropAppPassword(tam.id, list->front().id));
  EXPECT_FALSE(people().ByAppToken(People::AppToken(*password), kNoon));
}

TEST_F(PeopleTest, WhileNobodyHasANameAppsMayGiveAny) {
  const auto password = people().MakeAppPassword(Person{}, "newsboat", kNoon);
  ASSERT_TRUE(password);
  EXPECT_EQ(people().ByAppPassword("whoever", *password, kNoon)->id, kFirstPerson);
  EXPECT_TRUE(people().ByFeverKey(Md5Hex("headwater:" + *password), kNoon));
}

TEST_F(PeopleTest, WhoIsRemovedLeavesNothingToSignInWith) {
  Add("Oda", Role::kAdministrator);
  const Person tam = Add("Tam", Role::kReader);
  const auto secret = people().Begin(tam.id, kHome, "browser", kNoon);
  const auto password = people().MakeAppPassword(tam, "phone", kNoon);
  ASSERT_TRUE(people().SetSetting(tam.id, "theme", "dark"));
  ASSERT_TRUE(people().Remove(tam.id));
  EXPECT_FALSE(*people().BySession(*secret, kNoon));
  EXPECT_FALSE(people().ByAppPassword("Tam", *password, kNoon));
  EXPECT_TRUE(people().Settings(tam.id)->empty());
}

TEST(SecretsTest, TheSamePasswordIsHashedAnewEachTime) {
  const auto one = HashPassword("a river of seven lamps");
  const auto other = HashPassword("a river of seven lamps");
  ASSERT_TRUE(one && other);
  EXPECT_NE(*one, *other);
  EXPECT_TRUE(one->starts_with("$argon2id$"));
  EXPECT_TRUE(*PasswordFits("a river of seven lamps", *other));
  EXPECT_FALSE(*PasswordFits("a river of eight lamps", *other));
}

TEST(SecretsTest, MD5IsTheOneOfTheStandard) { EXPECT_EQ(Md5Hex("abc"), "900150983cd24fb0d6963f7d28e17f72"); }

}  // namespace
}  // namespace headwater::store
