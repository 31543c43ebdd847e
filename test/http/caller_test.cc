// Where requests are from, when proxies tell and when strangers do.
#include "http/caller.h"

#include <gtest/gtest.h>

namespace headwater::http {
namespace {

Caller Asked(const std::string& peer, web::Headers headers, const std::vector<std::string>& trusted = {"127.0.0.1"}) {
  headers.emplace_back("host", "inner:8080");
  return CallerOf({"GET", "/", std::move(headers), "", peer}, *Proxies::Named(trusted), "");
}

TEST(CallerTest, WhatAStrangerForwardsIsNotBelieved) {
  const Caller caller = Asked("198.51.100.9", {{"X-Forwarded-For", "127.0.0.1"},
                                               {"X-Forwarded-Proto", "https"},
                                               {"X-Forwarded-Host", "news.example"},
                                               {"X-Forwarded-Prefix", "/headwater"}});
  EXPECT_EQ(caller.address, "198.51.100.9");
  EXPECT_EQ(caller.host, "inner:8080");
  EXPECT_EQ(caller.prefix, "");
  EXPECT_FALSE(caller.secure);
  EXPECT_FALSE(caller.from_proxy);
  EXPECT_TRUE(caller.forwarded);
}

TEST(CallerTest, ATrustedProxyTellsWhoAsksAndHow) {
  const Caller caller = Asked("::ffff:127.0.0.1", {{"X-Forwarded-For", "198.51.100.9"},
                                                   {"X-Forwarded-Proto", "https"},
                                                   {"X-Forwarded-Host", "news.example"},
                                                   {"X-Forwarded-Prefix", "/headwater/"}});
  EXPECT_EQ(caller.address, "198.51.100.9");
  EXPECT_EQ(caller.host, "news.example");
  EXPECT_EQ(caller.prefix, "/headwater");
  EXPECT_TRUE(caller.secure);
}

TEST(CallerTest, OfAChainTheLastStrangerCounts) {
  // The first two are what the client made up.
  EXPECT_EQ(Asked("127.0.0.1", {{"x-forwarded-for", "10.9.9.9, 127.0.0.1, 198.51.100.9, 10.0.0.2"}},
                  {"127.0.0.1", "10.0.0.0/8"})
                .address,
            "198.51.100.9");
  // Proxies that add a line of their own instead of going on with the client's.
  EXPECT_EQ(Asked("127.0.0.1", {{"x-forwarded-for", "203.0.113.1"}, {"x-forwarded-for", "198.51.100.9"}}).address,
            "198.51.100.9");
  EXPECT_EQ(Asked("127.0.0.1", {{"x-forwarded-for", "nonsense"}}).address, "127.0.0.1");
}

TEST(CallerTest, ManyInventedHopsDoNotPushOutTheLast) {
  std::string hops;
  for (int n = 0; n < 200; ++n) {
    hops += "10.0.0.1, ";
  }
  EXPECT_EQ(Asked("127.0.0.1", {{"x-forwarded-for", hops + "198.51.100.9"}}).address, "198.51.100.9");
}

TEST(CallerTest, NetworksAreMatchedBitByBit) {
  const auto proxies = Proxies::Named({"10.32.0.0/11", "fd00::/8", "192.0.2.1"});
  ASSERT_TRUE(proxies);
  EXPECT_TRUE(proxies->Trusts("10.63.255.255"));
  EXPECT_FALSE(proxies->Trusts("10.64.0.0"));
  EXPECT_TRUE(proxies->Trusts("fdab::1"));
  EXPECT_FALSE(proxies->Trusts("fe80::1"));
  EXPECT_FALSE(proxies->Trusts("192.0.2.2"));
  EXPECT_FALSE(proxies->Trusts(""));
  for (const char* wrong : {"10.0.0.0/33", "10.0.0.0/", "proxy.example", "10.0.0.0/8x", ""}) {
    EXPECT_FALSE(Proxies::Named({wrong})) << wrong;
  }
}

TEST(CallerTest, APrefixIsAPlainPath) {
  EXPECT_EQ(PrefixOf("news/desk/"), "/news/desk");
  for (const char* none : {"", "/", "//", "/a/../b", "/a;b", "/a\r\nx: y", "/a b", "/%2e"}) {
    EXPECT_EQ(PrefixOf(none), "") << none;
  }
}

}  // namespace
}  // namespace headwater::http
