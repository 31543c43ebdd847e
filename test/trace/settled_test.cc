// What persons settled about sources holds through every run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "trace/trace.h"

namespace headwater::trace {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

news::Article MakeArticle(const std::string& id, const std::string& publisher, const std::string& published) {
  news::Article article;
  article.id = news::ArticleId(id);
  article.publisher = publisher;
  article.published = ParseMoment(published);
  article.text = "The new weir on the Orrin opened on Monday after four years of building.";
  article.annotations.emplace();
  return article;
}

news::Copy Whole(const std::string& article, const std::string& of) {
  news::Copy copy;
  copy.article = news::ArticleId(article);
  copy.of = news::ArticleId(of);
  copy.kind = news::CopyKind::kIdentical;
  copy.shared = copy.of_shared = 1;
  copy.passages = {{{0, 72}, {0, 72}}};
  return copy;
}

const std::vector<news::Article> kPair = {MakeArticle("a", "Vellmar Post", "2031-02-03T08:00:00Z"),
                                          MakeArticle("b", "Orrin Echo", "2031-02-03T09:00:00Z")};

TEST(SettledTest, WhatIsNotTheSourceIsNoneAgain) {
  const std::vector<news::Copy> copies = {Whole("b", "a")};
  EXPECT_THAT(Trace(kPair, copies)[1].roots, ElementsAre("a"));
  const Settled by_id{{{news::ArticleId("b"), "a"}}};
  EXPECT_THAT(Trace(kPair, copies, {}, by_id)[1].roots, IsEmpty());
  EXPECT_FALSE(Trace(kPair, copies, {}, by_id)[1].complete);
  const Settled by_name{{{news::ArticleId("b"), "source/The Vellmar Post"}}};
  EXPECT_THAT(Trace(kPair, copies, {}, by_name)[1].roots, IsEmpty());
  const Settled of_another{{{news::ArticleId("c"), "a"}}};
  EXPECT_THAT(Trace(kPair, copies, {}, of_another)[1].roots, ElementsAre("a"));
}

TEST(SettledTest, ACreditThatIsNotTheSourceLeadsNowhere) {
  std::vector<news::Article> one = {kPair[0]};
  one[0].credit = "Reuters";
  EXPECT_THAT(Trace(one, {})[0].roots, ElementsAre("source/Reuters"));
  EXPECT_THAT(Trace(one, {}, {}, {{{news::ArticleId("a"), "reuters"}}})[0].roots, ElementsAre("a"));
}

}  // namespace
}  // namespace headwater::trace
