// Web addresses: parts, resolving, canonical form.
#include "web/url.h"

#include <gtest/gtest.h>

namespace headwater::web {
namespace {

TEST(UrlTest, AnAddressIsTakenApartAndPutTogether) {
  const auto url = ParseUrl("HTTPS://Daily.Example:8443/a/b?x=1#top");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "daily.example");
  EXPECT_EQ(url->port, "8443");
  EXPECT_EQ(FormatUrl(*url), "https://daily.example:8443/a/b?x=1#top");
}

TEST(UrlTest, WhatIsNoWebAddressIsNone) {
  for (const char* text : {"", "javascript:alert(1)", "mailto:a@b.example", "data:text/html,x", "/path",
                           "file:///etc/x", "JaVaScRiPt:alert(1)", " java\nscript:alert(1)"}) {
    EXPECT_FALSE(ParseUrl(text)) << text;
    EXPECT_FALSE(ResolveUrl("", text)) << text;
  }
  EXPECT_FALSE(ParseUrl("https://daily.example/" + std::string(9000, 'a')));
  EXPECT_FALSE(ResolveUrl("https://daily.example/", "java\tscript:alert(1)"));
}

// RFC 3986, 5.4.
TEST(UrlTest, ReferencesAreResolvedAgainstTheirBase) {
  const auto resolve = [](const char* reference) {
    return ResolveUrl("http://a.example/b/c/d?q", reference).value_or("none");
  };
  EXPECT_EQ(resolve("g"), "http://a.example/b/c/g");
  EXPECT_EQ(resolve("/g"), "http://a.example/g");
  EXPECT_EQ(resolve("//g.example"), "http://g.example/");
  EXPECT_EQ(resolve("../g"), "http://a.example/b/g");
  EXPECT_EQ(resolve("?y"), "http://a.example/b/c/d?y");
  EXPECT_EQ(resolve("https://h.example/x y"), "https://h.example/x%20y");
}

// WHATWG URL, 1.3: the query and path percent-encode sets.
TEST(UrlTest, QuotationMarksAndAngleBracketsAreEncoded) {
  EXPECT_EQ(ResolveUrl("https://h.example/", "a\"<b>?c=<d>#\"").value_or("none"),
            "https://h.example/a%22%3Cb%3E?c=%3Cd%3E#%22");
}

// Found by fuzzing: the host was looked at for an address of IPv4 before its escapes were resolved.
TEST(UrlTest, AnAddressOfIpv4HasOneSpellingHoweverItIsEscaped) {
  const auto url = ParseUrl("http://202%2e4/03/ferry");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "202.0.0.4");
  EXPECT_EQ(ParseUrl(FormatUrl(*url))->host, url->host);
  EXPECT_EQ(HostOf("https://a.4vellmar.example/"), "a.4vellmar.example");
  EXPECT_FALSE(ParseUrl("https://vellmar%2544.example/"));
}

// Found by fuzzing: a second number of a session stayed, and so did what a second reading made of host and path.
TEST(UrlTest, TheComparableFormIsItsOwn) {
  const std::string once = ComparableUrl("http://vellmar.example../a;jsessionid=1;jsessionid=2");
  EXPECT_EQ(once, "https://vellmar.example/a");
  EXPECT_EQ(ComparableUrl(once), once);
  EXPECT_EQ(ComparableUrl("http://vellmar.example/.;jsessionid=1"), "https://vellmar.example/");
  EXPECT_EQ(ComparableUrl("https://2025../a"), "https://0.0.7.233/a");
  EXPECT_EQ(ComparableUrl("https://vellmar.example/?a=%%44003e"), "https://vellmar.example/?a=%%44003e");
  EXPECT_EQ(ComparableUrl("https://vellmar.example/a/%2e%2e/b/"), "https://vellmar.example/b");
}

TEST(UrlTest, TheCanonicalFormDropsWhatOnlyFollowsReaders) {
  EXPECT_EQ(CanonicalUrl("HTTP://WWW.Daily.Example:80/a?utm_source=x&id=7&fbclid=z#c"),
            "http://www.daily.example/a?id=7");
  EXPECT_EQ(CanonicalUrl("https://daily.example?utm_medium=mail"), "https://daily.example/");
  EXPECT_EQ(CanonicalUrl("not an address"), "not an address");
}

TEST(UrlTest, AParameterOfOneSiteIsDroppedThereOnly) {
  EXPECT_EQ(CanonicalUrl("https://www.youtube.com/watch?v=1&feature=share"), "https://www.youtube.com/watch?v=1");
  EXPECT_EQ(CanonicalUrl("https://daily.example/watch?v=1&feature=share"),
            "https://daily.example/watch?v=1&feature=share");
  EXPECT_EQ(CanonicalUrl("https://notyoutube.com/?feature=1"), "https://notyoutube.com/?feature=1");
}

TEST(UrlTest, AddressesOfOnePageCompareEqual) {
  const std::string page = ComparableUrl("https://daily.example/a/b%C3%A9?id=7");
  for (const char* other :
       {"http://daily.example/a/b%c3%a9?id=7", "HTTPS://Daily.Example:443/a/b%c3%a9/?id=7#top",
        "https://daily.example/%61/b%C3%A9?utm_source=x&id=7", "https://daily.example./x/../a/b%C3%A9?id=7",
        "https://daily.example/a/b%C3%A9;jsessionid=1F?id=7"}) {
    EXPECT_EQ(ComparableUrl(other), page) << other;
  }
  for (const char* other : {"https://daily.example/a/b%C3%A9?id=8", "https://www.daily.example/a/b%C3%A9?id=7",
                            "https://daily.example/A/b%C3%A9?id=7", "https://daily.example:8443/a/b%C3%A9?id=7",
                            "https://daily.example/a%2Fb%C3%A9?id=7", "https://daily.example/a/b%C3%A9?id=7#!/c"}) {
    EXPECT_NE(ComparableUrl(other), page) << other;
  }
  EXPECT_EQ(ComparableUrl("http://daily.example"), "https://daily.example/");
  EXPECT_EQ(ComparableUrl("not an address"), "not an address");
}

TEST(UrlTest, AMobilePageIsItsCanonicalOneOnTheSameSiteOnly) {
  EXPECT_TRUE(IsVariant("https://amp.daily.example/a", "https://www.daily.example/a"));
  EXPECT_TRUE(IsVariant("https://daily.example/a.amp", "https://daily.example/a"));
  EXPECT_FALSE(IsVariant("https://copy.example/a", "https://daily.example/a"));
  EXPECT_FALSE(IsVariant("https://m.daily.example/a", "https://daily.example/"));
  EXPECT_FALSE(IsVariant("https://m.example/a", "https://daily.example/a"));
}

TEST(UrlTest, AHostIsBare) {
  EXPECT_EQ(HostOf("https://www.Daily.Example:443/x"), "daily.example");
  EXPECT_EQ(HostOf("nothing"), "");
}

}  // namespace
}  // namespace headwater::web
