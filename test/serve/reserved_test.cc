// What is shown, and passed on, of articles that their owners reserve.
#include "screen/reserved.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "serve/site.h"
#include "test/serve/edition.h"

namespace headwater::serve {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ReservedTest : public testing::Test {
 protected:
  // As the pipeline hands it over.
  std::string Keep(news::Rights rights, const std::string& text = "") {
    news::Page page;
    page.url = "https://vellmarpost.example/weir";
    page.body = "the bytes of the page";
    news::Article article;
    article.id = store::StoredId(store::HashPage(page));
    article.url = page.url;
    article.headline = rights.withdrawn ? "" : "Weir opens at last";
    article.publisher = "Vellmar Post";
    article.text = text;
    article.rights = rights;
    store::KeptPage kept{&page, &article, "", false, rights.page};
    EXPECT_TRUE(edition_.store().Keep({&kept, 1}, std::chrono::sys_days(std::chrono::year(2031) / 2 / 4)));
    return "/article/" + article.id.value();
  }

  http::Reply Get(const std::string& target) { return site_.Answer({"GET", target, {{"host", "127.0.0.1:8080"}}, ""}); }

  static news::Rights TdmReserved() {
    news::Rights rights;
    rights.text = rights.mining = rights.page = rights.pictures = false;
    rights.snippet = 0;
    rights.reservations = {{"header", "tdm-reservation: 1", "https://vellmarpost.example/terms"}};
    return rights;
  }

  Edition edition_;
  Site site_{{}, edition_.store(), SystemClock()};
};

TEST_F(ReservedTest, ALinkOnlyArticleSaysWhyAndWhereToReadIt) {
  const std::string path = Keep(TdmReserved());
  const http::Reply page = Get(path);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr("Weir opens at last"), HasSubstr("Vellmar Post"),
                               HasSubstr("The publisher reserves the text (tdm-reservation: 1, in its header)"),
                               HasSubstr("href=\"https://vellmarpost.example/weir\""), HasSubstr("Read it there"),
                               HasSubstr("What its owner reserves"), HasSubstr("https://vellmarpost.example/terms"),
                               Not(HasSubstr("There is no prose of its own"))));
  EXPECT_EQ(web::FindHeader(page.headers, "tdm-reservation"), "1");
  EXPECT_THAT(std::string(web::FindHeader(page.headers, "x-robots-tag")), HasSubstr("nosnippet"));
}

TEST_F(ReservedTest, ThePageIsNotHandedOut) {
  const std::string path = Keep(TdmReserved());
  EXPECT_THAT(Get(path + "/page").body,
              AllOf(HasSubstr("The bytes of the page are not kept"), Not(HasSubstr("Save the bytes as fetched"))));
  const http::Reply raw = Get(path + "/page/raw");
  EXPECT_EQ(raw.status, 404);
  EXPECT_THAT(raw.body, Not(HasSubstr("the bytes of the page</")));
}

TEST_F(ReservedTest, AnExtractIsShownAsOne) {
  news::Rights rights = TdmReserved();
  rights.mining = true;
  rights.snippet = 12;
  rights.reservations = {{"meta", "robots: max-snippet:12", ""}};
  EXPECT_THAT(Get(Keep(rights, "The new weir")).body,
              AllOf(HasSubstr("The new weir…"), HasSubstr("allows no more than these words (robots: max-snippet:12")));
}

TEST_F(ReservedTest, AWithdrawnArticleIsATombstone) {
  news::Rights rights = TdmReserved();
  rights.withdrawn = true;
  rights.listing = false;
  rights.reservations = {{"wire", "pubStatus: canceled", ""}, {"wire", "withdrawn: 2031-02-04T12:00:00Z", ""}};
  const http::Reply page = Get(Keep(rights));
  EXPECT_THAT(page.body,
              AllOf(HasSubstr("Withdrawn article"), HasSubstr("Withdrawn by Vellmar Post on 4 February 2031"),
                    HasSubstr("pubStatus: canceled"), Not(HasSubstr("Weir opens"))));
  EXPECT_THAT(std::string(web::FindHeader(page.headers, "x-robots-tag")), HasSubstr("noindex"));
}

TEST_F(ReservedTest, WhatIsOverIsNotShownThoughItIsStillThere) {
  news::Rights rights;
  rights.not_after = SystemClock().Now() - std::chrono::hours(1);
  rights.reservations = {{"meta", "robots: unavailable_after: 2026-01-01", ""}};
  const std::string path = Keep(rights, "Words of another day.");
  EXPECT_THAT(Get(path).body, Not(HasSubstr("another day")));
  EXPECT_THAT(Get("/api/v1" + path).body, Not(HasSubstr("another day")));
}

TEST_F(ReservedTest, TheApiPassesTheRightsOn) {
  EXPECT_THAT(Get("/api/v1" + Keep(TdmReserved())).body,
              AllOf(HasSubstr(R"("rights":{"text":false)"), HasSubstr(R"("says":"tdm-reservation: 1")")));
}

constexpr std::array kEndings{"rss", "atom", "json", "ninjs", "csv", "jsonl"};

TEST_F(ReservedTest, AListInAnyFormatHasNoMoreOfItThanItsOwnerAllows) {
  news::Rights rights = TdmReserved();
  rights.snippet = 12;
  Keep(rights, "The new weir opened on Monday.");
  for (const char* const ending : kEndings) {
    const http::Reply list = Get(std::string("/source/Vellmar%20Post.") + ending);
    EXPECT_THAT(list.body, AllOf(HasSubstr("Weir opens at last"), Not(HasSubstr("opened on Monday")))) << ending;
  }
}

TEST_F(ReservedTest, WhatItsOwnerWantsInNoListIsInNone) {
  news::Rights rights = TdmReserved();
  rights.listing = false;
  const std::string path = Keep(rights, "The new weir opened on Monday.");
  for (const char* const ending : kEndings) {
    EXPECT_THAT(Get(std::string("/source/Vellmar%20Post.") + ending).body, Not(HasSubstr("Weir opens"))) << ending;
  }
  EXPECT_EQ(Get(path + ".ninjs").status, 403);
  EXPECT_THAT(Get(path).body, Not(HasSubstr("ld+json")));
}

TEST_F(ReservedTest, WhatIsOverIsInNoListThoughItIsStillThere) {
  news::Rights rights;
  rights.not_after = SystemClock().Now() - std::chrono::hours(1);
  const std::string path = Keep(rights, "Words of another day.");
  for (const char* const ending : kEndings) {
    EXPECT_THAT(Get(std::string("/source/Vellmar%20Post.") + ending).body,
                AllOf(Not(HasSubstr("another day")), Not(HasSubstr("Weir opens"))))
        << ending;
  }
  EXPECT_EQ(Get(path + ".ninjs").status, 403);
}

TEST_F(ReservedTest, HostileWordsAreEscaped) {
  news::Rights rights = TdmReserved();
  rights.reservations = {{"header", "<script>alert(1)</script>", "javascript:alert(1)"}};
  EXPECT_THAT(Get(Keep(rights)).body, AllOf(Not(HasSubstr("<script>alert")), Not(HasSubstr("javascript:"))));
}

}  // namespace
}  // namespace headwater::serve
