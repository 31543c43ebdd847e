// Noisy plain pages in several languages, as cases in folders: page.txt, and wanted.txt with the fields and the prose.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "extract/plain_article.h"
#include "news/spelling.h"

namespace headwater::extract {
namespace {

std::string Content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string Told(const news::Article& article) {
  std::string told;
  const auto line = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) {
      told.append(name).append(": ").append(value).append("\n");
    }
  };
  line("headline", article.headline);
  line("credit", article.credit);
  line("dateline", article.dateline);
  line("published", article.published ? FormatMoment(*article.published) : "");
  line("modified", article.modified ? FormatMoment(*article.modified) : "");
  line("language", article.language);
  line("access", article.access == news::Access::kUnknown ? "" : news::Spell(article.access));
  for (const std::string& author : article.authors) {
    line("author", author);
  }
  for (const news::Mark& mark : article.marks) {
    line(news::Spell(mark.kind), mark.text);
  }
  return told + "\n" + article.text + "\n";
}

TEST(PlainCasesTest, EveryPageGivesWhatAnEditorWouldKeep) {
  std::size_t cases = 0;
  for (const auto& folder : std::filesystem::directory_iterator(std::filesystem::path(HW_TEST_DIR) / "plain")) {
    SCOPED_TRACE(folder.path().filename().string());
    news::Page page;
    page.id = "case";
    const auto article = ArticleFromPlain(Content(folder.path() / "page.txt"), page, {});
    ASSERT_TRUE(article) << article.error().text;
    EXPECT_EQ(Told(*article), Content(folder.path() / "wanted.txt"));
    ++cases;
  }
  EXPECT_GE(cases, 6U);
}

}  // namespace
}  // namespace headwater::extract
