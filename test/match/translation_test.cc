// Translations, told by what every language keeps; the texts are in translation/, their names in brackets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "match/match.h"
#include "text/utf8.h"

namespace headwater::match {
namespace {

news::Article Read(const std::string& id, const std::string& language, const std::string& day) {
  std::ifstream file(std::string(HW_TEST_DIR) + "/translation/" + id + ".txt");
  const std::string marked((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_FALSE(marked.empty()) << id;
  news::Article article;
  article.id = news::ArticleId(id);
  article.language = language;
  article.published = ParseMoment(day);
  article.annotations.emplace();
  for (const char c : marked) {
    const auto place = static_cast<std::uint32_t>(text::CountCodePoints(article.text));
    if (c == '[') {
      article.annotations->names.emplace_back();
      article.annotations->names.back().span.begin = place;
    } else if (c == ']') {
      article.annotations->names.back().span.end = place;
    } else {
      article.text.push_back(c);
    }
  }
  return article;
}

class TranslationTest : public testing::TestWithParam<const char*> {};

TEST_P(TranslationTest, IsFoundParagraphByParagraph) {
  Matcher matcher;
  matcher.Add(Read("en", "en", "2031-05-05T08:00:00Z"));
  const auto copies = matcher.Add(Read(GetParam(), GetParam(), "2031-05-05T14:00:00Z"));
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].kind, news::CopyKind::kTranslation);
  EXPECT_EQ(copies[0].article.value(), GetParam());
  EXPECT_EQ(copies[0].of.value(), "en");
  EXPECT_GE(copies[0].passages.size(), 5U);
  EXPECT_GT(copies[0].shared, 0.7);
  EXPECT_THAT(copies[0].why, testing::Not(testing::IsEmpty()));
  EXPECT_TRUE(matcher.Stands(copies[0]));
}

INSTANTIATE_TEST_SUITE_P(Languages, TranslationTest, testing::Values("de", "ru", "fr", "et"));

TEST(TranslationsTest, AmongThemselvesTheyAreTranslationsToo) {
  Matcher matcher;
  matcher.Add(Read("ru", "ru", "2031-05-05T08:00:00Z"));
  matcher.Add(Read("et", "et", "2031-05-05T09:00:00Z"));
  EXPECT_EQ(matcher.Add(Read("fr", "fr", "2031-05-05T14:00:00Z")).size(), 2U);
}

TEST(TranslationsTest, WhoNamesTheSourceOfOneTextTranslatesThatOne) {
  news::Article wire = Read("en", "en", "2031-05-05T08:00:00Z");
  wire.credit = "Vellin Wire";
  const news::Article rival = Read("ru", "ru", "2031-05-05T09:00:00Z");
  news::Article translation = Read("fr", "fr", "2031-05-05T14:00:00Z");
  translation.annotations->citations.emplace_back();
  translation.annotations->citations.back().source = "Vellin Wire";
  translation.annotations->citations.back().how = news::CitationHow::kReported;

  Matcher matcher;
  matcher.Add(wire);
  matcher.Add(rival);
  const auto copies = matcher.Add(translation);
  ASSERT_EQ(copies.size(), 1U);
  EXPECT_EQ(copies[0].of.value(), "en");
  EXPECT_TRUE(matcher.Stands(copies[0]));

  // Where the rival was there first, it stands no longer once the better source has come.
  Matcher backwards;
  backwards.Add(translation);
  const auto early = backwards.Add(rival);
  ASSERT_EQ(early.size(), 1U);
  EXPECT_TRUE(backwards.Stands(early[0]));
  backwards.Add(wire);
  EXPECT_FALSE(backwards.Stands(early[0]));
}

TEST(TranslationsTest, AnotherReportOfTheEventIsNone) {
  for (const char* language : {"en", "ru", "fr", "et"}) {
    Matcher matcher;
    matcher.Add(Read(language, language, "2031-05-05T08:00:00Z"));
    EXPECT_TRUE(matcher.Add(Read("other_de", "de", "2031-05-06T14:00:00Z")).empty()) << language;
  }
}

}  // namespace
}  // namespace headwater::match
