// What commands are given, and findings in words.
#include "cli/inputs.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/samples.h"
#include "cli/sentences.h"
#include "cli/settings.h"

namespace headwater::cli {
namespace {

TEST(InputsTest, AnEndingIsWhatStandsBeforeGz) {
  EXPECT_EQ(EndingOf("a/b.HTML.gz"), ".html");
  EXPECT_EQ(EndingOf("b.warc"), ".warc");
  EXPECT_EQ(EndingOf("none"), "");
}

TEST(InputsTest, ALineThatIsTooLongIsPassedOver) {
  std::istringstream stream("short\n" + std::string(200'000, 'x') + "\nlast");
  std::string line;
  EXPECT_TRUE(*NextLine(stream, line, 100'000));
  EXPECT_EQ(line, "short");
  EXPECT_FALSE(NextLine(stream, line, 100'000));
  EXPECT_TRUE(*NextLine(stream, line, 100'000));
  EXPECT_EQ(line, "last");
  EXPECT_FALSE(*NextLine(stream, line, 100'000));
}

TEST(InputsTest, EmptyLinesAndLongLinesComeWhole) {
  const std::string longer(70'000, 'y');
  std::istringstream stream("\n" + longer + "\n");
  std::string line = "before";
  EXPECT_TRUE(*NextLine(stream, line, 1'000'000));
  EXPECT_EQ(line, "");
  EXPECT_TRUE(*NextLine(stream, line, 1'000'000));
  EXPECT_EQ(line, longer);
  EXPECT_FALSE(*NextLine(stream, line, 1'000'000));
}

Raw Json(std::string line) { return {"in:1", "in:1", std::move(line), true, ""}; }

TEST(InputsTest, ABodyMakesAPageAndATextAnArticle) {
  const auto page = ParseDocument(Json(R"({"url":"https://vellmar.example/1","body":"<p>x"})"));
  ASSERT_TRUE(page);
  EXPECT_EQ(std::get<news::Page>(*page).id, "https://vellmar.example/1");
  const auto article = ParseDocument(Json(R"({"text":"the \"body\" of water"})"));
  ASSERT_TRUE(article);
  EXPECT_EQ(std::get<news::Article>(*article).id.value(), "in:1");
  const auto empty = ParseDocument(Json(R"({"id":"p","body":""})"));
  ASSERT_TRUE(empty);
  EXPECT_TRUE(std::holds_alternative<news::Page>(*empty));
  const auto bad = ParseDocument(Json("nonsense"));
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().text.substr(0, 6), "in:1: ");
}

TEST(SentencesTest, IndependenceIsSaidInFull) {
  EXPECT_EQ(IndependenceSentence(23, news::Independence{2, 2, 0}), "23 articles, 2 independent sources");
  EXPECT_EQ(IndependenceSentence(9, news::Independence{2, 9, 7}),
            "9 articles, at least 2, at most 9 independent sources; 7 articles untraced");
  EXPECT_EQ(IndependenceSentence(1, news::Independence{1, 1, 0}), "1 article, 1 independent source");
  EXPECT_EQ(IndependenceSentence(1, std::nullopt), "1 article");
  EXPECT_EQ(IndependenceSentence(1, news::Independence{1, 1, 1}), "1 article, source untraced");
}

TEST(SentencesTest, AChainThatEndsNowhereSaysSo) {
  news::Origin origin;
  EXPECT_EQ(ChainSentence(origin), "unknown");
  origin.chain = {{"Vellmar Post", news::HopHow::kPublished, {}, "", {}, 1},
                  {"Orrin Wire", news::HopHow::kCredit, {}, "", {}, 1}};
  EXPECT_EQ(ChainSentence(origin), "Vellmar Post < Orrin Wire (credit) < unknown");
  origin.complete = true;
  EXPECT_EQ(ChainSentence(origin), "Vellmar Post < Orrin Wire (credit)");
}

TEST(SettingsTest, AnAddressToListenOnIsReadOrRefused) {
  serve::Settings serve;
  ASSERT_TRUE(SetListen("[::1]:8081", serve));
  EXPECT_EQ(serve.address, "::1");
  EXPECT_EQ(serve.port, 8081);
  EXPECT_FALSE(SetListen("127.0.0.1", serve));
  EXPECT_FALSE(SetListen("127.0.0.1:99999", serve));
  EXPECT_FALSE(SetListen("127.0.0.1:http", serve));
}

TEST(SettingsTest, AFileIsReadAndItsMistakesAreNamed) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("headwater-settings-" + std::to_string(getpid()));
  ASSERT_TRUE(MakeDataFolder(folder.string()));
  const auto fresh = LoadSettings(folder.string());
  ASSERT_TRUE(fresh) << fresh.error().text;
  EXPECT_EQ(fresh->store, (folder / "headwater.db").string());
  std::ofstream(folder / "headwater.toml") << "log = \"debug\"\n[serve]\nhosts = [\"news.vellmar.example\"]\n"
                                           << "[fetch]\ntimeout = 2.5\n";
  const auto changed = LoadSettings(folder.string());
  ASSERT_TRUE(changed) << changed.error().text;
  EXPECT_EQ(changed->log, LogLevel::kDebug);
  EXPECT_EQ(changed->serve.hosts, std::vector<std::string>{"news.vellmar.example"});
  EXPECT_EQ(changed->fetch.limits.timeout, std::chrono::milliseconds(2500));
  std::ofstream(folder / "headwater.toml") << "\n[fetch]\ntimeout = \"long\"\n";
  const auto wrong = LoadSettings(folder.string());
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().text.find("line 3: \"fetch.timeout\""), std::string::npos) << wrong.error().text;
  std::filesystem::remove_all(folder);
}

TEST(SamplesTest, TheEditionHasItsShapes) {
  std::size_t html = 0;
  std::size_t plain = 0;
  std::size_t from_feed = 0;
  for (const pipeline::Incoming& document : SampleDocuments()) {
    html += document.page.content_type == "text/html" ? 1 : 0;
    plain += document.page.content_type == "text/plain" ? 1 : 0;
    from_feed += document.page.announcement ? 1 : 0;
  }
  EXPECT_GE(html, 20U);
  EXPECT_GE(plain, 3U);
  EXPECT_GE(from_feed, 6U);
}

}  // namespace
}  // namespace headwater::cli
