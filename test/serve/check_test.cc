// The page, the API and the protocol of assistants that check anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "serve/site.h"
#include "store/checks.h"
#include "store/people.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

class CheckPageTest : public testing::Test {
 protected:
  http::Reply Get(const std::string& target, web::Headers more = {}) {
    more.emplace_back("host", "127.0.0.1:8080");
    return site_.Answer({"GET", target, more, ""});
  }
  http::Reply Post(const std::string& target, const std::string& body, const std::string& type,
                   web::Headers more = {}) {
    more.emplace_back("host", "127.0.0.1:8080");
    more.emplace_back("content-type", type);
    return site_.Answer({"POST", target, more, body});
  }
  // Sends the form of the page /check.
  http::Reply Form(const std::string& fields) {
    const http::Reply page = Get("/check");
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = page.body.find(mark) + mark.size();
    const std::string token = page.body.substr(at, page.body.find('"', at) - at);
    const std::string cookie(web::FindHeader(page.headers, "set-cookie"));
    return Post("/check", fields + "&token=" + http::PercentEncode(token), "application/x-www-form-urlencoded",
                {{"cookie", cookie.substr(0, cookie.find(';'))}});
  }
  std::string LocationOf(const http::Reply& reply) { return std::string(web::FindHeader(reply.headers, "location")); }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(CheckPageTest, AnAddressIsAnsweredWithItsChain) {
  const http::Reply page = Get("/check?q=http%3A%2F%2Fwww.copy.example%2Fnews%2F%3Futm_source%3Dx");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Chain of sources"), HasSubstr("Tidewire"), HasSubstr("as good as certain"),
                               HasSubstr("at least 2, at most 3 independent sources; 1 article untraced"),
                               HasSubstr("First appearance"), Not(HasSubstr("[["))));
}

TEST_F(CheckPageTest, TheBookmarkletIsWhereAPersonWouldLookForIt) {
  for (const std::string page : {"/check", "/me", "/about"}) {
    const std::string body = Get(page).body;
    EXPECT_THAT(body, AllOf(HasSubstr("href=\"javascript:("), HasSubstr("http:"), HasSubstr("check?"))) << page;
  }
}

TEST_F(CheckPageTest, AQuotationIsAnsweredWithWhoSaidItFirst) {
  const http::Reply page = Get("/check?q=%22nobody+will+drive+over+it+before+every+strand+is+looked+at%22");
  EXPECT_THAT(page.body, AllOf(HasSubstr("said it"), HasSubstr("Oda Brenning"), HasSubstr("these words, in this order"),
                               HasSubstr("<mark>Nobody will drive over it"), HasSubstr("Tidewire")));
}

TEST_F(CheckPageTest, WhatIsNotHereIsCalledUnknown) {
  EXPECT_THAT(Get("/check?q=%22the+ferry+company+bought+eleven+lanterns%22").body,
              HasSubstr("Unknown: nothing in this collection says this."));
  const http::Reply address = Get("/check?q=https%3A%2F%2Felsewhere.example%2Fpage");
  EXPECT_THAT(address.body, AllOf(HasSubstr("This address is not in the collection"), HasSubstr("Fetch and trace it")));
  EXPECT_EQ(Get("/check?q=%3F%3F").status, 400);
}

TEST_F(CheckPageTest, WhatIsTypedIsEscaped) {
  const http::Reply page = Get("/check?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E+words");
  EXPECT_THAT(page.body, AllOf(Not(HasSubstr("<script>alert")), HasSubstr("&lt;script&gt;")));
}

TEST_F(CheckPageTest, TheBoxLeadsToTheAnswerOrHasTheAddressFetched) {
  EXPECT_EQ(LocationOf(Form("q=https%3A%2F%2Fcopy.example%2Fnews")), "./check?q=https%3A%2F%2Fcopy.example%2Fnews");
  EXPECT_EQ(LocationOf(Form("q=a+claim&as=claim")), "./check?q=a%20claim&as=claim");
  const std::string waiting = LocationOf(Form("q=https%3A%2F%2Felsewhere.example%2Fpage"));
  ASSERT_THAT(waiting, StartsWith("./check/"));
  const http::Reply page = Get(waiting.substr(1));
  EXPECT_THAT(page.body, AllOf(HasSubstr("https://elsewhere.example/page"), HasSubstr("data-check")));
  EXPECT_EQ(web::FindHeader(page.headers, "refresh"), "2");
  store::Checks checks(edition_.store());
  ASSERT_THAT(*checks.Open(10), SizeIs(1));
  ASSERT_TRUE(checks.Failed(checks.Open(10)->front().number, "robots.txt forbids it", SystemClock().Now()));
  EXPECT_THAT(Get(waiting.substr(1)).body, AllOf(HasSubstr("robots.txt forbids it"), HasSubstr("Try again")));
}

TEST_F(CheckPageTest, OtherAppsShareTitleTextAndAddress) {
  EXPECT_THAT(Get("/check?title=Bridge&text=&url=https%3A%2F%2Fcopy.example%2Fnews").body,
              HasSubstr("Chain of sources"));
  EXPECT_THAT(Get("/check?title=Bridge&text=Look+https%3A%2F%2Fcopy.example%2Fnews").body,
              HasSubstr("Chain of sources"));
  EXPECT_THAT(Get("/headwater.webmanifest").body, HasSubstr("\"action\":\"./check\""));
}

TEST_F(CheckPageTest, ReadersMayCheckAndOnlyEditorsHaveThingsFetched) {
  store::People people(edition_.store());
  const auto now = SystemClock().Now();
  ASSERT_TRUE(people.Add("Ada Holm", store::Role::kAdministrator, "seven lamps at vell", now));
  const auto reader = people.Add("Bo Lind", store::Role::kReader, "seven lamps at vell", now);
  ASSERT_TRUE(reader);
  const auto password = people.MakeAppPassword(*reader, "a program", now);
  const web::Headers bearer{{"authorization", "Bearer " + *password}};
  EXPECT_EQ(Get("/api/v1/check?q=https%3A%2F%2Fcopy.example%2Fnews").status, 401);
  EXPECT_EQ(Get("/api/v1/check?q=https%3A%2F%2Fcopy.example%2Fnews", bearer).status, 200);
  EXPECT_EQ(Post("/api/v1/check", R"({"what":"https://elsewhere.example/x","fetch":true})", "application/json", bearer)
                .status,
            403);
  EXPECT_EQ(Post("/mcp", R"({"jsonrpc":"2.0","id":1,"method":"ping"})", "application/json").status, 401);
  EXPECT_EQ(Post("/mcp", R"({"jsonrpc":"2.0","id":1,"method":"ping"})", "application/json", bearer).status, 200);
  // From another site a browser brings no session along: asked again by our own page, it does.
  const http::Reply again = Get("/check?url=https%3A%2F%2Fcopy.example%2Fnews", {{"sec-fetch-site", "cross-site"}});
  EXPECT_THAT(std::string(web::FindHeader(again.headers, "refresh")), HasSubstr("again=1"));
  EXPECT_THAT(LocationOf(Get("/check?url=x&again=1", {{"sec-fetch-site", "cross-site"}})), HasSubstr("signin"));
}

TEST_F(CheckPageTest, TheApiAnswersAndHasAddressesFetched) {
  const auto found = boost::json::parse(Get("/api/v1/check?q=https%3A%2F%2Fcopy.example%2Fnews").body);
  EXPECT_TRUE(found.at("found").as_bool());
  EXPECT_EQ(found.at("story").at("page").as_string(), "http://127.0.0.1:8080/story/" + edition_.bridge().value());
  EXPECT_EQ(Get("/api/v1/check").status, 400);
  const http::Reply known =
      Post("/api/v1/check", R"({"what":"https://copy.example/news","fetch":true})", "application/json");
  EXPECT_EQ(known.status, 200);
  const http::Reply asked =
      Post("/api/v1/check", R"({"what":"https://elsewhere.example/x","fetch":true})", "application/json");
  EXPECT_EQ(asked.status, 202);
  const std::string location = LocationOf(asked);
  const http::Reply state = Get(location.substr(location.find("/api")));
  EXPECT_EQ(boost::json::parse(state.body).at("state").as_string(), "waiting");
  EXPECT_EQ(Post("/api/v1/check", "[]", "application/json").status, 400);
  EXPECT_EQ(Get("/api/v1/check/nothing").status, 404);
}

TEST_F(CheckPageTest, AssistantsAreAnsweredOverHttp) {
  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  const auto post = [&](const std::string& body, const web::Headers& more = {}) {
    return Post("/mcp", body, "application/json", more);
  };
  EXPECT_EQ(post(ping).status, 200);
  EXPECT_EQ(post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})").status, 202);
  EXPECT_EQ(post(ping, {{"mcp-protocol-version", "2025-11-25"}}).status, 200);
  EXPECT_EQ(post(ping, {{"mcp-protocol-version", "1900-01-01"}}).status, 400);
  EXPECT_EQ(post(ping, {{"origin", "https://evil.example"}}).status, 403);
  EXPECT_EQ(post(ping, {{"origin", "http://127.0.0.1:8080"}}).status, 200);
  EXPECT_EQ(Post("/mcp", ping, "text/plain").status, 415);
  EXPECT_EQ(Get("/mcp").status, 405);
  const std::string call =
      R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"check","arguments":{"what":"https://copy.example/news"},)"
      R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}}})";
  EXPECT_EQ(post(call).status, 400);
  const web::Headers headers{
      {"mcp-protocol-version", "2026-07-28"}, {"mcp-method", "tools/call"}, {"mcp-name", "check"}};
  const http::Reply answer = post(call, headers);
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("http://127.0.0.1:8080/story/"), HasSubstr("resultType")));
}

}  // namespace
}  // namespace headwater::serve
