// The API: described as it is, in pages that can be gone through, for programs that prove what they may.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "serve/api_table.h"
#include "serve/openapi.h"
#include "serve/rate.h"
#include "serve/routes.h"
#include "serve/site.h"
#include "store/access_tokens.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

class ApiTest : public testing::Test {
 protected:
  http::Reply Ask(const std::string& method, const std::string& target, web::Headers headers = {},
                  const std::string& body = "", const std::string& peer = "") {
    headers.emplace_back("host", "127.0.0.1:8080");
    if (method == "POST") {
      headers.emplace_back("content-type", "application/json");
    }
    return site_.Answer({method, target, std::move(headers), body, peer});
  }
  http::Reply Get(const std::string& target, web::Headers headers = {}) {
    return Ask("GET", target, std::move(headers));
  }

  Edition edition_;
  Site site_{{.requests_per_minute = 3}, edition_.store(), SystemClock()};
};

// The pattern of a path of the description.
std::string PatternOf(std::string_view path) {
  std::string pattern;
  bool within = false;
  for (const char c : path.substr(1)) {
    pattern += c == '{' ? "*" : within || c == '}' ? "" : std::string(1, c);
    within = c == '{' || (within && c != '}');
  }
  return pattern;
}

TEST_F(ApiTest, EveryRouteOfTheApiIsDescribedAndEveryDescriptionIsARoute) {
  const json::value document = json::parse(Get("/api/v1/openapi.json").body);
  EXPECT_EQ(document.at("openapi").as_string(), "3.1.0");
  EXPECT_EQ(document.at("servers").at(0).at("url").as_string(), "http://127.0.0.1:8080");
  std::set<std::string> described;
  for (const auto& [path, methods] : document.at("paths").as_object()) {
    for (const auto& [method, operation] : methods.as_object()) {
      described.insert(std::string(method) + " " + PatternOf(std::string_view(path)));
    }
  }
  std::set<std::string> routes;
  for (const Route& route : Routes()) {
    if (route.path.starts_with("api/")) {
      routes.insert((route.method == Method::kGet ? "get " : "post ") + std::string(route.path));
    }
  }
  EXPECT_EQ(described, routes);
}

TEST_F(ApiTest, EverySchemaThatIsNamedIsThereAndEveryOneIsUsed) {
  const std::string text = OpenApiDocument();
  const json::value document = json::parse(text);
  std::set<std::string> named;
  constexpr std::string_view kBegin = "#/components/schemas/";
  for (std::size_t at = text.find(kBegin); at != std::string::npos; at = text.find(kBegin, at + 1)) {
    const std::size_t begin = at + kBegin.size();
    named.insert(text.substr(begin, text.find('"', begin) - begin));
  }
  std::set<std::string> there;
  for (const auto& [name, schema] : document.at("components").at("schemas").as_object()) {
    there.insert(std::string(name));
  }
  EXPECT_EQ(named, there);
}

TEST_F(ApiTest, OperationsHaveNamesOfTheirOwnAndParametersThatAreKnown) {
  std::set<std::string_view> ids;
  for (const Operation& operation : Operations()) {
    EXPECT_TRUE(ids.insert(operation.id).second) << operation.id;
    for (const std::string_view parameter : NamesIn(operation.parameters)) {
      EXPECT_NE(ParameterCalled(parameter), nullptr) << parameter;
    }
  }
}

TEST_F(ApiTest, AListIsGoneThroughByItsLinks) {
  std::string target = "/api/v1/search?q=bridge&limit=2";
  std::vector<std::string> ids;
  for (int page = 0; page < 5 && !target.empty(); ++page) {
    const http::Reply reply = Get(target);
    ASSERT_EQ(reply.status, 200) << reply.body;
    const json::value answer = json::parse(reply.body);
    for (const json::value& article : answer.at("articles").as_array()) {
      ids.emplace_back(article.at("id").as_string());
      EXPECT_TRUE(article.as_object().contains("primary_sources"));
    }
    target.clear();
    for (const auto& [name, value] : reply.headers) {
      if (name == "link" && value.ends_with("rel=\"next\"")) {
        target = value.substr(value.find("/api"), value.find('>') - value.find("/api"));
      }
    }
  }
  EXPECT_EQ(ids.size(), 6U);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 6U);
}

TEST_F(ApiTest, ACursorThatIsNoneOfOursIsAProblem) {
  for (const char* cursor : {"x1", "o", "o-1", "p-5", "o999999999", "%00"}) {
    const http::Reply reply = Get(std::string("/api/v1/stories?cursor=") + cursor);
    EXPECT_EQ(reply.status, 400) << cursor;
    EXPECT_EQ(reply.content_type, "application/problem+json");
  }
}

TEST_F(ApiTest, WhatIsKnownIsNotSentAgain) {
  const std::string tag(web::FindHeader(Get("/api/v1/stories").headers, "etag"));
  EXPECT_EQ(Get("/api/v1/stories", {{"if-none-match", tag}}).status, 304);
}

TEST_F(ApiTest, ProgramsThatAskTooOftenAreToldWhenToGoOn) {
  for (int n = 0; n < 3; ++n) {
    const http::Reply reply = Ask("GET", "/api/v1/counts", {}, "", "192.0.2.7");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(web::FindHeader(reply.headers, "ratelimit-policy"), "\"minute\";q=3;w=60");
  }
  const http::Reply late = Ask("GET", "/api/v1/counts", {}, "", "192.0.2.7");
  EXPECT_EQ(late.status, 429);
  EXPECT_EQ(late.content_type, "application/problem+json");
  EXPECT_EQ(web::FindHeader(late.headers, "retry-after"), "20");
  EXPECT_THAT(std::string(web::FindHeader(late.headers, "ratelimit")), HasSubstr("r=0"));
  EXPECT_EQ(Ask("GET", "/api/v1/counts", {}, "", "192.0.2.8").status, 200) << "others are not held back";
  EXPECT_EQ(Ask("GET", "/", {}, "", "192.0.2.7").status, 200) << "nor is who reads pages";
}

TEST_F(ApiTest, MarksAreSetAndRead) {
  const std::string id = edition_.Id("own").value();
  const http::Reply marked = Ask("POST", "/api/v1/marks", {}, R"({"articles":[")" + id + R"("],"mark":"starred"})");
  ASSERT_EQ(marked.status, 200) << marked.body;
  EXPECT_EQ(json::parse(marked.body).at("marked").as_int64(), 1);
  const json::value shelf = json::parse(Get("/api/v1/marks?shelf=starred").body);
  EXPECT_EQ(shelf.at("items").at(0).at("article").at("id").as_string(), id);
  EXPECT_EQ(Ask("POST", "/api/v1/marks", {}, "[]").status, 400);
  EXPECT_EQ(Ask("POST", "/api/v1/marks", {}, R"({"mark":"eaten"})").status, 400);
}

TEST_F(ApiTest, DecisionsAreMadeAndUndone) {
  const std::string body = R"({"kind":"not source","articles":[")" + edition_.Id("cites").value() +
                           R"("],"others":[")" + edition_.Id("agency").value() + R"("]})";
  const http::Reply made = Ask("POST", "/api/v1/decisions", {}, body);
  ASSERT_EQ(made.status, 202) << made.body;
  const json::value answer = json::parse(made.body);
  EXPECT_TRUE(answer.as_object().contains("errand"));
  const std::string number = json::serialize(answer.at("decision"));
  EXPECT_THAT(Get("/api/v1/decisions").body, HasSubstr("not source"));
  EXPECT_EQ(Ask("POST", "/api/v1/decisions/" + number + "/undo", {}, "{}").status, 202);
  EXPECT_EQ(Ask("POST", "/api/v1/decisions/999/undo", {}, "{}").status, 404);
  EXPECT_EQ(Ask("POST", "/api/v1/decisions", {}, R"({"kind":"burn"})").status, 400);
}

TEST_F(ApiTest, ATokenIsGoodForItsScopesAlone) {
  store::People people(edition_.store());
  const auto now = SystemClock().Now();
  const store::Person mira = *people.Add("mira", store::Role::kAdministrator, "seven lamps at vell", now);
  store::AccessTokens tokens(edition_.store());
  const web::Headers reads{{"authorization", "Bearer " + *tokens.Make(mira, "", store::kMayRead, {}, now)}};
  const web::Headers feeds{
      {"authorization", "Bearer " + *tokens.Make(mira, "", store::kMayRead | store::kMayFeed, {}, now)}};
  const web::Headers rules{{"authorization", "Bearer " + *tokens.Make(mira, "", store::kMayAdminister, {}, now)}};
  const std::string body = R"({"address":"https://vellmar.example/feed"})";
  EXPECT_EQ(Get("/api/v1/stories").status, 401);
  EXPECT_EQ(Get("/api/v1/stories", reads).status, 200);
  EXPECT_EQ(Ask("POST", "/api/v1/feeds", reads, body).status, 403);
  EXPECT_EQ(Ask("POST", "/api/v1/feeds", feeds, body).status, 202);
  EXPECT_EQ(Ask("POST", "/api/v1/decisions", feeds, "{}").status, 403);
  EXPECT_EQ(Get("/api/v1/people", reads).status, 403);
  EXPECT_EQ(Get("/api/v1/people", rules).status, 200);
  EXPECT_EQ(Get("/api/v1/stories", rules).status, 403) << "a scope does not hold the others";
  EXPECT_EQ(Get("/api/v1/openapi.json").status, 200) << "the description is for anyone";
  EXPECT_EQ(Get("/me/tokens", reads).status, 403) << "no token leads to further ones";
}

TEST_F(ApiTest, ThePageShowsEveryOperationAndSchema) {
  const http::Reply page = Get("/api");
  EXPECT_EQ(page.status, 200);
  for (const Operation& operation : Operations()) {
    EXPECT_THAT(page.body, HasSubstr("id=\"" + std::string(operation.id) + "\""));
  }
}

TEST(RateTest, AnAllowanceComesBackBitByBit) {
  Rate rate(60);
  auto now = std::chrono::steady_clock::now();
  for (int n = 0; n < 60; ++n) {
    EXPECT_TRUE(rate.Take("mira", now).allowed);
  }
  const Allowance over = rate.Take("mira", now);
  EXPECT_FALSE(over.allowed);
  EXPECT_EQ(over.retry_after, std::chrono::seconds(1));
  now += std::chrono::seconds(2);
  EXPECT_TRUE(rate.Take("mira", now).allowed);
  EXPECT_TRUE(rate.Take("mira", now).allowed);
  EXPECT_FALSE(rate.Take("mira", now).allowed);
}

}  // namespace
}  // namespace headwater::serve
