// Pages that hold documents.
#include "pipeline/documents.h"

#include <gtest/gtest.h>

namespace headwater::pipeline {
namespace {

Incoming PageWith(std::string body, std::string content_type = "", std::string url = "") {
  Incoming incoming;
  incoming.page.id = "in";
  incoming.page.url = std::move(url);
  incoming.page.content_type = std::move(content_type);
  incoming.page.body = std::move(body);
  return incoming;
}

TEST(Documents, AnOrdinaryPageIsItself) {
  const auto all = Unfold(PageWith("<html><body><p>From: a\nDate: b</p>", "text/html"));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_FALSE(all[0]->ready.has_value());
}

TEST(Documents, AWiresItemsAreArticlesAndALoneOneHasTheAddressThatItCameFrom) {
  const auto one = Unfold(
      PageWith(R"({"uri":"urn:1","bodies":[{"value":"A text."}]})", "application/json", "https://vellmar.example/1"));
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0]->page.url, "https://vellmar.example/1");
  EXPECT_EQ(one[0]->ready->text, "A text.");
  const auto two = Unfold(PageWith(R"([{"uri":"urn:1","body_text":"A."},{"uri":"urn:2","body_text":"B."}])"));
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[1]->page.url, "urn:2");
  EXPECT_EQ(two[1]->ready->text, "B.");
}

TEST(Documents, AMailIsAnArticleOfItsSender) {
  const std::string mail =
      "From: Harbour Letter <h@vellmar.example>\nDate: Sun, 1 Mar 2026 08:30:00 +0000\nSubject: The port is closed\n\n"
      "The port of Vellmar was closed on Monday after a ship had run aground, said the port master in the evening.\n";
  for (const char* const type : {"", "message/rfc822"}) {
    const auto all = Unfold(PageWith(mail, type));
    ASSERT_EQ(all.size(), 1U);
    ASSERT_TRUE(all[0]->ready.has_value());
    EXPECT_EQ(all[0]->ready->publisher, "Harbour Letter");
    EXPECT_EQ(all[0]->ready->headline, "The port is closed");
  }
  // What says that it is plain text is plain text.
  EXPECT_FALSE(Unfold(PageWith(mail, "text/plain"))[0]->ready.has_value());
}

TEST(Documents, WhatCannotBeReadIsNamed) {
  const auto all = Unfold(PageWith("%PDF-1.4 and no more", "", "https://vellmar.example/a.pdf"));
  ASSERT_EQ(all.size(), 1U);
  ASSERT_FALSE(all[0].has_value());
  EXPECT_EQ(all[0].error().text.rfind("https://vellmar.example/a.pdf: ", 0), 0U);
}

}  // namespace
}  // namespace headwater::pipeline
