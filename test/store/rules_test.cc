// Rules: what they meet, and what they do with it.
#include "store/rules.h"

#include <chrono>

#include "store/port.h"
#include "store/reading.h"
#include "store/rule_match.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

Rule Hiding(const std::string& words) {
  Rule rule;
  rule.person = kFirstPerson;
  rule.title = "Quiet";
  rule.words = words;
  rule.hide = true;
  return rule;
}

bool Meets(const Rule& rule, const news::Article& article, std::string_view origin = "", bool single = false) {
  const RuleIndex index({rule});
  return !index.Meet({article, {"https://post.example/feed"}, {"World/Asia"}, origin, single}).empty();
}

news::Article Bridge() {
  news::Article article;
  article.url = "https://www.post.example/1";
  article.publisher = "The Vellmar Post";
  article.headline = "Harbour bridges closed in Vell";
  article.text = "Engineers found cracks. Nobody drives over it, said the mayor.";
  article.language = "en";
  article.authors = {"Oda Brenning"};
  news::Statement statement;
  statement.speaker = news::Speaker{};
  statement.speaker->name = "Tam Okoro";
  article.annotations.emplace().statements.push_back(statement);
  return article;
}

TEST(RuleMatchTest, AllWordsOfALineMustBeThereInAnyInflection) {
  EXPECT_TRUE(Meets(Hiding("bridge crack"), Bridge()));
  EXPECT_FALSE(Meets(Hiding("bridge tunnel"), Bridge()));
  EXPECT_TRUE(Meets(Hiding("tunnel\nBRIDGE"), Bridge()));
  EXPECT_FALSE(Meets(Hiding("…"), Bridge())) << "what comes to no word meets nothing";
}

TEST(RuleMatchTest, APhraseIsMetAsItStands) {
  EXPECT_TRUE(Meets(Hiding("\"harbour bridges\""), Bridge()));
  EXPECT_FALSE(Meets(Hiding("\"bridges harbour\""), Bridge()));
  EXPECT_FALSE(Meets(Hiding("\"vell engineers\""), Bridge())) << "not from the headline into the text";
}

TEST(RuleMatchTest, CharactersOfAWordStandInARow) {
  news::Article article;
  article.headline = "大阪桥梁关闭";
  article.language = "zh";
  EXPECT_TRUE(Meets(Hiding("桥梁"), article));
  EXPECT_FALSE(Meets(Hiding("梁桥"), article));
}

TEST(RuleMatchTest, EveryConditionMustHold) {
  const auto with = [](auto set) {
    Rule rule = Hiding("bridge");
    set(rule);
    return rule;
  };
  EXPECT_FALSE(Meets(with([](Rule& rule) { rule.words = "cracks", rule.headline_only = true; }), Bridge()));
  EXPECT_TRUE(Meets(with([](Rule& rule) { rule.source = "vellmar post"; }), Bridge()));
  EXPECT_TRUE(Meets(with([](Rule& rule) { rule.source = "post.example"; }), Bridge()));
  EXPECT_FALSE(Meets(with([](Rule& rule) { rule.source = "Tidewire"; }), Bridge()));
  EXPECT_TRUE(Meets(with([](Rule& rule) { rule.folder = "World"; }), Bridge()));
  EXPECT_FALSE(Meets(with([](Rule& rule) { rule.folder = "Asia"; }), Bridge()));
  EXPECT_TRUE(Meets(with([](Rule& rule) { rule.speaker = "okoro"; }), Bridge()));
  EXPECT_TRUE(Meets(with([](Rule& rule) { rule.author = "ODA BRENNING"; }), Bridge()));
  EXPECT_FALSE(Meets(with([](Rule& rule) { rule.language = "de"; }), Bridge()));
  EXPECT_TRUE(Meets(with([](Rule& rule) { rule.shorter = 12; }), Bridge()));
  EXPECT_FALSE(Meets(with([](Rule& rule) { rule.longer = 12; }), Bridge()));
  EXPECT_TRUE(Meets(with([](Rule& rule) { rule.origin = "self"; }), Bridge(), "self"));
  EXPECT_FALSE(Meets(with([](Rule& rule) { rule.origin = "self"; }), Bridge(), "outlet"));
  EXPECT_FALSE(Meets(with([](Rule& rule) { rule.single_origin = true; }), Bridge(), "", false));
  Rule by_feed = Hiding("");
  by_feed.feed = "https://post.example/feed";
  EXPECT_TRUE(Meets(by_feed, Bridge()));
}

TEST(RuleMatchTest, ThousandsOfRulesCostAnArticleLittle) {
  std::vector<Rule> rules;
  for (int n = 0; n < 5000; ++n) {
    rules.push_back(Hiding("word" + std::to_string(n) + " bridge"));
  }
  const RuleIndex index(rules);
  news::Article article = Bridge();
  for (int n = 0; n < 500; ++n) {
    article.text += " lamp" + std::to_string(n);
  }
  const auto begin = std::chrono::steady_clock::now();
  for (int n = 0; n < 20; ++n) {
    EXPECT_TRUE(index.Meet({article, {}, {}, "", false}).empty());
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2)) << "100 ms an article";
}

class RulesTest : public StoreTest {
 protected:
  Rules rules() { return Rules(Opened()); }
  ItemState StateOf(const Document& document) {
    Reading reading(Opened());
    const std::vector ids{document.article.id};
    const auto items = reading.ItemsOf(ids);
    EXPECT_TRUE(items);
    const auto states = reading.States(kFirstPerson, *items);
    return states && !states->empty() ? states->front() : ItemState{};
  }
  void StepAll(sys_seconds now) {
    for (int n = 0; n < 20; ++n) {
      const auto more = rules().Step(now);
      ASSERT_TRUE(more) << more.error().text;
      if (!*more) {
        return;
      }
    }
    FAIL() << "it never ends";
  }

  Document old_ = MakeDocument("https://vellmar.example/old", "Old bridge", "An older report on the bridge.");
  Document bridge_ = MakeDocument("https://vellmar.example/1", "Bridge closed", "The bridge is closed.");
  Document tram_ = MakeDocument("https://vellmar.example/2", "Tram runs", "The tram runs again.");
};

TEST_F(RulesTest, WhatComesInIsDealtWithAndWhatWasThereIsNot) {
  Keep({old_}, kNoon);
  StepAll(kNoon + std::chrono::minutes(1));
  Rule rule = Hiding("bridge");
  rule.tag = "works";
  rule.star = true;
  ASSERT_TRUE(rules().Put(rule));
  Keep({bridge_, tram_}, kNoon + std::chrono::minutes(2));
  StepAll(kNoon + std::chrono::minutes(30));
  const auto hidden = rules().Hidden(kFirstPerson, 10, 0);
  ASSERT_EQ(hidden->size(), 1U);
  const auto among = rules().HiddenOf(kFirstPerson, std::vector{bridge_.article.id, tram_.article.id});
  ASSERT_TRUE(among && among->size() == 1);
  EXPECT_EQ(among->at(bridge_.article.id).reason, "Quiet: bridge");
  EXPECT_EQ(among->at(bridge_.article.id).item, hidden->front().item);
  EXPECT_EQ(hidden->front().line.headline, "Bridge closed");
  EXPECT_EQ(hidden->front().reason, "Quiet: bridge");
  EXPECT_TRUE(StateOf(bridge_).read);
  EXPECT_TRUE(StateOf(bridge_).starred);
  EXPECT_EQ(StateOf(bridge_).tags, std::vector<std::string>{"works"});
  EXPECT_FALSE(StateOf(tram_).read);
  EXPECT_FALSE(StateOf(old_).read);
}

TEST_F(RulesTest, OnRequestARuleGoesThroughWhatIsThereAndCanBeTakenBack) {
  Keep({old_, bridge_, tram_}, kNoon);
  StepAll(kNoon + std::chrono::minutes(10));
  const auto id = rules().Put(Hiding("bridge"));
  ASSERT_TRUE(id);
  const auto caught = rules().Preview(Hiding("bridge"), 100, 1);
  EXPECT_EQ(caught->count, 2);
  EXPECT_EQ(caught->of, 3);
  EXPECT_EQ(caught->caught.size(), 1U);
  ASSERT_TRUE(rules().GoBack(kFirstPerson, *id));
  StepAll(kNoon + std::chrono::minutes(11));
  auto hidden = rules().Hidden(kFirstPerson, 10, 0);
  ASSERT_EQ(hidden->size(), 2U);
  ASSERT_TRUE(rules().Unhide(kFirstPerson, hidden->front().item, kNoon));
  EXPECT_EQ(rules().Hidden(kFirstPerson, 10, 0)->size(), 1U);
  // It stays out, whatever rules say.
  ASSERT_TRUE(rules().GoBack(kFirstPerson, *id));
  StepAll(kNoon + std::chrono::minutes(12));
  EXPECT_EQ(rules().Hidden(kFirstPerson, 10, 0)->size(), 1U);
  ASSERT_TRUE(rules().Remove(kFirstPerson, *id));
  EXPECT_TRUE(rules().Hidden(kFirstPerson, 10, 0)->empty());
}

TEST_F(RulesTest, ARuleGoesBackThoughAllArePaused) {
  Keep({old_, bridge_, tram_}, kNoon);
  StepAll(kNoon + std::chrono::minutes(10));
  const auto id = rules().Put(Hiding("bridge"));
  ASSERT_TRUE(rules().Pause(kFirstPerson, *id, true));
  ASSERT_TRUE(rules().GoBack(kFirstPerson, *id));
  StepAll(kNoon + std::chrono::minutes(11));
  EXPECT_EQ(rules().Hidden(kFirstPerson, 10, 0)->size(), 2U);
}

TEST_F(RulesTest, WhatAFaultLeftHiddenAndUnreadIsRead) {
  StepAll(kNoon - std::chrono::minutes(1));
  ASSERT_TRUE(rules().Put(Hiding("bridge")));
  Keep({bridge_}, kNoon);
  BreakInserts(Opened().database(), OnPostgres(), "item_marks");
  ASSERT_FALSE(rules().Step(kNoon + std::chrono::minutes(30)));
  MendInserts(Opened().database(), OnPostgres(), "item_marks");
  StepAll(kNoon + std::chrono::minutes(31));
  EXPECT_EQ(rules().Hidden(kFirstPerson, 10, 0)->size(), 1U);
  EXPECT_TRUE(StateOf(bridge_).read);
}

TEST_F(RulesTest, AStoryIsHiddenWhenAllOfItIs) {
  Keep({old_, bridge_, tram_}, kNoon);
  const news::Story both = Place({bridge_, old_});
  const news::Story mixed = Place({tram_});
  StepAll(kNoon + std::chrono::minutes(10));
  const auto id = rules().Put(Hiding("bridge"));
  ASSERT_TRUE(rules().GoBack(kFirstPerson, *id));
  StepAll(kNoon + std::chrono::minutes(11));
  const std::vector stories{both.id, mixed.id};
  EXPECT_EQ(*rules().HiddenAmong(kFirstPerson, stories), std::set{both.id});
  EXPECT_TRUE(rules().HiddenAmong(2, stories)->empty()) << "of others nothing is";
}

TEST_F(RulesTest, ARuleIsItsOwnersAlone) {
  const auto id = rules().Put(Hiding("bridge"));
  ASSERT_TRUE(id);
  Rule others = Hiding("tram");
  others.id = *id;
  others.person = 2;
  EXPECT_FALSE(rules().Put(others));
  EXPECT_FALSE(rules().Remove(2, *id));
  EXPECT_FALSE(rules().GoBack(2, *id));
  EXPECT_TRUE(rules().Of(2)->empty());
}

TEST_F(RulesTest, ARuleThatAsksForNothingOrDoesNothingIsRefused) {
  EXPECT_FALSE(rules().Put(Hiding("")));
  Rule idle = Hiding("bridge");
  idle.hide = false;
  EXPECT_FALSE(rules().Put(idle));
}

}  // namespace
}  // namespace headwater::store
