// What other readers export.
#include "form/reader_state.h"

#include <gtest/gtest.h>

namespace headwater::form {
namespace {

TEST(ReaderStateTest, GoogleReadersItemsSayTheirStateInCategories) {
  const auto states = ReadReaderStates(
      R"j({"id":"user/-/state/com.google/reading-list","items":[
        {"title":"Bridge","canonical":[{"href":"https://post.example/1"}],
         "categories":["user/-/state/com.google/starred","user/12/label/Works","Bridges"],
         "origin":{"streamId":"feed/https://post.example/feed"}},
        {"alternate":[{"href":"https://post.example/2"}],"categories":["user/-/state/com.google/read"]},
        {"alternate":[{"href":"https://post.example/3"}],"categories":[]},
        {"alternate":[{"href":"javascript:alert(1)"}],"categories":["user/-/state/com.google/read"]}]})j",
      "feed-1.json");
  ASSERT_TRUE(states) << states.error().text;
  ASSERT_EQ(states->size(), 2U);
  EXPECT_EQ(states->front().url, "https://post.example/1");
  EXPECT_EQ(states->front().feed, "https://post.example/feed");
  EXPECT_TRUE(states->front().starred);
  EXPECT_FALSE(states->front().read);
  EXPECT_EQ(states->front().tags, std::vector<std::string>{"Works"});
  EXPECT_TRUE(states->back().read);
}

TEST(ReaderStateTest, AFileOfStarredItemsIsKnownByItsName) {
  const auto states =
      ReadReaderStates(R"({"items":[{"alternate":[{"href":"https://post.example/1"}]}]})", "Takeout/starred.json");
  ASSERT_TRUE(states);
  ASSERT_EQ(states->size(), 1U);
  EXPECT_TRUE(states->front().starred);
}

TEST(ReaderStateTest, MinifluxSaysStatusAndStarred) {
  const auto states = ReadReaderStates(
      R"({"total":2,"entries":[{"url":"https://post.example/1","status":"read","starred":true,
          "feed":{"feed_url":"https://post.example/feed"}},
         {"url":"https://post.example/2","status":"unread","starred":false}]})",
      "entries.json");
  ASSERT_TRUE(states);
  ASSERT_EQ(states->size(), 1U);
  EXPECT_TRUE(states->front().read && states->front().starred);
  EXPECT_EQ(states->front().feed, "https://post.example/feed");
}

TEST(ReaderStateTest, FeedlysSavedItemsAreStarredWithTheirBoards) {
  const auto states = ReadReaderStates(
      R"([{"canonicalUrl":"https://post.example/1","tags":[{"id":"user/9/tag/global.saved","label":"Saved"},
           {"id":"user/9/tag/x","label":"Harbours"}]}])",
      "saved.json");
  ASSERT_TRUE(states);
  ASSERT_EQ(states->size(), 1U);
  EXPECT_TRUE(states->front().starred);
  EXPECT_EQ(states->front().tags, std::vector<std::string>{"Harbours"});
}

TEST(ReaderStateTest, WhatIsNoneOfTheseIsRefused) {
  for (const char* wrong : {"", "{", "{}", "3", R"({"items":3})", "null"}) {
    EXPECT_FALSE(ReadReaderStates(wrong, "x.json")) << wrong;
  }
  EXPECT_TRUE(ReadReaderStates(R"({"items":[3,null,{"categories":[3]},{"alternate":{"href":3}}]})", "x.json"));
}

}  // namespace
}  // namespace headwater::form
