// Full text: inflections in several languages, phrases, filters, and words that mean harm.
#include "store/search.h"

#include <gmock/gmock.h>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class SearchTest : public StoreTest {};

TEST_F(SearchTest, EnglishWordsAreFoundInAnyInflection) {
  Keep({MakeDocument("en", "Ministers negotiated", "The negotiations about sanctions went on for houses of Vellmar.")});
  EXPECT_THAT(Find("negotiating sanction"), SizeIs(1));
  EXPECT_THAT(Find("HOUSE"), SizeIs(1));
  EXPECT_THAT(Find("negotiating peace"), IsEmpty());
}

TEST_F(SearchTest, GermanWordsAreFoundInAnyInflectionAndWithoutTheirMarks) {
  Keep({MakeDocument("de", "Häuser in Vellmar", "Die Verhandlungen über die Straßen scheiterten.", "de")});
  EXPECT_THAT(Find("Verhandlung"), SizeIs(1));
  EXPECT_THAT(Find("hauser"), SizeIs(1));
  EXPECT_THAT(Find("strasse"), SizeIs(1));
}

TEST_F(SearchTest, RussianWordsAreFoundInAnyInflection) {
  Keep({MakeDocument("ru", "Переговоры", "Российский министр приехал на переговоры о новых санкциях.", "ru")});
  EXPECT_THAT(Find("российского министра"), SizeIs(1));
  EXPECT_THAT(Find("санкции"), SizeIs(1));
  EXPECT_THAT(Find("переговорах"), SizeIs(1));
}

TEST_F(SearchTest, ChineseWordsAreFoundWithinLongerOnes) {
  Keep({MakeDocument("zh", "外交部长会谈", "外交部长在维尔马市举行了总统选举会谈。", "zh")});
  EXPECT_THAT(Find("选举"), SizeIs(1));
  EXPECT_THAT(Find("总统 会谈"), SizeIs(1));
  EXPECT_THAT(Find("统总"), IsEmpty());
}

TEST_F(SearchTest, APhraseStandsAsItIs) {
  Keep({MakeDocument("a", "One", "The minister of ports resigned."),
        MakeDocument("b", "Two", "Ports of the minister resigned.")});
  EXPECT_THAT(Find("\"minister of ports\""), ElementsAre("a"));
  EXPECT_THAT(Find("“Ports of the minister”"), ElementsAre("b"));
  EXPECT_THAT(Find("\"ministers of ports\""), IsEmpty());
  EXPECT_THAT(Find("\"minister of ports"), SizeIs(2));
}

TEST_F(SearchTest, MatchesAreMarkedInTheHeadlineToo) {
  Keep({MakeDocument("a", "Ministers of Vellmar resign", "Both said so on Monday.")});
  SearchQuestion question;
  question.words = "resigned";
  const auto hits = *Opened().Search(question);
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits.front().headline, "Ministers of Vellmar \x01resign\x02");
  EXPECT_EQ(hits.front().line.headline, "Ministers of Vellmar resign");
}

TEST_F(SearchTest, TheNewestComesFirst) {
  std::vector<Document> documents;
  for (const std::string day : {"2025-05-02", "2025-05-09", "2025-05-04"}) {
    documents.push_back(MakeDocument(day, "Harbour", "The harbour opened on " + day));
    documents.back().article.published = ParseMoment(day);
  }
  Keep(documents);
  EXPECT_THAT(Find("harbour"), ElementsAre("2025-05-09", "2025-05-04", "2025-05-02"));
  SearchQuestion question;
  question.words = "harbour";
  question.limit = 1;
  const auto first = Opened().Search(question);
  question.after = first->front().place;
  EXPECT_THAT(Find(question), ElementsAre("2025-05-04"));
  question.after.reset();
  question.offset = 2;
  EXPECT_THAT(Find(question), ElementsAre("2025-05-02"));
  question.oldest_first = true;
  question.offset = 0;
  question.limit = 9;
  EXPECT_THAT(Find(question), ElementsAre("2025-05-02", "2025-05-04", "2025-05-09"));
  question.after = first->front().place;
  EXPECT_THAT(Find(question), IsEmpty());
}

TEST_F(SearchTest, ADateInTheFutureDoesNotLead) {
  Document future = MakeDocument("future", "Harbour", "From tomorrow.");
  future.article.published = ParseMoment("2031-01-01");
  Keep({future});
  Keep({MakeDocument("now", "Harbour", "Of today.")}, kNoon + std::chrono::hours(1));
  EXPECT_THAT(Find("harbour"), ElementsAre("now", "future"));
}

TEST_F(SearchTest, FiltersNarrowTheHits) {
  Document german = MakeDocument("de", "Hafen", "Der Hafen von Vellmar.", "de");
  german.article.publisher = "Kestrel Zeitung";
  german.article.published = ParseMoment("2025-05-01T10:00:00Z");
  Document english = MakeDocument("en", "Harbour", "Vellmar has a harbour.");
  english.article.published = ParseMoment("2025-05-03T10:00:00Z");
  Keep({german, english});
  SearchQuestion question;
  question.words = "vellmar";
  EXPECT_THAT(Find(question), SizeIs(2));
  question.language = "de";
  EXPECT_THAT(Find(question), ElementsAre("de"));
  question.language.clear();
  question.source = "vellmar post";
  EXPECT_THAT(Find(question), ElementsAre("en"));
  question.words.clear();
  EXPECT_THAT(Find(question), ElementsAre("en"));
  question.source.clear();
  question.words = "vellmar";
  question.to = german.article.published->at;
  EXPECT_THAT(Find(question), ElementsAre("de"));
  question.to.reset();
  question.from = english.article.published->at;
  EXPECT_THAT(Find(question), ElementsAre("en"));
}

TEST_F(SearchTest, ByLineAndCreditAreFound) {
  Document document = MakeDocument("a", "Harbour", "It opened.");
  document.article.authors = {"Jon Arvik"};
  document.article.credit = "Norwire";
  Keep({document});
  EXPECT_THAT(Find("arvik norwire"), SizeIs(1));
}

TEST_F(SearchTest, HostileWordsAreJustWords) {
  Keep({MakeDocument("a", "NEAR", "A harbour OR nothing, text with a* star.")});
  for (const std::string words :
       {"harbour\"", "\"\"\"", "harbour AND", "NEAR(harbour", "headline : harbour", "harbour*", "^harbour", "-harbour",
        "{a b} : c", "'; DROP TABLE articles; --", "(((", "harbour OR", "\x03l:en",
        "\x04"
        "en\x04harbour",
        "a\\b", "%_"}) {
    SearchQuestion question;
    question.words = words;
    EXPECT_TRUE(Opened().Search(question)) << words;
  }
  EXPECT_THAT(Find(std::string("harbour\0\xFF\xC0", 10)), SizeIs(1));
  EXPECT_THAT(Find("harbour AND"), IsEmpty());
  EXPECT_THAT(Find("( harbour )"), SizeIs(1));
  EXPECT_THAT(Find("…"), IsEmpty());
  EXPECT_THAT(Find(""), IsEmpty());
  std::string long_words;
  for (int i = 0; i < 10'000; ++i) {
    long_words += "harbour ";
  }
  EXPECT_THAT(Find(long_words), SizeIs(1));
  EXPECT_EQ(Opened().Counts()->articles, 1);
}

TEST_F(SearchTest, HostileTextIsJustText) {
  Keep({MakeDocument("a", "\x03l:de\x03s:norwire", "\x04ru\x04 houses \xFF\xFE " + std::string(100'000, 'x'))});
  EXPECT_THAT(Find("houses"), SizeIs(1));
  SearchQuestion question;
  question.words = "houses";
  question.language = "de";
  EXPECT_THAT(Find(question), IsEmpty());
}

TEST(SnippetTest, ShowsTheWordsWhereTheyStand) {
  EXPECT_EQ(Snippet("The negotiations failed.", "en", ParseSearch("negotiating")), "The \x01negotiations\x02 failed.");
  EXPECT_EQ(Snippet("One two.\n\nThree four.", "en", ParseSearch("\"two three\"")), "One \x01two. Three\x02 four.");
  EXPECT_EQ(Snippet("Nothing here.", "en", ParseSearch("harbour")), "Nothing here.");
  EXPECT_EQ(Snippet("总统选举会谈", "zh", ParseSearch("选举")), "总统\x01选举\x02会谈");
  EXPECT_EQ(Snippet("", "en", ParseSearch("harbour")), "");
}

TEST(SnippetTest, ShowsTheStretchWithMostOfTheWords) {
  std::string filler;
  for (int i = 0; i < 100; ++i) {
    filler += "filler ";
  }
  const std::string snippet = Snippet("A harbour. " + filler + "The harbour of Torsund opened. " + filler, "en",
                                      ParseSearch("harbour torsund"));
  EXPECT_THAT(snippet, HasSubstr("The \x01harbour\x02 of \x01Torsund\x02 opened."));
  EXPECT_LT(snippet.size(), 400U);
  EXPECT_TRUE(snippet.starts_with("… "));
}

}  // namespace
}  // namespace headwater::store
