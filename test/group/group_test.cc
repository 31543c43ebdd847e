// Grouping as a user meets it: articles in, stories out.
#include "group/group.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace headwater::group {
namespace {

news::Article MakeArticle(const std::string& id, const std::string& headline, const std::string& text,
                          const std::string& day = "2031-05-02") {
  news::Article article;
  article.id = news::ArticleId(id);
  article.language = "en";
  article.headline = headline;
  article.text = text;
  article.published = ParseMoment(day);
  return article;
}

const news::Article kTanker = MakeArticle(
    "tanker", "Tanker Brynhild aground at Ostervik",
    "The harbour of Ostervik was closed on Monday after the tanker Brynhild ran aground on the eastern mole, master "
    "Ragna Holt said. Some 140 tonnes of heating oil leaked into the fjord.");
const news::Article kTankerToo = MakeArticle(
    "tanker2", "Oil leaks into fjord as Brynhild hits mole",
    "Heating oil is leaking from the Brynhild, which struck the mole of Ostervik. Harbour master Ragna Holt closed the "
    "port and called tugs from the mainland.",
    "2031-05-03");
const news::Article kMeteorite = MakeArticle(
    "stone", "Pupils find meteorite in potato field",
    "Pupils of the Lindmoor grammar school have found a meteorite the size of a fist. Their teacher Edda Voss told the "
    "council that the museum will show the stone.");

// A grouper that has read enough to know which words are common.
Grouper WellRead() {
  Grouper grouper;
  for (int i = 0; i < 80; ++i) {
    std::string text = "The council met on the matter and";
    for (int word = 0; word < 150; ++word) {
      text += " topic" + std::to_string(i) + "x" + std::to_string(word);
    }
    grouper.Notice(MakeArticle("read" + std::to_string(i), "", text));
  }
  return grouper;
}

TEST(GroupTest, TwoReportsOfOneEventAreOneStoryAndAnotherEventIsNot) {
  Grouper grouper = WellRead();
  grouper.Add(kTanker, {});
  grouper.Add(kMeteorite, {});
  const auto changed = grouper.Add(kTankerToo, {});
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].id.value(), "tanker");
  ASSERT_EQ(changed[0].articles.size(), 2U);
  EXPECT_EQ(changed[0].articles[0].value(), "tanker");
  EXPECT_EQ(FormatMoment(*changed[0].last), "2031-05-03");
  EXPECT_EQ(grouper.Stories().size(), 2U);
}

TEST(GroupTest, ACopyGoesWhereItsSourceIs) {
  Grouper grouper;
  grouper.Add(kTanker, {});
  const news::Article bare = MakeArticle("bare", "", "Nothing of note but a line.");
  news::Copy copy;
  copy.article = bare.id;
  copy.of = kTanker.id;
  copy.shared = 0.9;
  const auto changed = grouper.Add(bare, {{copy}});
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].articles.size(), 2U);
  EXPECT_EQ(changed[0].headline, kTanker.headline);
}

TEST(GroupTest, EveryArticleIsInExactlyOneStoryWhateverHappens) {
  Grouper grouper;
  for (int i = 0; i < 40; ++i) {
    news::Article article = i % 2 == 0 ? kTanker : kMeteorite;
    article.id = news::ArticleId("a" + std::to_string(i));
    grouper.Add(article, {});
  }
  grouper.Add(kTanker, {});
  grouper.Add(kTanker, {});  // again
  grouper.Remove(news::ArticleId("a0"));
  std::vector<std::string> ids;
  for (const news::Story& story : grouper.Stories()) {
    for (const news::ArticleId& id : story.articles) {
      ids.push_back(id.value());
    }
  }
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end());
  EXPECT_EQ(ids.size(), 40U);
}

TEST(GroupTest, WhatAPersonJoinedStaysTogetherAndWhatWasPartedStaysApart) {
  Grouper grouper = WellRead();
  grouper.Rule({kTankerToo.id, kTanker.id, false});
  grouper.Add(kTanker, {});
  grouper.Add(kMeteorite, {});
  grouper.Add(kTankerToo, {});
  EXPECT_EQ(grouper.Stories().size(), 3U);
  const auto joined = grouper.Rule({kMeteorite.id, kTanker.id, true});
  ASSERT_EQ(joined.size(), 2U);
  EXPECT_EQ(joined[0].articles.size() + joined[1].articles.size(), 2U);
  grouper.Add(kMeteorite, {});  // placed anew
  grouper.Add(kTankerToo, {});
  EXPECT_EQ(grouper.Stories().size(), 2U);
  // The last word counts: all three are together now, then the tanker is on its own.
  EXPECT_EQ(grouper.Rule({kTankerToo.id, kTanker.id, true}).size(), 2U);
  EXPECT_EQ(grouper.Stories().size(), 1U);
  grouper.Rule({kTanker.id, kMeteorite.id, false});
  EXPECT_EQ(grouper.Stories().size(), 2U);
}

TEST(GroupTest, AnEmptyArticleIsAStoryOfItsOwn) {
  Grouper grouper;
  grouper.Add(MakeArticle("a", "", "", ""), {});
  grouper.Add(MakeArticle("b", "", "", ""), {});
  EXPECT_EQ(grouper.Stories().size(), 2U);
}

TEST(GroupTest, LaterTurnsOfOneSubjectAreStoriesOfOneThread) {
  Grouper grouper = WellRead();
  grouper.Add(kTanker, {});
  grouper.Add(kMeteorite, {});
  grouper.Add(MakeArticle("inquiry", "Inquiry blames pilot for Brynhild grounding",
                          "The pilot of the Brynhild was drunk, an inquiry in Ostervik has found a year after the "
                          "tanker ran aground. Insurers will sue, lawyers told judges; Ragna Holt was cleared.",
                          "2032-06-20"),
              {});
  const auto stories = grouper.Stories();
  ASSERT_EQ(stories.size(), 3U) << "the inquiry is another story";
  EXPECT_EQ(stories[2].thread, stories[0].thread);
  EXPECT_NE(stories[1].thread, stories[0].thread);
}

// Names each of the words wherever they stand; the texts are plain ASCII.
news::Article Naming(news::Article article, const std::vector<std::string>& words, news::NameKind kind,
                     const std::string& as) {
  if (!article.annotations) {
    article.annotations.emplace();
  }
  for (const std::string& each : words) {
    for (std::size_t at = article.text.find(each); at != std::string::npos; at = article.text.find(each, at + 1)) {
      const news::Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + each.size())};
      article.annotations->names.push_back({span, each, kind, {}, news::EntityId(as + "/" + each), {}});
    }
  }
  return article;
}

TEST(GroupTest, StoriesOfOneTownAreNotOneThreadForThat) {
  const news::Article ferry = MakeArticle(
      "ferry", "Ferry aground with 212 passengers",
      "A ferry ran aground on a sandbank off Port Maren at dawn. Lifeboats took 212 passengers to Thessel Quay, where "
      "nurses waited with blankets. The captain told the coast guard that a beacon was dark. Tugs will pull the hull "
      "free at high tide, and divers look for cracks below the waterline.");
  const news::Article mayor = MakeArticle(
      "mayor", "Mayor resigns over sale to brother",
      "The mayor of Port Maren has resigned. His brother had bought warehouses near Thessel Quay for a third of their "
      "worth, a court found, and the council never voted. An election follows within eight weeks; three lawyers and a "
      "retired judge want to stand.",
      "2032-05-12");
  const std::vector<std::string> towns{"Port Maren", "Thessel Quay"};
  Grouper grouper = WellRead();
  grouper.Add(Naming(ferry, towns, news::NameKind::kPlace, "place"), {});
  grouper.Add(Naming(mayor, towns, news::NameKind::kPlace, "place"), {});
  const auto stories = grouper.Stories();
  ASSERT_EQ(stories.size(), 2U);
  EXPECT_NE(stories[0].thread, stories[1].thread);
}

TEST(GroupTest, ARestoredWindowGoesOnWhereItWas) {
  Grouper grouper = WellRead();
  grouper.Restore(kTanker, news::StoryId("old"), news::ThreadId("thread"));
  const auto changed = grouper.Add(kTankerToo, {});
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed[0].id.value(), "old");
  EXPECT_EQ(changed[0].thread.value(), "thread");
}

TEST(GroupTest, ABeginnerJoinsNothingOnAFewCommonWords) {
  Grouper grouper;
  grouper.Add(MakeArticle("a", "", "The council of Lindmoor voted for a new bridge over the river on Friday."), {});
  grouper.Add(MakeArticle("b", "",
                          "Crowds came to the harvest fair of Lindmoor, where the mill by the river opened its doors."),
              {});
  EXPECT_EQ(grouper.Stories().size(), 2U);
}

// As they came, page furniture and all; that they are one thread when read is tested with the pipeline.
TEST(GroupTest, TheFiveSeedsAreFiveStories) {
  const std::filesystem::path folder = HW_SHARED_DIR "/seeds";
  if (!std::filesystem::is_directory(folder)) {
    GTEST_SKIP() << "SKIPPED: no seeds at " << folder;
  }
  std::set<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.insert(entry.path());
  }
  Grouper grouper;
  std::vector<news::Article> articles;
  for (const auto& path : paths) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    articles.push_back(MakeArticle(path.filename().string(), "", text.str(), ""));
    grouper.Notice(articles.back());
  }
  for (const news::Article& article : articles) {
    grouper.Add(article, {});
  }
  const auto stories = grouper.Stories();
  EXPECT_EQ(stories.size(), 5U);
}

TEST(GroupTest, WhatIsForgottenIsNoLongerInAStory) {
  Grouper grouper;
  grouper.Add(kTanker, {});
  grouper.Forget(ParseMoment("2031-06-01")->at);
  EXPECT_TRUE(grouper.Stories().empty());
}

}  // namespace
}  // namespace headwater::group
