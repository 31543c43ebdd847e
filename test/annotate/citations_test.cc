// Citations: whom an article says it has something from.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "annotate/annotate.h"
#include "news/spelling.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

// `how source` of each citation.
std::vector<std::string> CitedIn(news::Article article) {
  Annotate(article);
  std::vector<std::string> cited;
  for (const news::Citation& citation : article.annotations->citations) {
    cited.push_back(std::string(news::Spell(citation.how)) + " " + citation.source);
  }
  return cited;
}

std::vector<std::string> Cited(const std::string& text, const std::string& language = "en") {
  news::Article article;
  article.text = text;
  article.language = language;
  return CitedIn(article);
}

using List = std::vector<std::string>;

TEST(CitationsTest, WhoWasToldIsCited) {
  EXPECT_EQ(Cited("The minister told the FT that the talks had failed."), List{"told Financial Times"});
  EXPECT_EQ(Cited("\"We wait,\" Orla Venn told Reuters in an interview on Monday."), List{"told Reuters"});
  EXPECT_EQ(Cited("In an interview with Le Monde, Orla Venn called it a mistake."), List{"told Le Monde"});
  EXPECT_EQ(Cited("He told the Ashford Herald that he would stay."), List{"told Ashford Herald"});
}

TEST(CitationsTest, ReportsOfAMediumAreCited) {
  EXPECT_EQ(Cited("The bridge is closed, Reuters reported on Monday."), List{"reported Reuters"});
  EXPECT_EQ(Cited("According to Le Monde, the bridge is closed."), List{"reported Le Monde"});
  EXPECT_EQ(Cited("The most telling thing, Vellmar Post writes, is the silence."), List{"reported Vellmar Post"});
  EXPECT_EQ(Cited("The loan was first reported by the Vellmar Tribune."), List{"reported Vellmar Tribune"});
  EXPECT_EQ(Cited("The letter, seen by Reuters, is undated."), List{"reported Reuters"});
  EXPECT_EQ(Cited("In an interview with the Ullish edition of Vellmar Kurier she agreed."),
            List{"told Vellmar Kurier"});
  EXPECT_EQ(Cited("The news agency Orvel reported a fire."), List{"reported Orvel"});
}

TEST(CitationsTest, PersonsParliamentsAndBuildingsAreNoMedia) {
  EXPECT_EQ(Cited("He told the minister that it was late. She told parliament the same."), List{});
  EXPECT_EQ(Cited("According to Foreign Secretary Ada Thorn, troops would create targets."), List{});
  EXPECT_EQ(Cited("The fire began near the New York Times building, police said."), List{});
  EXPECT_EQ(Cited("A Washington Post-ABC poll found that few agree. A former Times editor left."), List{});
  EXPECT_EQ(Cited("Time said nothing to them, for the sun reported late."), List{});
}

TEST(CitationsTest, PersonsNamedLikeMediaAndPhrasesLikeTheirNamesAreNone) {
  EXPECT_EQ(Cited("It was late. The biographer Andrew Sinclair said as much, and Mr. Band wrote it."), List{});
  EXPECT_EQ(Cited("Nobody there, the TSA said, opens bags. In all, mill owners wrote letters."), List{});
  EXPECT_EQ(Cited("Le monde dit que le pont est fermé, et le figaro le répète.", "fr"), List{});
  EXPECT_EQ(Cited("She told ABC news of it."), List{"told ABC News"});
}

TEST(CitationsTest, MediaWithoutNamesAreCitedAsTheyAreCalled) {
  news::Article article;
  article.text = "In May German media wrote that units were ready. Nobody on social media reported it.";
  article.language = "en";
  Annotate(article);
  ASSERT_EQ(article.annotations->citations.size(), 1U);
  EXPECT_EQ(article.annotations->citations[0].source, "German media");
  EXPECT_TRUE(article.annotations->citations[0].source_id.value().empty());
}

TEST(CitationsTest, DatelinesNameTheAgency) {
  EXPECT_EQ(Cited("ULLHOLM, March 3 (Reuters) - The bridge over the river was closed again."),
            List{"dateline Reuters"});
  EXPECT_EQ(Cited("OSTBY (AP) \xE2\x80\x94 The bridge over the river was closed again."),
            List{"dateline Associated Press"});
  EXPECT_EQ(Cited("OSTBY (THNA) -- The bridge over the river was closed again."), List{"dateline THNA"});
  EXPECT_EQ(Cited("Orla Venn (D-Texas) - once a judge - left the house on a Monday."), List{});
}

TEST(CitationsTest, LinesAroundTheProseCredit) {
  EXPECT_EQ(Cited("By Reuters\n\nThe bridge over the river was closed again."), List{"byline Reuters"});
  EXPECT_EQ(Cited("By Orla Venn, Associated Press\n\nThe bridge was closed."), List{"byline Associated Press"});
  EXPECT_EQ(Cited("The bridge was closed.\n\n\xC2\xA9 2022 Vellmar Post. All rights reserved."),
            List{"copyright Vellmar Post"});
  EXPECT_EQ(Cited("The bridge was closed.\n\nThis article was originally published in The Vellmar Post."),
            List{"credit The Vellmar Post"});
  EXPECT_EQ(Cited("The bridge was closed.\n\nSource: Thornby Gazette"), List{"credit Thornby Gazette"});
  EXPECT_EQ(Cited("The bridge was closed.\n\nThe Associated Press contributed to this report."),
            List{"credit Associated Press"});
}

TEST(CitationsTest, CreditsOfPicturesAreNone) {
  EXPECT_EQ(Cited("The bridge at dusk. Photo: Orla Venn / Associated Press"), List{});
  EXPECT_EQ(Cited("Image copyright Reuters Image caption The bridge at dusk"), List{});
  EXPECT_EQ(Cited("The bridge in May. (AP Photo/Orla Venn)"), List{});
}

TEST(CitationsTest, TheArticlesOwnSiteIsNotCredited) {
  news::Article article;
  article.text = "OSTBY (Vellmar Post) - The bridge was closed.\n\n\xC2\xA9 2022 Vellmar Post";
  article.url = "https://www.vellmarpost.example/1";
  article.language = "en";
  EXPECT_EQ(CitedIn(article), List{});
}

TEST(CitationsTest, MarksAndMetadataCreditToo) {
  news::Article article;
  article.text = "The bridge over the river was closed again.";
  article.language = "en";
  article.credit = "AFP";
  article.marks = {{news::MarkKind::kCaption, "The bridge. Reuters"},
                   {news::MarkKind::kCopyright, "\xC2\xA9 Vellmar Post"}};
  Annotate(article);
  const auto& citations = article.annotations->citations;
  ASSERT_EQ(citations.size(), 2U);
  EXPECT_EQ(citations[0].source, "AFP");
  EXPECT_EQ(citations[0].how, news::CitationHow::kCredit);
  EXPECT_EQ(citations[1].mark, 1U);
  EXPECT_EQ(citations[1].span, (news::Span{0, 14}));
}

TEST(CitationsTest, LinksGiveCitationsTheirAddress) {
  news::Article article;
  article.text = "The bridge is closed, Reuters reported. An earlier account differs.";
  article.language = "en";
  article.links = {{"https://www.reuters.com/bridge", "reported"}, {"https://www.lemonde.fr/pont", "earlier account"}};
  Annotate(article);
  const auto& citations = article.annotations->citations;
  ASSERT_EQ(citations.size(), 2U);
  EXPECT_EQ(citations[0].url, "https://www.reuters.com/bridge");
  EXPECT_EQ(citations[1].how, news::CitationHow::kLink);
  EXPECT_EQ(citations[1].source, "Le Monde");
}

TEST(CitationsTest, OtherLanguagesCiteInTheirWays) {
  EXPECT_EQ(Cited("Wie die Vellmarer Zeitung berichtet, bleibt die Brücke zu.", "de"),
            List{"reported Vellmarer Zeitung"});
  EXPECT_EQ(Cited("Le pont reste fermé, selon l'AFP.", "fr"), List{"reported AFP"});
  EXPECT_EQ(Cited("Das sagte Orla Venn der Deutschen Presse-Agentur.", "de"), List{"told dpa"});
  EXPECT_EQ(Cited("Мост закрыт, сообщает ТАСС.", "ru"), List{"reported TASS"});
  EXPECT_EQ(Cited("Об этом она рассказала в интервью «Известиям».", "ru"), List{"told Izvestia"});
  EXPECT_EQ(Cited("Według Gazety Wyborczej most jest zamknięty.", "pl"), List{"reported Gazeta Wyborcza"});
}

// The lines of a shared document as paragraphs, furniture and all; empty where there is none.
std::string SharedLines(const std::string& beginning) {
  std::string text;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(HW_SHARED_DIR) + "/seeds", none)) {
    if (entry.path().filename().string().starts_with(beginning)) {
      std::ifstream file(entry.path());
      for (std::string line; std::getline(file, line);) {
        text += line + "\n\n";
      }
    }
  }
  return text;
}

List SortedSources(const std::string& text) {
  news::Article article;
  article.text = text;
  article.language = "en";
  Annotate(article);
  List sources;
  for (const news::Citation& citation : article.annotations->citations) {
    sources.push_back(citation.source);
  }
  std::sort(sources.begin(), sources.end());
  sources.erase(std::unique(sources.begin(), sources.end()), sources.end());
  return sources;
}

TEST(CitationsTest, EveryMediumOfTheSharedDocumentsIsCitedAndNoOther) {
  if (SharedLines("000").empty()) {
    GTEST_SKIP() << "no shared documents at " << HW_SHARED_DIR << ": their citations are NOT tested";
  }
  EXPECT_EQ(SortedSources(SharedLines("000")),
            (List{"Bloomberg", "German media", "Izvestia", "Svenska Dagbladet", "The Kyiv Independent"}));
  EXPECT_EQ(SortedSources(SharedLines("001")), (List{"Dow Jones & Company"}));
  EXPECT_EQ(SortedSources(SharedLines("002")), (List{"Reuters"}));
  EXPECT_EQ(SortedSources(SharedLines("003")),
            (List{"AFP", "Bloomberg", "ERR", "Financial Times", "Gazeta Wyborcza", "Le Monde", "Politico", "Reuters",
                  "Ritzau", "The Guardian", "The New York Times", "The Telegraph"}));
  EXPECT_EQ(SortedSources(SharedLines("004")), List{});
}

TEST(CitationsTest, SpansCountCodePoints) {
  news::Article article;
  article.text = "Žofie Šťastná told Reuters so.";
  article.language = "en";
  Annotate(article);
  ASSERT_EQ(article.annotations->citations.size(), 1U);
  EXPECT_EQ(article.annotations->citations[0].span, (news::Span{14, 26}));
  EXPECT_EQ(article.annotations->citations[0].text, "told Reuters");
}

}  // namespace
}  // namespace headwater::annotate
