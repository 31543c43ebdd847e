// RSL documents and what they say of an address.
#include "web/rsl.h"

#include <gtest/gtest.h>

namespace headwater::web {
namespace {

std::vector<std::string> Words(std::string_view xml, std::string_view url) {
  std::vector<std::string> words;
  for (const RslTerm& term : RslTermsFor(ReadRsl(xml), url)) {
    if (std::string each = WordsOf(term); !each.empty()) {
      words.push_back(std::move(each));
    }
  }
  return words;
}

using Strings = std::vector<std::string>;

TEST(RslTest, WhatIsProhibitedIsSaidOfTheAddressesItIsProhibitedFor) {
  constexpr std::string_view kDocument =
      R"(<rsl xmlns="https://rslstandard.org/rsl"><content url="/reports/*"><license>)"
      R"(<prohibits type="usage">ai-train,search</prohibits><permits type="geo">AT</permits></license></content></rsl>)";
  EXPECT_EQ(Words(kDocument, "https://vellmar.example/reports/weir"),
            (Strings{"prohibits usage: search", "prohibits usage: ai-train"}));
  EXPECT_EQ(Words(kDocument, "https://vellmar.example/sport"), Strings{});
}

TEST(RslTest, AWiderUsageHoldsTheNarrowerOnesAndTheNarrowestContentDecides) {
  constexpr std::string_view kDocument =
      R"(<rsl><content url="/"><license><prohibits type="usage">all</prohibits></license></content>)"
      R"(<content url="https://www.vellmar.example/open/"><license><permits type="usage">search</permits></license>)"
      R"(</content></rsl>)";
  EXPECT_EQ(Words(kDocument, "https://vellmar.example/weir").front(), "prohibits usage: search");
  const Strings open = Words(kDocument, "https://vellmar.example/open/weir");
  EXPECT_EQ(std::count(open.begin(), open.end(), "prohibits usage: search"), 0);
  EXPECT_EQ(std::count(open.begin(), open.end(), "prohibits usage: all"), 1);
}

TEST(RslTest, APriceIsNoPermissionButAGoodWordIsNoPrice) {
  constexpr std::string_view kPaid =
      R"(<rsl><content url="/"><license><permits type="usage">all</permits><payment type="crawl"/></license></content>)"
      R"(</rsl>)";
  EXPECT_EQ(Words(kPaid, "https://vellmar.example/").front(), "permits usage for payment: search");
  constexpr std::string_view kAttribution =
      R"(<rsl><content url="/"><license><permits type="usage">all</permits><payment type="attribution"/></license>)"
      R"(</content></rsl>)";
  EXPECT_EQ(Words(kAttribution, "https://vellmar.example/"), Strings{});
  constexpr std::string_view kServer =
      R"(<rsl><content url="/" server="https://licences.example"><license><permits type="usage">search</permits>)"
      R"(</license></content></rsl>)";
  EXPECT_EQ(Words(kServer, "https://vellmar.example/"), Strings{"permits usage with a licence: search"});
}

TEST(RslTest, HostileDocumentsDoNoHarm) {
  EXPECT_TRUE(ReadRsl("").empty());
  EXPECT_TRUE(ReadRsl("<html><content url='/'><license><prohibits type='usage'>all</prohibits>").empty());
  std::string deep = "<rsl>";
  for (int i = 0; i < 50'000; ++i) {
    deep += "<content url='/'><license>";
  }
  EXPECT_LE(ReadRsl(deep).size(), 1'000U);
  std::string many = "<rsl>";
  for (int i = 0; i < 20'000; ++i) {
    many += "<content url='/*a*b'><license><prohibits type='usage'>x" + std::to_string(i) +
            "</prohibits></license></content>";
  }
  EXPECT_LE(RslTermsFor(ReadRsl(many), "https://vellmar.example/ab").size(), 32U);
}

}  // namespace
}  // namespace headwater::web
