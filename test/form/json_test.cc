// The nouns to JSON and back.
#include "form/json.h"

#include <gtest/gtest.h>

namespace headwater::form {
namespace {

constexpr std::string_view kArticle =
    R"({"id":"a1","url":"https://vellmar.example/1","kind":"digest","headline":"Weir opens","authors":["Ada Holm"],)"
    R"("publisher":"Vellmar Post","credit":"Orrin Wire","published":"2031-02-03T08:00:00+02:00",)"
    R"("published_between":{"from":"2031-02-01","to":"2031-02-28","evidence":["in February"]},"language":"en",)"
    R"("access":"paywalled","marks":[{"kind":"copyright","text":"© 2031 Orrin Wire"}],"text":"The weir opened.",)"
    R"("items":[{"id":"a1#1","text":"Short","source":"Orrin Wire","truncated":true}],)"
    R"("annotations":{"sentences":[{"begin":0,"end":16}],"names":[],"statements":[{"speaker":{"begin":0,"end":3,)"
    R"("text":"Ada","name":"Ada Holm","entity":"person/ada-holm","role":"then mayor of Vellmar"},"cue":{"begin":4,"end":8,"text":"said",)"
    R"("parts":[{"begin":4,"end":6},{"begin":7,"end":8}]},"content":[{"begin":9,"end":16}],"kind":"direct",)"
    R"("type":"no comment","chain":["writer","Ada Holm"],"hearer":{"begin":0,"end":3,"text":"The"},"occasion":)"
    R"({"begin":4,"end":8,"text":"weir"},"truncated":true}],"citations":[{"begin":0,"end":3,"text":"The",)"
    R"("source":"Orrin Wire","how":"copyright","mark":0}],"times":[],"places":[]}})";

TEST(JsonTest, AnArticleGoesThereAndBackUnchanged) {
  const auto article = ReadArticle(kArticle);
  ASSERT_TRUE(article) << article.error().text;
  EXPECT_EQ(article->annotations->statements.at(0).type, news::StatementType::kNoComment);
  EXPECT_EQ(article->annotations->citations.at(0).mark, 0U);
  const std::string written = WriteArticle(*article);
  const auto again = ReadArticle(written);
  ASSERT_TRUE(again) << again.error().text;
  EXPECT_EQ(WriteArticle(*again), written);
  for (const char* const part :
       {R"("published":"2031-02-03T08:00:00+02:00")", R"("truncated":true)", R"("mark":0)", R"("access":"paywalled")",
        R"("from":"2031-02-01")", R"("parts":[{"begin":4)", R"("role":"then mayor of Vellmar")",
        R"("hearer":{"begin":0)", R"("occasion":{"begin":4)"}) {
    EXPECT_NE(written.find(part), std::string::npos) << part;
  }
}

TEST(JsonTest, AnIntervalMayBeOpenAtOneEnd) {
  constexpr std::string_view kOpen = R"({"id":"x","kind":"article","published_between":{"from":"2031-02-01",)"
                                     R"("evidence":["in February 2031"]},"text":""})";
  const auto article = ReadArticle(kOpen);
  ASSERT_TRUE(article) << article.error().text;
  EXPECT_FALSE(article->published_between->to);
  EXPECT_EQ(WriteArticle(*article), kOpen);
}

TEST(JsonTest, WhatIsAbsentIsLeftOut) {
  news::Article article;
  article.id = news::ArticleId("x");
  EXPECT_EQ(WriteArticle(article), R"({"id":"x","kind":"article","text":""})");
}

TEST(JsonTest, AWrongTypeIsNamed) {
  const auto article = ReadArticle(R"({"id":"x","text":["no"]})");
  ASSERT_FALSE(article);
  EXPECT_EQ(article.error().text, "article: field \"text\" is not a text");
  EXPECT_FALSE(ReadArticle("{"));
  EXPECT_FALSE(ReadArticle("[]"));
  EXPECT_FALSE(ReadArticle(R"({"id":"x","published":"soon"})"));
  EXPECT_FALSE(ReadArticle(R"({"annotations":{"sentences":[{"begin":-1,"end":2}]}})"));
}

TEST(JsonTest, DeepNestingIsRefused) { EXPECT_FALSE(ReadArticle(std::string(5000, '['))); }

TEST(JsonTest, APageMayCarryRawBytes) {
  const auto page = ReadPage(R"({"id":"p","body_base64":"Y2Fm6Q==","content_type":"text/html; charset=latin1"})");
  ASSERT_TRUE(page) << page.error().text;
  EXPECT_EQ(page->body, "caf\xE9");
  EXPECT_FALSE(ReadPage(R"({"body_base64":"***"})"));
}

TEST(JsonTest, APageKeepsWhatAnnouncedIt) {
  news::Page page;
  page.url = "https://vellmar.example/1";
  page.fetched = ParseMoment("2031-02-03T08:00:00Z")->at;
  page.announcement = news::Announcement{
      "https://vellmar.example/feed", "Weir opens", ParseMoment("2031-02-03"), {"Ada Holm"}, "Orrin Wire",
      "https://orrin.example/"};
  const auto again = ReadPage(WritePage(page));
  ASSERT_TRUE(again) << again.error().text;
  ASSERT_TRUE(again->announcement);
  EXPECT_EQ(again->fetched, page.fetched);
  EXPECT_EQ(again->announcement->source_name, "Orrin Wire");
  EXPECT_EQ(WritePage(*again), WritePage(page));
}

TEST(JsonTest, PartsPicturesAndRightsGoThereAndBack) {
  constexpr std::string_view kParts =
      R"({"id":"x","kind":"article","section":"Rivers","rights":{"text":false,"mining":false,"snippet":50,)"
      R"("not_before":"2031-02-03T08:00:00Z","withdrawn":true,"reservations":[{"where":"header",)"
      R"("says":"tdm-reservation: 1","policy":"https://vellmar.example/terms"}]},)"
      R"("text":"one two","parts":[{"begin":0,"end":3,"kind":"table"}],)"
      R"("pictures":[{"url":"https://vellmar.example/weir.jpg","caption":"The weir","credit":"Ada Holm"}]})";
  const auto article = ReadArticle(kParts);
  ASSERT_TRUE(article) << article.error().text;
  ASSERT_TRUE(article->rights);
  EXPECT_FALSE(article->rights->text);
  EXPECT_FALSE(article->rights->mining);
  EXPECT_TRUE(article->rights->listing);
  EXPECT_EQ(article->rights->snippet, 50U);
  EXPECT_EQ(article->parts.at(0).kind, news::PartKind::kTable);
  const auto again = ReadArticle(WriteArticle(*article));
  ASSERT_TRUE(again) << again.error().text;
  const std::string written = WriteArticle(*again);
  for (const char* const part : {R"("section":"Rivers")", R"("text":false)", R"("mining":false)", R"("snippet":50)",
                                 R"("not_before":"2031-02-03T08:00:00Z")", R"("withdrawn":true)", R"("kind":"table")",
                                 R"("credit":"Ada Holm")", R"("says":"tdm-reservation: 1")"}) {
    EXPECT_NE(written.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(written.find("listing"), std::string::npos);
}

TEST(JsonTest, CopiesStoriesAndOriginsGoThereAndBack) {
  news::Copy copy;
  copy.article = news::ArticleId("b");
  copy.of = news::ArticleId("a");
  copy.kind = news::CopyKind::kSpun;
  copy.shared = 0.5;
  copy.passages.push_back({{0, 10}, {5, 15}});
  copy.altered.push_back({news::AlteredWhat::kNegation, {1, 2}, {6, 7}});
  EXPECT_EQ(WriteCopy(*ReadCopy(WriteCopy(copy))), WriteCopy(copy));

  news::Story story;
  story.id = news::StoryId("s");
  story.articles = {news::ArticleId("a"), news::ArticleId("b")};
  story.first = ParseMoment("2031-02-03");
  story.thread = news::ThreadId("t");
  story.independent = news::Independence{2, 9, 7};
  EXPECT_EQ(WriteStory(story), R"({"story":"s","articles":["a","b"],"first":"2031-02-03","thread":"t",)"
                               R"("independent":{"least":2,"most":9,"untraced":7}})");
  EXPECT_EQ(WriteStory(*ReadStory(WriteStory(story))), WriteStory(story));

  news::Origin origin;
  origin.article = news::ArticleId("a");
  origin.kind = news::OriginKind::kOutlet;
  origin.name = "Orrin Wire";
  origin.chain.push_back({"Orrin Wire", news::HopHow::kDateline, {}, "", {{{0, 5}, "ORRIN", 2}}, 0.75});
  origin.roots = {"source/Orrin Wire"};
  origin.complete = true;
  origin.confidence = 0.5;
  EXPECT_EQ(WriteOrigin(*ReadOrigin(WriteOrigin(origin))), WriteOrigin(origin));
  EXPECT_NE(WriteOrigin(origin).find(R"("mark":2)"), std::string::npos);
  EXPECT_NE(WriteOrigin(origin).find(R"("confidence":0.75)"), std::string::npos) << WriteOrigin(origin);
}

TEST(JsonTest, ReasonsGoThereAndBackWithWhateverTheyAreFor) {
  const std::vector<news::Reason> why{{"shared-text", 0.93, 0.5, ""}, {"shared-names", 2, {}, "Oda Brenning; Tarn"}};
  news::Copy copy;
  copy.article = news::ArticleId("b");
  copy.of = news::ArticleId("a");
  copy.why = why;
  EXPECT_NE(WriteCopy(copy).find(R"("why":[{"what":"shared-text","value":0.93,"limit":0.5},)"
                                 R"({"what":"shared-names","value":2,"words":"Oda Brenning; Tarn"}])"),
            std::string::npos)
      << WriteCopy(copy);
  EXPECT_EQ(WriteCopy(*ReadCopy(WriteCopy(copy))), WriteCopy(copy));

  news::Story story;
  story.id = news::StoryId("a");
  story.placed = {{news::ArticleId("b"), why}, {news::ArticleId("a"), {}}};
  EXPECT_EQ(WriteStory(*ReadStory(WriteStory(story))), WriteStory(story));
  EXPECT_EQ(ReadStory(WriteStory(story))->placed.at(0).why.at(1).words, "Oda Brenning; Tarn");

  news::Origin origin;
  origin.article = news::ArticleId("b");
  origin.chain.push_back({"Orrin Wire", news::HopHow::kDateline, {}, "", {}, 0.75, why});
  origin.why = {{"no-trail", {}, {}, ""}};
  EXPECT_EQ(WriteOrigin(*ReadOrigin(WriteOrigin(origin))), WriteOrigin(origin));
  EXPECT_EQ(ReadOrigin(WriteOrigin(origin))->chain.at(0).why.at(0).value, 0.93);
}

TEST(JsonTest, AReasonSpeaksForADecisionWhereItsNumberLiesOnTheRightSide) {
  EXPECT_TRUE(news::SpeaksFor({"shared-text", 0.5, 0.5, ""}));
  EXPECT_FALSE(news::SpeaksFor({"shared-text", 0.4, 0.5, ""}));
  EXPECT_TRUE(news::SpeaksFor({"days-apart", 2, 14, ""}));
  EXPECT_FALSE(news::SpeaksFor({"days-apart", 15, 14, ""}));
  EXPECT_TRUE(news::SpeaksFor({"credit-line", {}, {}, "By Orrin Wire"}));
}

TEST(JsonTest, TextsThatLookLikeNumbersStayAsTheyAre) {
  news::Article article;
  article.id = news::ArticleId("1E5");
  article.text = "a \"quoted\" 2.5E-1 and a \\ 1E3";
  EXPECT_EQ(ReadArticle(WriteArticle(article))->text, article.text);
  EXPECT_NE(WriteArticle(article).find("2.5E-1 and"), std::string::npos);
}

// Found by fuzzing: it was written as `Infinity`, which is no JSON.
TEST(JsonTest, ANumberTooLargeForAnyUseIsAFault) {
  EXPECT_FALSE(ReadCopy(R"({"article":"a","of":"b","kind":"copy","shared":1e400})"));
  EXPECT_FALSE(ReadOrigin(R"({"article":"a","confidence":-1e400})"));
}

// Found by fuzzing: huge ones were read a last digit off, and not the same when they were read again.
TEST(JsonTest, SharesLieBetweenNoneAndAll) {
  EXPECT_FALSE(ReadOrigin(R"({"article":"a","confidence":44444440000000000000000004129827551997708056.0})"));
  EXPECT_FALSE(ReadOrigin(R"({"article":"a","confidence":-0.1})"));
  EXPECT_FALSE(ReadCopy(R"({"article":"a","of":"b","kind":"copy","shared":1.01})"));
  EXPECT_FALSE(ReadAnnotations(R"({"places":[{"begin":0,"end":1,"latitude":91,"longitude":0}]})"));
  const auto origin = ReadOrigin(R"({"article":"a","confidence":0.12345678901234568})");
  ASSERT_TRUE(origin) << origin.error().text;
  EXPECT_EQ(origin->confidence, 0.12345678901234568);
}

// Found by fuzzing: it was not the same when it was read again.
TEST(JsonTest, ZeroHasNoSign) {
  const auto origin = ReadOrigin(R"({"article":"a","confidence":-0.0})");
  ASSERT_TRUE(origin) << origin.error().text;
  EXPECT_EQ(WriteOrigin(*origin).find("-0"), std::string::npos);
}

}  // namespace
}  // namespace headwater::form
