// How many independent sources stories and statements have.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "text/utf8.h"
#include "trace/trace.h"

namespace headwater::trace {
namespace {

news::Origin Own(const std::string& id, const std::string& publisher) {
  news::Origin origin;
  origin.article = news::ArticleId(id);
  origin.roots = {id};
  origin.complete = true;
  if (!publisher.empty()) {
    origin.chain.push_back({publisher, news::HopHow::kPublished, origin.article, "", {}, 1});
  }
  return origin;
}

news::Origin From(const std::string& id, const std::string& publisher, const std::vector<std::string>& roots) {
  news::Origin origin = Own(id, publisher);
  origin.roots = roots;
  return origin;
}

news::Independence Of(const std::vector<news::Origin>& origins) {
  std::vector<Traced> story;
  for (const news::Origin& origin : origins) {
    story.push_back({&origin, nullptr});
  }
  return CountIndependent(story);
}

std::string Text(const news::Independence& sum) {
  return std::to_string(sum.least) + " to " + std::to_string(sum.most) + ", " + std::to_string(sum.untraced);
}

TEST(IndependenceTest, WhatIsUntracedOnlyWidensTheRange) {
  news::Origin lost;
  EXPECT_EQ(Text(Of({Own("a", "Vellmar Post"), From("b", "Orrin Echo", {"a"}),
                     From("c", "Thessel Times", {"source/Coastal Wire"}), lost})),
            "2 to 3, 1");
}

TEST(IndependenceTest, WhatIsUntracedNeverCountsAsIndependent) {
  EXPECT_EQ(Text(Of(std::vector<news::Origin>(3))), "0 to 3, 3");
}

TEST(IndependenceTest, ATrailThatIsKnownInPartMayHaveOneMoreEnd) {
  news::Origin partly = From("a", "", {"source/Coastal Wire"});
  partly.complete = false;
  EXPECT_EQ(Text(Of({partly})), "1 to 2, 0");
}

TEST(IndependenceTest, SeveralReportsOfOneOutletAndItsEditionsAreOneSource) {
  EXPECT_EQ(Text(Of({Own("a", "BBC"), Own("b", "BBC News"), Own("c", "bbc.co.uk"), Own("d", "BBC Russian")})),
            "1 to 1, 0");
}

TEST(IndependenceTest, OutletsOfOneOwnerCannotBeShownToBeTwo) {
  EXPECT_EQ(Text(Of({Own("a", "The Wall Street Journal"), Own("b", "MarketWatch"), Own("c", "Vellmar Post")})),
            "2 to 3, 0");
}

TEST(IndependenceTest, AnArticleThatRestsOnTwoOutletsOfOneOwnerHasOneOwnersCopy) {
  EXPECT_EQ(Text(Of({Own("a", "The Wall Street Journal"), From("b", "MarketWatch", {"a", "b"})})), "1 to 1, 0");
}

TEST(IndependenceTest, ItemsOfOnePageAreOneSourceAndUnsignedTextsAreNobodysWitness) {
  EXPECT_EQ(Text(Of({Own("page#1", ""), Own("page#2", "")})), "1 to 1, 0");
  EXPECT_EQ(Text(Of({Own("page#1", ""), Own("other", ""), Own("c", "Vellmar Post")})), "1 to 3, 0");
}

// A text whose one speaker has it, quoted and told.
news::Article MakeReport(const std::string& id, const std::string& publisher, const std::string& before,
                         const std::string& quotation) {
  news::Article article;
  article.id = news::ArticleId(id);
  article.publisher = publisher;
  article.text = before + " \"" + quotation + "\", Mirela Kastorva said.";
  article.annotations.emplace();
  const auto begin = static_cast<std::uint32_t>(before.size() + 2);
  const auto end = static_cast<std::uint32_t>(begin + quotation.size());
  article.annotations->sentences = {{0, begin - 2}, {begin - 1, static_cast<std::uint32_t>(article.text.size())}};
  news::Statement statement;
  statement.kind = news::StatementKind::kDirect;
  statement.content = {{begin, end}};
  statement.chain = {"writer", "Mirela Kastorva"};
  statement.speaker.emplace();
  statement.speaker->name = "Mirela Kastorva";
  article.annotations->statements = {statement};
  return article;
}

const std::string kSaid = "we will open the gates of the dam on the first day of spring and not a day before";

TEST(IndependenceTest, ReportsThatCarryOneQuotationAreOneSourceAtTheLeast) {
  const news::Article one = MakeReport("a", "Vellmar Post", "The minister spoke in Vellmar.", kSaid);
  const news::Article other = MakeReport("b", "Orrin Echo", "Nobody had expected her.", kSaid);
  const news::Article third = MakeReport("c", "Thessel Times", "She came.", "the winter was long in the valley");
  const news::Origin origins[] = {Own("a", "Vellmar Post"), Own("b", "Orrin Echo"), Own("c", "Thessel Times")};
  const Traced story[] = {{&origins[0], &one}, {&origins[1], &other}, {&origins[2], &third}};
  EXPECT_EQ(Text(CountIndependent(story)), "2 to 3, 0");
}

TEST(IndependenceTest, WhoOpensWithAnotherRootsReportMayHaveItFromThere) {
  news::Origin echo = Own("b", "Orrin Echo");
  echo.chain.push_back(
      {"Vellmar Post", news::HopHow::kTold, {}, "", {{{40, 61}, "told the Vellmar Post", std::nullopt}}, 0.75});
  EXPECT_EQ(Text(Of({Own("a", "Vellmar Post"), echo})), "1 to 2, 0");
  echo.chain.back().evidence.front().span = {1400, 1421};
  EXPECT_EQ(Text(Of({Own("a", "Vellmar Post"), echo})), "2 to 2, 0");
}

TEST(IndependenceTest, AStatementIsCountedByWhoHeardIt) {
  news::Article one = MakeReport("a", "Vellmar Post", "The minister spoke in Vellmar.", "yes of course we will come");
  news::Article other = MakeReport("b", "Orrin Echo", "Nobody had expected her.", "no it is not the time for it");
  news::Article third = MakeReport("c", "Thessel Times", "She came.", "but who would have thought that");
  other.annotations->statements[0].chain = {"writer", "Reuters", "Mirela Kastorva"};
  third.annotations->statements[0].chain = {"writer", "Thomson Reuters", "Mirela Kastorva"};
  const news::Origin origins[] = {Own("a", "Vellmar Post"), Own("b", "Orrin Echo"), Own("c", "Thessel Times")};
  std::vector<Stated> stated;
  for (const auto& [article, origin] : {std::pair{&one, &origins[0]}, {&other, &origins[1]}, {&third, &origins[2]}}) {
    stated.push_back({origin, article, &article->annotations->statements[0]});
  }
  EXPECT_EQ(Text(CountIndependent(stated)), "2 to 2, 0");
  stated[0].origin = nullptr;
  EXPECT_EQ(Text(CountIndependent(stated)), "1 to 2, 1");
}

TEST(IndependenceTest, TheSameQuotedWordsAreOneSourceOfAStatementAtTheLeast) {
  const news::Article one = MakeReport("a", "Vellmar Post", "The minister spoke in Vellmar.", kSaid);
  const news::Article other = MakeReport("b", "Orrin Echo", "Nobody had expected her.", "Yes, " + kSaid);
  const news::Origin origins[] = {Own("a", "Vellmar Post"), Own("b", "Orrin Echo")};
  const Stated stated[] = {{&origins[0], &one, &one.annotations->statements[0]},
                           {&origins[1], &other, &other.annotations->statements[0]}};
  EXPECT_EQ(Text(CountIndependent(stated)), "1 to 2, 0");
}

}  // namespace
}  // namespace headwater::trace
