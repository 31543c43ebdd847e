// Lists in other formats, as the site answers them: what they carry, who may have them, and what they keep back.
#include "serve/outputs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "screen/outputs.h"
#include "serve/listing_items.h"
#include "serve/listings.h"
#include "serve/routes.h"
#include "serve/site.h"
#include "store/access_tokens.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class OutputsTest : public testing::Test {
 protected:
  http::Reply Get(const std::string& target, web::Headers headers = {}) {
    headers.emplace_back("host", "127.0.0.1:8080");
    return site_.Answer({"GET", target, std::move(headers), ""});
  }
  boost::json::value Json(const std::string& target) {
    const http::Reply reply = Get(target);
    EXPECT_EQ(reply.status, 200) << target << ": " << reply.body;
    return boost::json::parse(reply.body);
  }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(OutputsTest, EveryPageThatListsHasALister) {
  std::vector<std::string_view> patterns;
  for (const ListedPage& page : ListedPages()) {
    patterns.push_back(page.pattern);
  }
  EXPECT_THAT(patterns, testing::UnorderedElementsAreArray(screen::ListedPages()));
}

TEST_F(OutputsTest, EveryPageThatListsLeavesInEveryFormatAndNamesItsFeeds) {
  const std::string story = edition_.bridge().value();
  const std::vector<std::string> pages{"",
                                       "search?q=bridge",
                                       "statements",
                                       "thread/" + edition_.Id("older").value(),
                                       "story/" + story,
                                       "person/oda-brenning",
                                       "place/vell",
                                       "source/Tidewire",
                                       "source/Tidewire/articles",
                                       "source/Tidewire/stories",
                                       "source/Tidewire/mirror",
                                       "corrections",
                                       "unresolved",
                                       "starred",
                                       "later",
                                       "notes",
                                       "tag?name=ferries"};
  for (const std::string& page : pages) {
    const std::string path = page.substr(0, page.find('?'));
    const std::string query = page.substr(path.size());
    const http::Reply shown = Get("/" + page);
    EXPECT_EQ(shown.status, 200) << page;
    for (const out::Format& format : out::Formats()) {
      const std::string stem = path.empty() ? "stories" : path;
      const std::string address = stem + "." + std::string(format.ending) + query;
      const http::Reply reply = Get("/" + address);
      EXPECT_EQ(reply.status, 200) << address << ": " << reply.body;
      const std::string last = address.substr(address.rfind('/') + 1);
      EXPECT_THAT(shown.body, HasSubstr(last)) << page << " does not lead to " << address;
      if (format.feed) {
        const std::string_view type = format.content_type.substr(0, format.content_type.find(';'));
        EXPECT_EQ(std::string_view(reply.content_type).substr(0, type.size()), type) << address;
        EXPECT_THAT(shown.body, HasSubstr("<link rel=\"alternate\" type=\"" + std::string(type) + "\""));
      }
    }
  }
}

TEST_F(OutputsTest, TheFrontPageCarriesPrimarySourcesWithHowManyRestOnEach) {
  const boost::json::value feed = Json("/stories.json");
  const boost::json::value& story = feed.at("items").at(0);
  EXPECT_EQ(story.at("title").as_string(), Edition::kStoryHeadline);
  EXPECT_EQ(story.at("external_url").as_string(), "https://agency.example/news");
  const boost::json::value& ours = story.at("_headwater");
  EXPECT_EQ(ours.at("primary_sources").at(0).at("name").as_string(), "Tidewire");
  EXPECT_EQ(ours.at("primary_sources").at(0).at("articles").as_int64(), 3);
  EXPECT_EQ(ours.at("primary_sources").as_array().size(), 2U);
  EXPECT_FALSE(ours.at("traced").as_bool()) << "one article is untraced";
}

TEST_F(OutputsTest, ACopyNamesWhomItHasItFromAndTheUntracedNobody) {
  const boost::json::value feed = Json("/story/" + edition_.bridge().value() + ".json");
  for (const boost::json::value& item : feed.at("items").as_array()) {
    const auto& sources = item.at("_headwater").at("primary_sources").as_array();
    if (item.at("url").as_string().find(edition_.Id("copy").value()) != boost::json::string::npos) {
      ASSERT_EQ(sources.size(), 1U);
      EXPECT_EQ(sources[0].at("url").as_string(), "https://agency.example/news");
      EXPECT_EQ(item.at("external_url").as_string(), "https://agency.example/news");
    }
    if (item.at("url").as_string().find(edition_.Id("untraced").value()) != boost::json::string::npos) {
      EXPECT_TRUE(sources.empty());
      EXPECT_FALSE(item.as_object().contains("external_url"));
    }
  }
}

TEST(ExtractTest, AnExtractIsShortAndOfWholeWords) {
  EXPECT_EQ(Extract("The bridge is closed.", 280), "The bridge is closed.");
  EXPECT_EQ(Extract("The bridge is closed.", 14), "The bridge is…");
  EXPECT_EQ(Extract("Brücke über die Mündung", 11), "Brücke…");
  EXPECT_EQ(Extract(std::string(400, 'x'), 5), "xxxxx…");
  EXPECT_EQ(Extract("What is reserved", 0), "");
  EXPECT_EQ(Extract("", 10), "");
}

TEST_F(OutputsTest, AFeedThatIsAsItWasIsNotSentAgain) {
  const http::Reply first = Get("/stories.atom");
  const std::string tag(web::FindHeader(first.headers, "etag"));
  ASSERT_FALSE(tag.empty());
  const http::Reply second = Get("/stories.atom", {{"if-none-match", tag}});
  EXPECT_EQ(second.status, 304);
  EXPECT_TRUE(second.body.empty());
}

TEST_F(OutputsTest, AFeedNamesItsHubAndItself) {
  const http::Reply feed = Get("/stories.rss?language=en");
  EXPECT_THAT(feed.headers, testing::Contains(testing::Pair("link", "<http://127.0.0.1:8080/hub>; rel=\"hub\"")));
  EXPECT_THAT(feed.body, HasSubstr("href=\"http://127.0.0.1:8080/stories.rss?language=en\""));
  EXPECT_THAT(feed.body, HasSubstr("<link>http://127.0.0.1:8080/?language=en</link>"));
}

TEST_F(OutputsTest, FurtherPagesAreLinked) {
  const http::Reply first = Get("/stories.jsonl?limit=1");
  EXPECT_THAT(first.headers, testing::Contains(testing::Pair(
                                 "link", "<http://127.0.0.1:8080/stories.jsonl?limit=1&page=2>; rel=\"next\"")));
  EXPECT_NE(Get("/stories.jsonl?limit=1&page=2").body, first.body);
}

TEST_F(OutputsTest, WhatIsNoListHasNoFeed) {
  for (const char* target : {"/about.rss", "/stories.exe", "/.rss", "/article/x.rss", "/story/.rss", "/me.json"}) {
    EXPECT_EQ(Get(target).status, 404) << target;
  }
  EXPECT_EQ(Get("/story/0000000000000000.rss").status, 404);
  EXPECT_EQ(Get("/search.rss").status, 400);
  EXPECT_THAT(Get("/about").body, Not(HasSubstr("rel=\"alternate\"")));
}

TEST_F(OutputsTest, AnArticleLeavesAsNinjs) {
  const boost::json::value item = Json("/article/" + edition_.Id("copy").value() + ".ninjs");
  EXPECT_EQ(item.at("infoSources").at(0).at("name").as_string(), "Tidewire");
  EXPECT_EQ(item.at("type").as_string(), "text");
}

TEST_F(OutputsTest, PagesOfArticlesAndStoriesSayWhatTheyAreBasedOn) {
  const auto data = [&](const std::string& target) {
    const std::string body = Get(target).body;
    const std::string_view open = "<script type=\"application/ld+json\">";
    const std::size_t begin = body.find(open) + open.size();
    EXPECT_NE(body.find(open), std::string::npos) << target;
    return boost::json::parse(body.substr(begin, body.find("</script>", begin) - begin));
  };
  const boost::json::value article = data("/article/" + edition_.Id("cites").value());
  EXPECT_EQ(article.at("@type").as_string(), "NewsArticle");
  EXPECT_EQ(article.at("headline").as_string(), "Vell loses its bridge <for> weeks");
  EXPECT_EQ(article.at("isBasedOn").at(0).at("url").as_string(), "https://agency.example/news");
  EXPECT_EQ(article.at("citation").at(0).at("publisher").at("name").as_string(), "Tidewire");
  const boost::json::value story = data("/story/" + edition_.bridge().value());
  EXPECT_EQ(story.at("isBasedOn").as_array().size(), 2U);
  EXPECT_EQ(story.at("citation").as_array().size(), 5U);
  EXPECT_THAT(Get("/article/" + edition_.Id("cites").value()).body, Not(HasSubstr("bridge <for>")));
}

// --- with accounts
// ----------------------------------------------------------------------------------------------------

class KeyedTest : public OutputsTest {
 protected:
  KeyedTest() {
    store::People people(edition_.store());
    person_ = *people.Add("mira", store::Role::kAdministrator, "seven lamps at vell", Now());
  }
  static std::chrono::sys_seconds Now() { return SystemClock().Now(); }
  std::string Token(store::Scopes scopes) {
    return *store::AccessTokens(edition_.store()).Make(person_, "test", scopes, {}, Now());
  }
  store::Person person_;
};

TEST_F(KeyedTest, AStrangerIsAskedForAPasswordAndAKeyOpensTheLists) {
  const http::Reply closed = Get("/stories.rss");
  EXPECT_EQ(closed.status, 401);
  EXPECT_THAT(std::string(web::FindHeader(closed.headers, "www-authenticate")), StartsWith("Basic "));
  const std::string key = *store::AccessTokens(edition_.store()).FeedKey(person_.id, Now());
  const http::Reply open = Get("/stories.rss?key=" + key);
  EXPECT_EQ(open.status, 200);
  EXPECT_THAT(open.body, HasSubstr("/hub\""));
  EXPECT_THAT(open.body, Not(HasSubstr("story/" + edition_.bridge().value() + "?key")));
  EXPECT_EQ(Get("/subscriptions.opml?key=" + key).status, 200);
  EXPECT_EQ(Get("/api/v1/stories?key=" + key).status, 401) << "an address may be seen by others";
  EXPECT_EQ(Get("/?key=" + key).status, 303);
  EXPECT_EQ(Get("/stories.rss?key=hw_wrong").status, 401);
}

TEST_F(KeyedTest, AnAppPasswordOpensThemToo) {
  const std::string password = *store::People(edition_.store()).MakeAppPassword(person_, "newsboat", Now());
  EXPECT_EQ(Get("/stories.atom", {{"authorization", "Bearer " + password}}).status, 200);
}

TEST_F(KeyedTest, AKeyForListsOpensNothingElse) {
  const std::string token = "Bearer " + Token(store::kMayList);
  EXPECT_EQ(Get("/stories.atom", {{"authorization", token}}).status, 200);
  const http::Reply api = Get("/api/v1/stories", {{"authorization", token}});
  EXPECT_EQ(api.status, 403);
  EXPECT_EQ(api.content_type, "application/problem+json");
  EXPECT_THAT(std::string(web::FindHeader(api.headers, "www-authenticate")),
              AllOf(HasSubstr("insufficient_scope"), HasSubstr("scope=\"read\"")));
  EXPECT_EQ(Get("/", {{"authorization", token}}).status, 403);
}

}  // namespace
}  // namespace headwater::serve
