// Statements that say the same are told once, where they appeared first, whatever the order in which they came.
#include <gmock/gmock.h>

#include <algorithm>

#include "store/alike.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using news::EntityId;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const EntityId kBrenning("person/oda-brenning");
constexpr const char* kStrand = "Nobody will drive over the bridge before every strand is looked at";

class ToldTest : public StoreTest {
 protected:
  static Document Saying(const std::string& url, const std::string& published, const std::string& words,
                         const EntityId& who = kBrenning, const std::string& form = "Oda Brenning") {
    return MakeSaying(url, published, words, who, form);
  }

  std::vector<StatementLine> Told(const EntityId& who = kBrenning) {
    const auto view = Opened().Entity({.entity = who});
    return view ? view->statements : std::vector<StatementLine>{};
  }
};

TEST_F(ToldTest, TheSameWordsInSeveralArticlesAreToldAtTheFirst) {
  const Document early = Saying("https://a.example/1", "2025-03-11T08:10:00+01:00", kStrand);
  const Document late = Saying("https://b.example/1", "2025-03-11T10:02:00+01:00", std::string(kStrand) + ".");
  Document day = Saying("https://c.example/1", "2025-03-11", kStrand);
  const Document longer =
      Saying("https://d.example/1", "2025-03-12T07:00:00Z",
             std::string(kStrand) + ", and the town will not pay for ferries as long as the state owns the road");
  std::vector<Document> documents{early, late, day, longer};
  std::ranges::sort(documents, {}, [](const Document& each) { return each.page.url; });
  do {
    for (const Document& document : documents) {
      Keep({document});
    }
    const auto told = Told();
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].article, early.article.id);
    EXPECT_EQ(told[0].articles, 4);
    ASSERT_THAT(told[0].places, SizeIs(4));
    EXPECT_EQ(told[0].places[1].article, late.article.id);
    EXPECT_EQ(told[0].places[2].article, day.article.id) << "nothing says that it was earlier that day";
    store_.reset();
    for (const std::string suffix : {"", "-wal", "-shm"}) {
      std::filesystem::remove(path_ + suffix);
    }
  } while (std::ranges::next_permutation(documents, {}, [](const Document& each) { return each.page.url; }).found);
}

TEST_F(ToldTest, AnotherNumberOrANegationIsAnotherStatement) {
  Keep({Saying("https://a.example/1", "2025-03-11", "We expect 40 days of work on the two cables of the bridge"),
        Saying("https://b.example/1", "2025-03-12", "We expect 60 days of work on the two cables of the bridge"),
        Saying("https://c.example/1", "2025-03-13",
               "We do not expect 40 days of work on the two cables of the bridge")});
  EXPECT_THAT(Told(), SizeIs(3));
}

TEST_F(ToldTest, AnotherSpeakersWordsAreTheirs) {
  const EntityId other("person/arn-tolven");
  Keep({Saying("https://a.example/1", "2025-03-11", kStrand),
        Saying("https://b.example/1", "2025-03-12", kStrand, other, "Arn Tolven")});
  EXPECT_THAT(Told(), SizeIs(1));
  EXPECT_THAT(Told(other), SizeIs(1));
  ASSERT_TRUE(Opened().Decide({.kind = DecisionKind::kMerge, .entity = other, .other = kBrenning}, kNoon));
  ASSERT_THAT(Told(), SizeIs(1));
  EXPECT_EQ(Told()[0].articles, 2) << "they are one, and so is what they said";
  ASSERT_TRUE(Opened().Undo(Opened().Decisions(1)->front().id));
  EXPECT_EQ(Told()[0].articles, 1);
  EXPECT_THAT(Told(other), SizeIs(1));
}

TEST_F(ToldTest, WhenTheFirstIsRemovedTheNextIsTheFirst) {
  const Document early = Saying("https://a.example/1", "2025-03-11", kStrand);
  const Document late = Saying("https://b.example/1", "2025-03-12", kStrand);
  Keep({early}, kNoon, true);
  Keep({late});
  EXPECT_EQ(Told()[0].article, early.article.id);
  ASSERT_EQ(*Opened().RemoveSamples(), 1);
  ASSERT_THAT(Told(), SizeIs(1));
  EXPECT_EQ(Told()[0].article, late.article.id);
  EXPECT_EQ(Told()[0].articles, 1);
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

TEST_F(ToldTest, TheArticleKnowsWhereElseItsStatementsStand) {
  const Document early = Saying("https://a.example/1", "2025-03-11", kStrand);
  const Document late = Saying("https://b.example/1", "2025-03-12", kStrand);
  Keep({late, early, Saying("https://c.example/1", "2025-03-12", "Ferries go at six.")});
  const auto view = Opened().Article(late.article.id);
  ASSERT_THAT(view->said_in, SizeIs(1));
  EXPECT_EQ(view->said_in.at(0).front().article, early.article.id);
}

TEST_F(ToldTest, AReservedArticleHasNoStatements) {
  Document document = Saying("https://a.example/1", "2025-03-11", kStrand);
  Keep({document, Saying("https://b.example/1", "2025-03-12", kStrand)});
  document.article.rights.emplace().listing = false;
  ASSERT_TRUE(Opened().Revise({&document.page, &document.article, "", false}, kNoon));
  ASSERT_THAT(Told(), SizeIs(1));
  EXPECT_EQ(Told()[0].articles, 1);
  EXPECT_EQ(Opened().Entity({.entity = kBrenning})->article_count, 1);
}

TEST_F(ToldTest, StatementsAreFoundByWordsSpeakerPlaceAndTime) {
  Document early = Saying("https://a.example/1", "2025-03-11", kStrand);
  early.article.annotations->places.push_back({{0, 1}, "Vell", "Vell", "EE", 59.4, 24.7});
  Document late = Saying("https://b.example/1", "2025-04-12", "Ferries go at six", kBrenning, "Brenning");
  Keep({early, late,
        Saying("https://c.example/1", "2025-04-13", "Strands hold", EntityId("person/arn-tolven"), "Tolven")});
  const auto found = [&](const std::string& typed) {
    std::vector<std::string> words;
    const auto lines = Opened().SearchStatements(ReadQuestion(typed));
    EXPECT_TRUE(lines) << lines.error().text;
    for (const StatementLine& line : *lines) {
      words.push_back(line.content);
    }
    return words;
  };
  EXPECT_THAT(found("strands"), ElementsAre("Strands hold", kStrand));
  EXPECT_THAT(found("Brenning"), ElementsAre("Ferries go at six", kStrand)) << "who speaks is found by name";
  EXPECT_THAT(found("speaker:Brenning strand"), ElementsAre(kStrand));
  EXPECT_THAT(found("Brenning ferries"), ElementsAre("Ferries go at six"));
  EXPECT_THAT(found("speaker:brenning after:2025-04"), ElementsAre("Ferries go at six"));
  EXPECT_THAT(found("speaker:brenning before:2025-04-12"), ElementsAre(kStrand));
  EXPECT_THAT(found("place:Estonia strand"), ElementsAre(kStrand));
  EXPECT_THAT(found("place:vell"), ElementsAre(kStrand));
  EXPECT_THAT(found("speaker:\"Arn Tolven\""), IsEmpty());
  EXPECT_THAT(found("speaker:person/arn-tolven"), ElementsAre("Strands hold"));
}

TEST_F(ToldTest, APersonsStatementsAreFoundUnderEverySpelling) {
  const EntityId kallin("person/maja-kallin");
  Document latin = Saying("https://a.example/1", "2025-03-11", "Ferries go at six", kallin, "Maja Kallin");
  Document other = Saying("https://b.example/1", "2025-03-12", "The harbour is deep enough", kallin, "Callin");
  Document cyrillic = Saying("https://c.example/1", "2025-03-13", "Мост закрыт", kallin, "Мая Каллин");
  latin.article.text += ". So says Kallin.";
  Keep({latin, other, cyrillic});
  for (const std::string name : {"Callin", "Kallin", "Каллин", "callin", "Maja Kallin"}) {
    EXPECT_THAT(*Opened().SearchStatements(ReadQuestion(name)), SizeIs(3)) << name;
    EXPECT_THAT(*Opened().SearchStatements(ReadQuestion("speaker:\"" + name + "\"")), SizeIs(3)) << name;
  }
  EXPECT_THAT(*Opened().SearchStatements(ReadQuestion("Callin ferries")), SizeIs(1));
  EXPECT_THAT(Find("Callin"), ElementsAre("https://a.example/1")) << "what spells it otherwise is found too";
}

TEST(AlikeTest, NearlyTheSameWordsAreAlikeAndOthersAreNot) {
  const auto same = [](std::string_view one, std::string_view other) {
    return SaysTheSame(WordingOf(one), WordingOf(other));
  };
  EXPECT_TRUE(same("It was an “act of war”, plain and simple, she thinks",
                   "it was an act of war, plain and simple she thinks"));
  EXPECT_TRUE(same("I resign", "“I resign.”"));
  EXPECT_FALSE(same("I resign", "I won't resign"));
  EXPECT_FALSE(same("The bridge will be open again in May, as far as I know",
                    "The bridge will not be open again in May, as far as I know"));
  EXPECT_FALSE(same("", ""));
  EXPECT_FALSE(same("We must act together now", "We must act together tomorrow"));
}

}  // namespace
}  // namespace headwater::store
