// The whole site over an invented edition in a real store, without sockets.
#include "serve/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "store/given_up.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class SiteTest : public testing::Test {
 protected:
  http::Reply Get(const std::string& target, web::Headers headers = {}, const std::string& method = "GET") {
    headers.emplace_back("host", "127.0.0.1:8080");
    return site_.Answer({method, target, std::move(headers), ""});
  }

  http::Reply Post(const std::string& target, const std::string& body, web::Headers headers = {}) {
    headers.emplace_back("host", "127.0.0.1:8080");
    headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    return site_.Answer({"POST", target, std::move(headers), body});
  }

  // A visitor's cookie and the token of a page's forms.
  std::pair<std::string, std::string> Visit() {
    const http::Reply page = Get("/subscriptions");
    const std::string cookie(web::FindHeader(page.headers, "set-cookie"));
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = page.body.find(mark) + mark.size();
    return {cookie.substr(0, cookie.find(';')), page.body.substr(at, page.body.find('"', at) - at)};
  }

  std::string Path(const std::string& key) { return "/article/" + edition_.Id(key).value(); }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(SiteTest, TheFrontPageShowsStoriesWithTheirSourcesAndMarksTheSample) {
  const http::Reply page = Get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr(Edition::kStoryHeadline),
                               HasSubstr("5 articles, at least 2, at most 3 independent sources; 1 article untraced"),
                               HasSubstr("Remove the sample edition"), HasSubstr("Add the default feeds"),
                               HasSubstr("./story/" + edition_.bridge().value())));
  EXPECT_LT(page.body.size(), 100'000U);
}

TEST_F(SiteTest, AStoryShowsItsPictureItsOriginsAndItsThread) {
  const http::Reply page = Get("/story/" + edition_.bridge().value());
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("<svg class=\"lanes\""), HasSubstr("text copied from Tidewire"),
                               HasSubstr("as reported by Tidewire"), HasSubstr("Untraced"), HasSubstr("Oda Brenning"),
                               HasSubstr("Vell votes for a new harbour bridge")));
}

TEST_F(SiteTest, WhoHadSharedTextFirstIsSaidAsFarAsTimesTell) {
  EXPECT_THAT(Get(Path("copy")).body, HasSubstr("stands there, earlier"));
  EXPECT_THAT(Get(Path("agency")).body, HasSubstr("stands there, later"));
}

TEST_F(SiteTest, OneStatementInTwoArticlesIsShownOnceWithBoth) {
  const std::string body = Get("/story/" + edition_.bridge().value()).body;
  const std::string words = "Nobody will drive over it";
  EXPECT_EQ(body.find(words), body.rfind(words));
}

TEST_F(SiteTest, AnArticleShowsItsChainWithEvidenceThatLeadsIntoTheText) {
  const http::Reply page = Get(Path("cites"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Its primary source is an article of Tidewire"), HasSubstr("likely, 0.80"),
                               HasSubstr("class=\"cited\""), HasSubstr("../person/oda-brenning")));
}

TEST_F(SiteTest, EvidenceLeadsToAPlaceThatIsThere) {
  const std::string body = Get(Path("cites")).body;
  const std::size_t link = body.find("href=\"#at-");
  ASSERT_NE(link, std::string::npos);
  const std::size_t begin = link + 7;
  const std::string id = body.substr(begin, body.find('"', begin) - begin);
  EXPECT_THAT(body, HasSubstr("id=\"" + id + "\""));
}

TEST_F(SiteTest, WordsFromTheWebAreNeverMarkup) {
  for (const std::string& target : {Path("cites"), Path("cites") + "/page", "/story/" + edition_.bridge().value(),
                                    std::string("/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")}) {
    const http::Reply page = Get(target);
    EXPECT_THAT(page.body,
                AllOf(Not(HasSubstr("<for>")), Not(HasSubstr("<script>alert")), Not(HasSubstr("<invented>"))))
        << target;
  }
}

TEST_F(SiteTest, ThePageAsFetchedIsSentAsTextToBeSaved) {
  const http::Reply raw = Get(Path("agency") + "/page/raw");
  EXPECT_EQ(raw.content_type, "text/plain");
  EXPECT_THAT(std::string(web::FindHeader(raw.headers, "content-disposition")), StartsWith("attachment"));
  EXPECT_EQ(web::FindHeader(raw.headers, "x-content-type-options"), "nosniff");
  EXPECT_THAT(raw.body, StartsWith("<html>"));
  EXPECT_THAT(Get(Path("agency") + "/page").body, HasSubstr("SHA-256"));
}

TEST_F(SiteTest, EveryPageKeepsBrowsersToOurselves) {
  for (const char* target : {"/", "/nothing", "/api/v1/counts", "/about"}) {
    const http::Reply page = Get(target);
    EXPECT_THAT(std::string(web::FindHeader(page.headers, "content-security-policy")),
                AllOf(HasSubstr("default-src 'none'"), HasSubstr("frame-ancestors 'none'"), Not(HasSubstr("unsafe"))));
    EXPECT_THAT(page.body, AllOf(Not(HasSubstr(" style=\"")), Not(HasSubstr("onclick")), Not(HasSubstr("src=\"http"))));
  }
}

TEST_F(SiteTest, AnotherHostIsAnotherHouse) {
  EXPECT_EQ(site_.Answer({"GET", "/", {{"host", "rebound.example"}}, ""}).status, 421);
  EXPECT_EQ(site_.Answer({"GET", "/", {}, ""}).status, 421);
}

TEST_F(SiteTest, WhatIsNotThereIsAPageOrAProblemThatSaysSo) {
  EXPECT_EQ(Get("/nothing").status, 404);
  EXPECT_EQ(Get("/story/nothing").status, 404);
  EXPECT_EQ(Get("/article/nothing").status, 404);
  EXPECT_EQ(Get("/thread/nothing").status, 404);
  EXPECT_EQ(Get("/assets/nothing/headwater.css").status, 404);
  EXPECT_EQ(Get("*").status, 400);
  const http::Reply problem = Get("/api/v1/story/nothing");
  EXPECT_EQ(problem.status, 404);
  EXPECT_EQ(problem.content_type, "application/problem+json");
}

TEST_F(SiteTest, AMethodThatDoesNotFitIsRefusedWithTheOneThatDoes) {
  const http::Reply reply = Post("/about", "");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(web::FindHeader(reply.headers, "allow"), "GET, HEAD");
  EXPECT_EQ(Get("/samples/remove").status, 405);
  EXPECT_EQ(Get("/", {}, "DELETE").status, 405);
}

TEST_F(SiteTest, APageThatTheClientHasIsNotSentAgain) {
  const http::Reply first = Get("/about");
  const std::string tag(web::FindHeader(first.headers, "etag"));
  ASSERT_FALSE(tag.empty());
  const http::Reply second = Get("/about", {{"if-none-match", tag}});
  EXPECT_EQ(second.status, 304);
  EXPECT_TRUE(second.body.empty());
}

TEST_F(SiteTest, PagesArePackedWhereTheClientTakesIt) {
  const http::Reply packed = Get("/about", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(web::FindHeader(packed.headers, "content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), Get("/about").body.size() / 2);
  // So is one with a form's secret, which is another each time.
  const std::string one = Get("/subscriptions").body;
  EXPECT_EQ(web::FindHeader(Get("/subscriptions", {{"accept-encoding", "gzip"}}).headers, "content-encoding"), "gzip");
  EXPECT_NE(one, Get("/subscriptions").body);
}

TEST_F(SiteTest, AssetsAreKeptForEverUnderTheAddressThatThePageNames) {
  const std::string body = Get("/about").body;
  const std::size_t at = body.find("assets/");
  const std::string address = body.substr(at, body.find('"', at) - at);
  const http::Reply asset = Get("/" + address);
  EXPECT_EQ(asset.status, 200);
  EXPECT_THAT(std::string(web::FindHeader(asset.headers, "cache-control")), HasSubstr("immutable"));
  EXPECT_EQ(Get("/" + address.substr(0, address.find('/', 7)) + "/front.mustache").status, 404);
}

TEST_F(SiteTest, AFormLeavesAnErrandAndLeadsToItsAnswer) {
  const auto [cookie, token] = Visit();
  const http::Reply reply =
      Post("/subscriptions/add", "address=https%3A%2F%2Fpaper.example%2Ffeed&token=" + token, {{"cookie", cookie}});
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(web::FindHeader(reply.headers, "location"), "../errand/1");
  const auto asked = edition_.store().Asked(10);
  ASSERT_TRUE(asked && asked->size() == 1);
  EXPECT_EQ(asked->front().kind, store::ErrandKind::kSubscribe);
  EXPECT_EQ(asked->front().payload, "https://paper.example/feed");
  const http::Reply waiting = Get("/errand/1");
  EXPECT_THAT(waiting.body, AllOf(HasSubstr("data-again"), HasSubstr("http-equiv=\"refresh\"")));
  ASSERT_TRUE(edition_.store().Answer(1, false, "paper.example: <no> answer", SystemClock().Now()));
  const http::Reply answered = Get("/errand/1");
  EXPECT_THAT(answered.body, AllOf(HasSubstr("paper.example: &lt;no&gt; answer"), Not(HasSubstr("data-again"))));
}

TEST_F(SiteTest, AFeedsOptionsAreSetOnItsPageAndSecretsAreNotShownAgain) {
  const auto [cookie, token] = Visit();
  store::FeedRow feed;
  feed.id = news::FeedId("https://paper.example/feed?a=1&b=2");
  feed.url = feed.id.value();
  ASSERT_TRUE(edition_.store().Subscribe(std::span(&feed, 1), SystemClock().Now()));
  const std::string id = "https%3A%2F%2Fpaper.example%2Ffeed%3Fa%3D1%26b%3D2";
  EXPECT_THAT(Get("/subscriptions").body, HasSubstr("subscriptions/feed?id=" + id));
  EXPECT_THAT(Get("/subscriptions/feed?id=" + id).body, HasSubstr("paper.example/feed?a=1&amp;b=2"));
  const std::string form = "token=" + token + "&feed=" + id +
                           "&title=Paper&folder=World%2FAsia&minutes=15&text=selected&keep=.story+p&drop=aside&user=jo";
  const http::Reply set =
      Post("/subscriptions/feed", form + "&password=hunter2&cookies=session%3D7", {{"cookie", cookie}});
  EXPECT_EQ(set.status, 303);
  const auto back = edition_.store().Feed(feed.id.value());
  EXPECT_EQ(back->title, "Paper");
  EXPECT_EQ(back->folder, "World/Asia");
  EXPECT_EQ(back->options.password, "hunter2");
  EXPECT_EQ(back->options.cookies, "session=7");
  EXPECT_EQ(back->options.keep, ".story p");
  EXPECT_EQ(back->options.text, store::TextFrom::kSelected);
  EXPECT_EQ(back->options.interval, std::chrono::minutes(15));
  for (const char* page : {"/subscriptions", "/subscriptions.opml", "/api/v1/feeds"}) {
    EXPECT_THAT(Get(page).body, AllOf(HasSubstr("Paper"), Not(HasSubstr("hunter2")), Not(HasSubstr("session=7"))));
  }
  const std::string shown = Get("/subscriptions/feed?id=" + id).body;
  EXPECT_THAT(shown, AllOf(HasSubstr("value=\".story p\""), Not(HasSubstr("hunter2")), Not(HasSubstr("session=7"))));
  // What is left empty is kept, what is ticked is forgotten.
  EXPECT_EQ(Post("/subscriptions/feed", form + "&forget_cookies=1", {{"cookie", cookie}}).status, 303);
  EXPECT_EQ(edition_.store().Feed(feed.id.value())->options.password, "hunter2");
  EXPECT_EQ(edition_.store().Feed(feed.id.value())->options.cookies, "");
}

TEST_F(SiteTest, WrongOptionsAreRefusedInWords) {
  const auto [cookie, token] = Visit();
  store::FeedRow feed;
  feed.id = news::FeedId("f");
  feed.url = "https://paper.example/feed";
  ASSERT_TRUE(edition_.store().Subscribe(std::span(&feed, 1), SystemClock().Now()));
  const std::string form = "feed=f&token=" + token;
  EXPECT_EQ(Post("/subscriptions/feed", form + "&keep=a+%3E+b", {{"cookie", cookie}}).status, 400);
  EXPECT_EQ(Post("/subscriptions/feed", form + "&minutes=never", {{"cookie", cookie}}).status, 400);
  EXPECT_EQ(Post("/subscriptions/feed", form + "&cookies=a%0D%0AHost%3A+x", {{"cookie", cookie}}).status, 400);
  EXPECT_EQ(Post("/subscriptions/feed", "feed=none&token=" + token, {{"cookie", cookie}}).status, 404);
  EXPECT_EQ(edition_.store().Feed("f")->options, store::FeedOptions{});
}

TEST_F(SiteTest, AFeedIsPausedResumedAndItsOlderEntriesAskedFor) {
  const auto [cookie, token] = Visit();
  store::FeedRow feed;
  feed.id = news::FeedId("f");
  feed.url = "https://paper.example/feed";
  ASSERT_TRUE(edition_.store().Subscribe(std::span(&feed, 1), SystemClock().Now()));
  const std::string form = "feed=f&token=" + token;
  EXPECT_EQ(Post("/subscriptions/pause", form, {{"cookie", cookie}}).status, 303);
  EXPECT_EQ(edition_.store().Feed("f")->health, store::FeedHealth::kPaused);
  EXPECT_EQ(Post("/subscriptions/pause", form + "&resume=1", {{"cookie", cookie}}).status, 303);
  EXPECT_EQ(edition_.store().Feed("f")->health, store::FeedHealth::kNew);
  EXPECT_EQ(Post("/subscriptions/backfill", form + "&entries=50&days=30", {{"cookie", cookie}}).status, 303);
  ASSERT_EQ(edition_.store().Backfills()->size(), 1U);
  EXPECT_EQ(edition_.store().Backfills()->front().left, 50);
  EXPECT_TRUE(edition_.store().Backfills()->front().oldest);
  EXPECT_THAT(Get("/subscriptions").body, HasSubstr("reading older entries"));
}

TEST_F(SiteTest, SubscriptionsStandByFolder) {
  std::vector<store::FeedRow> feeds(3);
  const std::vector<std::string> folders{"World/Asia", "World", "Sport"};
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    feeds[i].url = "https://paper.example/" + std::to_string(i);
    feeds[i].id = news::FeedId(feeds[i].url);
    feeds[i].folder = folders[i];
  }
  ASSERT_TRUE(edition_.store().Subscribe(feeds, SystemClock().Now()));
  const std::string world = Get("/subscriptions?folder=World").body;
  EXPECT_THAT(world,
              AllOf(HasSubstr("paper.example/0"), HasSubstr("paper.example/1"), Not(HasSubstr("paper.example/2"))));
}

TEST_F(SiteTest, WhatIsNoAddressIsRefusedAtOnce) {
  const auto [cookie, token] = Visit();
  const http::Reply reply = Post("/subscriptions/add", "address=no+address&token=" + token, {{"cookie", cookie}});
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("“no address” is no address"));
  EXPECT_TRUE(edition_.store().Asked(10)->empty());
}

TEST_F(SiteTest, OpmlIsTakenByUploadAndByPaste) {
  const auto [cookie, token] = Visit();
  const std::string upload =
      "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + token +
      "\r\n--b\r\nContent-Disposition: form-data; name=\"opml\"; filename=\"a\"\r\n\r\n<opml/>\r\n--b--\r\n";
  const http::Reply reply =
      site_.Answer({"POST",
                    "/subscriptions/add",
                    {{"host", "localhost"}, {"cookie", cookie}, {"content-type", "multipart/form-data; boundary=b"}},
                    upload});
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(Post("/subscriptions/add", "opml=%3Copml%2F%3E&token=" + token, {{"cookie", cookie}}).status, 303);
  const auto asked = edition_.store().Asked(10);
  ASSERT_TRUE(asked && asked->size() == 2);
  EXPECT_EQ(asked->front().kind, store::ErrandKind::kImportOpml);
  EXPECT_EQ(asked->front().payload, "<opml/>");
}

TEST_F(SiteTest, APageThatCouldNotBeReadIsTriedAgainWhenSomebodyAsks) {
  const std::string address = "https://vellmar.example/lost";
  ASSERT_TRUE(store::GiveUp(edition_.store(), address, "no answer", SystemClock().Now()));
  EXPECT_THAT(Get("/unreadable").body, HasSubstr("no answer"));
  EXPECT_EQ(*edition_.store().WaitingWork(), 0U);
  const auto [cookie, token] = Visit();
  const auto ask = [&, cookie = cookie, token = token](const std::string& what) {
    return Post("/unreadable/again", "token=" + token + "&address=" + what, {{"cookie", cookie}}).status;
  };
  EXPECT_EQ(ask("https%3A%2F%2Fvellmar.example%2Fnever"), 303) << "it is not there any more";
  EXPECT_EQ(*edition_.store().WaitingWork(), 0U);
  EXPECT_EQ(ask("https%3A%2F%2Fvellmar.example%2Flost"), 303);
  EXPECT_EQ(*edition_.store().WaitingWork(), 1U);
  EXPECT_THAT(Get("/unreadable").body, HasSubstr("Waits to be tried again"));
}

TEST_F(SiteTest, AFormThatIsNotOursIsRefused) {
  const auto [cookie, token] = Visit();
  EXPECT_EQ(Post("/samples/remove", "", {{"cookie", cookie}}).status, 403);
  EXPECT_EQ(Post("/samples/remove", "token=" + token).status, 403);
  EXPECT_EQ(Post("/samples/remove", "token=" + token, {{"cookie", cookie}, {"origin", "https://evil.example"}}).status,
            403);
  EXPECT_TRUE(edition_.store().Asked(10)->empty());
}

TEST_F(SiteTest, TheApiSaysTheSameInTheContractsJson) {
  const auto stories = boost::json::parse(Get("/api/v1/stories?limit=1").body).as_object();
  EXPECT_EQ(stories.at("stories").as_array().size(), 1U);
  EXPECT_EQ(stories.at("next").as_int64(), 1);
  const auto story = boost::json::parse(Get("/api/v1/story/" + edition_.bridge().value()).body).as_object();
  EXPECT_EQ(story.at("story").as_object().at("independent").as_object().at("most").as_int64(), 3);
  EXPECT_EQ(story.at("articles").as_array().size(), 5U);
  const auto article = boost::json::parse(Get("/api/v1" + Path("copy")).body).as_object();
  EXPECT_EQ(article.at("origin").as_object().at("roots").as_array().front().as_string(), edition_.Id("agency").value());
  const auto hits = boost::json::parse(Get("/api/v1/search?q=inspector").body).as_object();
  EXPECT_EQ(hits.at("articles").as_array().size(), 1U);
}

// RFC 9457.
TEST_F(SiteTest, BoundsThatDoNotHoldAreAProblem) {
  for (const char* target : {"/api/v1/stories?limit=0", "/api/v1/stories?limit=101", "/api/v1/stories?offset=-1",
                             "/api/v1/stories?limit=x", "/api/v1/search"}) {
    const http::Reply reply = Get(target);
    EXPECT_EQ(reply.status, 400) << target;
    EXPECT_EQ(boost::json::parse(reply.body).as_object().at("status").as_int64(), 400) << target;
  }
}

TEST_F(SiteTest, ProgramsSubscribeWithJsonOnly) {
  const auto post = [&](const std::string& type, const std::string& body) {
    return site_.Answer({"POST", "/api/v1/feeds", {{"host", "localhost"}, {"content-type", type}}, body});
  };
  EXPECT_EQ(post("text/plain", R"({"address":"https://a.example"})").status, 415);
  EXPECT_EQ(post("application/json", "[]").status, 400);
  EXPECT_EQ(post("application/json", "{").status, 400);
  const http::Reply taken = post("application/json", R"({"address":"https://a.example/feed"})");
  EXPECT_EQ(taken.status, 202);
  EXPECT_EQ(boost::json::parse(Get("/api/v1/errand/1").body).as_object().at("answered").as_bool(), false);
}

TEST_F(SiteTest, SearchShowsWhatWasFoundAndNothingElse) {
  EXPECT_THAT(Get("/search?q=inspector").body, AllOf(HasSubstr("<mark>"), HasSubstr("Brindle Post")));
  EXPECT_THAT(Get("/search?q=zzzyx").body, HasSubstr("Nothing was found"));
  EXPECT_THAT(Get("/search?q=inspector&source=Tidewire").body, HasSubstr("Nothing was found"));
}

TEST_F(SiteTest, TheServerSaysThatItIsWell) { EXPECT_EQ(Get("/healthz").status, 200); }

}  // namespace
}  // namespace headwater::serve
