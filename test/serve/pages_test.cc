// Editions, search with facets, saved searches, remarks, citations, the ledger and the app, over an invented edition.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <thread>

#include "serve/site.h"
#include "serve/watcher.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PagesTest : public testing::Test {
 protected:
  http::Reply Get(const std::string& target) {
    return site_.Answer({"GET", target, {{"host", "127.0.0.1:8080"}, {"cookie", cookie_}}, ""});
  }

  // Sends a form as a page of ours would.
  http::Reply Send(const std::string& target, const std::string& body) {
    const http::Reply page = Get("/subscriptions");
    const std::string cookie(web::FindHeader(page.headers, "set-cookie"));
    if (!cookie.empty()) {
      cookie_ = cookie.substr(0, cookie.find(';'));
    }
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = page.body.find(mark) + mark.size();
    const std::string token = page.body.substr(at, page.body.find('"', at) - at);
    return site_.Answer(
        {"POST",
         target,
         {{"host", "127.0.0.1:8080"}, {"cookie", cookie_}, {"content-type", "application/x-www-form-urlencoded"}},
         "token=" + token + "&" + body});
  }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
  std::string cookie_;
};

TEST_F(PagesTest, AnEditionShowsItsStoriesAndLeadsToOthers) {
  EXPECT_THAT(Get("/?language=en").body, HasSubstr(Edition::kStoryHeadline));
  EXPECT_THAT(Get("/?language=sw").body, AllOf(Not(HasSubstr(Edition::kStoryHeadline)), HasSubstr("Whole edition")));
  EXPECT_THAT(Get("/?order=carried").body, HasSubstr("Most widely carried"));
  EXPECT_EQ(Get("/?language=%22%3E&country=x&subject=none&when=never&order=odd").status, 200);
}

TEST_F(PagesTest, FacetsNarrowASearchAndChipsWidenItAgain) {
  const std::string body = Get("/search?q=bridge").body;
  EXPECT_THAT(body, AllOf(HasSubstr("Narrow down"), HasSubstr("search?q=bridge&amp;source="), HasSubstr("order=rank")));
  EXPECT_THAT(Get("/search?q=bridge&language=en").body, HasSubstr("href=\"./search?q=bridge\" aria-label=\"Remove: "));
  EXPECT_EQ(Get("/search?q=bridge&order=rank").status, 200);
  EXPECT_EQ(Get("/search?origin=own").status, 200);
}

TEST_F(PagesTest, ASavedSearchStandsOnTheFrontPageUntilItIsForgotten) {
  EXPECT_EQ(Send("/search/save", "name=Bridges&query=q%3Dbridge%26page%3D2").status, 303);
  EXPECT_THAT(Get("/").body, HasSubstr("./search?q=bridge\"><bdi>Bridges</bdi>"));
  const std::string list = Get("/searches").body;
  EXPECT_THAT(list, HasSubstr("Bridges"));
  const std::size_t at = list.find("name=\"id\" value=\"") + 17;
  EXPECT_EQ(Send("/search/forget", "id=" + list.substr(at, list.find('"', at) - at)).status, 303);
  EXPECT_THAT(Get("/searches").body, HasSubstr("No search is saved yet"));
}

TEST_F(PagesTest, ARemarkIsShownAsItWasTypedAndCanBeRemoved) {
  const std::string story = "/story/" + edition_.bridge().value();
  EXPECT_EQ(Send(story + "/remark", "words=%3Cb%3EIs+it+safe%3F%3C%2Fb%3E").status, 303);
  const std::string page = Get(story + "/remarks").body;
  EXPECT_THAT(page, AllOf(HasSubstr("&lt;b&gt;Is it safe?&lt;/b&gt;"), Not(HasSubstr("<b>Is it"))));
  EXPECT_THAT(Get(story).body, HasSubstr("1 remark"));
  const std::size_t at = page.find("name=\"id\" value=\"") + 17;
  EXPECT_EQ(Send("/remarks/remove", "id=" + page.substr(at, page.find('"', at) - at)).status, 303);
  EXPECT_THAT(Get(story + "/remarks").body, Not(HasSubstr("Is it safe")));
  EXPECT_EQ(Send(story + "/remark", "words=").status, 400);
}

TEST_F(PagesTest, AnArticleIsCitedInFormatsThatProgramsRead) {
  const std::string article = "/article/" + edition_.Id("agency").value() + "/cite";
  EXPECT_THAT(Get(article).body, AllOf(HasSubstr("BibTeX"), HasSubstr("CSL JSON")));
  const http::Reply csl = Get(article + "?as=csl");
  const boost::json::value entry = boost::json::parse(csl.body).as_array().at(0);
  EXPECT_EQ(entry.at("type").as_string(), "article-newspaper");
  EXPECT_THAT(std::string(entry.at("archive_location").as_string()), HasSubstr("/article/"));
  EXPECT_THAT(Get(article + "?as=bibtex").body, testing::StartsWith("@article{"));
  EXPECT_THAT(Get(article + "?as=ris").body, AllOf(testing::StartsWith("TY  - NEWS\r\n"), HasSubstr("ER  - ")));
  EXPECT_THAT(Get(article + "?as=csl&statement=1").body, HasSubstr("\"note\""));
}

TEST_F(PagesTest, TheLedgerFindsStatementsByTheirKind) {
  EXPECT_THAT(Get("/statements").body, HasSubstr("Oda Brenning"));
  EXPECT_THAT(Get("/statements?type=poll").body, HasSubstr("Nobody has said anything like that"));
  EXPECT_THAT(Get("/statements?speaker=Oda+Brenning").body, HasSubstr("Nobody will drive over it"));
}

TEST_F(PagesTest, WhatWasRemovedIsGoneAndWhatNeverWasIsNotThere) {
  const std::string article = "/article/" + edition_.Id("agency").value();
  const std::string story = "/story/" + edition_.bridge().value();
  ASSERT_TRUE(edition_.store().RemoveSamples());
  EXPECT_EQ(Get(article).status, 410);
  EXPECT_EQ(Get(story).status, 410);
  EXPECT_EQ(Get("/article/0123456789abcdef").status, 404);
}

TEST_F(PagesTest, TheAppHasAManifestAndAWorkerOfThisEdition) {
  const boost::json::value manifest = boost::json::parse(Get("/headwater.webmanifest").body);
  EXPECT_EQ(manifest.at("start_url").as_string(), "./");
  EXPECT_EQ(manifest.at("icons").as_array().size(), 3U);
  const http::Reply worker = Get("/worker.js");
  EXPECT_THAT(worker.content_type, HasSubstr("javascript"));
  EXPECT_THAT(worker.body, Not(HasSubstr("__ASSETS__")));
}

TEST_F(PagesTest, AStoryIsStarredOnTheFrontPageAndFoundAmongTheStarred) {
  const std::string front = Get("/").body;
  const std::string_view mark = "value=\"+starred ";
  const std::size_t at = front.find(mark);
  ASSERT_NE(at, std::string::npos);
  const std::string item = front.substr(at + mark.size(), front.find('"', at + mark.size()) - at - mark.size());
  EXPECT_EQ(Send("/mark", "mark=%2Bstarred+" + item + "&back=%3Forder%3Dnewest").status, 303);
  EXPECT_THAT(Get("/starred").body, HasSubstr("-starred " + item));
  EXPECT_EQ(Send("/note", "item=" + item + "&note=Look+again").status, 303);
  EXPECT_THAT(Get("/notes").body, HasSubstr("Look again"));
  EXPECT_EQ(Send("/tag", "item=" + item + "&tag=bridges").status, 303);
  EXPECT_THAT(Get("/tag?name=bridges").body, HasSubstr("-starred " + item));
  EXPECT_EQ(Send("/mark", "mark=-starred+" + item).status, 303);
  EXPECT_THAT(Get("/starred").body, HasSubstr("Nothing has a star yet"));
  EXPECT_EQ(Send("/mark", "mark=%2Bburnt+" + item).status, 400);
}

TEST_F(PagesTest, AFormLeadsBackToAPageOfThisHouseOnly) {
  const std::string front = Get("/").body;
  const std::string_view mark = "value=\"+later ";
  const std::size_t at = front.find(mark) + mark.size();
  const std::string item = front.substr(at, front.find('"', at) - at);
  for (const std::string back : {"%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%5C%5Cevil.example"}) {
    const http::Reply reply = Send("/mark", "mark=%2Blater+" + item + "&back=" + back);
    EXPECT_EQ(web::FindHeader(reply.headers, "location"), "./") << back;
  }
}

TEST_F(PagesTest, EventsGoOnForEachWhoAsks) {
  for (int n = 0; n < 2; ++n) {
    const http::Reply reply = Get("/events");
    EXPECT_TRUE(reply.live);
    EXPECT_EQ(reply.content_type, "text/event-stream");
    EXPECT_EQ(web::FindHeader(reply.headers, "cache-control"), "no-store");
  }
}

TEST_F(PagesTest, EventsTellOfChangesOnceAndOfAllAtOnceToWhoComesLate) {
  std::atomic<int> told = 0;
  const auto watcher = Watcher::Start(
      edition_.store(), SystemClock(), [&] { ++told; }, 10ms);
  std::string heard;
  EXPECT_EQ(watcher->Next(heard), "");
  const auto wait = [&](int times) {
    for (int n = 0; n < 500 && told < times; ++n) {
      std::this_thread::sleep_for(10ms);
    }
  };
  wait(1);
  const std::string first = watcher->Next(heard);
  EXPECT_THAT(first, AllOf(HasSubstr("event: pulse\ndata: {\"placed\":"), testing::EndsWith("\n\n")));
  EXPECT_EQ(watcher->Next(heard), "");
  ASSERT_TRUE(edition_.store().Ask(store::ErrandKind::kRefresh, "", SystemClock().Now()));
  ASSERT_TRUE(edition_.store().SetNote("a", "b"));
  // Nothing that events tell of has changed: nobody is woken.
  std::this_thread::sleep_for(200ms);
  EXPECT_EQ(watcher->Next(heard), "");
  std::string late = "1-1";
  EXPECT_EQ(watcher->Next(late), first);
  EXPECT_EQ(late, heard);
}

}  // namespace
}  // namespace headwater::serve
