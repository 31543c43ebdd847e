// Primary sources as lists tell of them: whose they are, where they stand, and what of them may be told.
#include "store/primary.h"

#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::IsEmpty;

class PrimaryTest : public StoreTest {
 protected:
  // The copy has its news from the agency's report, the column from a paper that is not here and from the agency.
  void Fill() {
    agency_.article.publisher = "Tidewire";
    Keep({agency_, copy_, column_, lost_});
    const std::string id = agency_.article.id.value();
    std::vector<news::Origin> origins{OriginOf(agency_, {id}), OriginOf(copy_, {id}),
                                      OriginOf(column_, {"source/Harbour Gazette", id}), OriginOf(lost_, {})};
    origins[0].kind = news::OriginKind::kSelf;
    origins[2].kind = news::OriginKind::kOutlet;
    origins[2].name = "Harbour Gazette";
    origins[2].url = "https://gazette.example/letters";
    news::Story story;
    story.id = news::StoryId(id);
    story.articles = {agency_.article.id, copy_.article.id, column_.article.id, lost_.article.id};
    ASSERT_TRUE(Opened().Write({{}, std::span(&story, 1), origins}, kNoon));
  }

  news::Origin OriginOf(const Document& document, std::vector<std::string> roots) {
    news::Origin origin;
    origin.article = document.article.id;
    origin.kind = roots.empty() ? news::OriginKind::kUnknown : news::OriginKind::kArticle;
    origin.name = roots.empty() ? "" : "Tidewire";
    origin.origin_article = roots.size() == 1 ? news::ArticleId(roots.front()) : news::ArticleId();
    origin.complete = !roots.empty();
    origin.confidence = roots.empty() ? 0 : 0.9;
    origin.roots = std::move(roots);
    return origin;
  }

  PrimarySources Of(const Document& document) {
    const std::vector<news::ArticleId> ids{document.article.id};
    const auto sources = SourcesOf(Opened(), ids);
    EXPECT_TRUE(sources) << sources.error().text;
    return sources->front();
  }

  Document agency_ = MakeDocument("https://tidewire.example/1", "Bridge closed", "The bridge at Vell is closed.");
  Document copy_ = MakeDocument("https://vellmar.example/1", "Bridge shut", "The bridge at Vell is shut.");
  Document column_ = MakeDocument("https://ledger.example/1", "On bridges", "What the bridge was worth.");
  Document lost_ = MakeDocument("https://quay.example/1", "Talk of the quay", "Much is said about the bridge.");
};

TEST_F(PrimaryTest, AnArticleNamesTheReportsThatItRestsOn) {
  Fill();
  const PrimarySources own = Of(agency_);
  ASSERT_EQ(own.known.size(), 1U);
  EXPECT_EQ(own.known[0].kind, news::OriginKind::kSelf);
  const PrimarySources copy = Of(copy_);
  ASSERT_EQ(copy.known.size(), 1U);
  EXPECT_EQ(copy.known[0].name, "Tidewire");
  EXPECT_EQ(copy.known[0].url, "https://tidewire.example/1");
  EXPECT_EQ(copy.known[0].headline, "Bridge closed");
  const PrimarySources column = Of(column_);
  ASSERT_EQ(column.known.size(), 2U);
  EXPECT_EQ(column.known[0].name, "Harbour Gazette");
  EXPECT_EQ(column.known[0].url, "https://gazette.example/letters");
  EXPECT_EQ(column.known[1].article, agency_.article.id);
}

TEST_F(PrimaryTest, WhatIsUntracedHasNone) {
  Fill();
  EXPECT_THAT(Of(lost_).known, IsEmpty());
  EXPECT_FALSE(Of(lost_).complete);
  EXPECT_THAT(Of(MakeDocument("https://nowhere.example/", "x", "y")).known, IsEmpty());
}

TEST_F(PrimaryTest, AStorysSourcesAreCountedByTheArticlesThatRestOnThem) {
  Fill();
  const std::vector<news::StoryId> ids{news::StoryId(agency_.article.id.value())};
  const auto sources = SourcesOf(Opened(), ids);
  ASSERT_TRUE(sources) << sources.error().text;
  ASSERT_EQ(sources->front().known.size(), 2U);
  EXPECT_EQ(sources->front().known[0].name, "Tidewire");
  EXPECT_EQ(sources->front().known[0].articles, 3);
  EXPECT_EQ(sources->front().known[0].kind, news::OriginKind::kArticle);
  EXPECT_EQ(sources->front().known[1].articles, 1);
  EXPECT_FALSE(sources->front().complete) << "one is untraced";
}

TEST_F(PrimaryTest, AReportThatMayNotBeListedIsNamedAndNotShown) {
  agency_.article.rights.emplace();
  agency_.article.rights->listing = false;
  Fill();
  const PrimarySources copy = Of(copy_);
  ASSERT_EQ(copy.known.size(), 1U);
  EXPECT_EQ(copy.known[0].name, "Tidewire");
  EXPECT_EQ(copy.known[0].url, "");
  EXPECT_EQ(copy.known[0].headline, "");
  EXPECT_TRUE(copy.known[0].article.empty());
}

}  // namespace
}  // namespace headwater::store
