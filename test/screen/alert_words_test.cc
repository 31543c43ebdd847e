// What fired, in words.
#include "screen/alert_words.h"

#include <gmock/gmock.h>

#include "screen/letters.h"

namespace headwater::screen {
namespace {

using testing::HasSubstr;
using testing::Not;

store::AlertHit Hit(store::AlertKind kind) {
  store::AlertHit hit;
  hit.kind = kind;
  hit.number = 2;
  hit.story.story.id = news::StoryId("abc");
  hit.story.story.headline = "The ferry stops";
  hit.roots = {{"a1", "The Vellmar Post", "https://vellmar.example/1", news::ArticleId("a1")},
               {"source/Orrin Radio", "Orrin Radio", "", {}}};
  return hit;
}

TEST(AlertWordsTest, TheSourcesThatCountAreNamed) {
  EXPECT_EQ(ReasonWords(Hit(store::AlertKind::kSources)), "2 independent sources: The Vellmar Post and Orrin Radio");
}

TEST(AlertWordsTest, WhereSomeBelongTogetherTheyAreNotSaidToBeTheOnesThatCount) {
  store::AlertHit hit = Hit(store::AlertKind::kSources);
  hit.roots.push_back({"source/Orrin Evening", "Orrin Evening", "", {}});
  EXPECT_EQ(ReasonWords(hit),
            "2 independent sources for certain; it goes back to The Vellmar Post, Orrin Radio and Orrin Evening");
}

TEST(AlertWordsTest, AStoryOfUnknownOriginSaysSo) {
  store::AlertHit hit = Hit(store::AlertKind::kStory);
  hit.roots.clear();
  EXPECT_EQ(ReasonWords(hit), "A new story; its primary source is not known yet");
}

TEST(AlertWordsTest, APositionIsToldByItsStances) {
  store::AlertHit hit = Hit(store::AlertKind::kPosition);
  hit.who = "Oda Brenning";
  hit.before = "for";
  hit.after = "against";
  EXPECT_EQ(ReasonWords(hit), "Oda Brenning stands elsewhere than before: first “for it”, now “against it”");
}

TEST(AlertWordsTest, APrimarySourceLeadsToItsPageHereOrOnTheWebAndNowhereElse) {
  const store::AlertHit hit = Hit(store::AlertKind::kStory);
  EXPECT_EQ(RootAddress(hit.roots.front(), "https://house.example/"), "https://house.example/article/a1");
  EXPECT_EQ(RootAddress({"x", "X", "javascript:alert(1)", {}}, "/"), "");
}

TEST(BriefingTextTest, ABriefingIsReadableAsPlainText) {
  store::Briefing briefing;
  briefing.until = std::chrono::sys_days(std::chrono::year(2025) / 5 / 12) + std::chrono::hours(7);
  briefing.sections.emplace_back();
  store::Briefed item;
  item.story = Hit(store::AlertKind::kStory).story;
  item.roots = Hit(store::AlertKind::kStory).roots;
  item.articles = 5;
  item.then = news::Independence{2, 2, 0};
  briefing.items.push_back(item);
  const std::string text = BriefingText(briefing, "Europe/Tallinn", "https://house.example/");
  EXPECT_THAT(text, HasSubstr("Morning briefing, 12 May 2025"));
  EXPECT_THAT(text, HasSubstr("1. The ferry stops\n   5 articles, 2 independent sources\n"));
  EXPECT_THAT(text, HasSubstr("Primary source: The Vellmar Post: https://house.example/article/a1"));
  EXPECT_THAT(text, Not(HasSubstr("<")));
}

}  // namespace
}  // namespace headwater::screen
