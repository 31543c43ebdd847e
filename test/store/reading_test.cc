// Tests of reading state: items, streams, marks, counts.
#include "store/reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/port.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::int64_t kOda = 1;
constexpr std::int64_t kJoren = 2;

class ReadingTest : public StoreTest {
 protected:
  ReadingTest() : reading_(Opened()) {
    for (const std::string name : {"post", "wire"}) {
      FeedRow feed;
      feed.url = fmt::format("https://{}.example/feed.xml", name);
      feed.id = news::FeedId(feed.url);
      feed.title = name;
      feed.folder = name == "post" ? "Home" : "";
      EXPECT_TRUE(Opened().Subscribe(std::vector{feed}, kNoon));
    }
    EXPECT_TRUE(Opened().database().Write([](Session& session) -> Result<void> {
      session.Run(
          "INSERT INTO users (id, name, name_key, role, password, made) VALUES (2, 'joren', 'joren', 'reader', "
          "'', 0)");
      return {};
    }));
  }

  Document Announced(const std::string& feed, const std::string& name, const std::string& headline) {
    Document document =
        MakeDocument(fmt::format("https://vellmar.example/{}", name), headline, headline + " at length.");
    news::Announcement& announcement = document.page.announcement.emplace();
    announcement.feed = fmt::format("https://{}.example/feed.xml", feed);
    announcement.title = headline;
    return document;
  }

  // So many articles of a feed, a minute apart.
  std::vector<Document> Fill(const std::string& feed, int count, sys_seconds from = kNoon) {
    std::vector<Document> documents;
    for (int n = 0; n < count; ++n) {
      documents.push_back(Announced(feed, fmt::format("{}-{}-{}", feed, from.time_since_epoch().count(), n),
                                    fmt::format("Report {} of the {}", n, feed)));
      Keep({documents.back()}, from + minutes(n));
    }
    return documents;
  }

  ItemNumber ItemOf(const Document& document) {
    const std::vector ids{document.article.id};
    return reading_.ItemsOf(ids).value().front();
  }
  ItemNumber ItemOf(const news::Story& story) {
    const std::vector ids{story.id};
    return reading_.ItemsOf(ids).value().front();
  }

  std::vector<StreamLine> Streams(std::int64_t person) { return reading_.Streams(person).value(); }
  StreamLine Stream(std::string_view name, std::int64_t person = kOda) {
    for (const StreamLine& line : Streams(person)) {
      if (line.name.find(name) != std::string::npos) {
        return line;
      }
    }
    return {};
  }
  std::int64_t Unread(std::string_view name, std::int64_t person = kOda) { return Stream(name, person).unread; }

  std::vector<ItemNumber> Listed(ItemQuestion question, std::int64_t person = kOda) {
    return reading_.Items(person, question).value();
  }
  std::vector<ItemNumber> UnreadOf(std::string_view name, std::int64_t person = kOda) {
    return Listed({.streams = {Stream(name).number}, .read = false, .limit = 1000}, person);
  }

  void Read(const std::vector<ItemNumber>& items, bool on = true, std::int64_t person = kOda) {
    ASSERT_TRUE(reading_.Set(person, items, Mark::kRead, on, kNoon + std::chrono::hours(5)));
  }
  void ReadAll(std::string_view name, ItemNumber upto, std::int64_t person = kOda) {
    const std::vector streams{Stream(name).number};
    ASSERT_TRUE(reading_.ReadAll(person, streams, upto, kNoon + std::chrono::hours(5)));
  }

  // What is counted is what would be found by looking at each item.
  void ExpectCountsHold() {
    for (const std::int64_t person : {kOda, kJoren}) {
      for (const StreamLine& line : Streams(person)) {
        const auto all = Listed({.streams = {line.number}, .limit = 10'000}, person);
        const auto states = reading_.States(person, all).value();
        const auto unread = static_cast<std::size_t>(std::ranges::count(states, false, &ItemState::read));
        EXPECT_EQ(line.items, static_cast<std::int64_t>(all.size())) << line.name;
        EXPECT_EQ(line.unread, static_cast<std::int64_t>(unread)) << line.name << " of person " << person;
        const auto found = [&](bool read) {
          return Listed({.streams = {line.number}, .read = read, .limit = 10'000}, person).size();
        };
        EXPECT_EQ(found(false), unread) << line.name;
        EXPECT_EQ(found(true), all.size() - unread) << line.name;
      }
    }
  }

  Reading reading_;
};

TEST_F(ReadingTest, AnItemsNumberIsItsTimeAndFitsADouble) {
  const auto documents = Fill("post", 2);
  EXPECT_EQ(TimeOfItem(ItemOf(documents[1])), kNoon + minutes(1));
  EXPECT_LT(ItemOf(documents[0]), ItemOf(documents[1]));
  EXPECT_LT(ItemOf(documents[1]), ItemNumber{1} << 53);
}

TEST_F(ReadingTest, ArticlesStandInTheStreamOfTheFeedThatAnnouncedThem) {
  const auto documents = Fill("post", 3);
  Keep({MakeDocument("https://brenn.example/alone", "Nobody announced this", "It was ingested.")});
  EXPECT_EQ(Stream("post").items, 3);
  EXPECT_EQ(Stream("post").folder, "Home");
  EXPECT_EQ(Stream("wire").items, 0);
  EXPECT_EQ(Stream(kElsewhere).items, 1);
  EXPECT_EQ(Listed({.streams = {Stream("post").number}}),
            (std::vector{ItemOf(documents[2]), ItemOf(documents[1]), ItemOf(documents[0])}));
  ExpectCountsHold();
}

TEST_F(ReadingTest, EachPersonReadsForHimself) {
  const auto documents = Fill("post", 4);
  Read({ItemOf(documents[1])});
  Read({ItemOf(documents[1])});
  EXPECT_EQ(Unread("post"), 3);
  EXPECT_EQ(Unread("post", kJoren), 4);
  Read({ItemOf(documents[1])}, false);
  EXPECT_EQ(Unread("post"), 4);
  ExpectCountsHold();
}

TEST_F(ReadingTest, AWholeStreamIsReadUpToANumberAndNotBeyond) {
  const auto documents = Fill("post", 10);
  ReadAll("post", ItemOf(documents[6]));
  EXPECT_EQ(Unread("post"), 3);
  EXPECT_EQ(UnreadOf("post"), (std::vector{ItemOf(documents[9]), ItemOf(documents[8]), ItemOf(documents[7])}));
  Read({ItemOf(documents[2])}, false);
  Read({ItemOf(documents[8])});
  EXPECT_EQ(UnreadOf("post"), (std::vector{ItemOf(documents[9]), ItemOf(documents[7]), ItemOf(documents[2])}));
  ExpectCountsHold();
  ReadAll("post", ItemOf(documents[4]));
  EXPECT_EQ(Unread("post"), 2);
  ReadAll("post", ItemOf(documents[7]));
  EXPECT_EQ(UnreadOf("post"), std::vector{ItemOf(documents[9])});
  ExpectCountsHold();
}

TEST_F(ReadingTest, WhatComesLaterIsUnreadThoughTheClockWentBack) {
  Fill("post", 3, kNoon + minutes(30));
  ReadAll("post", LastItemAt(kNoon + std::chrono::hours(2)));
  EXPECT_EQ(Unread("post"), 0);
  const auto late = Fill("post", 1, kNoon);
  EXPECT_EQ(UnreadOf("post"), std::vector{ItemOf(late[0])});
  ExpectCountsHold();
}

TEST_F(ReadingTest, AnArticleOfTwoFeedsIsReadInBoth) {
  const auto documents = Fill("post", 3);
  ReadAll("post", ItemOf(documents[0]));
  const std::vector<std::string> addresses{documents[0].page.url, documents[1].page.url, "https://vellmar.example/no"};
  ASSERT_TRUE(reading_.CameBy("https://wire.example/feed.xml", addresses, kNoon));
  ASSERT_TRUE(reading_.CameBy("https://wire.example/feed.xml", addresses, kNoon));
  EXPECT_EQ(Stream("wire").items, 2);
  EXPECT_EQ(Unread("wire"), 1);
  EXPECT_EQ(Unread("wire", kJoren), 2);
  ExpectCountsHold();
  ReadAll("wire", ItemOf(documents[2]));
  EXPECT_EQ(Unread("post"), 1);
  EXPECT_EQ(Unread("wire"), 0);
  ExpectCountsHold();
  EXPECT_EQ(Listed({.streams = {Stream("post").number, Stream("wire").number}}).size(), 3U);
}

TEST_F(ReadingTest, WhatAnyFeedBringsIsNoLongerFromElsewhere) {
  const Document document =
      MakeDocument("https://vellmar.example/bridge", "The bridge is closed", "Cracks were found.");
  Keep({document, MakeDocument("https://vellmar.example/other", "Another", "Nobody announces it.")});
  ReadAll(kElsewhere, LastItemAt(kNoon));
  const std::vector<std::string> addresses{document.page.url};
  ASSERT_TRUE(reading_.CameBy("https://post.example/feed.xml", addresses, kNoon));
  EXPECT_EQ(Stream(kElsewhere).items, 1);
  EXPECT_EQ(Stream("post").items, 1);
  EXPECT_EQ(Unread("post"), 0);
  EXPECT_EQ(Unread("post", kJoren), 1);
  ExpectCountsHold();
}

TEST_F(ReadingTest, ReadingAStoryMarksEveryCopy) {
  const auto post = Fill("post", 2);
  const auto wire = Fill("wire", 2);
  const news::Story story = Place({wire[0], post[0], post[1]});
  EXPECT_EQ(Unread("stories/en"), 1);
  Read({ItemOf(story)});
  EXPECT_EQ(Unread("stories/en"), 0);
  EXPECT_EQ(Unread("post"), 0);
  EXPECT_EQ(UnreadOf("wire"), std::vector{ItemOf(wire[1])});
  Read({ItemOf(story)}, false);
  EXPECT_EQ(Unread("stories/en"), 1);
  EXPECT_EQ(Unread("post"), 0);
  ReadAll("stories/en", LastItemAt(kNoon), kJoren);
  EXPECT_EQ(Unread("post", kJoren), 0);
  ExpectCountsHold();
}

TEST_F(ReadingTest, ATakenDownArticleLeavesNothingBehind) {
  const auto documents = Fill("post", 3);
  Read({ItemOf(documents[0])});
  ReadAll("post", ItemOf(documents[1]), kJoren);
  const ItemNumber item = ItemOf(documents[0]);
  ASSERT_TRUE(reading_.SetNote(kOda, item, "Quotes the whole lede", kNoon));
  ASSERT_TRUE(reading_.SetTag(kOda, std::vector{item}, "bridges", true, kNoon));
  news::Article less = documents[0].article;
  less.rights.emplace().withdrawn = true;
  less.text.clear();
  ASSERT_TRUE(Opened().Revise({nullptr, &less, ""}, kNoon));
  EXPECT_EQ(ItemOf(documents[0]), 0);
  EXPECT_TRUE(reading_.States(kOda, std::vector{item}).value().empty());
  EXPECT_EQ(Stream("post").items, 2);
  EXPECT_EQ(Unread("post"), 2);
  EXPECT_EQ(Unread("post", kJoren), 1);
  ExpectCountsHold();
  ASSERT_TRUE(Opened().database().Read([](Session& session) -> Result<void> {
    EXPECT_EQ(session.Number("SELECT count(*) FROM item_marks WHERE note <> ''"), 0);
    EXPECT_EQ(session.Number("SELECT count(*) FROM item_tags"), 0);
    return {};
  }));
}

TEST_F(ReadingTest, AnEmbargoedArticleIsAnItemOnceItMayBeShown) {
  Document document = Announced("post", "embargoed", "Not before five");
  document.article.rights.emplace().not_before = kNoon + std::chrono::hours(5);
  Keep({document});
  EXPECT_EQ(ItemOf(document), 0);
  ASSERT_TRUE(Opened().Release(kNoon + std::chrono::hours(5)));
  EXPECT_EQ(TimeOfItem(ItemOf(document)), kNoon + std::chrono::hours(5));
  EXPECT_EQ(Unread("post"), 1);
}

TEST_F(ReadingTest, ShelvesHoldWhatAPersonPutThere) {
  const auto documents = Fill("post", 5);
  const std::vector two{ItemOf(documents[1]), ItemOf(documents[3])};
  ASSERT_TRUE(reading_.Set(kOda, two, Mark::kStarred, true, kNoon));
  ASSERT_TRUE(reading_.Set(kOda, two, Mark::kLater, true, kNoon));
  ASSERT_TRUE(reading_.Set(kOda, std::vector{two[0]}, Mark::kLater, false, kNoon));
  ASSERT_TRUE(reading_.SetNote(kOda, two[1], "  ask the mayor ", kNoon));
  Read({two[0]});
  EXPECT_EQ(Listed({.shelf = Shelf::kStarred}), (std::vector{two[1], two[0]}));
  EXPECT_EQ(Listed({.shelf = Shelf::kStarred, .read = false}), std::vector{two[1]});
  EXPECT_EQ(Listed({.shelf = Shelf::kStarred, .oldest_first = true, .limit = 1}), std::vector{two[0]});
  EXPECT_EQ(Listed({.shelf = Shelf::kLater}), std::vector{two[1]});
  EXPECT_EQ(Listed({.shelf = Shelf::kNoted}), std::vector{two[1]});
  EXPECT_TRUE(Listed({.shelf = Shelf::kStarred}, kJoren).empty());
  EXPECT_EQ(reading_.UnreadStarred(kOda), 1);
  const auto state = reading_.States(kOda, std::vector{two[1]}).value().front();
  EXPECT_EQ(state.note, "ask the mayor");
  EXPECT_EQ(state.starred_at, kNoon);
  EXPECT_EQ(Listed({.streams = {Stream("post").number}, .starred = true}), (std::vector{two[1], two[0]}));
}

TEST_F(ReadingTest, TagsAreMadeRenamedJoinedAndRemoved) {
  const auto documents = Fill("post", 3);
  ASSERT_TRUE(reading_.SetTag(kOda, std::vector{ItemOf(documents[0]), ItemOf(documents[1])}, " Bridges ", true, kNoon));
  ASSERT_TRUE(reading_.SetTag(kOda, std::vector{ItemOf(documents[2])}, "Ports", true, kNoon));
  ASSERT_TRUE(reading_.SetTag(kJoren, std::vector{ItemOf(documents[2])}, "Bridges", true, kNoon));
  Read({ItemOf(documents[0])});
  auto tags = reading_.Tags(kOda).value();
  ASSERT_EQ(tags.size(), 2U);
  EXPECT_EQ(tags[0].name, "Bridges");
  EXPECT_EQ(tags[0].items, 2);
  EXPECT_EQ(tags[0].unread, 1);
  ASSERT_TRUE(reading_.RenameTag(kOda, "Ports", "Bridges"));
  EXPECT_EQ(Listed({.shelf = Shelf::kTag, .tag = "Bridges"}).size(), 3U);
  ASSERT_TRUE(reading_.RenameTag(kOda, "Bridges", "Spans / big"));
  EXPECT_EQ(Listed({.shelf = Shelf::kTag, .tag = "Spans / big", .read = false}).size(), 2U);
  EXPECT_EQ(reading_.RenameTag(kOda, "Bridges", "x").error().fault, Fault::kNotFound);
  ASSERT_TRUE(reading_.RemoveTag(kOda, "Spans / big"));
  EXPECT_TRUE(reading_.Tags(kOda).value().empty());
  EXPECT_EQ(reading_.Tags(kJoren).value().size(), 1U);
}

TEST_F(ReadingTest, AListingGoesOnWhereItStoppedWhateverComesMeanwhile) {
  const auto post = Fill("post", 40);
  const auto wire = Fill("wire", 40, kNoon + seconds(7));
  ItemQuestion question{.streams = {Stream("post").number, Stream("wire").number}, .limit = 7};
  std::vector<ItemNumber> all;
  for (int page = 0; page < 30; ++page) {
    const auto part = Listed(question);
    if (part.empty()) {
      break;
    }
    all.insert(all.end(), part.begin(), part.end());
    question.after = part.back();
    if (page == 2) {
      Fill("post", 1, kNoon + std::chrono::hours(2));
    }
  }
  EXPECT_EQ(all.size(), 80U);
  EXPECT_TRUE(std::ranges::is_sorted(all, std::greater<>()));
  question = {.streams = question.streams,
              .since = kNoon + minutes(10),
              .until = kNoon + minutes(12),
              .oldest_first = true,
              .limit = 100};
  EXPECT_EQ(Listed(question),
            (std::vector{ItemOf(post[10]), ItemOf(wire[10]), ItemOf(post[11]), ItemOf(wire[11]), ItemOf(post[12])}));
}

TEST_F(ReadingTest, AViewHoldsTheArticleItsStoryAndItsEnclosures) {
  Document document = Announced("post", "podcast", "The bridge, told");
  document.page.announcement->enclosures = {{"https://vellmar.example/bridge.mp3", "audio/mpeg", 123456}};
  Keep({document});
  const news::Story story = Place({document});
  const auto views = reading_.Views(kOda, std::vector{ItemOf(document), ItemOf(story), ItemNumber{12}}).value();
  ASSERT_EQ(views.size(), 2U);
  EXPECT_EQ(views[0].article->headline, "The bridge, told");
  ASSERT_EQ(views[0].announcement->enclosures.size(), 1U);
  EXPECT_EQ(views[0].announcement->enclosures[0].length, 123456);
  ASSERT_EQ(Opened().Article(document.article.id)->enclosures.size(), 1U);
  EXPECT_EQ(views[0].streams, std::vector{Stream("post").number});
  EXPECT_EQ(views[0].story->story.id, story.id);
  EXPECT_FALSE(views[1].article);
  ASSERT_EQ(views[1].articles.size(), 1U);
}

TEST_F(ReadingTest, AnUnsubscribedFeedKeepsItsNumberAndItsItems) {
  Fill("post", 2);
  const StreamNumber number = Stream("post").number;
  ASSERT_TRUE(Opened().Unsubscribe(news::FeedId("https://post.example/feed.xml")));
  EXPECT_EQ(Stream("post").number, 0);
  FeedRow again;
  again.id = news::FeedId("https://post.example/feed.xml");
  again.url = again.id.value();
  ASSERT_TRUE(Opened().Subscribe(std::vector{again}, kNoon));
  EXPECT_EQ(Stream("post").number, number);
  EXPECT_EQ(Stream("post").items, 2);
}

}  // namespace
}  // namespace headwater::store
