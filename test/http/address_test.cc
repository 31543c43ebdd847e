// Addresses: taken apart, written, and kept from leading astray.
#include "http/address.h"

#include <gtest/gtest.h>

namespace headwater::http {
namespace {

TEST(AddressTest, APathIsTakenApartAndDecodedBySegment) {
  const auto target = ParseTarget("/person/person%2Fana?q=a+b&empty=&q=second");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, (std::vector<std::string>{"person", "person/ana"}));
  EXPECT_EQ(FieldOf(target->query, "q"), "a b");
  EXPECT_EQ(FieldOf(target->query, "none"), "");
}

TEST(AddressTest, WhatIsNoAbsolutePathIsNoTarget) {
  EXPECT_FALSE(ParseTarget("http://elsewhere.example/"));
  EXPECT_FALSE(ParseTarget("//elsewhere.example/"));
  EXPECT_FALSE(ParseTarget("*"));
  EXPECT_FALSE(ParseTarget("/a/b/c/d/e/f/g/h/i/j/k"));
}

TEST(AddressTest, BrokenPercentSignsAndBytesCostNothing) {
  EXPECT_EQ(PercentDecode("100%"), "100%");
  EXPECT_EQ(PercentDecode("%4"), "%4");
  EXPECT_EQ(PercentDecode("%zz%41"), "%zzA");
  const auto target = ParseTarget("/search?q=%ff%fe");
  ASSERT_TRUE(target);
  EXPECT_EQ(FieldOf(target->query, "q"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(AddressTest, ADigestsItemIsASegmentOfItsOwn) {
  EXPECT_EQ(ArticleAddress(news::ArticleId{"ab12#3"}), "article/ab12/3");
  EXPECT_EQ(ArticleAddress(news::ArticleId{"ab12"}), "article/ab12");
  EXPECT_EQ(SourceAddress("Le Phare & Cie"), "source/Le%20Phare%20%26%20Cie");
  EXPECT_EQ(EntityAddress(news::EntityId{"person/oda brenning"}), "person/oda%20brenning");
}

TEST(AddressTest, RootLeadsBackFromEveryDepth) {
  EXPECT_EQ(RootOf(*ParseTarget("/")), "./");
  EXPECT_EQ(RootOf(*ParseTarget("/about")), "./");
  EXPECT_EQ(RootOf(*ParseTarget("/article/a/1")), "../../");
}

TEST(AddressTest, OnlyWebAddressesMayStandInALink) {
  EXPECT_EQ(WebAddress("https://paper.example/a?b=c"), "https://paper.example/a?b=c");
  EXPECT_EQ(WebAddress("javascript:alert(1)"), "");
  EXPECT_EQ(WebAddress("https://paper.example/\"onclick"), "");
  EXPECT_EQ(WebAddress("/etc/passwd"), "");
}

// RFC 7578, 4.
TEST(AddressTest, AnUploadedFileIsAField) {
  const std::string body =
      "--xx\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nabc\r\n--xx\r\n"
      "Content-Disposition: form-data; filename=\"a.opml\"; name=\"opml\"\r\nContent-Type: "
      "text/xml\r\n\r\n<opml>\r\n</opml>\r\n--xx--\r\n";
  const Fields fields = ParseMultipart("multipart/form-data; boundary=xx", body);
  EXPECT_EQ(FieldOf(fields, "token"), "abc");
  EXPECT_EQ(FieldOf(fields, "opml"), "<opml>\r\n</opml>");
}

TEST(AddressTest, AnAddressIsTakenAsPeopleWriteIt) {
  EXPECT_EQ(TypedAddress(" https://paper.example/feed\n"), "https://paper.example/feed");
  EXPECT_EQ(TypedAddress("paper.example/feed"), "https://paper.example/feed");
  EXPECT_EQ(TypedAddress("127.0.0.1:8000/feed"), "http://127.0.0.1:8000/feed");
  EXPECT_EQ(TypedAddress("localhost:8000"), "http://localhost:8000");
  EXPECT_EQ(TypedAddress("not an address"), std::nullopt);
  EXPECT_EQ(TypedAddress("paper"), std::nullopt);
  EXPECT_EQ(TypedAddress("ftp://paper.example/"), std::nullopt);
  EXPECT_EQ(TypedAddress(""), std::nullopt);
}

// Found by fuzzing: what a form's field holds is shown again, what a file holds may be in any charset.
TEST(AddressTest, FieldsOfAFormAreRepairedAndFilesAreLeftAlone) {
  const std::string body =
      "--xx\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\na\xFFz\r\n"
      "--xx\r\nContent-Disposition: form-data; name=\"opml\"; filename=\"l.opml\"\r\n\r\n\xE4\r\n--xx--\r\n";
  const Fields fields = ParseMultipart("multipart/form-data; boundary=xx", body);
  EXPECT_EQ(FieldOf(fields, "url"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(fields.at("opml"), "\xE4");
}

TEST(AddressTest, AFormWithoutItsBoundaryIsEmpty) {
  EXPECT_TRUE(ParseMultipart("multipart/form-data", "--\r\n\r\n").empty());
  EXPECT_TRUE(ParseMultipart("multipart/form-data; boundary=xx", "--xx").empty());
  EXPECT_TRUE(ParseMultipart("multipart/form-data; boundary=xx", "--xx\r\nno end").empty());
}

}  // namespace
}  // namespace headwater::http
