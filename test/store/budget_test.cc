// What is deleted when the store grows beyond its budget, and what never is.
#include "store/budget.h"

#include <random>

#include "store/reading.h"
#include "store/revise.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

class BudgetTest : public StoreTest {
 protected:
  // Pages that cannot be compressed.
  Document Large(const std::string& name) {
    Document document = MakeDocument("https://vellmar.example/" + name, "About " + name,
                                     "Nobody had seen the " + name + " before the flood.");
    std::mt19937 random(static_cast<unsigned>(name.size() + static_cast<unsigned char>(name.back())));
    for (int n = 0; n < 200'000; ++n) {
      document.page.body.push_back(static_cast<char>(random()));
    }
    document.article.id = StoredId(HashPage(document.page));
    return document;
  }
  std::int64_t StepAll(const BudgetSettings& settings) {
    std::int64_t all = 0;
    for (int n = 0; n < 50; ++n) {
      const auto went = Budget(Opened()).Step(settings, 2, kNoon);
      EXPECT_TRUE(went) << went.error().text;
      if (!went || *went == 0) {
        break;
      }
      all += *went;
    }
    return all;
  }
  bool HasPageBytes(const Document& document) { return !Opened().Page(document.article.id)->body.empty(); }
};

TEST_F(BudgetTest, WithinTheBudgetNothingGoes) {
  const std::vector documents{Large("ferry"), Large("weir")};
  Keep(documents);
  EXPECT_EQ(StepAll({}), 0);
  EXPECT_EQ(StepAll({.bytes = 100'000'000}), 0);
  EXPECT_TRUE(HasPageBytes(documents[0]));
}

TEST_F(BudgetTest, TheOldestPagesGoFirstAndTheirHashesStay) {
  std::vector<Document> documents;
  for (const char* const name : {"ferry", "weir", "mill", "bridge", "tower", "quay"}) {
    documents.push_back(Large(name));
    Keep({documents.back()});
  }
  const std::int64_t before = Budget(Opened()).Standing()->used;
  EXPECT_GT(StepAll({.bytes = before - 450'000}), 0);
  EXPECT_FALSE(HasPageBytes(documents[0]));
  EXPECT_FALSE(HasPageBytes(documents[1]));
  EXPECT_TRUE(HasPageBytes(documents[5]));
  EXPECT_EQ(Opened().Article(documents[0].article.id)->page_hash, HashPage(documents[0].page).value());
  EXPECT_EQ(Opened().Article(documents[0].article.id)->article.text, documents[0].article.text);
  const auto standing = Budget(Opened()).Standing();
  EXPECT_LE(standing->used, before - 450'000);
  EXPECT_EQ(standing->budget, before - 450'000);
  EXPECT_EQ(standing->order.size(), 3U);
}

TEST_F(BudgetTest, TextsGoLastAndLeaveTheHeadlineAndTheChain) {
  const Document old = Large("ferry");
  const Document starred = Large("weir");
  Keep({old, starred});
  news::Origin origin;
  origin.article = old.article.id;
  origin.kind = news::OriginKind::kOutlet;
  origin.name = "Thessel Wire";
  origin.roots = {"source/thessel wire"};
  origin.complete = true;
  const std::vector origins{origin};
  ASSERT_TRUE(Opened().Write({{}, {}, origins}, kNoon));
  Reading reading(Opened());
  const std::vector ids{starred.article.id};
  ASSERT_TRUE(reading.Set(kFirstPerson, *reading.ItemsOf(ids), Mark::kStarred, true, kNoon));
  StepAll({.bytes = 1});
  EXPECT_TRUE(Find("flood").size() == 1);
  const auto view = Opened().Article(old.article.id);
  ASSERT_TRUE(view);
  EXPECT_TRUE(view->article.text.empty());
  EXPECT_EQ(view->line.headline, "About ferry");
  ASSERT_TRUE(view->origin);
  EXPECT_EQ(view->origin->name, "Thessel Wire");
  EXPECT_TRUE(HasPageBytes(starred));
  EXPECT_EQ(Opened().Article(starred.article.id)->article.text, starred.article.text);
  EXPECT_TRUE(Opened().Check()->empty());
}

TEST_F(BudgetTest, WhatIsNotNamedIsNeverDeleted) {
  const Document document = Large("ferry");
  Keep({document});
  StepAll({.bytes = 1, .order = {Shed::kTexts}});
  EXPECT_TRUE(Opened().Article(document.article.id)->article.text.empty());
  StepAll({.bytes = 1, .order = {}});
  EXPECT_EQ(Opened().Counts()->articles, 1);
}

}  // namespace
}  // namespace headwater::store
