// What owners reserve, from the page's bytes to what is kept: the words are looked for in the store's file itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "pipeline/pipeline.h"
#include "text/words.h"
#include "web/message.h"

namespace headwater::pipeline {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class HandClock final : public Clock {
 public:
  std::chrono::sys_seconds Now() const override { return now; }
  std::chrono::sys_seconds now = ParseMoment("2031-02-04T12:00:00Z")->at;
};

const std::string kWeir =
    "<p>The new weir on the Orrin opened on Monday after four years of building, said the mayor, Ada Holm. "
    "It cost 38 million, nine more than planned, the Marentimes reported.</p><p>Farmers in the valley had waited for "
    "it "
    "since the flood of 2024, when the old one broke in a single night and took two bridges with it.</p>";
// No name: who is named in words that may be analysed is known on.
const std::string kRareWord = "bridges";

Incoming Document(const std::string& site, const std::string& head = "", web::Headers headers = {},
                  const std::string& prose = kWeir) {
  Incoming incoming;
  incoming.page.url = "https://" + site + "/weir";
  incoming.page.content_type = "text/html";
  incoming.page.headers = std::move(headers);
  incoming.page.body = "<html lang=en><head><title>Weir opens at last</title>" + head +
                       "<meta property='article:published_time' content='2031-02-03T08:00:00Z'></head><body><article>"
                       "<h1>Weir opens at last</h1>" +
                       prose + "</article></body></html>";
  return incoming;
}

class RightsTest : public testing::Test {
 protected:
  RightsTest() : folder_(fs::temp_directory_path() / ("headwater-rights-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    settings_.fetch = false;
    Start();
  }
  ~RightsTest() override {
    pipeline_.reset();
    store_.reset();
    fs::remove_all(folder_);
  }

  void Start() {
    pipeline_.reset();
    store_.reset();
    store_ = *store::Store::Open((folder_ / "headwater.db").string());
    pipeline_ = std::make_unique<Pipeline>(*store_, fetcher_, clock_, settings_);
    ASSERT_TRUE(pipeline_->Open());
  }

  Report Take(std::vector<Incoming> documents) {
    std::size_t at = 0;
    const auto report = pipeline_->Ingest(
        [&]() -> std::optional<Incoming> {
          return at == documents.size() ? std::nullopt : std::optional(documents[at++]);
        },
        false);
    EXPECT_TRUE(report) << report.error().text;
    return report.value_or(Report{});
  }

  store::ArticleView At(const std::string& site) {
    return *store_->Article(*store_->ArticleAt("https://" + site + "/weir"));
  }
  std::size_t Hits(const std::string& words) {
    store::SearchQuestion question;
    question.words = words;
    return store_->Search(question)->size();
  }

  // Bodies and articles are packed: what is asked for is whether the store gives the word back in any way, or holds it
  // in the clear.
  bool Holds(const std::string& word) {
    store_->Scrub();
    for (const auto& file : fs::directory_iterator(folder_)) {
      std::ostringstream bytes;
      bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
      // In the index words stand folded and stemmed.
      if (bytes.str().find(word) != std::string::npos ||
          bytes.str().find(text::Fold(word).substr(0, 5)) != std::string::npos) {
        return true;
      }
    }
    for (const char* const site : {"vellmarpost.example", "marentimes.example"}) {
      const auto id = store_->ArticleAt("https://" + std::string(site) + "/weir");
      const auto article = id ? store_->Kept(*id) : Fail(Fault::kNotFound, "");
      const auto page = id ? store_->Page(*id) : Fail(Fault::kNotFound, "");
      if ((article && article->text.find(word) != std::string::npos) ||
          (page && page->body.find(word) != std::string::npos)) {
        return true;
      }
    }
    return Hits(word) > 0;
  }

  fs::path folder_;
  HandClock clock_;
  Settings settings_;
  fetch::Fetcher fetcher_{{}, clock_};
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Pipeline> pipeline_;
};

TEST_F(RightsTest, WithoutReservationsTheWordsAreThere) {
  Take({Document("vellmarpost.example")});
  EXPECT_TRUE(Holds(kRareWord));
}

TEST_F(RightsTest, ReservedMiningLeavesTheLinkAlone) {
  Take({Document("vellmarpost.example", "", {{"tdm-reservation", "1"}})});
  EXPECT_FALSE(Holds(kRareWord));
  const auto view = At("vellmarpost.example");
  EXPECT_EQ(view.article.headline, "Weir opens at last");
  EXPECT_TRUE(view.article.published);
  EXPECT_EQ(view.article.rights->reservations.at(0).says, "tdm-reservation: 1");
  EXPECT_TRUE(view.article.annotations->names.empty());
  ASSERT_TRUE(view.origin);
  EXPECT_EQ(view.origin->kind, news::OriginKind::kUnknown);
  ASSERT_THAT(*store_->Stories({}), SizeIs(1));
  EXPECT_EQ(store_->Stories({})->at(0).story.independent->untraced, 1);
  EXPECT_TRUE(store_->Stories({})->at(0).story.summary.empty());
  EXPECT_EQ(Hits("weir"), 1U);
}

TEST_F(RightsTest, WordsThatMayNotBeShownAreComparedInMemoryAndForgotten) {
  Take({Document("marentimes.example", "<meta name=robots content=nosnippet>"),
        Document("vellmarpost.example", "", {}, "<p>By Marentimes</p>" + kWeir)});
  const auto reserved = At("marentimes.example");
  EXPECT_TRUE(reserved.article.text.empty());
  EXPECT_FALSE(reserved.article.annotations->names.empty());
  EXPECT_TRUE(reserved.article.annotations->statements.empty());
  EXPECT_THAT(reserved.copies, SizeIs(1));
  EXPECT_THAT(*store_->Stories({}), SizeIs(1));
  const auto origin = reserved.origin;
  ASSERT_TRUE(origin);
  Start();
  clock_.now += std::chrono::hours(1);
  Take({Document("third.example", "", {}, kWeir + "<p>More of it tomorrow.</p>")});
  const auto again = At("marentimes.example").origin;
  EXPECT_EQ(again->kind, origin->kind);
  EXPECT_EQ(again->roots, origin->roots);
}

TEST_F(RightsTest, NothingOfReservedWordsIsInTheFile) {
  Take({Document("marentimes.example", "<meta name=robots content=nosnippet>")});
  EXPECT_FALSE(Holds(kRareWord));
  EXPECT_FALSE(Holds("two bridges"));
}

TEST_F(RightsTest, TheSnippetIsAsLongAsItMayBe) {
  Take({Document("vellmarpost.example", "<meta name=robots content='max-snippet:12'>")});
  EXPECT_EQ(At("vellmarpost.example").article.text, "The new weir");
  EXPECT_FALSE(Holds(kRareWord));
}

TEST_F(RightsTest, NoindexIsInNoListAndNoStory) {
  Take({Document("vellmarpost.example", "<meta name=robots content=noindex>")});
  EXPECT_THAT(*store_->Stories({}), IsEmpty());
  EXPECT_EQ(Hits("weir"), 0U);
  EXPECT_FALSE(Holds(kRareWord));
  EXPECT_EQ(At("vellmarpost.example").article.headline, "Weir opens at last");
}

TEST_F(RightsTest, NoarchiveDropsThePageAndKeepsTheArticle) {
  Take({Document("vellmarpost.example", "<meta name=robots content=noarchive>")});
  const auto view = At("vellmarpost.example");
  EXPECT_THAT(view.article.text, HasSubstr(kRareWord));
  EXPECT_TRUE(store_->Page(view.article.id)->body.empty());
  EXPECT_GT(view.page_bytes, 0U);
}

TEST_F(RightsTest, APageWithoutAnArticleIsKeptOnlyAsItsOwnerLikes) {
  Incoming list = Document("vellmarpost.example", "", {{"x-robots-tag", "noindex"}}, "");
  EXPECT_EQ(Take({list}).unreadable, 1U);
  EXPECT_FALSE(Holds("Weir opens"));
}

TEST_F(RightsTest, WhatIsReservedLaterIsTakenBackAndWhatIsReleasedComesBack) {
  const auto open = Document("vellmarpost.example", "", {{"server", "x"}});
  const auto closed = Document("vellmarpost.example", "", {{"x-robots-tag", "nosnippet"}});
  Take({open});
  EXPECT_TRUE(Holds(kRareWord));
  EXPECT_EQ(Take({closed}).revised, 1U);
  EXPECT_FALSE(Holds(kRareWord));
  EXPECT_THAT(*store_->Stories({}), SizeIs(1));
  EXPECT_TRUE(store_->Stories({})->at(0).story.summary.empty());
  EXPECT_EQ(Take({closed}).revised, 0U);
  EXPECT_EQ(Take({open}).revised, 1U);
  EXPECT_THAT(At("vellmarpost.example").article.text, HasSubstr(kRareWord));
  EXPECT_THAT(*store_->Stories({}), SizeIs(1));
  EXPECT_EQ(Hits(kRareWord), 1U);
  EXPECT_THAT(*store_->Check(), IsEmpty());
}

TEST_F(RightsTest, ANewVersionThatReservesTakesTheOldOneBackToo) {
  Take({Document("vellmarpost.example")});
  Take({Document("vellmarpost.example", "<meta name=robots content=noindex>", {}, kWeir + "<p>Corrected.</p>")});
  EXPECT_FALSE(Holds(kRareWord));
  EXPECT_THAT(*store_->Stories({}), IsEmpty());
}

TEST_F(RightsTest, AnEndedPageIsTakenAwayAtItsTime) {
  Take({Document("vellmarpost.example", "<meta name=robots content='unavailable_after: 2031-02-05T12:00:00Z'>")});
  EXPECT_TRUE(Holds(kRareWord));
  clock_.now = ParseMoment("2031-02-05T12:00:00Z")->at;
  ASSERT_TRUE(pipeline_->Round());
  EXPECT_FALSE(Holds(kRareWord));
  EXPECT_THAT(*store_->Stories({}), IsEmpty());
  Take({Document("marentimes.example", "<meta name=robots content='unavailable_after: 2031-02-05T11:00:00Z'>")});
  EXPECT_FALSE(Holds(kRareWord));
}

class WireTest : public RightsTest {
 protected:
  static Incoming Item(const std::string& says,
                       const std::string& text = "The weir on the Orrin opened on Monday, with two bridges.") {
    Incoming incoming;
    incoming.page.id = "urn:tidewire:77";
    incoming.page.url = "urn:tidewire:77";
    incoming.page.body = "{\"says\":\"" + says + "\",\"text\":\"" + text + "\"}";
    if (!says.empty()) {
      incoming.page.reservations = {{"wire", says, ""}};
    }
    incoming.ready.emplace();
    incoming.ready->url = incoming.page.url;
    incoming.ready->headline = "Weir opens";
    incoming.ready->publisher = "Tidewire";
    incoming.ready->language = "en";
    incoming.ready->text = text;
    return incoming;
  }
  store::ArticleView Newest() { return *store_->Article(*store_->ArticleAt("urn:tidewire:77")); }
};

TEST_F(WireTest, AnEmbargoedItemAppearsAtItsTime) {
  Take({Item("embargoed: 2031-02-05T06:00:00Z")});
  EXPECT_EQ(Hits("weir"), 0U);
  EXPECT_FALSE(store_->Article(*store_->ArticleAt("urn:tidewire:77")));
  EXPECT_THAT(*store_->Stories({}), IsEmpty());
  clock_.now = ParseMoment("2031-02-05T05:59:59Z")->at;
  ASSERT_TRUE(pipeline_->Round());
  EXPECT_EQ(Hits("weir"), 0U);
  clock_.now += std::chrono::seconds(1);
  ASSERT_TRUE(pipeline_->Round());
  EXPECT_EQ(Hits("weir"), 1U);
  EXPECT_THAT(*store_->Stories({}), SizeIs(1));
  EXPECT_THAT(Newest().article.text, HasSubstr(kRareWord));
}

TEST_F(WireTest, AnEmbargoEndsWhileNothingRuns) {
  Take({Item("embargoed: 2031-02-05T06:00:00Z")});
  clock_.now = ParseMoment("2031-02-06T00:00:00Z")->at;
  Start();
  EXPECT_THAT(*store_->Stories({}), SizeIs(1));
}

TEST_F(WireTest, AKillLeavesATombstoneOfEveryVersion) {
  Take({Item(""), Document("marentimes.example", "", {},
                           "<p>The new weir on the Orrin opened on Monday after four years of building. It was a fine "
                           "day for all.</p>")});
  const auto first = *store_->ArticleAt("urn:tidewire:77");
  EXPECT_TRUE(Holds(kRareWord));
  Take({Item("pubStatus: canceled", "Kill the item on the weir and its bridges.")});
  for (const auto& id : {first, *store_->ArticleAt("urn:tidewire:77")}) {
    const auto view = store_->Article(id);
    ASSERT_TRUE(view);
    EXPECT_TRUE(view->article.rights->withdrawn);
    EXPECT_TRUE(view->article.text.empty() && view->article.headline.empty());
    EXPECT_EQ(view->article.rights->reservations.at(0).says, "pubStatus: canceled");
    EXPECT_EQ(view->article.publisher, "Tidewire");
    EXPECT_TRUE(store_->Page(id)->body.empty());
  }
  ASSERT_THAT(*store_->Stories({}), SizeIs(1));
  EXPECT_EQ(store_->Stories({})->at(0).article_count, 1);
  EXPECT_FALSE(Holds(kRareWord));
}

TEST_F(RightsTest, APersonsOwnRulesAreStricterAndALicenceLoosens) {
  settings_.rights.licensed = {"vellmarpost.example"};
  settings_.rights.link_only = {"marentimes.example"};
  settings_.rights.reserve_text = {"ai-train=no"};
  Start();
  Take({Document("www.vellmarpost.example", "", {{"tdm-reservation", "1"}}), Document("marentimes.example"),
        Document("third.example", "", {{"content-signal", "search=yes, ai-train=no"}})});
  EXPECT_THAT(At("www.vellmarpost.example").article.text, HasSubstr(kRareWord));
  EXPECT_THAT(At("www.vellmarpost.example").article.rights->reservations, SizeIs(2));
  EXPECT_THAT(At("marentimes.example").article.text, IsEmpty());
  EXPECT_THAT(At("third.example").article.text, IsEmpty());
}

TEST_F(RightsTest, ALicenceLiftsNoWithdrawal) {
  settings_.rights.licensed = {"vellmarpost.example"};
  Start();
  Incoming gone = Document("vellmarpost.example");
  gone.page.reservations = {{"wire", "pubStatus: canceled", ""}};
  Take({gone});
  EXPECT_FALSE(Holds(kRareWord));
}

}  // namespace
}  // namespace headwater::pipeline
