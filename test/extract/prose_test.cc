// What of a page is the article's own prose, case by case: each a kind of page that newsrooms make.
#include "extract/prose.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extract/extract.h"
#include "extract/html_article.h"

namespace headwater::extract {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kFirst =
    "The ferry between Low Mill and the islands will stop for the winter, the county said on Friday.";
const std::string kSecond =
    "Its engine is forty years old, and the only yard that still mends such engines closed in the spring.";
const std::string kThird =
    "Islanders will have to take the mail boat, which leaves twice a week and carries nine people.";

std::string TextOf(const std::string& body) {
  news::Page page;
  page.id = "p";
  page.url = "https://www.low-mill-courier.example/news/ferry";
  page.body = "<!doctype html><html lang=en><head><title>Ferry to stop for the winter</title></head><body>" + body +
              "</body></html>";
  return Extract(page).value().text;
}

std::string Prose() { return "<p>" + kFirst + "</p><p>" + kSecond + "</p><p>" + kThird + "</p>"; }

std::string Article(const std::string& body) {
  return TextOf("<article><h1>Ferry to stop for the winter</h1><div class=article-body>" + body + "</div></article>");
}

TEST(ProseTest, ShortParagraphsThatLinkAWordAreNoMenu) {
  std::string offers;
  for (int i = 0; i < 12; ++i) {
    offers += "<p><a href=/shop/" + std::to_string(i) +
              ">Oilskin coat, long, number</a> regular price 89 crowns now half</p>";
  }
  const std::string rules =
      "The paper keeps a part of the price of what is bought here. It pays for the work of the newsroom and for "
      "nothing "
      "else. How that is done is told at length in the rules of the house. They were last changed in the spring of the "
      "year before last. Whoever wants to read them may ask for them at the desk in Low Mill, on any day but Sunday.";
  const std::string last = "Oilskin keeps the wet out, as every islander knows, and it never looks old.";
  const std::string text = TextOf("<article><h1>Ferry to stop for the winter</h1><div class=entry-content>" + Prose() +
                                  offers + "<p>" + last + "</p></div><p>" + rules + "</p></article>");
  EXPECT_THAT(text, HasSubstr(last));
}

TEST(ProseTest, ALineThatSharesItsBoxWithAPictureIsACaption) {
  EXPECT_EQ(Article("<p>" + kFirst +
                    "</p><div class=x1><div><img src=a.jpg></div><div class=x2>The ferry at its berth "
                    "in Low Mill. It has sailed since 1983.</div></div><p>" +
                    kSecond + "</p><p>" + kThird + "</p>"),
            kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(ProseTest, AHeadingThatLinksToItselfIsAHeading) {
  EXPECT_THAT(Article("<p>" + kFirst + "</p><h2><a href=#boat>What of the mail boat?</a></h2><p>" + kSecond + "</p>"),
              HasSubstr("\n\nWhat of the mail boat?\n\n"));
}

TEST(ProseTest, AnElementInTheRoleOfAHeadingIsOne) {
  EXPECT_THAT(Article("<p>" + kFirst + "</p><div role=heading>The mail boat</div><p>" + kSecond + "</p>"),
              HasSubstr("\n\nThe mail boat\n\n"));
}

TEST(ProseTest, TheIdOfAHeadingIsMadeOfItsWordsAndIsNoCue) {
  EXPECT_THAT(Article("<p>" + kFirst + "</p><h2 id=the-search-for-a-sponsor>The search for a sponsor</h2><p>" +
                      kSecond + "</p>"),
              HasSubstr("The search for a sponsor"));
}

TEST(ProseTest, AHashHoldsNoCue) {
  EXPECT_EQ(
      Article("<p>" + kFirst + "</p><section id=b-8f1c-5ad2ad><p>" + kSecond + "</p></section><p>" + kThird + "</p>"),
      kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(ProseTest, FurnitureIsToldByWholeWords) {
  const std::string list = "<ul><li>Telephoto: 12 megapixels, for birds on the far shore</li></ul>";
  EXPECT_THAT(Article(Prose() + list), HasSubstr("Telephoto: 12 megapixels"));
  EXPECT_THAT(Article("<p>" + kFirst + "</p><p>The pier on Friday (Photo: A. Berg)</p><p>" + kSecond + "</p>"),
              Not(HasSubstr("Berg")));
}

TEST(ProseTest, ABoxOfRelatedStoriesAmidTheTextDoesNotEndIt) {
  const std::string more =
      "<p>Nobody has made an offer for it, and nobody is likely to. The board will meet again in May.</p>";
  const std::string last = "The mail boat leaves from the old pier of Low Mill.";
  EXPECT_THAT(Article(Prose() + more +
                      "<div class=x3><h4>Related stories</h4><div>The yard that closed</div></div><p>" + last + "</p>"),
              EndsWith(last));
}

TEST(ProseTest, AHeadingOfRelatedStoriesBelowTheTextEndsIt) {
  EXPECT_EQ(Article(Prose() + "<h4>Related stories</h4><p>Yard closes.</p>"),
            kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(ProseTest, WhoWroteItIsToldBelowTheTextAndIsNoProse) {
  const std::string head =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Ferry to stop for "
      "the winter\",\"author\":{\"@type\":\"Person\",\"name\":\"Mara Ostrand\"}}</script>";
  const std::string text = TextOf(head + "<article><h1>Ferry to stop for the winter</h1>" + Prose() +
                                  "<p>Mara Ostrand covers the coast and its people for the Courier.</p></article>");
  EXPECT_THAT(text, EndsWith(kThird));
}

TEST(ProseTest, WhatAClassHidesIsNoProse) {
  const std::string appeal =
      "<p>Our readers pay for this work, and you can help us to go on with it for a small sum.</p>";
  EXPECT_EQ(Article(Prose() + "<div class='message hidden'>" + appeal + "</div>"),
            kFirst + "\n\n" + kSecond + "\n\n" + kThird);
  EXPECT_THAT(Article(Prose() + "<div class='hidden md:block'>" + appeal + "</div>"), HasSubstr("small sum"));
}

TEST(ProseTest, AStandfirstAmongDateAndButtonsBelongsToTheProse) {
  const std::string text = TextOf(
      "<article><header><div class=article-meta><h1>Ferry to stop for the winter</h1><h2 class=sub-headline>The county "
      "has found no yard for its engine</h2><span>3 November</span></div></header><div class=article-body>" +
      Prose() + "</div></article>");
  EXPECT_THAT(text, StartsWith("The county has found no yard for its engine\n\n" + kFirst));
}

TEST(ProseTest, AListWithoutLinksIsNoListOfStories) {
  EXPECT_THAT(Article(Prose() +
                      "<ul class=story-list><li>Monday: the mail boat, at nine</li><li>Thursday: the mail boat, "
                      "at noon</li></ul><p>" +
                      kSecond + "</p>"),
              HasSubstr("Monday: the mail boat, at nine"));
}

TEST(ProseTest, APageOfFewWordsIsNotEmpty) {
  const std::string text = TextOf(
      "<article><h1>Boats of the week</h1><div class=entry-content><h3>Places</h3><p>Low Mill.</p><p>Ostrand "
      "Sound.</p><h3>Boats</h3><p>A mail boat.</p><h2>Related posts</h2><ul><li><a href=/1>Boats of last week, "
      "seen from the pier</a><li><a href=/2>Boats of the year, a long list</a></ul></div></article>");
  EXPECT_THAT(text, HasSubstr("Ostrand Sound."));
  EXPECT_THAT(text, Not(HasSubstr("last week")));
}

TEST(ProseTest, APageThatBeginsWithItsStylesIsHtml) {
  news::Page page;
  page.id = "p";
  page.body = "<style>" + std::string(5000, ' ') +
              ".a { color: red }</style><html><body><h1>Ferry to stop for the "
              "winter</h1>" +
              Prose() + "</body></html>";
  EXPECT_EQ(Extract(page).value().headline, "Ferry to stop for the winter");
}

}  // namespace
}  // namespace headwater::extract
