// Articles packed away and taken back.
#include "cli/library.h"

#include <gtest/gtest.h>

#include <string>

namespace headwater::cli {
namespace {

news::Article MakeArticle(const std::string& id, const std::string& text) {
  news::Article article;
  article.id = news::ArticleId(id);
  article.text = text;
  return article;
}

TEST(LibraryTest, WhatWasAddedIsTakenByNumberAndFoundById) {
  Library library(MakeMemoryShelf());
  library.Add(MakeArticle("a", "The weir opened."));
  library.Add(MakeArticle("b", "The weir closed."));
  EXPECT_EQ(library.size(), 2U);
  EXPECT_EQ(library.Find(news::ArticleId("b")), 1U);
  EXPECT_FALSE(library.Find(news::ArticleId("c")));
  ASSERT_NE(library.Take(0), nullptr);
  EXPECT_EQ(library.Take(0)->text, "The weir opened.");
  EXPECT_EQ(library.Take(1)->id.value(), "b");
}

TEST(LibraryTest, OfOneIdTheLastIsFound) {
  Library library(MakeMemoryShelf());
  library.Add(MakeArticle("a", "The weir opened."));
  library.Add(MakeArticle("b", "Nothing new."));
  library.Add(MakeArticle("a", "The weir closed."));
  EXPECT_EQ(library.Find(news::ArticleId("a")), 2U);
}

// Puts nothing away.
class Full : public Shelf {
 public:
  std::int64_t Put(std::string_view) override { return -1; }
  bool Take(std::int64_t, std::size_t, std::span<char>) const override { return false; }
  void Drop(std::int64_t, std::size_t) override {}
};

TEST(LibraryTest, WhatTheDiskDidNotTakeIsNotThere) {
  Library library(std::make_unique<Full>());
  library.Add(MakeArticle("a", "The weir opened."));
  EXPECT_EQ(library.Take(0), nullptr);
}

}  // namespace
}  // namespace headwater::cli
