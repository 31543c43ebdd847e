// Which addresses are public.
#include "fetch/network.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>
#include <string>

namespace headwater::fetch {
namespace {

bool Public(const std::string& text) {
  sockaddr_storage storage{};
  if (text.find(':') == std::string::npos) {
    sockaddr_in ip4{};
    ip4.sin_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &ip4.sin_addr), 1) << text;
    std::memcpy(&storage, &ip4, sizeof ip4);
  } else {
    sockaddr_in6 ip6{};
    ip6.sin6_family = AF_INET6;
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &ip6.sin6_addr), 1) << text;
    std::memcpy(&storage, &ip6, sizeof ip6);
  }
  const auto& address = reinterpret_cast<const sockaddr&>(storage);
  EXPECT_FALSE(FormatAddress(address).empty());
  return IsPublic(address);
}

TEST(NetworkTest, AddressesBehindTheOwnWallAreNotPublic) {
  for (const char* address : {"127.0.0.1",
                              "10.1.2.3",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.168.1.1",
                              "169.254.169.254",
                              "100.64.0.1",
                              "100.100.100.200",
                              "0.0.0.0",
                              "224.0.0.1",
                              "255.255.255.255",
                              "192.0.2.7",
                              "198.18.0.1",
                              "::1",
                              "::",
                              "fe80::1",
                              "fd00:ec2::254",
                              "fc00::1",
                              "ff02::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "::127.0.0.1",
                              "64:ff9b::a00:1",
                              "2002:7f00:1::",
                              "2001:db8::1",
                              "2001:0:4136:e378::1",
                              "64:ff9b:1::1",
                              "100::1",
                              "fec0::1"}) {
    EXPECT_FALSE(Public(address)) << address;
  }
}

TEST(NetworkTest, AddressesOfTheInternetArePublic) {
  for (const char* address : {"1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "192.167.1.1", "169.253.1.1",
                              "2606:4700:4700::1111", "2a00:1450:4001::1", "::ffff:8.8.8.8", "64:ff9b::808:808"}) {
    EXPECT_TRUE(Public(address)) << address;
  }
}

TEST(NetworkTest, WhatIsNoInternetAddressIsNotPublic) {
  sockaddr local{};
  local.sa_family = AF_UNIX;
  EXPECT_FALSE(IsPublic(local));
}

}  // namespace
}  // namespace headwater::fetch
