// Whatever stands in an answer of the API leads to its primary source; lists go on while articles come in; what a token
// may have fetched.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <functional>
#include <map>
#include <set>

#include "serve/api_table.h"
#include "serve/site.h"
#include "store/access_tokens.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

namespace json = boost::json;
using testing::HasSubstr;

class SourcedTest : public testing::Test {
 protected:
  http::Reply Ask(const std::string& method, const std::string& target, web::Headers headers = {},
                  const std::string& body = "") {
    headers.emplace_back("host", "127.0.0.1:8080");
    if (method == "POST") {
      headers.emplace_back("content-type", "application/json");
    }
    return site_.Answer({method, target, std::move(headers), body, ""});
  }
  http::Reply Get(const std::string& target) { return Ask("GET", target); }

  // An article with the words as its headline, so often, published on that day.
  void Arrive(const std::string& key, const std::string& headline, const std::string& published,
              const std::string& said = "") {
    news::Page page;
    page.url = "https://arrivals.example/" + key;
    page.body = "<html>" + headline + "</html>";
    page.fetched = std::chrono::sys_seconds(std::chrono::seconds(1'741'680'000));
    news::Article article;
    article.id = store::StoredId(store::HashPage(page));
    arrived_.push_back(article.id.value());
    article.url = page.url;
    article.headline = headline;
    article.publisher = "Arrivals";
    article.published = ParseMoment(published);
    article.language = "en";
    article.text = "Of lanterns.\n\n" + said;
    news::Annotations annotations;
    if (!said.empty()) {
      news::Statement statement;
      statement.content.push_back({14, static_cast<std::uint32_t>(14 + said.size())});
      annotations.statements.push_back(statement);
    }
    article.annotations = annotations;
    const std::vector<store::KeptPage> kept{{&page, &article, "", true}};
    ASSERT_TRUE(edition_.store().Keep(kept, *page.fetched));
  }

  // The list, page by page; between two pages `between` happens.
  std::vector<std::string> GoThrough(std::string target, const char* list, const char* field,
                                     const std::function<void()>& between) {
    std::vector<std::string> told;
    for (int page = 0; page < 20 && !target.empty(); ++page) {
      const http::Reply reply = Get(target);
      EXPECT_EQ(reply.status, 200) << reply.body;
      const json::value answer = json::parse(reply.body);
      for (const json::value& each : answer.at(list).as_array()) {
        told.emplace_back(each.at(field).as_string());
      }
      target.clear();
      for (const auto& [name, value] : reply.headers) {
        if (name == "link" && value.ends_with("rel=\"next\"")) {
          target = value.substr(value.find("/api"), value.find('>') - value.find("/api"));
        }
      }
      between();
    }
    return told;
  }

  std::vector<std::string> arrived_;  // ids
  Edition edition_;
  Site site_{{.requests_per_minute = 0}, edition_.store(), SystemClock()};
};

// Every object with a headline or words in it, but the nouns that stand within a line of theirs, and sources
// themselves.
int ItemsWithout(const json::value& answer, std::string& which) {
  int without = 0;
  std::vector<std::pair<const json::value*, std::string>> left{{&answer, ""}};
  while (!left.empty()) {
    const auto [value, path] = left.back();
    left.pop_back();
    if (value->is_array()) {
      for (const json::value& each : value->as_array()) {
        left.emplace_back(&each, path);
      }
    }
    if (!value->is_object()) {
      continue;
    }
    const json::object& object = value->as_object();
    for (const auto& member : object) {
      left.emplace_back(&member.value(), path + "/" + std::string(member.key()));
    }
    const bool noun = (path.ends_with("/article") && object.contains("kind")) ||
                      (path.ends_with("/story") && object.contains("articles") && object.at("articles").is_array());
    // A capture of an article is no item beside it.
    const bool source = path.ends_with("/primary_sources") || path.ends_with("/revisions");
    if (object.contains("headline") && !noun && !source && !object.contains("primary_sources")) {
      ++without;
      which += path + " ";
    }
  }
  return without;
}

TEST_F(SourcedTest, EveryItemOfEveryAnswerLeadsToItsPrimarySource) {
  const std::string own = edition_.Id("own").value();
  const std::string copy = edition_.Id("copy").value();
  const std::string story = edition_.bridge().value();
  int items = 0;
  for (const std::string& target : std::vector<std::string>{
           "stories", "story/" + story, "article/" + own, "article/" + copy, "person/oda-brenning",
           "person/oda-brenning/positions", "statements", "source/Tidewire", "source/Tidewire/articles",
           "source/Tidewire/mirror", "unresolved", "corrections", "search?q=bridge", "check?q=bridge+closed+cracks",
           "check?url=https://copy.example/news"}) {
    const http::Reply reply = Get("/api/v1/" + target);
    ASSERT_EQ(reply.status, 200) << target << reply.body;
    std::string which;
    EXPECT_EQ(ItemsWithout(json::parse(reply.body), which), 0) << target << ": " << which;
    items += reply.body.find("\"primary_sources\"") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(items, 10);
}

TEST_F(SourcedTest, WhatASourceHadLastNamesTheReportThatItIsFrom) {
  const json::value answer = json::parse(Get("/api/v1/source/Vell%20Courier").body);
  const json::value& line = answer.at("latest").at(0);
  EXPECT_EQ(line.at("primary_sources").at(0).at("name").as_string(), "Tidewire");
  EXPECT_TRUE(line.at("traced").as_bool());
}

TEST_F(SourcedTest, ASearchByRankGoesOnWhileArticlesComeIn) {
  for (int n = 0; n < 9; ++n) {
    Arrive("0" + std::to_string(n), n % 3 == 0 ? "Lanterns and lanterns and lanterns" : "Lanterns",
           "2025-02-0" + std::to_string(n + 1));
  }
  int later = 10;
  const auto told = GoThrough("/api/v1/search?q=lanterns&order=rank&limit=2", "articles", "id", [&] {
    Arrive(std::to_string(later), "Lanterns and lanterns and lanterns and lanterns",
           "2025-04-" + std::to_string(later));
    ++later;
  });
  EXPECT_EQ(told.size(), 9U);
  EXPECT_EQ(std::set<std::string>(told.begin(), told.end()).size(), 9U);
}

TEST_F(SourcedTest, StatementsGoOnWhileArticlesComeIn) {
  constexpr std::array<const char*, 7> kSaid{"The lantern above the harbour gate will be lit by the oldest pilot",
                                             "Nobody has paid for the oil of a lantern since the mill was closed",
                                             "Children may carry one lantern each through the market at night",
                                             "A lantern fell from the chapel tower and broke three windows",
                                             "We found the missing lantern under the stage of the school",
                                             "Every lantern on the bridge shall be electric within two years",
                                             "My grandfather painted that lantern green, and it stays green"};
  for (std::size_t n = 0; n < kSaid.size(); ++n) {
    Arrive("0" + std::to_string(n), "Lanterns", "2025-02-0" + std::to_string(n + 1), kSaid.at(n));
  }
  int later = 10;
  const auto told = GoThrough("/api/v1/statements?q=lantern&limit=2", "statements", "content", [&] {
    Arrive(std::to_string(later), "Lanterns", "2025-04-" + std::to_string(later),
           "A lantern of another kind, number " + std::to_string(later));
    ++later;
  });
  EXPECT_EQ(told.size(), 7U);
  EXPECT_EQ(std::set<std::string>(told.begin(), told.end()).size(), 7U);
}

TEST_F(SourcedTest, ThePageOfASearchGoesOnWhileArticlesComeIn) {
  for (int n = 0; n < 40; ++n) {
    Arrive(std::to_string(100 + n), "Lanterns", "2025-02-" + std::to_string(10 + n % 10));
  }
  const std::vector<std::string> before = arrived_;
  std::map<std::string, int> told;
  std::string target = "/search?q=lanterns&order=rank";
  for (int page = 0; page < 5 && !target.empty(); ++page) {
    const std::string body = Get(target).body;
    for (const std::string& id : before) {
      if (body.find("article/" + id) != std::string::npos) {
        ++told[id];
      }
    }
    const std::size_t more = body.find("rel=\"next\"");
    const std::size_t link = more == std::string::npos ? more : body.find("href=\"", more);
    target.clear();
    if (link != std::string::npos) {
      target = "/search" + body.substr(link + 6, body.find('"', link + 6) - link - 6);
      for (std::size_t at = target.find("&amp;"); at != std::string::npos; at = target.find("&amp;")) {
        target.replace(at, 5, "&");
      }
    }
    Arrive(std::to_string(500 + page), "Lanterns", "2025-04-01");
  }
  EXPECT_EQ(told.size(), 40U);
  for (const auto& [id, pages] : told) {
    EXPECT_EQ(pages, 1) << id;
  }
}

TEST_F(SourcedTest, ACursorIsGoodForTheListThatGaveIt) {
  EXPECT_EQ(Get("/api/v1/search?q=bridge&cursor=p1.2.3").status, 200);
  for (const char* cursor : {"p1.2", "p1.2.3.4", "p1.-2.3", "p1.2.x", "o30", "p"}) {
    EXPECT_EQ(Get(std::string("/api/v1/search?q=bridge&cursor=") + cursor).status, 400) << cursor;
  }
  EXPECT_EQ(Get("/api/v1/stories?cursor=p1.2.3").status, 400);
}

// An address that is fetched sends requests from this house: who may settle what belongs together may not for that.
TEST_F(SourcedTest, ATokenHasAddressesFetchedByAScopeOfItsOwn) {
  const auto now = SystemClock().Now();
  const store::Person mira =
      *store::People(edition_.store()).Add("mira", store::Role::kAdministrator, "seven lamps at vell", now);
  store::AccessTokens tokens(edition_.store());
  const auto with = [&](store::Scopes scopes) {
    return web::Headers{{"authorization", "Bearer " + *tokens.Make(mira, "", scopes, {}, now)}};
  };
  const std::string body = R"({"what":"https://quay.example/lamps","fetch":true})";
  const auto others = store::kMayRead | store::kMaySettle | store::kMayFeed | store::kMayAdminister;
  const http::Reply refused = Ask("POST", "/api/v1/check", with(others), body);
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(std::string(web::FindHeader(refused.headers, "www-authenticate")), HasSubstr("scope=\"fetch\""));
  EXPECT_EQ(Ask("POST", "/api/v1/check", with(store::kMayRead | store::kMayFetch), body).status, 202);
  const std::string call = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"check","arguments":)"
                           R"({"what":"https://quay.example/buoys","fetch":true}}})";
  EXPECT_THAT(Ask("POST", "/mcp", with(others), call).body, HasSubstr("scope `fetch`"));
  EXPECT_THAT(Ask("POST", "/mcp", with(store::kMayRead | store::kMayFetch), call).body, HasSubstr("being fetched"));
}

}  // namespace
}  // namespace headwater::serve
