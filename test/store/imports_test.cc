// What is brought along from another reader.
#include "store/imports.h"

#include "store/reading.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

class ImportsTest : public StoreTest {
 protected:
  Imports imports() { return Imports(Opened()); }
  ItemState StateOf(const Document& document) {
    Reading reading(Opened());
    const std::vector ids{document.article.id};
    const auto items = reading.ItemsOf(ids);
    const auto states = reading.States(kFirstPerson, *items);
    return states && !states->empty() ? states->front() : ItemState{};
  }
  Document bridge_ = MakeDocument("https://vellmar.example/1", "Bridge closed", "The bridge is closed.");
  Document tram_ = MakeDocument("https://vellmar.example/2", "Tram runs", "The tram runs again.");
  std::vector<form::ReaderState> states_{{"https://vellmar.example/1", "", "", true, true, {"Works"}},
                                         {"https://vellmar.example/2", "", "", true, false, {}},
                                         {"https://vellmar.example/3", "", "", false, true, {}}};
};

TEST_F(ImportsTest, WhatIsHereIsMarkedAndTheRestWhenItComes) {
  Keep({bridge_}, kNoon);
  const auto imported = imports().Take(kFirstPerson, states_, true, kNoon);
  ASSERT_TRUE(imported) << imported.error().text;
  EXPECT_EQ(imported->matched, 1);
  EXPECT_EQ(imported->waiting, 2);
  EXPECT_EQ(imported->fetched, 1) << "only what was starred";
  EXPECT_EQ(*Opened().WaitingWork(), 1U);
  EXPECT_TRUE(StateOf(bridge_).read);
  EXPECT_TRUE(StateOf(bridge_).starred);
  EXPECT_EQ(StateOf(bridge_).tags, std::vector<std::string>{"Works"});

  Keep({tram_}, kNoon + std::chrono::minutes(1));
  EXPECT_FALSE(StateOf(tram_).read);
  ASSERT_TRUE(imports().Step(kNoon + std::chrono::minutes(2)));
  EXPECT_TRUE(StateOf(tram_).read);
  EXPECT_FALSE(StateOf(tram_).starred);
  EXPECT_EQ(*imports().Waiting(kFirstPerson), 1);
}

TEST_F(ImportsTest, ImportingAgainChangesNothing) {
  Keep({bridge_}, kNoon);
  ASSERT_TRUE(imports().Take(kFirstPerson, states_, true, kNoon));
  const auto again = imports().Take(kFirstPerson, states_, true, kNoon);
  EXPECT_EQ(again->waiting, 2);
  EXPECT_EQ(*imports().Waiting(kFirstPerson), 2);
  EXPECT_EQ(*Opened().WaitingWork(), 1U);
}

}  // namespace
}  // namespace headwater::store
