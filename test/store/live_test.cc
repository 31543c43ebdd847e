// Live pages: each entry an article of its own, which keeps its id and its history while the page grows.
#include <gmock/gmock.h>

#include <algorithm>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr std::string_view kUrl = "https://vellmar.example/live/storm";

struct Entry {
  std::string key;
  std::string time;
  std::string headline;
  std::string text;
};

const Entry kTrees{"#300000001", "2025-05-12T08:00:00Z", "Trees down",
                   "Trees are down on the hill road above Vellmar, the county told reporters."};
const Entry kSchools{"#300000002", "2025-05-12T09:00:00Z", "Schools shut",
                     "All nine schools of the valley stay shut until the wind drops, the board wrote."};
const Entry kBridge{"#300000003", "2025-05-12T10:00:00Z", "Bridge closed",
                    "The bridge at the old mill is closed to lorries and cars since this morning."};

class LiveTest : public StoreTest {
 protected:
  static Document Capture(int hour, const std::vector<Entry>& entries) {
    std::string text = "A storm moves over the valley of Vellmar.";
    for (const Entry& entry : entries) {
      text += "\n\n" + entry.headline + "\n\n" + entry.text;
    }
    Document document = MakeDocument(std::string(kUrl), "Storm over Vellmar: live", text);
    document.page.fetched = kNoon + std::chrono::hours(hour);
    document.article.kind = news::ArticleKind::kLive;
    for (const Entry& entry : entries) {
      news::Item& item = document.article.items.emplace_back();
      item.id = news::ArticleId(document.article.id.value() + entry.key);
      item.headline = entry.headline;
      item.text = entry.text;
      item.published = ParseMoment(entry.time);
    }
    return document;
  }

  std::string First(const std::vector<Entry>& entries) {
    const Document document = Capture(0, entries);
    Keep({document});
    return document.article.id.value();
  }

  Result<ArticleView> View(const std::string& page, const Entry& entry) {
    return Opened().Article(news::ArticleId(page + entry.key));
  }

  std::vector<std::string> Unplaced() {
    std::vector<std::string> ids;
    const auto unplaced = Opened().Unplaced(100);
    EXPECT_TRUE(unplaced);
    for (const news::Article& article : unplaced.value()) {
      ids.push_back(article.id.value());
    }
    std::ranges::sort(ids);
    return ids;
  }
};

TEST_F(LiveTest, EntriesArePlacedInsteadOfThePage) {
  const std::string page = First({kSchools, kTrees});
  EXPECT_THAT(Unplaced(), testing::ElementsAre(page + kTrees.key, page + kSchools.key));
  EXPECT_EQ(View(page, kTrees)->article.text, kTrees.text);
  EXPECT_EQ(View(page, kTrees)->article.url, kUrl);
}

TEST_F(LiveTest, AnEntryKeepsItsIdWhenThePageGrows) {
  const std::string page = First({kSchools, kTrees});
  Place({{{}, View(page, kTrees)->article}, {{}, View(page, kSchools)->article}});
  ASSERT_THAT(Unplaced(), IsEmpty());
  Keep({Capture(1, {kBridge, kSchools, kTrees})});
  EXPECT_THAT(Unplaced(), testing::ElementsAre(page + kBridge.key));
  EXPECT_THAT(View(page, kTrees)->revisions, SizeIs(1));
  EXPECT_EQ(View(page, kTrees)->revisions.front().last_seen, kNoon + std::chrono::hours(1));
  EXPECT_THAT(Opened().Article(news::ArticleId(page))->article.items, SizeIs(3));
}

TEST_F(LiveTest, AnEntryThatChangedHasARevisionAndIsPlacedAnew) {
  const std::string page = First({kSchools, kTrees});
  Place({{{}, View(page, kTrees)->article}, {{}, View(page, kSchools)->article}});
  Entry shut = kSchools;
  shut.text = "All eleven schools of the valley stay shut until the wind drops, the board wrote.";
  Keep({Capture(1, {shut, kTrees})});
  EXPECT_THAT(Unplaced(), testing::ElementsAre(page + kSchools.key));
  EXPECT_THAT(View(page, kSchools)->revisions, SizeIs(2));
  EXPECT_EQ(View(page, kSchools)->article.text, shut.text);
  SearchQuestion question;
  question.words = "nine schools";
  EXPECT_THAT(*Opened().Search(question), IsEmpty());
  question.words = "eleven schools";
  EXPECT_THAT(*Opened().Search(question), SizeIs(1));
}

TEST_F(LiveTest, AnEntryWhoseOpeningWasWrittenAnewIsTheSameByItsTimeAndWords) {
  const std::string page = First({kSchools, kTrees});
  Entry renamed = kSchools;
  renamed.key = "#399999999";
  renamed.headline = "No lessons today";
  Keep({Capture(1, {renamed, kTrees})});
  EXPECT_FALSE(View(page, renamed));
  ASSERT_TRUE(View(page, kSchools));
  EXPECT_EQ(View(page, kSchools)->article.headline, "No lessons today");
  EXPECT_THAT(View(page, kSchools)->revisions, SizeIs(2));
}

TEST_F(LiveTest, AnEntryThatLeftThePageStaysAndIsNotSeenAgain) {
  const std::string page = First({kSchools, kTrees});
  Keep({Capture(1, {kBridge, kSchools})});
  ASSERT_TRUE(Opened().SawAgain(kUrl, kNoon + std::chrono::hours(3)));
  ASSERT_TRUE(View(page, kTrees));
  EXPECT_EQ(View(page, kTrees)->revisions.front().last_seen, kNoon);
  EXPECT_EQ(View(page, kSchools)->revisions.front().last_seen, kNoon + std::chrono::hours(3));
}

TEST_F(LiveTest, CapturesComeToTheSameInEitherOrder) {
  Keep({Capture(1, {kBridge, kSchools})});
  Keep({Capture(0, {kSchools, kTrees})});
  const std::string page = Opened().ArticleAt(std::string(kUrl))->value();
  EXPECT_THAT(Opened().Article(news::ArticleId(page))->article.items, SizeIs(2));
  EXPECT_EQ(Opened().Article(news::ArticleId(page))->article.items.front().headline, "Bridge closed");
  for (const Entry& entry : {kBridge, kSchools, kTrees}) {
    ASSERT_TRUE(View(page, entry)) << entry.headline;
    EXPECT_THAT(View(page, entry)->revisions, SizeIs(1));
  }
  EXPECT_EQ(View(page, kSchools)->revisions.front().at, kNoon);
}

TEST_F(LiveTest, APageIsFoundByItsIntroductionAndAnEntryByItsWords) {
  const std::string page = First({kSchools, kTrees});
  SearchQuestion question;
  question.words = "hill road";
  const auto hits = *Opened().Search(question);
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits.front().line.id.value(), page + kTrees.key);
}

TEST_F(LiveTest, AnArticleThatBecameALivePageIsNotPlacedTwice) {
  Document before = Capture(0, {kTrees});
  before.article.kind = news::ArticleKind::kArticle;
  before.article.items.clear();
  Keep({before});
  Place({before});
  Keep({Capture(1, {kSchools, kTrees})});
  const std::string page = before.article.id.value();
  EXPECT_THAT(Unplaced(), testing::ElementsAre(page + kTrees.key, page + kSchools.key));
  EXPECT_TRUE(Opened().Article(before.article.id)->line.story.empty());
}

}  // namespace
}  // namespace headwater::store
