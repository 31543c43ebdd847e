// Tests of the Google Reader API, by what apps are known to trip over.
#include <algorithm>

#include "test/reader/house.h"

namespace headwater::reader {
namespace {

constexpr const char* kReadingList = "user/-/state/com.google/reading-list";
constexpr const char* kRead = "user/-/state/com.google/read";
constexpr const char* kStarred = "user/-/state/com.google/starred";

class GoogleTest : public HouseTest {
 protected:
  GoogleTest() { LogIn(); }

  bool Has(const json::object& item, std::string_view category) {
    const json::array& categories = item.at("categories").as_array();
    return std::ranges::any_of(categories, [&](const json::value& each) { return each.as_string() == category; });
  }
  json::object ItemNow(store::ItemNumber item) {
    return Asked(fmt::format("stream/items/contents?i={}", item)).at("items").as_array().at(0).as_object();
  }
};

TEST_F(GoogleTest, NothingIsToldWithoutALogin) {
  auth_ = "guessed";
  EXPECT_EQ(Get("/reader/api/0/subscription/list").status, 401);
  EXPECT_EQ(Get("/reader/api/0/subscription/list").body, "Unauthorized");
  everyone_ = false;
  auth_.clear();
  EXPECT_EQ(Post("/accounts/ClientLogin", "Email=oda&Passwd=wrong").status, 401);
  EXPECT_EQ(Post("/accounts/ClientLogin", "Email=oda&Passwd=wrong").body, "Error=BadAuthentication\n");
}

TEST_F(GoogleTest, TheDateIsRightAndInTheFormOfHttp) {
  const http::Reply reply = Get("/reader/api/0/user-info");
  EXPECT_EQ(web::FindHeader(reply.headers, "date"), "Mon, 12 May 2025 15:00:00 GMT");
}

TEST_F(GoogleTest, UserInfoAndTokenAreThere) {
  EXPECT_EQ(Asked("user-info?output=json").at("userId").as_string(), "1");
  const std::string token = Get("/reader/api/0/token").body;
  EXPECT_EQ(token.size(), 57U);
  Fill("post", 1);
  EXPECT_EQ(Post("/reader/api/0/mark-all-as-read", fmt::format("s={}&T={}", kReadingList, token)).body, "OK");
  const http::Reply stale = Post("/reader/api/0/mark-all-as-read", fmt::format("s={}&T=old", kReadingList));
  EXPECT_EQ(stale.status, 401);
  EXPECT_EQ(web::FindHeader(stale.headers, "x-reader-google-bad-token"), "true");
}

TEST_F(GoogleTest, SubscriptionsHaveTheirFoldersAndTitles) {
  Fill("post", 1);
  const json::object answer = Asked("subscription/list?output=json");
  const json::array& list = answer.at("subscriptions").as_array();
  ASSERT_EQ(list.size(), 2U);
  const json::object& post = list[1].as_object();
  EXPECT_EQ(post.at("id").as_string(), Feed("post"));
  EXPECT_EQ(post.at("title").as_string(), "The post <&>");
  EXPECT_EQ(post.at("categories").as_array()[0].at("id").as_string(), "user/-/label/World/Asia");
  EXPECT_EQ(post.at("url").as_string(), "https://post.example/feed.xml?a=1&b=2");
  EXPECT_TRUE(list[0].at("categories").as_array().empty());
}

TEST_F(GoogleTest, TheSameIsToldInXml) {
  const http::Reply reply = Get("/reader/api/0/subscription/list?output=xml");
  EXPECT_EQ(reply.content_type, "text/xml; charset=utf-8");
  EXPECT_NE(reply.body.find("<list name=\"subscriptions\"><object><string name=\"id\">feed/"), std::string::npos);
  EXPECT_NE(reply.body.find("The post &lt;&amp;&gt;"), std::string::npos);
}

TEST_F(GoogleTest, IdsAreDecimalHexadecimalOrLong) {
  const auto documents = Fill("post", 3);
  const store::ItemNumber item = ItemOf(documents[1]);
  const std::string hex = fmt::format("{:016x}", item);
  for (const std::string& id : {fmt::format("{}", item), hex, LongId(item), "tag:google.com,2005:reader/item/" + hex}) {
    const json::object answer = Asked("stream/items/contents?i=" + Escaped(id));
    ASSERT_EQ(answer.at("items").as_array().size(), 1U) << id;
    EXPECT_EQ(answer.at("items").as_array()[0].at("id").as_string(), LongId(item));
  }
  for (const std::string id : {"0", "-5", "99999999999999999999", "zz", "tag:google.com,2005:reader/item/", "%00"}) {
    EXPECT_TRUE(Asked("stream/items/contents?i=" + Escaped(id)).at("items").as_array().empty()) << id;
  }
}

TEST_F(GoogleTest, ManyIdsAreSentByGetOrPost) {
  const auto documents = Fill("post", 5);
  std::string form;
  for (const store::Document& document : documents) {
    form += fmt::format("{}i={}", form.empty() ? "" : "&", Escaped(LongId(ItemOf(document))));
  }
  EXPECT_EQ(Json(Post("/reader/api/0/stream/items/contents?output=json", form)).at("items").as_array().size(), 5U);
  EXPECT_EQ(Asked("stream/items/contents?output=json&" + form).at("items").as_array().size(), 5U);
}

TEST_F(GoogleTest, AnEmptyListOfIdsIsAnsweredWithNothing) {
  Fill("post", 2);
  EXPECT_TRUE(Json(Post("/reader/api/0/stream/items/contents", "")).at("items").as_array().empty());
  EXPECT_TRUE(Json(Post("/reader/api/0/stream/items/contents", "i=")).at("items").as_array().empty());
  EXPECT_EQ(Post("/reader/api/0/edit-tag", fmt::format("a={}", kRead)).body, "OK");
  EXPECT_EQ(Unread("post"), 2);
}

TEST_F(GoogleTest, AnItemHasWhatAppsRead) {
  const auto documents = Fill("post", 1);
  const json::object item = ItemNow(ItemOf(documents[0]));
  EXPECT_EQ(item.at("crawlTimeMsec").as_string(), "1747051200000");
  EXPECT_EQ(item.at("timestampUsec").as_string(), "1747051200000000");
  EXPECT_TRUE(item.at("published").is_int64());
  EXPECT_EQ(item.at("alternate").as_array()[0].at("href").as_string(), "https://post.example/a0");
  EXPECT_EQ(item.at("canonical").as_array()[0].at("href").as_string(), "https://post.example/a0");
  EXPECT_EQ(item.at("origin").at("streamId").as_string(), Feed("post"));
  EXPECT_EQ(item.at("enclosure").as_array()[0].at("href").as_string(), "https://post.example/talk.mp3");
  const std::string body(item.at("summary").at("content").as_string());
  EXPECT_NE(body.find("<p>First &lt;b&gt;paragraph&lt;/b&gt;.</p>"), std::string::npos) << body;
  EXPECT_NE(body.find("https://house.example/headwater/article/"), std::string::npos);
  EXPECT_TRUE(Has(item, "user/-/label/World/Asia"));
  EXPECT_TRUE(Has(item, kReadingList));
  EXPECT_FALSE(Has(item, kRead));
}

TEST_F(GoogleTest, StreamsAreFeedsFoldersAndAll) {
  const auto post = Fill("post", 3);
  Fill("wire", 2);
  EXPECT_EQ(Ids(fmt::format("s={}", kReadingList)).size(), 5U);
  EXPECT_EQ(Ids("s=" + Feed("post")).size(), 3U);
  EXPECT_EQ(Ids("s=" + Escaped("feed/https://post.example/feed.xml?a=1&b=2")).size(), 3U);
  EXPECT_EQ(Ids("s=" + Escaped("user/-/label/World/Asia")).size(), 3U);
  EXPECT_EQ(Ids("s=" + Escaped("user/1/label/World/Asia")).size(), 3U);
  EXPECT_TRUE(Ids("s=" + Escaped("user/-/label/Nothing")).empty());
  EXPECT_TRUE(Ids("s=user/-/state/com.google/broadcast").empty());
  EXPECT_EQ(Get("/reader/api/0/stream/items/ids?s=feed/4711").status, 404);
  EXPECT_EQ(Get("/reader/api/0/stream/items/ids").status, 404);
  EXPECT_EQ(Ids(fmt::format("s={}&r=o&n=1", Feed("post"))), std::vector{ItemOf(post[0])});
}

TEST_F(GoogleTest, PathsMayHoldEscapedSlashes) {
  Fill("post", 3);
  const std::string folder = Escaped("user/-/label/World/Asia");
  EXPECT_EQ(Asked("stream/contents/" + folder).at("items").as_array().size(), 3U);
  EXPECT_EQ(Asked("stream/contents/user/-/label/World%2FAsia").at("items").as_array().size(), 3U);
  EXPECT_EQ(Asked("stream/contents/user/-/label/World/Asia").at("items").as_array().size(), 3U);
  EXPECT_EQ(
      Asked("stream/contents/feed/" + Escaped("https://post.example/feed.xml?a=1&b=2")).at("items").as_array().size(),
      3U);
  EXPECT_EQ(Asked("stream/contents/" + Escaped(Feed("post"))).at("items").as_array().size(), 3U);
  EXPECT_EQ(Asked(fmt::format("stream/contents/{}?n=2", kReadingList)).at("items").as_array().size(), 2U);
  EXPECT_EQ(Asked("stream/contents").at("items").as_array().size(), 3U);
}

TEST_F(GoogleTest, AContinuationGoesOnAndEnds) {
  Fill("post", 25);
  std::vector<store::ItemNumber> all;
  std::string continuation;
  for (int page = 0; page < 10; ++page) {
    const json::object answer = Asked(
        fmt::format("stream/items/ids?s={}&n=10{}", kReadingList, continuation.empty() ? "" : "&c=" + continuation));
    for (const json::value& ref : answer.at("itemRefs").as_array()) {
      all.push_back(std::stoll(std::string(ref.at("id").as_string())));
    }
    if (!answer.contains("continuation")) {
      break;
    }
    continuation = std::string(answer.at("continuation").as_string());
  }
  EXPECT_EQ(all.size(), 25U);
  EXPECT_TRUE(std::ranges::is_sorted(all, std::greater<>()));
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
  EXPECT_EQ(Get(fmt::format("/reader/api/0/stream/items/ids?s={}&c=garbage", kReadingList)).status, 400);
}

TEST_F(GoogleTest, OtIsTheTimeWhenItCameNotWhenItWasPublished) {
  store::Document old = store::MakeDocument("https://post.example/old", "An old report", "It is of 2019.");
  old.page.announcement.emplace().feed = "https://post.example/feed.xml?a=1&b=2";
  old.article.published = ParseMoment("2019-01-01T00:00:00Z");
  Keep({old}, kNoon + std::chrono::hours(1));
  Fill("post", 2);
  const auto since = (kNoon + std::chrono::minutes(30)).time_since_epoch().count();
  EXPECT_EQ(Ids(fmt::format("s={}&ot={}", kReadingList, since)), std::vector{ItemOf(old)});
  EXPECT_EQ(Ids(fmt::format("s={}&nt={}", kReadingList, since)).size(), 2U);
}

TEST_F(GoogleTest, WhatIsReadIsLeftOutByXt) {
  const auto documents = Fill("post", 4);
  Post("/reader/api/0/edit-tag", fmt::format("i={}&i={}&a={}", ItemOf(documents[0]), ItemOf(documents[1]), kRead));
  EXPECT_EQ(Unread("post"), 2);
  EXPECT_EQ(Ids(fmt::format("s={}&xt={}", kReadingList, kRead)),
            (std::vector{ItemOf(documents[3]), ItemOf(documents[2])}));
  EXPECT_EQ(Ids(fmt::format("s={}&it={}", kReadingList, kRead)),
            (std::vector{ItemOf(documents[1]), ItemOf(documents[0])}));
  EXPECT_EQ(Ids(fmt::format("s={}", kRead)), (std::vector{ItemOf(documents[1]), ItemOf(documents[0])}));
  Post("/reader/api/0/edit-tag", fmt::format("i={}&a={}", ItemOf(documents[0]), "user/-/state/com.google/kept-unread"));
  EXPECT_EQ(Unread("post"), 3);
  Post("/reader/api/0/edit-tag", fmt::format("i={}&r={}", ItemOf(documents[0]), "user/-/state/com.google/kept-unread"));
  EXPECT_EQ(Unread("post"), 3);
}

TEST_F(GoogleTest, StarsAndTagsArePutOnAndTakenOff) {
  const auto documents = Fill("post", 2);
  const std::string id = Escaped(LongId(ItemOf(documents[0])));
  Post("/reader/api/0/edit-tag", fmt::format("i={}&a={}&a={}", id, kStarred, Escaped("user/-/label/To cite / soon")));
  EXPECT_EQ(Ids(fmt::format("s={}", kStarred)), std::vector{ItemOf(documents[0])});
  EXPECT_EQ(Ids("s=" + Escaped("user/-/label/To cite / soon")), std::vector{ItemOf(documents[0])});
  EXPECT_TRUE(Has(ItemNow(ItemOf(documents[0])), "user/-/label/To cite / soon"));
  EXPECT_EQ(Post("/reader/api/0/rename-tag",
                 fmt::format("s={}&dest={}", Escaped("user/-/label/To cite / soon"), Escaped("user/-/label/Cited")))
                .body,
            "OK");
  const json::object listed = Asked("tag/list?output=json");
  const json::array& tags = listed.at("tags").as_array();
  ASSERT_EQ(tags.size(), 3U);
  EXPECT_EQ(tags[1].at("type").as_string(), "folder");
  EXPECT_EQ(tags[2].at("id").as_string(), "user/-/label/Cited");
  EXPECT_EQ(Post("/reader/api/0/disable-tag", "s=user/-/label/Cited").body, "OK");
  EXPECT_EQ(Post("/reader/api/0/disable-tag", "s=user/-/label/Cited").status, 404);
  Post("/reader/api/0/edit-tag", fmt::format("i={}&r={}", id, kStarred));
  EXPECT_TRUE(Ids(fmt::format("s={}", kStarred)).empty());
}

TEST_F(GoogleTest, WhatIsWantedOfTwoShelvesIsNotAllOfOne) {
  const auto documents = Fill("post", 3);
  const std::string id = Escaped(LongId(ItemOf(documents[0])));
  Post("/reader/api/0/edit-tag", fmt::format("i={}&a={}&a={}", id, kStarred, Escaped("user/-/label/Cited")));
  const auto count = [&](const std::string& stream) {
    return Get("/reader/api/0/stream/items/count?s=" + stream).body;
  };
  EXPECT_EQ(count(Escaped("user/-/label/Cited")), "1");
  EXPECT_EQ(count(kStarred), "1");
  EXPECT_EQ(count(kRead), "0");
  EXPECT_EQ(count(kReadingList), "3");
  EXPECT_TRUE(Ids(fmt::format("s={}&it={}", kReadingList, Escaped("user/-/label/Cited"))).empty());
  EXPECT_EQ(Ids(fmt::format("s={}&it={}", kReadingList, Escaped("user/-/label/World/Asia"))).size(), 3U);
}

TEST_F(GoogleTest, AllIsReadUpToATimeInSecondsOrMicroseconds) {
  const auto documents = Fill("post", 6);
  const auto at = [&](int n) { return (kNoon + std::chrono::minutes(n)).time_since_epoch().count(); };
  Post("/reader/api/0/mark-all-as-read", fmt::format("s={}&ts={}", Feed("post"), at(1)));
  EXPECT_EQ(Unread("post"), 4);
  Post("/reader/api/0/mark-all-as-read", fmt::format("s={}&ts={}", Feed("post"), at(3) * 1'000'000));
  EXPECT_EQ(Unread("post"), 2);
  Post("/reader/api/0/mark-all-as-read", fmt::format("s={}&ts={}", Feed("post"), at(4) * 1'000));
  EXPECT_EQ(Unread("post"), 1);
  EXPECT_EQ(Post("/reader/api/0/mark-all-as-read", fmt::format("s={}&ts=soon", Feed("post"))).status, 400);
  Post("/reader/api/0/mark-all-as-read", "s=" + Escaped("user/-/label/World/Asia"));
  EXPECT_EQ(Unread("post"), 0);
  EXPECT_EQ(Get("/reader/api/0/mark-all-as-read?s=feed/1").status, 405);
}

TEST_F(GoogleTest, UnreadIsCountedByFeedFolderTagAndAll) {
  Fill("post", 3);
  Fill("wire", 2);
  const json::object answer = Asked("unread-count?output=json");
  std::map<std::string, std::int64_t> counts;
  for (const json::value& each : answer.at("unreadcounts").as_array()) {
    counts[std::string(each.at("id").as_string())] = each.at("count").as_int64();
    EXPECT_TRUE(each.at("newestItemTimestampUsec").is_string());
  }
  EXPECT_EQ(counts[Feed("post")], 3);
  EXPECT_EQ(counts["user/-/label/World/Asia"], 3);
  EXPECT_EQ(counts[kReadingList], 5);
}

TEST_F(GoogleTest, AStoryIsOneItemWithItsSourcesAndMarksItsCopies) {
  const auto post = Fill("post", 2);
  const auto wire = Fill("wire", 1);
  const news::Story story = Place({wire[0], post[0], post[1]});
  const auto items = Ids("s=" + Escaped("user/-/label/Stories"));
  ASSERT_EQ(items.size(), 1U);
  const json::object item = ItemNow(items[0]);
  const std::string body(item.at("summary").at("content").as_string());
  EXPECT_NE(body.find("3 articles, at least 1, at most 3 independent sources"), std::string::npos) << body;
  EXPECT_NE(body.find("https://wire.example/a0"), std::string::npos);
  EXPECT_EQ(item.at("alternate").as_array()[0].at("href").as_string(),
            "https://house.example/headwater/story/" + story.id.value());
  EXPECT_EQ(item.at("origin").at("title").as_string(), "Stories in English");
  Post("/reader/api/0/edit-tag", fmt::format("i={}&a={}", items[0], kRead));
  EXPECT_EQ(Unread("post"), 0);
  EXPECT_EQ(Unread("wire"), 0);
}

TEST_F(GoogleTest, AnAtomFeedTellsWhatIsRead) {
  const auto documents = Fill("post", 2);
  Post("/reader/api/0/edit-tag", fmt::format("i={}&a={}", ItemOf(documents[0]), kRead));
  const http::Reply reply = Get("/reader/atom/" + Escaped(Feed("post")) + "?n=20");
  EXPECT_EQ(reply.content_type, "application/atom+xml; charset=utf-8");
  EXPECT_NE(reply.body.find("<id>" + LongId(ItemOf(documents[0])) + "</id>"), std::string::npos);
  EXPECT_NE(reply.body.find("scheme=\"http://www.google.com/reader/\" label=\"read\"/>"), std::string::npos);
  EXPECT_NE(reply.body.find("label=\"kept-unread\"/>"), std::string::npos);
}

TEST_F(GoogleTest, SubscriptionsAreRenamedMovedAndLeft) {
  const std::string feed = Feed("post");
  EXPECT_EQ(Post("/reader/api/0/subscription/edit",
                 fmt::format("ac=edit&s={}&t=Morning+Post&a={}", feed, Escaped("user/-/label/Papers")))
                .body,
            "OK");
  EXPECT_EQ(Opened().Feed("https://post.example/feed.xml?a=1&b=2")->folder, "Papers");
  EXPECT_EQ(Opened().Feed("https://post.example/feed.xml?a=1&b=2")->title, "Morning Post");
  EXPECT_EQ(Post("/reader/api/0/rename-tag", "s=user/-/label/Papers&dest=user/-/label/Press").body, "OK");
  EXPECT_EQ(Opened().Feed("https://post.example/feed.xml?a=1&b=2")->folder, "Press");
  EXPECT_EQ(Post("/reader/api/0/subscription/edit", "ac=unsubscribe&s=" + feed).body, "OK");
  EXPECT_FALSE(Opened().Feed("https://post.example/feed.xml?a=1&b=2"));
  EXPECT_EQ(Post("/reader/api/0/subscription/edit", "ac=unsubscribe&s=" + feed).status, 404);
  EXPECT_EQ(Post("/reader/api/0/subscription/edit", "ac=explode&s=" + feed).status, 400);
}

TEST_F(GoogleTest, AnEmptyTitleIsNotTheNextOnes) {
  EXPECT_EQ(Post("/reader/api/0/subscription/edit",
                 fmt::format("ac=edit&s={}&t=&s={}&t=The+wire", Feed("post"), Feed("wire")))
                .body,
            "OK");
  EXPECT_EQ(Opened().Feed("https://post.example/feed.xml?a=1&b=2")->title, "The post <&>");
  EXPECT_EQ(Opened().Feed("https://wire.example/feed.xml?a=1&b=2")->title, "The wire");
}

TEST_F(GoogleTest, ANewSubscriptionIsAnErrand) {
  Post("/reader/api/0/subscription/edit", "ac=subscribe&s=" + Escaped("feed/https://brenn.example/rss"));
  Post("/reader/api/0/subscription/edit",
       fmt::format("ac=subscribe&s={}&t=Brenn&a={}", Escaped("feed/https://brenn.example/atom"),
                   Escaped("user/-/label/Press")));
  const auto errands = Opened().Asked(10).value();
  ASSERT_EQ(errands.size(), 2U);
  EXPECT_EQ(errands[0].payload, "https://brenn.example/rss");
  EXPECT_EQ(errands[1].kind, store::ErrandKind::kImportOpml);
  EXPECT_NE(errands[1].payload.find("Press"), std::string::npos);
}

TEST_F(GoogleTest, SubscriptionsGoOutAndComeInAsOpml) {
  const http::Reply out = Get("/reader/api/0/subscription/export");
  EXPECT_NE(out.body.find("https://post.example/feed.xml?a=1&amp;b=2"), std::string::npos);
  Send("POST", "/reader/api/0/subscription/import", out.body, {{"content-type", "text/xml"}});
  const auto errands = Opened().Asked(10).value();
  ASSERT_EQ(errands.size(), 1U);
  EXPECT_EQ(errands[0].payload, out.body);
}

TEST_F(GoogleTest, ATakenDownArticleIsGoneForApps) {
  const auto documents = Fill("post", 2);
  const store::ItemNumber item = ItemOf(documents[0]);
  news::Article less = documents[0].article;
  less.rights.emplace().withdrawn = true;
  less.text.clear();
  ASSERT_TRUE(Opened().Revise({nullptr, &less, ""}, kNoon));
  EXPECT_TRUE(Asked(fmt::format("stream/items/contents?i={}", item)).at("items").as_array().empty());
  EXPECT_EQ(Ids(fmt::format("s={}", kReadingList)).size(), 1U);
}

}  // namespace
}  // namespace headwater::reader
