// Hosts, origins and tokens: who may ask for what.
#include "http/guard.h"

#include <gtest/gtest.h>

namespace headwater::http {
namespace {

TEST(GuardTest, OnLoopbackOnlyLoopbackNamesAndThoseNamedAreTaken) {
  const Hosts hosts("127.0.0.1", {"News.Home.example"});
  EXPECT_TRUE(hosts.Allows("127.0.0.1:8080"));
  EXPECT_TRUE(hosts.Allows("localhost"));
  EXPECT_TRUE(hosts.Allows("[::1]:8080"));
  EXPECT_TRUE(hosts.Allows("news.home.example:443"));
  EXPECT_FALSE(hosts.Allows("rebound.example:8080"));
  EXPECT_FALSE(hosts.Allows("127.0.0.1.rebound.example"));
  EXPECT_FALSE(hosts.Allows(""));
}

TEST(GuardTest, ElsewhereAnyNameIsTakenUnlessSomeAreNamed) {
  EXPECT_TRUE(Hosts("0.0.0.0", {}).Allows("reader.example"));
  EXPECT_FALSE(Hosts("0.0.0.0", {"reader.example"}).Allows("other.example"));
  EXPECT_TRUE(Hosts("0.0.0.0", {"reader.example"}).Allows("localhost:8080"));
}

TEST(GuardTest, AStrangersPageIsNotOurs) {
  EXPECT_TRUE(SameOrigin({}, "localhost:1"));
  EXPECT_TRUE(SameOrigin({{"origin", "http://localhost:1"}, {"sec-fetch-site", "same-origin"}}, "localhost:1"));
  EXPECT_FALSE(SameOrigin({{"origin", "http://localhost:2"}}, "localhost:1"));
  EXPECT_FALSE(SameOrigin({{"origin", "null"}}, "localhost:1"));
  EXPECT_FALSE(SameOrigin({{"sec-fetch-site", "cross-site"}}, "localhost:1"));
}

TEST(GuardTest, ATokenFitsItsVisitorOnly) {
  const Tokens tokens;
  const std::string visitor = Tokens::NewVisitor();
  EXPECT_TRUE(tokens.Fits(visitor, tokens.TokenFor(visitor)));
  EXPECT_FALSE(tokens.Fits(Tokens::NewVisitor(), tokens.TokenFor(visitor)));
  EXPECT_FALSE(tokens.Fits("", tokens.TokenFor("")));
  EXPECT_FALSE(Tokens().Fits(visitor, tokens.TokenFor(visitor)));
}

TEST(GuardTest, TheVisitorIsReadFromItsCookieAmongOthers) {
  const std::string visitor = Tokens::NewVisitor();
  const std::string cookie = Tokens::CookieFor(visitor, Caller{});
  EXPECT_EQ(Tokens::VisitorOf({{"cookie", "a=b; " + cookie.substr(0, cookie.find(';'))}}, Caller{}), visitor);
  EXPECT_EQ(Tokens::VisitorOf({{"cookie", "headwater_visitor=<script>"}}, Caller{}), "");
  EXPECT_EQ(Tokens::VisitorOf({}, Caller{}), "");
}

}  // namespace
}  // namespace headwater::http
