// The forms that an address is passed on in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "check/check.h"
#include "web/url.h"

namespace headwater::check {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;

// Does the form lead to the plain address, as addresses are compared?
bool Leads(const std::string& from, const std::string& to) {
  for (const std::string& form : FormsOf(from)) {
    if (web::ComparableUrl(form) == web::ComparableUrl(to)) {
      return true;
    }
  }
  return false;
}

constexpr const char* kPlain = "https://vellmarpost.example/2031/weir-opens";

TEST(AddressFormsTest, MobileAndAmpPagesLeadToTheArticle) {
  for (const char* const form :
       {"http://vellmarpost.example/2031/weir-opens/", "https://www.vellmarpost.example/2031/weir-opens",
        "https://m.vellmarpost.example/2031/weir-opens", "https://amp.vellmarpost.example/2031/weir-opens",
        "https://mobile.vellmarpost.example/2031/weir-opens?utm_source=x&fbclid=1",
        "https://vellmarpost.example/2031/weir-opens/amp", "https://vellmarpost.example/2031/weir-opens/amp/",
        "https://vellmarpost.example/amp/2031/weir-opens", "https://vellmarpost.example/2031/weir-opens?amp=1",
        "https://vellmarpost.example/2031/weir-opens?outputType=amp", "https://vellmarpost.example/2031/weir-opens.amp",
        "https://vellmarpost.example/2031/weir-opens#comments"}) {
    EXPECT_TRUE(Leads(form, kPlain)) << form;
  }
}

TEST(AddressFormsTest, AnArticleThatIsKeptByAnotherFormIsFoundByThePlainOne) {
  for (const char* const kept :
       {"https://www.vellmarpost.example/2031/weir-opens", "https://m.vellmarpost.example/2031/weir-opens",
        "https://vellmarpost.example/2031/weir-opens/amp", "https://amp.vellmarpost.example/2031/weir-opens"}) {
    EXPECT_TRUE(Leads(kPlain, kept)) << kept;
  }
}

TEST(AddressFormsTest, WhatWrapsAnAddressIsTakenOff) {
  for (const char* const form :
       {"https://www.google.com/amp/s/vellmarpost.example/2031/weir-opens",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fvellmarpost.example%2F2031%2Fweir-opens&usg=x",
        "https://vellmarpost-example.cdn.ampproject.org/c/s/vellmarpost.example/2031/weir-opens",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fvellmarpost.example%2F2031%2Fweir-opens&h=x",
        "https://web.archive.org/web/20310203080000/https://vellmarpost.example/2031/weir-opens",
        "https://web.archive.org/web/2031id_/https:/vellmarpost.example/2031/weir-opens"}) {
    EXPECT_TRUE(Leads(form, kPlain)) << form;
  }
}

TEST(AddressFormsTest, AnotherPageOfTheSiteIsNoForm) {
  EXPECT_FALSE(Leads("https://vellmarpost.example/2031/weir-closes", kPlain));
  EXPECT_FALSE(Leads("https://vellmarpost.example/?id=1", "https://vellmarpost.example/?id=2"));
  EXPECT_FALSE(Leads("https://other.example/2031/weir-opens", kPlain));
}

TEST(AddressFormsTest, AnUnknownParameterIsPassedOverWhereThePathNamesTheArticle) {
  EXPECT_TRUE(Leads("https://vellmarpost.example/weir-on-the-orrin-opens?share=7",
                    "https://vellmarpost.example/weir-on-the-orrin-opens"));
  EXPECT_FALSE(Leads("https://vellmarpost.example/story?id=7", "https://vellmarpost.example/story"));
}

TEST(AddressFormsTest, WhatIsNoAddressHasNoForms) {
  EXPECT_THAT(FormsOf("weir opens"), IsEmpty());
  EXPECT_THAT(FormsOf("javascript:alert(1)"), IsEmpty());
  EXPECT_LE(FormsOf("https://web.archive.org/web/1/https://web.archive.org/web/1/https://web.archive.org/web/1/"
                    "https://web.archive.org/web/1/https://vellmarpost.example/x")
                .size(),
            40U);
}

TEST(ReadTest, WhatIsAskedIsTakenForWhatItLooksLike) {
  const auto kind = [](const std::string& asked) { return Read({.asked = asked})->kind; };
  EXPECT_EQ(kind("https://vellmarpost.example/weir"), Kind::kAddress);
  EXPECT_EQ(kind("vellmarpost.example/weir"), Kind::kAddress);
  EXPECT_EQ(kind("Weir opens https://vellmarpost.example/weir via @vellmar"), Kind::kAddress);
  EXPECT_EQ(kind("“The river will not ask us twice.”"), Kind::kQuotation);
  EXPECT_EQ(kind("„Der Fluss fragt nicht zweimal“"), Kind::kQuotation);
  EXPECT_EQ(kind("The weir on the Orrin was opened"), Kind::kClaim);
  EXPECT_EQ(kind("3.5 per cent"), Kind::kClaim);
  EXPECT_EQ(kind("vellmarpost.example"), Kind::kAddress);
  EXPECT_EQ(kind("Dr.Smith"), Kind::kClaim);
  EXPECT_EQ(kind("oda@vellmar.example"), Kind::kClaim);
  EXPECT_EQ(Read({.asked = "https://www.google.com/url?q=https%3A%2F%2Fvellmarpost.example%2Fweir"})->address,
            "https://vellmarpost.example/weir");
  EXPECT_EQ(Read({.asked = "  «Nie wieder»  "})->words, "Nie wieder");
  EXPECT_EQ(Read({.asked = "See https://vellmarpost.example/weir."})->address, "https://vellmarpost.example/weir");
}

TEST(ReadTest, NothingToCheckSaysSo) {
  EXPECT_EQ(Read({.asked = " \n "}).error().fault, Fault::kUsage);
  EXPECT_EQ(Read({.asked = "?!…"}).error().fault, Fault::kUsage);
  EXPECT_EQ(Read({.asked = "no address", .as = Kind::kAddress}).error().fault, Fault::kUsage);
  EXPECT_TRUE(Read({.asked = std::string(100'000, 'a')}));
  EXPECT_TRUE(Read({.asked = "word \xff\xfe\xc3 word"}));
}

}  // namespace
}  // namespace headwater::check
