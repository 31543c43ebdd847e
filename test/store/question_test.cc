// What a person types into a search box, taken apart.
#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string DayOfSeconds(const std::optional<sys_seconds>& at) {
  return at ? FormatMoment(MomentOfInstant(*at)) : "none";
}

TEST(QuestionTest, OperatorsAreTakenOutAndWordsStay) {
  const SearchQuestion question =
      ReadQuestion("bridge Speaker:\"Oda Brenning\" source:Tidewire place:“Port Vell” LANG:EN \"every strand\"");
  EXPECT_EQ(question.words, "bridge \"every strand\"");
  EXPECT_EQ(question.speaker, "Oda Brenning");
  EXPECT_EQ(question.source, "Tidewire");
  EXPECT_EQ(question.place, "Port Vell");
  EXPECT_EQ(question.language, "en");
  EXPECT_THAT(question.not_understood, IsEmpty());
}

TEST(QuestionTest, AfterIsFromThatTimeOnAndBeforeUntilItBegins) {
  const SearchQuestion month = ReadQuestion("after:2025-03 before:2025-04");
  EXPECT_EQ(DayOfSeconds(month.from), "2025-03-01T00:00:00Z");
  EXPECT_EQ(DayOfSeconds(month.to), "2025-03-31T23:59:59Z");
  EXPECT_EQ(DayOfSeconds(ReadQuestion("after:2024").from), "2024-01-01T00:00:00Z");
  EXPECT_EQ(DayOfSeconds(ReadQuestion("before:2024-02-29").to), "2024-02-28T23:59:59Z");
}

TEST(QuestionTest, StoriesOfOneOriginCanBeAskedFor) {
  EXPECT_TRUE(ReadQuestion("bridge single:yes").single_origin);
  EXPECT_FALSE(ReadQuestion("bridge single:no").single_origin);
  EXPECT_THAT(ReadQuestion("bridge single:maybe").not_understood, ElementsAre("single:maybe"));
}

TEST(QuestionTest, ATimeThatIsNoneIsSaid) {
  for (const std::string typed : {"after:yesterday", "before:2025-13", "after:2025-02-30", "after:25", "after:2025-"}) {
    const SearchQuestion question = ReadQuestion("bridge " + typed);
    EXPECT_THAT(question.not_understood, ElementsAre(typed));
    EXPECT_FALSE(question.from);
    EXPECT_FALSE(question.to);
    EXPECT_EQ(question.words, "bridge");
  }
}

TEST(QuestionTest, WhatIsNoOperatorIsAWord) {
  for (const std::string typed :
       {"12:30", "foo:bar", "speaker:", "speaker: x", ":", "\"speaker:Ada\"", "https://a.example"}) {
    const SearchQuestion question = ReadQuestion(typed);
    EXPECT_EQ(question.words, typed);
    EXPECT_EQ(question.speaker, "");
  }
}

TEST(QuestionTest, WhatIsTypedWinsOverTheFields) {
  SearchQuestion fields;
  fields.words = "gone";
  fields.speaker = "Ada";
  fields.source = "Post";
  const SearchQuestion question = ReadQuestion("speaker:Oda", fields);
  EXPECT_EQ(question.speaker, "Oda");
  EXPECT_EQ(question.source, "Post");
  EXPECT_EQ(question.words, "");
}

TEST(QuestionTest, AnOpenQuotationEndsWithTheText) {
  const SearchQuestion question = ReadQuestion("speaker:\"Oda Brenning and more");
  EXPECT_EQ(question.speaker, "Oda Brenning and more");
}

}  // namespace
}  // namespace headwater::store
