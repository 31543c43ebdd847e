// Articles that relay what others published or were told, unsigned texts among them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "text/utf8.h"
#include "trace/trace.h"

namespace headwater::trace {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Sentences of one line each; nobody signs it.
news::Article MakeText(const std::string& id, const std::vector<std::string>& sentences) {
  news::Article article;
  article.id = news::ArticleId(id);
  article.language = "en";
  article.annotations.emplace();
  for (const std::string& sentence : sentences) {
    article.text += article.text.empty() ? "" : " ";
    const auto begin = static_cast<std::uint32_t>(text::CountCodePoints(article.text));
    article.text += sentence;
    article.annotations->sentences.push_back({begin, static_cast<std::uint32_t>(text::CountCodePoints(article.text))});
  }
  return article;
}

news::Span SpanOf(const news::Article& article, std::string_view words) {
  const auto begin = static_cast<std::uint32_t>(article.text.find(words));
  return {begin, begin + static_cast<std::uint32_t>(words.size())};
}

void Cite(news::Article& article, const std::string& source, std::string_view words, news::CitationHow how) {
  news::Citation citation;
  citation.source = source;
  citation.text = words;
  citation.span = SpanOf(article, words);
  citation.how = how;
  article.annotations->citations.push_back(citation);
}

void Say(news::Article& article, std::string_view speaker, const std::string& name, const std::string& entity) {
  news::Statement statement;
  statement.speaker.emplace();
  statement.speaker->phrase = {SpanOf(article, speaker), std::string(speaker), {}};
  statement.speaker->name = name;
  statement.speaker->entity = news::EntityId(entity);
  statement.chain = {"writer", name};
  article.annotations->statements.push_back(statement);
}

std::vector<std::string> Names(const news::Origin& origin) {
  std::vector<std::string> names;
  std::ranges::transform(origin.chain, std::back_inserter(names), &news::Hop::name);
  return names;
}

TEST(ToldTest, AnItemWhoseWholeMatterWasToldToAPaperRestsOnThatPaper) {
  news::Article item = MakeText("d#1", {"The gates will hold, the engineer Ilse Brandvold told Le Monde."});
  Cite(item, "Le Monde", "told Le Monde", news::CitationHow::kTold);
  const news::Origin origin = Trace({&item, 1}, {})[0];
  EXPECT_THAT(origin.roots, ElementsAre("source/Le Monde"));
  ASSERT_EQ(origin.chain.size(), 1U);
  EXPECT_EQ(origin.chain[0].how, news::HopHow::kTold);
}

TEST(ToldTest, APollThatAnAgencyReportedRestsOnWhoPublishedThePoll) {
  news::Article item = MakeText(
      "d#2", {"Half of them want an inspection, according to a poll published by Ritzau, Bloomberg reported."});
  Cite(item, "Ritzau", "published by Ritzau", news::CitationHow::kReported);
  Cite(item, "Bloomberg", "Bloomberg reported", news::CitationHow::kReported);
  const news::Origin origin = Trace({&item, 1}, {})[0];
  EXPECT_THAT(Names(origin), ElementsAre("Bloomberg", "Ritzau"));
  EXPECT_THAT(origin.roots, ElementsAre("source/Ritzau"));
}

TEST(ToldTest, AnInterviewCitedInPassingIsAHopAndNoRoot) {
  news::Article article = MakeText(
      "a", {"The dam was inspected on Monday by six engineers of both countries.",
            "They found no cracks, and the gates moved as they should after nine years of rust.",
            "The minister had doubted it in an interview with Le Monde.", "The next inspection is to be in June."});
  article.publisher = "Vellmar Post";
  Cite(article, "Le Monde", "in an interview with Le Monde", news::CitationHow::kTold);
  const news::Origin origin = Trace({&article, 1}, {})[0];
  EXPECT_THAT(origin.roots, ElementsAre("a"));
  EXPECT_THAT(Names(origin), ElementsAre("Vellmar Post", "Le Monde"));
}

TEST(ToldTest, AnUnsignedTextThatGivesAnotherPapersViewRestsOnItWithoutCertainty) {
  news::Article article = MakeText(
      "a",
      {"The authorities have again hinted at engineers for the dam.",
       "They had spoken of it a year ago, when nobody listened, and again in the spring, when the ice had gone and the "
       "first farmers of the valley came to the capital with their questions, their maps and their lawyers.",
       "The most remarkable thing here, Izvestia emphasizes, is that they once wanted none.",
       "Now everything has changed, and the engineers wait for their trains."});
  Cite(article, "Izvestia", "Izvestia emphasizes", news::CitationHow::kReported);
  const news::Origin origin = Trace({&article, 1}, {})[0];
  EXPECT_THAT(origin.roots, ElementsAre("source/Izvestia"));
  EXPECT_FALSE(origin.complete);
  EXPECT_LT(origin.confidence, 0.8);
  article.publisher = "Vellmar Post";
  EXPECT_THAT(Trace({&article, 1}, {})[0].roots, ElementsAre("a"));
}

TEST(ToldTest, AnUnsignedTextFromAnUnnamedSourceAloneHasNoKnownOrigin) {
  news::Article article = MakeText("a", {"According to a source in the ministry, the talks are over.",
                                         "Nobody will come, according to the source."});
  Say(article, "a source in the ministry", "a source in the ministry", "");
  const news::Origin origin = Trace({&article, 1}, {})[0];
  EXPECT_THAT(origin.roots, IsEmpty());
  EXPECT_FALSE(origin.complete);
  EXPECT_EQ(origin.kind, news::OriginKind::kUnknown);
  EXPECT_THAT(Names(origin), ElementsAre("a source in the ministry"));
}

TEST(ToldTest, ASecondSpeakerWithANameMakesAnUnsignedTextItsOwnGuess) {
  news::Article article = MakeText("a", {"According to a source in the ministry, the talks are over.",
                                         "Nobody will come, the engineer Ilse Brandvold said."});
  Say(article, "a source in the ministry", "a source in the ministry", "");
  Say(article, "Ilse Brandvold", "Ilse Brandvold", "person/ilse-brandvold");
  const news::Origin origin = Trace({&article, 1}, {})[0];
  EXPECT_THAT(origin.roots, ElementsAre("a"));
  EXPECT_LT(origin.confidence, 0.8);
}

TEST(ToldTest, NoHopIsWithoutAName) {
  news::Article article = MakeText("a", {"The weir opened on Monday."});
  EXPECT_THAT(Trace({&article, 1}, {})[0].chain, IsEmpty());
}

// The agency's report of an interview leads to the magazine that had it.
TEST(ToldTest, WhatWasToldToAnOutletOfTheWindowLeadsToItsArticle) {
  news::Article interview = MakeText("i", {"Mirela Kastorva on the dam: at Orrin, Karsavia and Vellmar both lose."});
  interview.publisher = "Lumen Review";
  interview.published = ParseMoment("2026-11-17T06:00:00Z");
  news::Article report = MakeText(
      "r", {"On Tuesday Mirela Kastorva did not rule out Orrin engineers for Karsavia, she told Lumen Review.",
            "In Brenn nobody wants them, and the gates are said to be sound enough for another decade of floods.",
            "The opposition in Aldersund called for a debate before the winter."});
  report.publisher = "Orrin Wire";
  report.published = ParseMoment("2026-11-17T09:00:00Z");
  Cite(report, "Lumen Review", "told Lumen Review", news::CitationHow::kTold);
  const std::vector<news::Article> both = {interview, report};
  const news::Origin origin = Trace(both, {})[1];
  EXPECT_THAT(origin.roots, ElementsAre("i"));
  EXPECT_EQ(origin.chain.back().article.value(), "i");
}

}  // namespace
}  // namespace headwater::trace
