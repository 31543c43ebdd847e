// Entities: forms, roles and places as articles give them, and what users settle for good.
#include <gmock/gmock.h>

#include "store/port.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using news::EntityId;
using news::NameKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const EntityId kTolven("person/mira-tolven");
const EntityId kTolwin("person/mira-tolwin");
const EntityId kOther("person/arn-tolven");

class EntitiesTest : public StoreTest {
 protected:
  // An article that is only its annotations.
  static Document Naming(const std::string& url, const std::string& day = "") {
    Document document = MakeDocument(url, "Harbour", "The harbour of " + url + " opened.");
    document.article.annotations.emplace();
    document.article.published = ParseMoment(day);
    return document;
  }
  static void Name(Document& document, const EntityId& entity, const std::string& form, const std::string& role = "",
                   NameKind kind = NameKind::kPerson) {
    auto& names = document.article.annotations->names;
    const auto at = static_cast<std::uint32_t>(names.size());
    names.push_back({{at, at + 1}, form, kind, role, entity, {}});
  }

  std::vector<std::string> FormsOf(const EntityId& entity) {
    const auto view = Opened().Entity({.entity = entity});
    std::vector<std::string> forms;
    if (view) {
      for (const FormLine& line : view->forms) {
        forms.push_back(line.form);
      }
    }
    return forms;
  }

  std::int64_t Settle(const NewDecision& decision) {
    const auto done = Opened().Decide(decision, kNoon);
    EXPECT_TRUE(done) << done.error().text;
    return done.value_or(0);
  }
  std::int64_t Merge(const EntityId& entity, const EntityId& other) {
    return Settle({.kind = DecisionKind::kMerge, .entity = entity, .other = other});
  }

  // Two articles: one with Mira Tolven (and Tolven), one with Mira Tolwin.
  void KeepBoth() {
    Document one = Naming("https://vellmar.example/1", "2025-03-01");
    Name(one, kTolven, "Mira Tolven");
    Name(one, kTolven, "Tolven");
    Name(one, kTolven, "Tolven");
    Document other = Naming("https://vellmar.example/2", "2025-04-01");
    Name(other, kTolwin, "Mira Tolwin");
    Keep({one, other});
  }
};

TEST_F(EntitiesTest, EveryFormIsCountedWithItsScript) {
  KeepBoth();
  Document russian = Naming("https://vellmar.example/3");
  Name(russian, kTolven, "Мира Толвен");
  Keep({russian});
  const auto view = Opened().Entity({.entity = kTolven});
  ASSERT_TRUE(view) << view.error().text;
  EXPECT_EQ(view->name, "Mira Tolven") << "the fullest, though the surname stands more often";
  ASSERT_THAT(view->forms, SizeIs(3));
  EXPECT_EQ(view->forms[0].times, 2);
  EXPECT_EQ(view->forms[0].articles, 1);
  EXPECT_THAT(FormsOf(kTolven), ElementsAre("Tolven", "Mira Tolven", "Мира Толвен"));
  EXPECT_EQ(view->forms[2].script, "cyrillic");
  EXPECT_EQ(view->article_count, 2);
}

TEST_F(EntitiesTest, WhiteSpaceMakesNoOtherForm) {
  Document document = Naming("https://vellmar.example/1");
  Name(document, kTolven, "Mira Tolven");
  Name(document, kTolven, "Mira\xC2\xA0Tolven");
  Name(document, kTolven, "Mira\nTolven ");
  Keep({document});
  EXPECT_THAT(FormsOf(kTolven), ElementsAre("Mira Tolven"));
}

TEST_F(EntitiesTest, RolesHaveTheDaysOfTheArticlesThatGiveThem) {
  Document first = Naming("https://vellmar.example/1", "2023-03-01T23:30:00-05:00");
  Name(first, kTolven, "Mira Tolven", "Mayor of Vell");
  Document later = Naming("https://vellmar.example/2", "2024-05-02");
  Name(later, kTolven, "Mira Tolven", "the mayor of Vell");
  Document now = Naming("https://vellmar.example/3", "2025-01-09");
  Name(now, kTolven, "Mira Tolven", "former mayor of Vell");
  Document undated = Naming("https://vellmar.example/4");
  Name(undated, kTolven, "Mira Tolven", "Mayor of Vell");
  Keep({later, undated, now, first});
  const auto view = Opened().Entity({.entity = kTolven});
  ASSERT_TRUE(view) << view.error().text;
  ASSERT_THAT(view->roles, SizeIs(2));
  EXPECT_EQ(view->roles[0].role, "former mayor of Vell");
  EXPECT_EQ(view->roles[1].articles, 3);
  EXPECT_EQ(FormatDay(*view->roles[1].first), "2023-03-01") << "the publisher's own day";
  EXPECT_EQ(FormatDay(*view->roles[1].last), "2024-05-02");
}

TEST_F(EntitiesTest, ARoleWithoutADatedArticleHasNoDays) {
  Document undated = Naming("https://vellmar.example/1");
  Name(undated, kTolven, "Mira Tolven", "Mayor of Vell");
  Keep({undated});
  const auto view = Opened().Entity({.entity = kTolven});
  ASSERT_THAT(view->roles, SizeIs(1));
  EXPECT_FALSE(view->roles[0].first);
  EXPECT_FALSE(view->roles[0].last);
}

TEST_F(EntitiesTest, APlaceHasItsCountry) {
  const EntityId vell("place/vell");
  Document document = Naming("https://vellmar.example/1");
  Name(document, vell, "Vell", "", NameKind::kPlace);
  document.article.annotations->places.push_back({{0, 1}, "Vell", "Vell", "EE", 59.4, 24.7});
  Keep({document});
  const auto view = Opened().Entity({.entity = vell});
  ASSERT_TRUE(view) << view.error().text;
  ASSERT_THAT(view->places, SizeIs(1));
  EXPECT_EQ(view->places[0].country, "EE");
  EXPECT_EQ(view->places[0].articles, 1);
}

TEST_F(EntitiesTest, MergedOnesAreOneUnderEitherAddress) {
  KeepBoth();
  Merge(kTolwin, kTolven);
  for (const EntityId& address : {kTolven, kTolwin}) {
    const auto view = Opened().Entity({.entity = address});
    ASSERT_TRUE(view) << view.error().text;
    EXPECT_EQ(view->entity, kTolven);
    EXPECT_EQ(view->article_count, 2);
    EXPECT_THAT(view->decisions, SizeIs(1));
  }
  EXPECT_THAT(FormsOf(kTolven), UnorderedElementsAre("Tolven", "Mira Tolven", "Mira Tolwin"));
}

TEST_F(EntitiesTest, AMergeHoldsForWhatComesLater) {
  KeepBoth();
  Merge(kTolwin, kTolven);
  Document later = Naming("https://vellmar.example/3");
  Name(later, kTolwin, "Tolwin");
  Keep({later});
  EXPECT_THAT(FormsOf(kTolwin), testing::Contains("Tolwin"));
  EXPECT_EQ(Opened().Entity({.entity = kTolven})->article_count, 3);
}

TEST_F(EntitiesTest, AMergeSurvivesAnotherCaptureOfTheArticle) {
  KeepBoth();
  Merge(kTolwin, kTolven);
  Document again = Naming("https://vellmar.example/2", "2025-04-01");
  again.page.body += "changed";
  again.page.fetched = kNoon + std::chrono::hours(3);
  again.article.text += " It was changed in many words since then, and said so.";
  again.article.id = StoredId(HashPage(again.page));
  Name(again, kTolwin, "M. Tolwin");
  Keep({again}, kNoon + std::chrono::hours(4));
  EXPECT_THAT(FormsOf(kTolven), testing::Contains("M. Tolwin"));
  EXPECT_THAT(FormsOf(kTolven), testing::Not(testing::Contains("Mira Tolwin"))) << "the form went with its revision";
}

TEST_F(EntitiesTest, AMergeOfManyIsWholeThoughItsRowsMoveAFewAtATime) {
  std::vector<Document> documents;
  for (int n = 0; n < 1100; ++n) {
    documents.push_back(Naming("https://vellmar.example/" + std::to_string(n), "2025-04-01"));
    Name(documents.back(), n % 2 == 0 ? kTolven : kTolwin, n % 2 == 0 ? "Mira Tolven" : "Mira Tolwin", "Mayor of Vell");
  }
  Keep(documents);
  const std::int64_t decision = Merge(kTolwin, kTolven);
  const auto merged = Opened().Entity({.entity = kTolven});
  ASSERT_TRUE(merged) << merged.error().text;
  EXPECT_EQ(merged->article_count, 1100);
  ASSERT_THAT(merged->forms, SizeIs(2));
  EXPECT_EQ(merged->forms[0].articles + merged->forms[1].articles, 1100);
  EXPECT_EQ(merged->roles.front().articles, 1100);
  ASSERT_TRUE(Opened().Undo(decision));
  EXPECT_EQ(Opened().Entity({.entity = kTolwin})->article_count, 550);
}

TEST_F(EntitiesTest, AMergeThatWasCutShortIsFinishedWhenTheCollectionIsOpened) {
  KeepBoth();
  // Decided, and no row moved yet.
  const auto decided = Opened().database().Write([](Session& session) -> Result<void> {
    session.Run(
        "INSERT INTO decisions (kind, entity, entity_name, form, form_key, article, other, name, at) "
        "VALUES ('merge', 'person/mira-tolwin', '', '', '', '', 'person/mira-tolven', '', 1)");
    session.Run("INSERT INTO notes (name, value) VALUES ('unsettled entities', ?)",
                {"person/mira-tolven\nperson/mira-tolwin"});
    return {};
  });
  ASSERT_TRUE(decided) << decided.error().text;
  store_.reset();
  EXPECT_EQ(Opened().Entity({.entity = kTolven})->article_count, 2);
  EXPECT_THAT(FormsOf(kTolven), UnorderedElementsAre("Tolven", "Mira Tolven", "Mira Tolwin"));
}

TEST_F(EntitiesTest, WithoutWordsThoseNamedMostAreListed) {
  KeepBoth();
  const EntityId vell("place/vell");
  Document document = Naming("https://vellmar.example/3");
  for (int n = 0; n < 5; ++n) {
    Name(document, vell, "Vell", "", NameKind::kPlace);
  }
  Keep({document});
  const auto all = Opened().EntitiesCalled("", "", 10);
  ASSERT_TRUE(all) << all.error().text;
  ASSERT_THAT(*all, SizeIs(3));
  EXPECT_EQ((*all)[0].entity, vell);
  EXPECT_EQ((*all)[1].entity, kTolven);
  EXPECT_THAT(*Opened().EntitiesCalled("", "person", 1), SizeIs(1));
  EXPECT_EQ(Opened().EntitiesCalled("", "person", 1)->front().entity, kTolven);
}

TEST_F(EntitiesTest, UndoingGivesBackWhatWas) {
  KeepBoth();
  const std::int64_t decision = Merge(kTolwin, kTolven);
  ASSERT_TRUE(Opened().Undo(decision));
  EXPECT_THAT(FormsOf(kTolwin), ElementsAre("Mira Tolwin"));
  EXPECT_THAT(FormsOf(kTolven), ElementsAre("Tolven", "Mira Tolven"));
  EXPECT_THAT(*Opened().Decisions(10), IsEmpty());
  EXPECT_EQ(Opened().Undo(decision).error().fault, Fault::kNotFound);
}

TEST_F(EntitiesTest, ChainsOfMergesEndAtOneAndCirclesEnd) {
  KeepBoth();
  Document third = Naming("https://vellmar.example/3");
  Name(third, kOther, "Arn Tolven");
  Keep({third});
  Merge(kTolwin, kTolven);
  const std::int64_t second = Merge(kTolven, kOther);
  EXPECT_EQ(Opened().Entity({.entity = kTolwin})->entity, kOther);
  EXPECT_EQ(Opened().Entity({.entity = kTolwin})->article_count, 3);
  // They are one: merging them the other way round says nothing new.
  const auto refused = Opened().Decide({.kind = DecisionKind::kMerge, .entity = kOther, .other = kTolwin}, kNoon);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kUsage);
  ASSERT_TRUE(Opened().Undo(second));
  EXPECT_EQ(Opened().Entity({.entity = kTolwin})->entity, kTolven);
  EXPECT_THAT(FormsOf(kOther), ElementsAre("Arn Tolven"));
}

TEST_F(EntitiesTest, AFormIsPartedForAllArticles) {
  KeepBoth();
  const std::int64_t decision =
      Settle({.kind = DecisionKind::kPart, .entity = kTolven, .form = "tolven", .name = "Arn Tolven"});
  EXPECT_THAT(FormsOf(kTolven), ElementsAre("Mira Tolven"));
  const EntityId made = Opened().Decisions(1)->front().other;
  const auto view = Opened().Entity({.entity = made});
  ASSERT_TRUE(view) << view.error().text;
  EXPECT_EQ(view->name, "Arn Tolven") << "as the user called it";
  EXPECT_THAT(FormsOf(made), ElementsAre("Tolven"));
  ASSERT_TRUE(Opened().Undo(decision));
  EXPECT_THAT(FormsOf(kTolven), ElementsAre("Tolven", "Mira Tolven"));
  EXPECT_FALSE(Opened().Entity({.entity = made}));
}

TEST_F(EntitiesTest, OneArticlesMentionIsPartedToAnotherThatIsKnown) {
  Document one = Naming("https://vellmar.example/1");
  Name(one, kTolven, "Tolven");
  Document other = Naming("https://vellmar.example/2");
  Name(other, kTolven, "Tolven");
  Document third = Naming("https://vellmar.example/3");
  Name(third, kOther, "Arn Tolven");
  Keep({one, other, third});
  Settle({.kind = DecisionKind::kPart, .entity = kTolven, .article = other.article.id, .other = kOther});
  EXPECT_EQ(Opened().Entity({.entity = kTolven})->article_count, 1);
  EXPECT_EQ(Opened().Entity({.entity = kOther})->article_count, 2);
  const auto article = Opened().Article(other.article.id);
  EXPECT_EQ(article->article.annotations->names.front().entity, kOther) << "the article's page says so too";
}

TEST_F(EntitiesTest, OfDecisionsThatContradictEachOtherTheLaterHolds) {
  KeepBoth();
  Settle({.kind = DecisionKind::kPart, .entity = kTolven, .form = "Tolven", .other = kTolwin});
  EXPECT_THAT(FormsOf(kTolwin), ElementsAre("Tolven", "Mira Tolwin"));
  Merge(kTolwin, kTolven);
  EXPECT_THAT(FormsOf(kTolven), SizeIs(3));
  Settle({.kind = DecisionKind::kPart, .entity = kTolven, .form = "Mira Tolwin", .name = "Mira Tolwin"});
  EXPECT_THAT(FormsOf(kTolven), ElementsAre("Tolven", "Mira Tolven"));
}

TEST_F(EntitiesTest, WhatSaysNothingIsRefused) {
  KeepBoth();
  const auto fault = [&](const NewDecision& decision) {
    const auto done = Opened().Decide(decision, kNoon);
    EXPECT_FALSE(done);
    return done ? Fault::kStorage : done.error().fault;
  };
  EXPECT_EQ(fault({.kind = DecisionKind::kMerge, .entity = kTolven, .other = kTolven}), Fault::kUsage);
  EXPECT_EQ(fault({.kind = DecisionKind::kMerge, .entity = kTolven}), Fault::kUsage);
  EXPECT_EQ(fault({.kind = DecisionKind::kMerge, .entity = kTolven, .other = kOther}), Fault::kNotFound);
  EXPECT_EQ(fault({.kind = DecisionKind::kPart, .entity = kTolven, .name = "X"}), Fault::kUsage);
  EXPECT_EQ(fault({.kind = DecisionKind::kPart, .entity = kTolven, .form = "Brenning", .name = "X"}), Fault::kNotFound);
}

TEST_F(EntitiesTest, NamesAreFoundInAnyScriptAndSpelling) {
  KeepBoth();
  Document russian = Naming("https://vellmar.example/3");
  Name(russian, kTolven, "Мира Толвен");
  Keep({russian});
  const auto called = [&](const std::string& words) {
    std::vector<std::string> ids;
    const auto lines = Opened().EntitiesCalled(words, "", 10);
    EXPECT_TRUE(lines) << lines.error().text;
    for (const EntityLine& line : *lines) {
      ids.push_back(line.entity.value());
    }
    return ids;
  };
  EXPECT_THAT(called("Толвен"), ElementsAre(kTolven.value()));
  EXPECT_THAT(called("tolv"), ElementsAre(kTolven.value())) << "a word that is begun";
  EXPECT_THAT(called("Mira"), ElementsAre(kTolven.value(), kTolwin.value())) << "most named first";
  EXPECT_THAT(called("Tollven"), ElementsAre(kTolven.value())) << "spelt alike";
  EXPECT_THAT(called("Brenning"), IsEmpty());
  EXPECT_THAT(called("\"'%*"), IsEmpty());
}

TEST_F(EntitiesTest, WithItsArticlesAnEntityIsGone) {
  Document sample = Naming("https://vellmar.example/1", "2025-03-01");
  Name(sample, kTolven, "Mira Tolven", "Mayor");
  Document own = Naming("https://vellmar.example/2", "2025-03-02");
  Name(own, kTolwin, "Mira Tolwin");
  Keep({sample}, kNoon, true);
  Keep({own});
  ASSERT_TRUE(Opened().Entity({.entity = kTolven}));
  ASSERT_EQ(*Opened().RemoveSamples(), 1);
  EXPECT_FALSE(Opened().Entity({.entity = kTolven}));
  EXPECT_THAT(*Opened().EntitiesCalled("Tolven", "", 10), IsEmpty());
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

}  // namespace
}  // namespace headwater::store
