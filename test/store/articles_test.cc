// Pages and articles: kept once, given back whole.
#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ArticlesTest : public StoreTest {};

Document Harbour() {
  Document document = MakeDocument("https://vellmar.example/harbour", "Vellmar opens its harbour",
                                   "“We waited ten years,” said Mira Tolven.\n\nThe harbour is open.");
  document.page.id = "https://feeds.example/1";
  document.page.fetched = kNoon;
  document.page.content_type = "text/html; charset=utf-8";
  document.page.headers = {{"server", "nginx"}, {"x-odd", "a: b"}};
  document.page.announcement.emplace().title = "Harbour";
  document.page.announcement->published = ParseMoment("2025-05-11T08:00:00+02:00");
  document.article.id = StoredId(HashPage(document.page));
  document.article.authors = {"Jon Arvik", "Lena Brask"};
  document.article.credit = "Norwire";
  document.article.published = ParseMoment("2025-05-11T08:00:00+02:00");
  news::Annotations& found = document.article.annotations.emplace();
  found.names.push_back(
      {{28, 39}, "Mira Tolven", news::NameKind::kPerson, {}, news::EntityId("person/mira-tolven"), {}});
  news::Statement statement;
  statement.speaker.emplace().phrase = {{28, 39}, "Mira Tolven", {}};
  statement.speaker->name = "Mira Tolven";
  statement.speaker->entity = news::EntityId("person/mira-tolven");
  statement.content = {{1, 20}};
  statement.kind = news::StatementKind::kDirect;
  found.statements.push_back(statement);
  news::Citation citation;
  citation.text = "Norwire";
  citation.source = "Norwire";
  citation.how = news::CitationHow::kCredit;
  found.citations.push_back(citation);
  return document;
}

TEST_F(ArticlesTest, AnArticleComesBackWhole) {
  const Document document = Harbour();
  Keep({document});
  const auto view = Opened().Article(document.article.id);
  ASSERT_TRUE(view) << view.error().text;
  EXPECT_EQ(view->article.text, document.article.text);
  EXPECT_EQ(view->article.annotations->statements.size(), 1U);
  EXPECT_EQ(view->line.headline, "Vellmar opens its harbour");
  EXPECT_THAT(view->line.authors, ElementsAre("Jon Arvik", "Lena Brask"));
  EXPECT_EQ(view->line.published, document.article.published);
  EXPECT_EQ(view->line.seen, kNoon);
  EXPECT_EQ(view->page_hash, HashPage(document.page).value());
  EXPECT_EQ(view->page_bytes, document.page.body.size());
  EXPECT_TRUE(view->line.story.empty());
  EXPECT_FALSE(view->origin);
}

TEST_F(ArticlesTest, ThePageIsKeptAsItWasFetched) {
  const Document document = Harbour();
  Keep({document});
  const auto page = Opened().Page(document.article.id);
  ASSERT_TRUE(page) << page.error().text;
  EXPECT_EQ(page->body, document.page.body);
  EXPECT_EQ(page->id, document.page.id);
  EXPECT_EQ(page->fetched, kNoon);
  EXPECT_EQ(page->headers, document.page.headers);
  ASSERT_TRUE(page->announcement);
  EXPECT_EQ(page->announcement->title, "Harbour");
  EXPECT_EQ(page->announcement->published, document.page.announcement->published);
}

TEST_F(ArticlesTest, ThePageMayBeAnyBytes) {
  Document document = MakeDocument("https://vellmar.example/b", "Bytes", "Text.");
  document.page.body = std::string("\0\xFF\xFE\0bytes", 9);
  document.article.id = StoredId(HashPage(document.page));
  Keep({document});
  EXPECT_EQ(Opened().Page(document.article.id)->body, document.page.body);
}

TEST_F(ArticlesTest, ThePageKeptTwiceIsStoredOnce) {
  Keep({Harbour(), Harbour()});
  Keep({Harbour()}, kNoon + std::chrono::hours(5));
  const auto counts = Opened().Counts();
  EXPECT_EQ(counts->pages, 1);
  EXPECT_EQ(counts->articles, 1);
  EXPECT_EQ(Opened().Article(Harbour().article.id)->line.seen, kNoon);
  EXPECT_THAT(Find("harbour"), SizeIs(1));
}

TEST_F(ArticlesTest, TheSameAddressWithOtherWordsIsAnotherRevision) {
  const Document first = MakeDocument("https://vellmar.example/a", "Harbour", "It opened.");
  const Document second = MakeDocument("https://vellmar.example/a", "Harbour", "It opened on Monday.");
  Keep({first});
  Keep({second});
  EXPECT_EQ(Opened().Counts()->articles, 1);
  EXPECT_TRUE(*Opened().HasPage(HashPage(first.page)));
  EXPECT_TRUE(*Opened().HasPage(HashPage(second.page)));
}

TEST_F(ArticlesTest, AnAddressIsKnownByWhatWasAskedForAndByWhereItLed) {
  Keep({Harbour()});
  EXPECT_TRUE(*Opened().HasAddress("https://vellmar.example/harbour"));
  EXPECT_TRUE(*Opened().HasAddress("https://feeds.example/1"));
  EXPECT_FALSE(*Opened().HasAddress("https://vellmar.example/"));
  EXPECT_EQ(*Opened().ArticleAt("https://feeds.example/1"), Harbour().article.id);
}

TEST_F(ArticlesTest, AnAddressIsKnownInEveryFormThatMeansTheSame) {
  Document document = MakeDocument("http://m.vellmar.example/a/?utm_source=x", "Harbour", "It opened.");
  document.article.canonical_url = "https://www.vellmar.example/a";
  Keep({document});
  for (const char* address :
       {"https://m.vellmar.example/a", "http://m.vellmar.example/a?fbclid=1#top", "https://www.vellmar.example/a/"}) {
    EXPECT_TRUE(*Opened().HasAddress(address)) << address;
    EXPECT_EQ(*Opened().ArticleAt(address), document.article.id) << address;
  }
  EXPECT_FALSE(*Opened().HasAddress("https://m.vellmar.example/b"));
}

// Another site's page would never be fetched if a copy that names it as its original counted as it.
TEST_F(ArticlesTest, ACanonicalAddressLeadsToTheArticleButIsNotTakenAsFetched) {
  Document document = MakeDocument("https://copy.example/a", "Harbour", "It opened.");
  document.article.canonical_url = "https://original.example/a";
  Keep({document});
  EXPECT_FALSE(*Opened().HasAddress("https://original.example/a"));
  EXPECT_EQ(*Opened().ArticleAt("https://original.example/a"), document.article.id);
  EXPECT_EQ(Opened().ArticleAt("https://else.example/").error().fault, Fault::kNotFound);
}

TEST_F(ArticlesTest, APageThatCannotBeReadIsListedUntilItIs) {
  const Document document = Harbour();
  const std::vector<KeptPage> unread{{&document.page, nullptr, "no text in it", false}};
  ASSERT_TRUE(Opened().Keep(unread, kNoon));
  EXPECT_FALSE(*Opened().HasAddress(document.page.url));
  EXPECT_TRUE(*Opened().HasPage(HashPage(document.page)));
  const auto listed = Opened().UnreadablePages(10);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().address, document.page.url);
  EXPECT_EQ(listed->front().error, "no text in it");
  Keep({document});
  EXPECT_THAT(*Opened().UnreadablePages(10), IsEmpty());
  EXPECT_TRUE(*Opened().HasAddress(document.page.url));
  EXPECT_EQ(Opened().Counts()->pages, 1);
}

TEST_F(ArticlesTest, ADigestIsKeptAndItsItemsArePlaced) {
  Document digest = MakeDocument("https://vellmar.example/topics", "The week", "Short reports.");
  digest.article.kind = news::ArticleKind::kDigest;
  for (const std::string number : {"1", "2"}) {
    news::Item item;
    item.id = news::ArticleId(digest.article.id.value() + "#" + number);
    item.headline = "Report " + number;
    item.text = "Something happened in Torsund.";
    digest.article.items.push_back(item);
  }
  Keep({digest});
  const auto unplaced = Opened().Unplaced(10);
  ASSERT_THAT(*unplaced, SizeIs(2));
  EXPECT_EQ(unplaced->front().id, digest.article.items.front().id);
  EXPECT_EQ(unplaced->front().publisher, "The Vellmar Post");
  EXPECT_THAT(Opened().Article(digest.article.id)->article.items, SizeIs(2));
  EXPECT_EQ(Opened().Page(unplaced->back().id)->url, digest.page.url);
  EXPECT_THAT(Find("Torsund"), SizeIs(2));
}

TEST_F(ArticlesTest, APageWithoutAnArticleIsNeitherPlacedNorFound) {
  Document other = MakeDocument("https://vellmar.example/", "Front page", "");
  other.article.kind = news::ArticleKind::kOther;
  Keep({other});
  EXPECT_THAT(*Opened().Unplaced(10), IsEmpty());
  EXPECT_THAT(Find("front page"), IsEmpty());
  EXPECT_EQ(Opened().Counts()->articles, 0);
}

TEST_F(ArticlesTest, AnArticleThatIsNotItsPagesIsRefusedWithAllOfItsBatch) {
  Document wrong = MakeDocument("https://vellmar.example/2", "Wrong", "Text.");
  wrong.article.id = news::ArticleId("0123456789abcdef");
  const Document good = MakeDocument("https://vellmar.example/1", "Good", "Text.");
  const std::vector<KeptPage> batch{{&good.page, &good.article, "", false}, {&wrong.page, &wrong.article, "", false}};
  const auto kept = Opened().Keep(batch, kNoon);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().fault, Fault::kBadInput);
  EXPECT_EQ(Opened().Counts()->pages, 0);
}

TEST_F(ArticlesTest, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(Opened().Article(news::ArticleId("none")).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().Page(news::ArticleId("none")).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().Story(news::StoryId("none")).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().Thread(news::ThreadId("none")).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().Entity({.entity = news::EntityId("none")}).error().fault, Fault::kNotFound);
  EXPECT_EQ(Opened().Source("none").error().fault, Fault::kNotFound);
}

TEST_F(ArticlesTest, AnUndatedArticleKeepsTheIntervalThatItsWordsAllow) {
  Document document = MakeDocument("https://vellmar.example/a", "Old", "Text.");
  news::PublishedBetween& between = document.article.published_between.emplace();
  between.from = std::chrono::year(2024) / 3 / 1;
  between.evidence = {"in March"};
  Keep({document});
  const auto line = Opened().Article(document.article.id)->line;
  EXPECT_FALSE(line.published);
  ASSERT_TRUE(line.published_between);
  EXPECT_EQ(line.published_between->from, between.from);
  EXPECT_FALSE(line.published_between->to);
  EXPECT_THAT(line.published_between->evidence, ElementsAre("in March"));
}

TEST_F(ArticlesTest, APersonIsFoundUnderEverySpelling) {
  Document other = MakeDocument("https://vellmar.example/2", "More", "Tolwen spoke.");
  other.article.published = ParseMoment("2025-05-12");
  other.article.annotations.emplace().names.push_back(
      {{0, 6}, "Tolwen", news::NameKind::kPerson, {}, news::EntityId("person/mira-tolven"), {}});
  Keep({Harbour(), other});
  const auto person = Opened().Entity({.entity = news::EntityId("person/mira-tolven")});
  ASSERT_TRUE(person) << person.error().text;
  EXPECT_EQ(person->name, "Mira Tolven");
  EXPECT_THAT(person->forms, SizeIs(2));
  ASSERT_THAT(person->statements, SizeIs(1));
  EXPECT_EQ(person->statements.front().content, "We waited ten years");
  EXPECT_EQ(person->statements.front().statement.kind, news::StatementKind::kDirect);
  ASSERT_THAT(person->articles, SizeIs(2));
  EXPECT_EQ(person->articles.front().url, "https://vellmar.example/2");
}

TEST_F(ArticlesTest, ASourceTellsWhomItHasItsNewsFrom) {
  const Document document = Harbour();
  Keep({document});
  const auto source = Opened().Source("vellmar post");
  ASSERT_TRUE(source) << source.error().text;
  EXPECT_EQ(source->name, "The Vellmar Post");
  EXPECT_EQ(source->articles, 1);
  EXPECT_EQ(source->by_provenance.at(static_cast<std::size_t>(Provenance::kUnknown)), 1);
  ASSERT_THAT(source->cites, SizeIs(1));
  EXPECT_EQ(source->cites.front().first, "Norwire");
  const auto agency = Opened().Source("Norwire");
  ASSERT_TRUE(agency) << agency.error().text;
  EXPECT_THAT(agency->cited_by, ElementsAre(std::pair<std::string, int>("The Vellmar Post", 1)));
}

}  // namespace
}  // namespace headwater::store
