// Tracing as a user meets it: articles and their copies in, chains and roots out.
#include "trace/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace headwater::trace {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kText =
    "The harbour of Ostervik was closed on Monday after the tanker Brynhild ran aground on the eastern mole, the "
    "port's "
    "master Ragna Holt said. Some 140 tonnes of heating oil had leaked by noon.";

news::Article MakeArticle(const std::string& id, const std::string& publisher, const std::string& when) {
  news::Article article;
  article.id = news::ArticleId(id);
  article.publisher = publisher;
  std::string host;
  for (const char c : publisher) {
    if (c != ' ') {
      host.push_back(static_cast<char>(c | 0x20));
    }
  }
  article.url = "https://www." + host + ".example/" + id;
  article.language = "en";
  article.text = kText;
  article.published = ParseMoment(when);
  article.annotations.emplace();
  return article;
}

void Cite(news::Article& article, const std::string& source, news::CitationHow how, std::uint32_t begin = 0) {
  news::Citation citation;
  citation.source = source;
  citation.text = source;
  citation.how = how;
  citation.span = {begin, begin + 10};
  article.annotations->citations.push_back(citation);
}

news::Copy MakeCopy(const std::string& article, const std::string& of, double shared = 1, double of_shared = 1) {
  const auto size = static_cast<double>(kText.size());
  news::Copy copy;
  copy.article = news::ArticleId(article);
  copy.of = news::ArticleId(of);
  copy.shared = shared;
  copy.of_shared = of_shared;
  copy.passages.push_back(
      {{0, static_cast<std::uint32_t>(size * shared)}, {0, static_cast<std::uint32_t>(size * of_shared)}});
  return copy;
}

TEST(TraceTest, AnArticleThatOwesNothingToAnyoneIsItsOwnOrigin) {
  const std::vector<news::Article> articles = {MakeArticle("a", "Ostervik Post", "2031-05-02T08:00:00Z")};
  const auto origins = Trace(articles, {});
  ASSERT_EQ(origins.size(), 1U);
  EXPECT_EQ(origins[0].kind, news::OriginKind::kSelf);
  EXPECT_THAT(origins[0].roots, ElementsAre("a"));
  EXPECT_TRUE(origins[0].complete);
  ASSERT_EQ(origins[0].chain.size(), 1U);
  EXPECT_EQ(origins[0].chain[0].how, news::HopHow::kPublished);
}

TEST(TraceTest, AnUncreditedCopyLeadsToTheEarlierArticle) {
  const std::vector<news::Article> articles = {MakeArticle("late", "Mainland Mirror", "2031-05-02T10:00:00Z"),
                                               MakeArticle("early", "Ostervik Post", "2031-05-02T08:00:00Z")};
  const auto origins = Trace(articles, {{MakeCopy("late", "early")}});
  EXPECT_THAT(origins[0].roots, ElementsAre("early"));
  EXPECT_EQ(origins[0].kind, news::OriginKind::kArticle);
  ASSERT_EQ(origins[0].chain.size(), 2U);
  EXPECT_EQ(origins[0].chain[1].how, news::HopHow::kCopy);
  EXPECT_EQ(origins[0].chain[1].article.value(), "early");
  EXPECT_EQ(origins[0].chain[1].name, "Ostervik Post");
  EXPECT_THAT(origins[1].roots, ElementsAre("early"));
}

TEST(TraceTest, ATranslationIsCalledOne) {
  const std::vector<news::Article> articles = {MakeArticle("late", "Le Miroir", "2031-05-02T10:00:00Z"),
                                               MakeArticle("early", "Ostervik Post", "2031-05-02T08:00:00Z")};
  news::Copy copy = MakeCopy("late", "early");
  copy.kind = news::CopyKind::kTranslation;
  const auto origins = Trace(articles, {{copy}});
  ASSERT_EQ(origins[0].chain.size(), 2U);
  EXPECT_EQ(origins[0].chain[1].how, news::HopHow::kTranslation);
}

TEST(TraceTest, AChainIsFollowedToItsHead) {
  news::Article third = MakeArticle("third", "Valley Voice", "2031-05-02T12:00:00Z");
  Cite(third, "Mainland Mirror", news::CitationHow::kCredit);
  const std::vector<news::Article> articles = {third, MakeArticle("second", "Mainland Mirror", "2031-05-02T10:00:00Z"),
                                               MakeArticle("first", "Ostervik Post", "2031-05-02T08:00:00Z")};
  const auto origins =
      Trace(articles, {{MakeCopy("third", "second"), MakeCopy("second", "first"), MakeCopy("third", "first")}});
  EXPECT_THAT(origins[0].roots, ElementsAre("first"));
  ASSERT_EQ(origins[0].chain.size(), 3U);
  EXPECT_EQ(origins[0].chain[1].article.value(), "second");
  EXPECT_EQ(origins[0].chain[1].how, news::HopHow::kCredit);
  EXPECT_EQ(origins[0].chain[2].article.value(), "first");
}

TEST(TraceTest, ACreditIsBelievedAgainstTheClock) {
  news::Article taker = MakeArticle("taker", "Mainland Mirror", "2031-05-01T20:00:00Z");
  Cite(taker, "The Ostervik Post", news::CitationHow::kByline);
  const std::vector<news::Article> articles = {taker, MakeArticle("source", "Ostervik Post", "2031-05-02T08:00:00Z")};
  const auto origins = Trace(articles, {{MakeCopy("source", "taker")}});
  EXPECT_THAT(origins[0].roots, ElementsAre("source"));
  EXPECT_THAT(origins[1].roots, ElementsAre("source"));
}

TEST(TraceTest, AnAgencyThatIsNotInTheInputIsARootByName) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02");
  article.credit = "Coastal Wire";
  const auto origins = Trace({{article}}, {});
  EXPECT_THAT(origins[0].roots, ElementsAre("source/Coastal Wire"));
  EXPECT_EQ(origins[0].kind, news::OriginKind::kOutlet);
  EXPECT_EQ(origins[0].name, "Coastal Wire");
}

TEST(TraceTest, TheLettersOfAnAgencyLeadToItsArticle) {
  news::Article agency = MakeArticle("wire", "thornworthnewsagency.example", "2031-05-02T08:00:00Z");
  agency.url = "https://www.thornworthnewsagency.example/1";
  agency.text = "THORNWORTH (THNA) - " + kText;
  news::Article taker = MakeArticle("taker", "Mainland Mirror", "2031-05-02T09:00:00Z");
  Cite(taker, "THNA", news::CitationHow::kCredit);
  const auto origins = Trace({{agency, taker}}, {{MakeCopy("taker", "wire")}});
  EXPECT_THAT(origins[1].roots, ElementsAre("wire"));
  EXPECT_EQ(origins[1].chain[1].how, news::HopHow::kCredit);
}

TEST(TraceTest, ACanonicalAddressOnAnotherSiteIsADeclaration) {
  const news::Article source = MakeArticle("source", "Ostervik Post", "2031-05-02T08:00:00Z");
  news::Article taker = MakeArticle("taker", "Mainland Mirror", "2031-05-02T09:00:00Z");
  taker.canonical_url = source.url;
  const auto origins = Trace({{source, taker}}, {{MakeCopy("taker", "source")}});
  EXPECT_EQ(origins[1].chain[1].how, news::HopHow::kDeclared);
  EXPECT_THAT(origins[1].roots, ElementsAre("source"));
}

TEST(TraceTest, AnOutletThatIsOnlyMentionedIsNoRoot) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02T09:00:00Z");
  Cite(article, "Ostervik Post", news::CitationHow::kReported);
  const auto origins = Trace({{article, MakeArticle("b", "Ostervik Post", "2031-05-02T08:00:00Z")}}, {});
  EXPECT_THAT(origins[0].roots, ElementsAre("a"));
  ASSERT_EQ(origins[0].chain.size(), 2U);
  EXPECT_EQ(origins[0].chain[1].how, news::HopHow::kReported);
}

TEST(TraceTest, TheSameQuotationHeardByTwoIsNoSource) {
  const std::string speech =
      "“Nobody sleeps before the last drop is out of this fjord, and that is a promise to every fisherman here.”";
  news::Article one = MakeArticle("one", "Ostervik Post", "2031-05-02T08:00:00Z");
  news::Article other = MakeArticle("other", "Mainland Mirror", "2031-05-02T09:00:00Z");
  one.text =
      speech +
      " Harbour master Ragna Holt spoke to the crowd at some length on Monday evening and then went home to rest.";
  other.text =
      speech + " That was the answer which the pilots got when at last the meeting of the council came to a close.";
  news::Copy copy = MakeCopy("other", "one", 0.45, 0.45);
  copy.passages = {{{0, 104}, {0, 104}}};
  const auto origins = Trace({{one, other}}, {{copy}});
  EXPECT_THAT(origins[1].roots, ElementsAre("other"));
}

TEST(TraceTest, WhoNamesNobodyForItIsUnknown) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02");
  article.text = "From wire reports\n\n" + kText;
  const auto origins = Trace({{article}}, {});
  EXPECT_THAT(origins[0].roots, IsEmpty());
  EXPECT_FALSE(origins[0].complete);
  EXPECT_EQ(origins[0].kind, news::OriginKind::kUnknown);
}

TEST(TraceTest, AReportThatIsMuchOfTheTextIsARootThoughItIsNotInTheInput) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02T09:00:00Z");
  article.annotations->sentences = {{0, 150}, {150, 290}, {290, 410}, {410, 510}, {510, 560}};
  Cite(article, "Reuters", news::CitationHow::kReported, 300);
  Cite(article, "Reuters", news::CitationHow::kReported, 420);
  EXPECT_THAT(Trace({{article}}, {})[0].roots, ElementsAre("a"));
  EXPECT_LT(Trace({{article}}, {})[0].confidence, 0.9);
  Cite(article, "Reuters", news::CitationHow::kReported, 515);
  EXPECT_THAT(Trace({{article}}, {})[0].roots, ElementsAre("source/Reuters"));
}

TEST(TraceTest, AnArticleThatOpensWithAnothersReportRestsOnIt) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02T09:00:00Z");
  article.language = "en";
  Cite(article, "Reuters", news::CitationHow::kReported, 40);
  article.annotations->citations.back().text = "Reuters reported";
  EXPECT_THAT(Trace({{article}}, {})[0].roots, ElementsAre("source/Reuters"));
  article.annotations->citations.back().text = "polled by Reuters";
  EXPECT_THAT(Trace({{article}}, {})[0].roots, ElementsAre("a"));
  EXPECT_LT(Trace({{article}}, {})[0].confidence, 0.7);
}

TEST(TraceTest, AnArticleAboutWhatFollowedAReportIsItsOwn) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02T09:00:00Z");
  article.language = "en";
  article.text = "The mayor resigned after Reuters reported that the dam leaks. " + article.text;
  Cite(article, "Reuters", news::CitationHow::kReported, 25);
  article.annotations->citations.back().text = "Reuters reported";
  EXPECT_THAT(Trace({{article}}, {})[0].roots, ElementsAre("a"));
}

TEST(TraceTest, ACreditForAPartOfTheReportLeavesTheRestToTheArticle) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02T09:00:00Z");
  article.text += "\n\nReuters contributed to this report.";
  const auto begin = static_cast<std::uint32_t>(article.text.rfind("Reuters"));
  Cite(article, "Reuters", news::CitationHow::kCredit, begin);
  EXPECT_THAT(Trace({{article}}, {})[0].roots, ElementsAre("a", "source/Reuters"));
}

TEST(TraceTest, WhatTwoPublishTogetherIsTheReportOfWhoPublishesIt) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02T09:00:00Z");
  article.text += "\n\nThis article was published in partnership with Reuters.";
  const auto begin = static_cast<std::uint32_t>(article.text.rfind("Reuters"));
  Cite(article, "Reuters", news::CitationHow::kCredit, begin);
  EXPECT_THAT(Trace({{article}}, {})[0].roots, ElementsAre("a"));
}

TEST(TraceTest, ASourceNamedAmidTheProseIsNoCreditOfTheWhole) {
  news::Article article = MakeArticle("a", "Mainland Mirror", "2031-05-02T09:00:00Z");
  const std::string filler(900, 'x');
  article.text = filler + "\n\nSource: Reuters\n\n" + filler;
  Cite(article, "Reuters", news::CitationHow::kCredit, 910);
  const news::Origin origin = Trace({{article}}, {})[0];
  EXPECT_THAT(origin.roots, ElementsAre("a"));
  EXPECT_EQ(origin.chain.back().how, news::HopHow::kCited);
}

TEST(TraceTest, AnAgencyIsTheSourceOfWhatAnOutletPrintedADayBeforeItsPageWasDated) {
  news::Article agency = MakeArticle("agency", "Associated Press", "2031-05-02T18:00:00Z");
  agency.url = "https://apnews.com/1";
  const news::Article outlet = MakeArticle("outlet", "Mainland Mirror", "2031-05-02T09:00:00Z");
  const auto origins = Trace({{agency, outlet}}, {{MakeCopy("agency", "outlet")}});
  EXPECT_THAT(origins[0].roots, ElementsAre("agency"));
  EXPECT_THAT(origins[1].roots, ElementsAre("agency"));
}

TEST(TraceTest, AnOutletsBackgroundParagraphIsNoSourceOfItsNextReport) {
  const news::Article one = MakeArticle("one", "Mainland Mirror", "2031-05-01T09:00:00Z");
  const news::Article other = MakeArticle("other", "Mainland Mirror", "2031-05-02T09:00:00Z");
  EXPECT_THAT(Trace({{one, other}}, {{MakeCopy("other", "one", 0.3, 0.3)}})[1].roots, ElementsAre("other"));
}

TEST(TraceTest, WhatIsTakenOfOnePartDoesNotLeadToTheSourceOfAnother) {
  std::string own;
  std::string taken;
  for (int i = 0; i < 60; ++i) {
    own += "weir" + std::to_string(i) + " ";
    taken += "gate" + std::to_string(i) + " ";
  }
  news::Article source = MakeArticle("source", "Coastal Wire", "2031-05-01T08:00:00Z");
  source.text = taken;
  news::Article middle = MakeArticle("middle", "Ostervik Post", "2031-05-01T09:00:00Z");
  middle.text = own + "\n\n" + taken;
  news::Article taker = MakeArticle("taker", "Mainland Mirror", "2031-05-01T10:00:00Z");
  taker.text = own;
  const auto size = static_cast<std::uint32_t>(own.size());
  const auto end = static_cast<std::uint32_t>(middle.text.size());
  news::Copy of_source = MakeCopy("middle", "source", 0.5, 1);
  of_source.passages = {{{size + 2, end}, {0, end - size - 2}}};
  news::Copy of_middle = MakeCopy("taker", "middle", 1, 0.5);
  of_middle.passages = {{{0, size}, {0, size}}};
  const auto origins = Trace({{source, middle, taker}}, {{of_source, of_middle}});
  EXPECT_THAT(origins[1].roots, ElementsAre("middle", "source"));
  EXPECT_THAT(origins[2].roots, ElementsAre("middle"));
}

TEST(TraceTest, AWrongClockDoesNotMakeATakerTheSourceOfItsSourcesSource) {
  // `taker` credits `middle`, which copied `source`; its clock is a day slow.
  news::Article taker = MakeArticle("taker", "Valley Voice", "2031-05-01T08:00:00Z");
  Cite(taker, "Mainland Mirror", news::CitationHow::kCredit);
  const std::vector<news::Article> articles = {MakeArticle("source", "Ostervik Post", "2031-05-02T08:00:00Z"),
                                               MakeArticle("middle", "Mainland Mirror", "2031-05-02T10:00:00Z"), taker};
  const auto origins =
      Trace(articles, {{MakeCopy("middle", "source"), MakeCopy("source", "taker"), MakeCopy("middle", "taker")}});
  for (const news::Origin& origin : origins) {
    EXPECT_THAT(origin.roots, ElementsAre("source"));
  }
}

TEST(TraceTest, TheOrderOfTheInputMakesNoDifference) {
  std::vector<news::Article> articles = {MakeArticle("a", "Ostervik Post", "2031-05-02"),
                                         MakeArticle("b", "Mainland Mirror", "2031-05-02"),
                                         MakeArticle("c", "Valley Voice", "")};
  std::vector<news::Copy> copies = {MakeCopy("a", "b"), MakeCopy("b", "c"), MakeCopy("c", "a", 0.9)};
  const auto one = Trace(articles, copies);
  std::ranges::reverse(articles);
  std::ranges::reverse(copies);
  const auto other = Trace(articles, copies);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].roots, other[one.size() - 1 - i].roots);
    EXPECT_EQ(one[i].roots.size(), 1U);
  }
}

TEST(TraceTest, ArticlesThatCreditEachOtherStillHaveARoot) {
  news::Article one = MakeArticle("one", "Ostervik Post", "2031-05-02T08:00:00Z");
  news::Article other = MakeArticle("other", "Mainland Mirror", "2031-05-02T09:00:00Z");
  Cite(one, "Mainland Mirror", news::CitationHow::kCredit);
  Cite(other, "Ostervik Post", news::CitationHow::kCredit);
  for (const news::Origin& origin : Trace({{one, other}}, {{MakeCopy("one", "other")}})) {
    EXPECT_EQ(origin.roots.size(), 1U);
  }
}

class Shelved : public Archive {
 public:
  explicit Shelved(std::vector<news::Article> articles, std::size_t lost = SIZE_MAX)
      : articles_(std::move(articles)), lost_(lost) {}
  std::shared_ptr<const news::Article> Take(std::size_t number) const override {
    return number == lost_ ? nullptr : std::make_shared<const news::Article>(articles_[number]);
  }

 private:
  std::vector<news::Article> articles_;
  std::size_t lost_;
};

TEST(TraceTest, ArticlesThatLieElsewhereAreTracedAsThoseInMemory) {
  news::Article wire = MakeArticle("w", "Orrin Wire", "2031-03-03T08:00:00Z");
  news::Article paper = MakeArticle("p", "Ostervik Post", "2031-03-03T09:00:00Z");
  Cite(paper, "Orrin Wire", news::CitationHow::kCredit);
  news::Article digest = MakeArticle("d", "Vellmar Post", "2031-03-03T10:00:00Z");
  digest.kind = news::ArticleKind::kDigest;
  const std::vector<news::Article> articles{paper, digest, wire};
  const std::vector<news::Copy> copies{MakeCopy("p", "w")};
  const Shelved archive(articles);
  Tracer tracer(archive);
  for (const news::Article& article : articles) {
    tracer.Add(article);
  }
  tracer.Join(copies);
  const std::vector<news::Origin> whole = Trace(articles, copies);
  EXPECT_FALSE(tracer.Trace(1));
  const auto of_paper = tracer.Trace(0);
  const auto of_wire = tracer.Trace(2);
  ASSERT_TRUE(of_paper && of_wire);
  ASSERT_EQ(whole.size(), 2U);
  EXPECT_THAT(of_paper->roots, ElementsAre("w"));
  EXPECT_EQ(of_paper->roots, whole[0].roots);
  EXPECT_EQ(of_paper->chain.size(), whole[0].chain.size());
  EXPECT_EQ(of_wire->roots, whole[1].roots);
}

TEST(TraceTest, AnArticleThatTheArchiveLostCostsNoOther) {
  news::Article wire = MakeArticle("w", "Orrin Wire", "2031-03-03T08:00:00Z");
  news::Article paper = MakeArticle("p", "Ostervik Post", "2031-03-03T09:00:00Z");
  Cite(paper, "Orrin Wire", news::CitationHow::kCredit);
  const Shelved archive({wire, paper}, 0);
  Tracer tracer(archive);
  tracer.Add(wire);
  tracer.Add(paper);
  const std::vector<news::Copy> copies{MakeCopy("p", "w")};
  tracer.Join(copies);
  const auto origin = tracer.Trace(1);
  ASSERT_TRUE(origin);
  EXPECT_THAT(origin->roots, ElementsAre("w"));
  EXPECT_TRUE(tracer.Trace(0));
}

}  // namespace
}  // namespace headwater::trace
