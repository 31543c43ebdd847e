// The five documents of the first exam: names and statements that a careful reader finds in them.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "annotate/annotate.h"
#include "text/utf8.h"

namespace headwater::annotate {
namespace {

// The document whose file name begins with the number; nothing where the folder is absent.
std::optional<news::Article> Seed(const std::string& number) {
  const std::filesystem::path folder = std::filesystem::path(HW_SHARED_DIR) / "seeds";
  if (!std::filesystem::is_directory(folder)) {
    return std::nullopt;
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(number)) {
      std::ifstream file(entry.path());
      news::Article article;
      article.text.assign(std::istreambuf_iterator<char>(file), {});
      Annotate(article);
      return article;
    }
  }
  return std::nullopt;
}

std::set<std::string> EntitiesOf(const news::Article& article, std::string_view name) {
  std::set<std::string> entities;
  for (const news::Name& each : article.annotations->names) {
    if (each.text == name) {
      entities.insert(each.entity.value());
    }
  }
  return entities;
}

std::set<std::string> SpeakersOf(const news::Article& article) {
  std::set<std::string> speakers;
  for (const news::Statement& statement : article.annotations->statements) {
    if (statement.speaker) {
      speakers.insert(statement.speaker->name);
    }
  }
  return speakers;
}

std::size_t CountOf(const news::Article& article, const std::string& entity) {
  return static_cast<std::size_t>(
      std::ranges::count_if(article.annotations->statements, [&entity](const news::Statement& statement) {
        return statement.speaker && statement.speaker->entity.value() == entity;
      }));
}

#define SEED_OR_SKIP(article, number)                                                \
  const std::optional<news::Article> article = Seed(number);                         \
  if (!article) {                                                                    \
    GTEST_SKIP() << "NOT TESTED: the exam's documents are not at " << HW_SHARED_DIR; \
  }

TEST(SeedsTest, TheEstonianPrimeMinisterIsOnePersonInFourDocuments) {
  SEED_OR_SKIP(first, "000");
  const auto entities = EntitiesOf(*first, "Kaya Kallas");
  ASSERT_EQ(entities.size(), 1U);
  const std::string kallas = *entities.begin();
  EXPECT_EQ(EntitiesOf(*first, "Callas"), entities);
  EXPECT_EQ(EntitiesOf(*first, "Kallas"), entities);
  EXPECT_GE(CountOf(*first, kallas), 3U);
  for (const char* const number : {"001", "002", "003"}) {
    const auto article = Seed(number);
    ASSERT_TRUE(article);
    EXPECT_EQ(EntitiesOf(*article, "Kaja Kallas"), entities) << number;
    EXPECT_GE(CountOf(*article, kallas), 1U) << number;
  }
}

TEST(SeedsTest, ThreeSpellingsOfTheLatvianPrimeMinisterAreOnePerson) {
  SEED_OR_SKIP(article, "000");
  const auto entities = EntitiesOf(*article, "Evika Silinja");
  ASSERT_EQ(entities.size(), 1U);
  EXPECT_EQ(EntitiesOf(*article, "Silinya"), entities);
  EXPECT_EQ(EntitiesOf(*article, "Silin"), entities);
}

TEST(SeedsTest, UnnamedSpeakersKeepWhatTheyAreCalled) {
  SEED_OR_SKIP(warning, "001");
  EXPECT_TRUE(SpeakersOf(*warning).contains("an adviser to the Estonian government"));
  EXPECT_TRUE(SpeakersOf(*warning).contains("Moscow (government of Russia)"));
  const auto diplomat = Seed("002");
  EXPECT_TRUE(SpeakersOf(*diplomat).contains("One NATO diplomat"));
  EXPECT_TRUE(SpeakersOf(*diplomat).contains("Moscow (government of Russia)"));
  const auto teasers = Seed("003");
  EXPECT_TRUE(SpeakersOf(*teasers).contains("unnamed officials"));
  const auto source = Seed("004");
  EXPECT_TRUE(SpeakersOf(*source).contains("source in the office of the President"));
}

TEST(SeedsTest, ScareQuotesAreNoStatements) {
  for (const char* const number : {"000", "001", "002", "003", "004"}) {
    SEED_OR_SKIP(article, number);
    const text::CodePointIndex index(article->text);
    for (const news::Statement& statement : article->annotations->statements) {
      const std::string_view words = index.Slice(statement.content.front().begin, statement.content.back().end);
      const bool quoted = words.starts_with('"') || words.starts_with("“");
      EXPECT_FALSE(quoted && std::ranges::count(words, ' ') < 3) << words;
    }
  }
}

}  // namespace
}  // namespace headwater::annotate
