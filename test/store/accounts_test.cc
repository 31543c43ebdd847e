// Accounts of stories, threads and speakers, weighed from what was kept.
#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using news::EntityId;
using testing::IsEmpty;
using testing::SizeIs;

const EntityId kBrenning("person/oda-brenning");
const EntityId kHolm("person/ada-holm");

class AccountsTest : public StoreTest {
 protected:
  static Document Open(const std::string& url = "https://a.example/open") {
    return MakeSaying(url, "2025-03-01T08:00:00Z", "We do not rule out sending engineers to Vellmar", kBrenning,
                      "Oda Brenning");
  }
  static Document NotReady() {
    return MakeSaying("https://b.example/not", "2025-09-01T08:00:00Z", "We are not ready to send engineers to Vellmar",
                      kBrenning, "Oda Brenning");
  }

  std::vector<news::Matter> Positions(const std::string& about = "") {
    const auto matters = Opened().Positions({.entity = kBrenning, .about = about});
    EXPECT_TRUE(matters) << matters.error().text;
    return matters.value_or(std::vector<news::Matter>{});
  }
};

TEST_F(AccountsTest, APositionIsToldWithItsTurnAndItsFirstPlace) {
  Keep({NotReady()});
  Keep({Open()});
  Keep({Open("https://c.example/later")});
  const auto matters = Positions();
  ASSERT_THAT(matters, SizeIs(1));
  EXPECT_TRUE(matters[0].moved);
  ASSERT_THAT(matters[0].turns, SizeIs(2));
  EXPECT_EQ(matters[0].turns[0].stance, news::Stance::kOpen);
  EXPECT_EQ(matters[0].turns[0].account.articles, 2) << "told once, at its first place";
  EXPECT_TRUE(matters[0].turns[1].turned);
  EXPECT_THAT(Positions("engineers vellm"), SizeIs(1));
  EXPECT_THAT(Positions("harbour"), IsEmpty());
}

TEST_F(AccountsTest, APositionIsOfTheDayOnWhichItWasSaidWhereTheArticleTells) {
  Document recalled = NotReady();
  recalled.article.published = ParseMoment("2025-02-20T08:00:00Z");
  recalled.article.annotations->statements.front().said = "2025-02-19";
  Document open = Open();
  // A portrait of May tells what she said in January.
  open.article.published = ParseMoment("2025-05-01T08:00:00Z");
  open.article.annotations->statements.front().said = "2025-01-10";
  Keep({recalled, open});
  const auto matters = Positions();
  ASSERT_THAT(matters, SizeIs(1));
  ASSERT_THAT(matters[0].turns, SizeIs(2));
  EXPECT_EQ(matters[0].turns[0].stance, news::Stance::kOpen);
  EXPECT_EQ(matters[0].turns[0].account.said, "2025-01-10");
  EXPECT_EQ(matters[0].turns[1].stance, news::Stance::kAgainst);
}

TEST_F(AccountsTest, WhatIsTakenBackMovesNobody) {
  const Document open = Open();
  const Document later = NotReady();
  Keep({open, later});
  ASSERT_THAT(Positions(), SizeIs(1));
  news::Article withdrawn = later.article;
  withdrawn.rights.emplace();
  withdrawn.rights->listing = false;
  const KeptPage kept{nullptr, &withdrawn, "", false};
  ASSERT_TRUE(Opened().Revise(kept, kNoon));
  EXPECT_THAT(Positions(), IsEmpty());
}

TEST_F(AccountsTest, AStoryTellsWhereItsAccountsDiffer) {
  const std::vector<Document> documents{
      MakeSaying("https://a.example/1", "2025-03-01T08:00:00Z", "The harbour bridge was closed before the storm", kHolm,
                 "Ada Holm"),
      MakeSaying("https://b.example/1", "2025-03-01T09:00:00Z", "The harbour bridge was not closed before the storm",
                 kBrenning, "Oda Brenning"),
      MakeSaying("https://c.example/1", "2025-03-01T09:00:00Z", "At the bridge 12 people were killed."),
      MakeSaying("https://d.example/1", "2025-03-01T10:00:00Z", "At the bridge 15 people were killed.")};
  Keep(documents);
  const news::Story story = Place(documents);
  const auto accounts = Opened().Accounts(story.id);
  ASSERT_TRUE(accounts) << accounts.error().text;
  ASSERT_THAT(accounts->disagreements, SizeIs(1));
  EXPECT_EQ(accounts->disagreements[0].one.speaker, "Ada Holm");
  EXPECT_EQ(accounts->disagreements[0].other.article, documents[1].article.id);
  ASSERT_THAT(accounts->spreads, SizeIs(1));
  EXPECT_EQ(accounts->spreads[0].kind, news::SpreadKind::kDiffer);
  ASSERT_THAT(accounts->spreads[0].values, SizeIs(2));
  const news::Account& twelve = accounts->spreads[0].values[0].accounts[0];
  EXPECT_EQ(twelve.words.substr(twelve.ground.begin, twelve.ground.end - twelve.ground.begin), "12 people were killed");
}

TEST_F(AccountsTest, AThreadIsATimelineByTheDaysThatItsNewsIsAbout) {
  Document late = NotReady();
  Document early = Open();
  // Published later, about an earlier day.
  Document looking_back = MakeSaying("https://c.example/2", "2025-09-20T08:00:00Z", "The bridge fell on 25 August.");
  looking_back.article.annotations->times.push_back({{19, 28}, "25 August", news::TimeType::kDate, "2025-08-25"});
  Keep({late, early, looking_back});
  Place({late}, "bridge");
  Place({early}, "bridge");
  Place({looking_back}, "bridge");
  const auto timeline = Opened().Timeline(news::ThreadId("bridge"));
  ASSERT_TRUE(timeline) << timeline.error().text;
  ASSERT_THAT(timeline->turns, SizeIs(3));
  // The other stories state no time: they come last.
  EXPECT_EQ(timeline->turns[0].story.story.id.value(), looking_back.article.id.value());
  EXPECT_TRUE(timeline->turns[0].dated);
  EXPECT_FALSE(timeline->turns[1].day.has_value());
  ASSERT_THAT(timeline->positions, SizeIs(1));
  EXPECT_TRUE(timeline->positions[0].moved);
  EXPECT_EQ(Opened().Timeline(news::ThreadId("none")).error().fault, Fault::kNotFound);
}

TEST_F(AccountsTest, IndependentSourcesOfAStatementAreKeptWithIt) {
  const std::vector<Document> documents{Open("https://a.example/1"), Open("https://b.example/1"), NotReady()};
  Keep(documents);
  const std::vector<news::ArticleId> ids{documents[0].article.id, documents[2].article.id};
  const auto told = Opened().Told(ids);
  ASSERT_TRUE(told) << told.error().text;
  ASSERT_THAT(*told, SizeIs(1)) << "what stands in one article only is not among them";
  EXPECT_THAT((*told)[0].places, SizeIs(2));
  const std::vector<ToldSources> sources{{(*told)[0].told, news::Independence{1, 2, 1}}};
  ASSERT_TRUE(Opened().Write({{}, {}, {}, sources}, kNoon));
  const auto entity = Opened().Entity({.entity = kBrenning});
  ASSERT_TRUE(entity);
  ASSERT_THAT(entity->statements, SizeIs(2));
  const StatementLine& twice = entity->statements[1].articles == 2 ? entity->statements[1] : entity->statements[0];
  ASSERT_TRUE(twice.independent.has_value());
  EXPECT_EQ(twice.independent->most, 2);
  const auto article = Opened().Article(documents[1].article.id);
  ASSERT_TRUE(article);
  ASSERT_EQ(article->said_by.count(0), 1U);
  EXPECT_EQ(article->said_by.at(0).least, 1);
}

}  // namespace
}  // namespace headwater::store
