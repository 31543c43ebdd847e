// Pages that are kept while nothing changes: never another visitor's, never of yesterday.
#include "serve/reply_cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "serve/site.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;
using testing::HasSubstr;
using testing::Not;

std::shared_ptr<const http::Reply> Saying(std::string body) {
  auto reply = std::make_shared<http::Reply>();
  reply->body = std::move(body);
  return reply;
}

TEST(ReplyCacheTest, WhatIsKeptIsFoundUntilTheStoreChanges) {
  ReplyCache cache;
  const sys_seconds now{seconds{1000}};
  EXPECT_EQ(cache.Find("/", 1, now), nullptr);
  cache.Keep("/", 1, now, Saying("one"));
  ASSERT_NE(cache.Find("/", 1, now), nullptr);
  EXPECT_EQ(cache.Find("/", 1, now)->body, "one");
  EXPECT_EQ(cache.Find("/other", 1, now), nullptr);
  EXPECT_EQ(cache.Find("/", 2, now), nullptr);
  // One that was asked for before the change comes too late.
  cache.Keep("/", 1, now, Saying("old"));
  EXPECT_EQ(cache.Find("/", 2, now), nullptr);
}

TEST(ReplyCacheTest, TimeEndsItToo) {
  ReplyCache cache;
  const sys_seconds now{seconds{1000}};
  cache.Find("/", 1, now);
  cache.Keep("/", 1, now, Saying("one"));
  EXPECT_NE(cache.Find("/", 1, now + seconds{5}), nullptr);
  EXPECT_EQ(cache.Find("/", 1, now + seconds{11}), nullptr);
}

TEST(ReplyCacheTest, ItHoldsNoMoreThanItMay) {
  ReplyCache cache(1000);
  const sys_seconds now{seconds{1000}};
  cache.Find("/", 1, now);
  cache.Keep("/", 1, now, Saying(std::string(700, 'a')));
  cache.Keep("/more", 1, now, Saying(std::string(700, 'b')));
  EXPECT_NE(cache.Find("/", 1, now), nullptr);
  EXPECT_EQ(cache.Find("/more", 1, now), nullptr);
}

class KeptPagesTest : public testing::Test {
 protected:
  http::Reply Get(const std::string& target, web::Headers headers = {}) {
    headers.emplace_back("host", "127.0.0.1:8080");
    return site_.Answer({"GET", target, std::move(headers), ""});
  }

  int Refresh(const std::string& cookie, const std::string& token) {
    return site_
        .Answer(
            {"POST",
             "/subscriptions/refresh",
             {{"host", "127.0.0.1:8080"}, {"content-type", "application/x-www-form-urlencoded"}, {"cookie", cookie}},
             "token=" + token})
        .status;
  }

  static std::pair<std::string, std::string> CookieAndToken(const http::Reply& page) {
    const std::string cookie(web::FindHeader(page.headers, "set-cookie"));
    const std::string_view mark = "name=\"token\" value=\"";
    const std::size_t at = page.body.find(mark) + mark.size();
    return {cookie.substr(0, cookie.find(';')), page.body.substr(at, page.body.find('"', at) - at)};
  }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(KeptPagesTest, EachVisitorHasATokenOfTheirOwn) {
  const auto [cookie, token] = CookieAndToken(Get("/"));
  const auto [other_cookie, other_token] = CookieAndToken(Get("/"));
  EXPECT_NE(token, other_token);
  EXPECT_EQ(Refresh(other_cookie, token), 403);
  EXPECT_EQ(Refresh(other_cookie, other_token), 303);
  EXPECT_EQ(Refresh(cookie, token), 303);
}

TEST_F(KeptPagesTest, WhatIsGoneIsShownNoMore) {
  EXPECT_THAT(Get("/").body, HasSubstr(Edition::kStoryHeadline));
  ASSERT_TRUE(edition_.store().RemoveSamples());
  EXPECT_THAT(Get("/").body, Not(HasSubstr(Edition::kStoryHeadline)));
}

TEST_F(KeptPagesTest, TheyAreSentPackedAndTaggedAsAnyOther) {
  for (const std::string target : {"/", "/source/Tidewire"}) {
    const http::Reply plain = Get(target);
    const http::Reply again = Get(target);
    ASSERT_EQ(again.status, 200) << target;
    EXPECT_EQ(plain.body.size(), again.body.size()) << target;
    const http::Reply packed = Get(target, {{"accept-encoding", "gzip"}});
    EXPECT_LT(packed.body.size(), plain.body.size()) << target;
    EXPECT_EQ(web::FindHeader(packed.headers, "content-encoding"), "gzip") << target;
    // What holds a token is kept by nobody, and has no tag.
    const std::string tag(web::FindHeader(again.headers, "etag"));
    EXPECT_EQ(tag.empty(), again.secret) << target;
    EXPECT_EQ(Get(target, {{"if-none-match", tag}}).status, again.secret ? 200 : 304) << target;
  }
}

}  // namespace
}  // namespace headwater::serve
