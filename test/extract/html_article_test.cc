// From an HTML page to the article a reader came for.
#include "extract/html_article.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace headwater::extract {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

news::Article Read(const std::string& html, const std::string& url = "https://www.riverton-daily.example/news/dam") {
  news::Page page;
  page.id = "p";
  page.url = url;
  return ArticleFromHtml(html, page, {}).value();
}

const std::string kFirst = "The dam above Riverton will be drained in spring, the water board said on Monday evening.";
const std::string kSecond =
    "Engineers found cracks in the northern wall last autumn, and repairs are expected to take two years.";
const std::string kThird = "\"Nobody downstream is in danger,\" said Mara Ostrand, who leads the board.";

std::string Page(const std::string& head, const std::string& around, const std::string& body) {
  return "<!doctype html><html lang=\"en\"><head><title>Dam to be drained | Riverton Daily</title>" + head +
         "</head><body><nav><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul></nav>" + around +
         "<article><h1>Dam to be drained</h1>" + body +
         "</article><footer>© 2023 Riverton Daily. All rights reserved.</footer></body></html>";
}

std::string Paragraphs() { return "<p>" + kFirst + "</p><p>" + kSecond + "</p><p>" + kThird + "</p>"; }

TEST(HtmlArticleTest, ProseIsWhatTheArticleSaysAndNothingElse) {
  const news::Article article = Read(
      Page("", "<div class=newsletter><p>Get our best stories every morning, sign up for our letter today.</p></div>",
           Paragraphs() + "<div class=related-articles><h3><a href=/x>Bridge closed</a></h3><p>The bridge at Low "
                          "Mill is closed until further notice, the county said.</p></div>"));
  EXPECT_EQ(article.text, kFirst + "\n\n" + kSecond + "\n\n" + kThird);
  EXPECT_EQ(article.headline, "Dam to be drained");
  EXPECT_EQ(article.kind, news::ArticleKind::kArticle);
  EXPECT_EQ(article.language, "en");
}

TEST(HtmlArticleTest, SubheadsListsAndQuotationsBelongToTheProse) {
  const news::Article article = Read(Page("", "",
                                          Paragraphs() + "<h2>What comes next</h2><p>The work has three parts, each of "
                                                         "them put out to tender.</p><ul><li>the northern "
                                                         "wall</li><li>the sluices</li></ul><blockquote><p>We waited "
                                                         "too long.</p></blockquote>"));
  EXPECT_THAT(article.text, HasSubstr("\n\nWhat comes next\n\n"));
  EXPECT_THAT(article.text, HasSubstr("the northern wall\n\nthe sluices\n\nWe waited too long."));
}

TEST(HtmlArticleTest, CaptionsShareLinesAndPromptsAreNoProse) {
  const news::Article article =
      Read(Page("", "",
                "<figure><img src=a.jpg><figcaption>The dam last week. Photo: A. Berg</figcaption></figure><div "
                "class=share-bar><p>Share this article</p></div><p>" +
                    kFirst + "</p><p>Read more: <a href=/y>The cracks in the wall</a></p><p>" + kSecond +
                    "</p><p>Advertisement</p><p>" + kThird + "</p>"));
  EXPECT_EQ(article.text, kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(HtmlArticleTest, CommentsLongerThanTheArticleStayOut) {
  std::string comments = "<section id=comments>";
  for (int i = 0; i < 30; ++i) {
    comments +=
        "<div><p>I have lived below that dam for forty years and nobody ever told us anything at all.</p></div>";
  }
  const news::Article article = Read(Page("", "", Paragraphs()) + comments + "</section>");
  EXPECT_THAT(article.text, Not(HasSubstr("forty years")));
  EXPECT_THAT(article.text, HasSubstr(kSecond));
}

TEST(HtmlArticleTest, ATextWithoutParagraphElementsIsCutAtDoubleBreaks) {
  const news::Article article =
      Read("<html><body><table><tr><td><a href=/>Home</a></td><td><b>Dam to be drained</b><br><br>" + kFirst +
           "<br><br>" + kSecond + "<br><br>" + kThird + "</td></tr></table></body></html>");
  EXPECT_THAT(article.text, HasSubstr(kFirst + "\n\n" + kSecond + "\n\n" + kThird));
}

TEST(HtmlArticleTest, APageOfLinksHasNoArticle) {
  std::string links = "<html><body><h1>Riverton Daily</h1>";
  for (int i = 0; i < 60; ++i) {
    links += "<div><a href=/" + std::to_string(i) + ">Something happened in the town today</a></div>";
  }
  const news::Article article = Read(links);
  EXPECT_EQ(article.kind, news::ArticleKind::kOther);
  EXPECT_THAT(article.text, IsEmpty());
}

TEST(HtmlArticleTest, JsonLdTellsAuthorsDatesAndSources) {
  const news::Article article = Read(Page(
      R"(<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
        {"@type":"WebSite","name":"Riverton Daily"},
        {"@type":"NewsArticle","headline":"Dam to be drained","author":[{"@id":"#ann"},{"@type":"Person","name":"Bo Ek"}],
         "datePublished":"2023-11-06T18:30:00+01:00","dateModified":"2023-11-07","isAccessibleForFree":"False",
         "publisher":{"@type":"Organization","name":"Riverton Daily"},"sourceOrganization":{"name":"Reuters"},
         "isBasedOn":"https://wire.example/dam"},
        {"@id":"#ann","@type":"Person","name":"Ann Lee"}]}</script>)",
      "", Paragraphs()));
  EXPECT_THAT(article.authors, ElementsAre("Ann Lee", "Bo Ek"));
  ASSERT_TRUE(article.published);
  EXPECT_EQ(FormatMoment(*article.published), "2023-11-06T18:30:00+01:00");
  ASSERT_TRUE(article.modified);
  EXPECT_EQ(FormatMoment(*article.modified), "2023-11-07");
  EXPECT_EQ(article.publisher, "Riverton Daily");
  EXPECT_EQ(article.credit, "Reuters");
  EXPECT_EQ(article.access, news::Access::kPaywalled);
  ASSERT_EQ(article.declared.size(), 2U);
  EXPECT_EQ(article.declared[0].url, "https://wire.example/dam");
  EXPECT_EQ(article.declared[0].where, "isBasedOn");
}

TEST(HtmlArticleTest, MetaTagsAndVisibleLinesFillInWhatIsLeft) {
  const news::Article meta =
      Read(Page("<meta name=byl content='By Ann Lee'><meta property='article:published_time' "
                "content='2023-11-06T18:30:00Z'><meta property=og:site_name content='Riverton "
                "Daily'>",
                "", Paragraphs()));
  EXPECT_THAT(meta.authors, ElementsAre("Ann Lee"));
  EXPECT_EQ(meta.publisher, "Riverton Daily");
  const news::Article visible = Read(Page(
      "", "", "<div class=byline>By <a href=/ann>Ann Lee</a></div><div>6 November 2023, 18:30</div>" + Paragraphs()));
  EXPECT_THAT(visible.authors, ElementsAre("Ann Lee"));
  ASSERT_TRUE(visible.published);
  EXPECT_EQ(FormatDay(DayOf(*visible.published)), "2023-11-06");
  EXPECT_EQ(visible.text, kFirst + "\n\n" + kSecond + "\n\n" + kThird);
}

TEST(HtmlArticleTest, ADatelineTellsPlaceAndAgencyAndStaysInTheProse) {
  const news::Article article = Read(Page(
      "", "", "<p>RIVERTON, Nov 6 (Reuters) - The dam will be drained in spring, the board said.</p>" + Paragraphs()));
  EXPECT_EQ(article.dateline, "RIVERTON");
  EXPECT_EQ(article.credit, "Reuters");
  EXPECT_THAT(article.text, testing::StartsWith("RIVERTON, Nov 6 (Reuters) - The dam"));
}

TEST(HtmlArticleTest, ALeadAboveTheBodyBelongsToTheProse) {
  const news::Article article =
      Read(Page("", "",
                "<div class=teaser-text><p>Two years of repairs lie ahead of the town, says the board.</p></div>"
                "<p class=date>6 November 2023</p><div class=article-body>" +
                    Paragraphs() + "</div>"));
  EXPECT_EQ(article.text, "Two years of repairs lie ahead of the town, says the board.\n\n" + kFirst + "\n\n" +
                              kSecond + "\n\n" + kThird);
}

TEST(HtmlArticleTest, NoticesTellWhyATextIsShort) {
  EXPECT_EQ(Read(Page("", "", "<p>Sorry, this content is not available in your region.</p>")).access,
            news::Access::kRegionBlocked);
  const news::Article cut = Read(Page("", "", Paragraphs() + "<p>Subscribe to continue reading.</p>"));
  EXPECT_EQ(cut.access, news::Access::kPaywalled);
  EXPECT_THAT(cut.text, Not(HasSubstr("Subscribe")));
  EXPECT_EQ(Read(Page("", "", Paragraphs())).access, news::Access::kUnknown);
}

TEST(HtmlArticleTest, NoDateIsGuessed) {
  EXPECT_FALSE(Read(Page("", "", Paragraphs())).published);
  EXPECT_TRUE(Read(Page("", "", Paragraphs()), "https://a.example/2023/11/06/dam").published);
}

TEST(HtmlArticleTest, ACanonicalAddressOnAnotherHostIsADeclaredSource) {
  const news::Article article =
      Read(Page("<link rel=canonical href='https://wire.example/dam?utm_source=x'>", "", Paragraphs()));
  EXPECT_EQ(article.canonical_url, "https://wire.example/dam");
  ASSERT_EQ(article.declared.size(), 1U);
  EXPECT_EQ(article.declared[0].where, "canonical");
}

TEST(HtmlArticleTest, LinksOfTheProseAreKeptResolved) {
  const news::Article article = Read(
      Page("", "",
           "<p>The report of the <a href='/board'>water board</a> was read out on Monday evening.</p>" + Paragraphs()));
  ASSERT_EQ(article.links.size(), 1U);
  EXPECT_EQ(article.links[0].url, "https://www.riverton-daily.example/board");
  EXPECT_EQ(article.links[0].text, "water board");
}

TEST(HtmlArticleTest, CopyrightLinesBecomeMarks) {
  const news::Article article = Read(Page("", "", Paragraphs()));
  ASSERT_EQ(article.marks.size(), 1U);
  EXPECT_EQ(article.marks[0].kind, news::MarkKind::kCopyright);
}

TEST(HtmlArticleTest, TheSecondOpinionOfJsonLdStandsInForTextThatScriptsWouldShow) {
  const news::Article article = Read(
      "<html><head><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Dam to be drained\","
      "\"articleBody\":\"" +
      kFirst + " " + kSecond + "\"}</script></head><body><div id=app></div></body></html>");
  EXPECT_THAT(article.text, HasSubstr(kSecond));
}

TEST(HtmlArticleTest, ABylineInALineOfItsOwnNeedsNoMarkup) {
  EXPECT_THAT(Read(Page("", "", "<h4>By Mara S. Ostrand</h4>" + Paragraphs())).authors, ElementsAre("Mara S. Ostrand"));
  EXPECT_THAT(Read(Page("", "", Paragraphs() + "<p><em>Von Eva Klein</em></p>")).authors, ElementsAre("Eva Klein"));
  EXPECT_THAT(Read(Page("", "", "<div>Von Eva / 6. November 2023 / Keine Kommentare</div>" + Paragraphs())).authors,
              ElementsAre("Eva"));
  EXPECT_THAT(Read(Page("", "", "<div>By Tuesday</div>" + Paragraphs())).authors, IsEmpty());
}

TEST(HtmlArticleTest, AWritersOwnSiteIsNamedAfterTheWriter) {
  const auto site = [](const std::string& type) {
    return Read(Page(R"(<script type="application/ld+json">{"@type":"BlogPosting","headline":"Dam to be drained",
      "author":{"@type":"Person","name":"Eva Klein"},"publisher":{"@type":)" +
                         type + R"(,"name":"Eva Klein"}}</script>)",
                     "", Paragraphs()),
                "https://evaklein.example/dam");
  };
  EXPECT_THAT(site(R"(["Person","Organization"])").authors, ElementsAre("Eva Klein"));
  EXPECT_THAT(site(R"("Organization")").authors, IsEmpty());
}

TEST(HtmlArticleTest, WhoIsNamedAsTheSiteIsNoPerson) {
  EXPECT_THAT(
      Read(Page("<meta name=author content='El Riverton'>", "", Paragraphs()), "https://www.elriverton.example/dam")
          .authors,
      IsEmpty());
}

TEST(HtmlArticleTest, TheOnlyTopHeadingIsTheHeadlineHoweverShort) {
  const news::Article article =
      Read("<html><head><title>Why the water board waited for forty years</title></head><body><h1>The cracks</h1>" +
           Paragraphs() + "</body></html>");
  EXPECT_EQ(article.headline, "The cracks");
}

TEST(HtmlArticleTest, TheNameOfTheSiteBehindTheTitleIsToldByItsHost) {
  EXPECT_EQ(Read("<html><head><title>Dam to be drained - Riverton Community Forum</title></head><body>" + Paragraphs() +
                     "</body></html>",
                 "https://forum.riverton.example/t/1")
                .headline,
            "Dam to be drained");
}

TEST(HtmlArticleTest, ADayInBracketsOrBelowTheTextIsItsDate) {
  const auto day = [](const std::string& body) {
    return FormatMoment(Read("<html lang=de><body>" + body + "</body></html>").published.value_or(Moment{}));
  };
  EXPECT_EQ(day("<p>Low Mill (12.11.2021). " + kFirst + "</p><p>" + kSecond + "</p>"), "2021-11-12");
  EXPECT_EQ(day(Paragraphs() + "<p>Stand 27.01.2022</p>"), "2022-01-27");
}

TEST(HtmlArticleTest, TheDateNextToTheHeadlineIsTheArticlesAndThoseOfTeasersAreNot) {
  const std::string teaser =
      "<div class=latest><a href=/x>Bridge closed for a long time to come</a><time>16 Feb 2024</time></div>";
  const auto day = [](const std::string& page) { return FormatDay(DayOf(Read(page).published.value_or(Moment{}))); };
  EXPECT_EQ(
      day(Page("", teaser, "<ul><li><span class=hero__date>22 Dec 2023</span></li></ul>" + Paragraphs() + teaser)),
      "2023-12-22");
  EXPECT_EQ(day(Page("", "", "<p>27.1.2022 - " + kFirst + "</p><p>" + kSecond + "</p>")), "2022-01-27");
  EXPECT_EQ(day(Page("", "", "<p>12 - " + kFirst + "</p><p>" + kSecond + "</p>")), FormatDay(DayOf(Moment{})));
  // What only styles part.
  EXPECT_EQ(day(Page("", "",
                     "<div><span>Ann-Marie Lee</span><span>Dec 05, 2023</span><span>2 Shares</span><span>1530 "
                     "Views</span></div>" +
                         Paragraphs())),
            "2023-12-05");
}

TEST(HtmlArticleTest, ARefusalForLegalReasonsIsToldByItsStatus) {
  news::Page page;
  page.id = "p";
  page.headers = {{":status", "451"}};
  EXPECT_EQ(ArticleFromHtml(Page("", "", Paragraphs()), page, {})->access, news::Access::kRegionBlocked);
}

TEST(HtmlArticleTest, HostilePagesEndAndHarmNobody) {
  std::string deep = "<html><body>";
  for (int i = 0; i < 50'000; ++i) {
    deep += "<div class=comment><b>";
  }
  EXPECT_EQ(Read(deep + kFirst).id.value(), "p");
  EXPECT_EQ(Read("").kind, news::ArticleKind::kOther);
  EXPECT_EQ(Read("<script type='application/ld+json'>{\"@graph\":[[[[[[</script>").kind, news::ArticleKind::kOther);
  EXPECT_EQ(Read(std::string("\xFF\xFE<p>") + std::string(1000, '\xC3')).id.value(), "p");
}

}  // namespace
}  // namespace headwater::extract
