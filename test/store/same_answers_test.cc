// One collection on both stores: searches, their order, facets and pages answer the same, and a move keeps all of it.
#include <gmock/gmock.h>

#include <random>

#include "store/move.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class SameAnswersTest : public testing::Test {
 protected:
  SameAnswersTest() {
    std::string name = (std::filesystem::temp_directory_path() / "headwater-same-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    file_ = (folder_ / "headwater.db").string();
    server_ = PostgresServer::Shared().Fresh();
  }
  ~SameAnswersTest() override {
    stores_.clear();
    PostgresServer::Shared().GiveBack(server_);
    std::filesystem::remove_all(folder_);
  }

  void OpenBoth() {
    for (const std::string& address : {file_, server_}) {
      auto opened = Store::Open(address);
      ASSERT_TRUE(opened) << opened.error().text;
      stores_.push_back(*std::move(opened));
    }
  }
  void KeepInBoth(const std::vector<Document>& documents) {
    std::vector<KeptPage> kept;
    for (const Document& document : documents) {
      kept.push_back({&document.page, &document.article, "", false});
    }
    for (const auto& store : stores_) {
      const auto done = store->Keep(kept, kNoon);
      ASSERT_TRUE(done) << done.error().text;
    }
  }
  static std::vector<std::string> Answers(Store& store, const SearchQuestion& question) {
    std::vector<std::string> lines;
    const auto hits = store.Search(question);
    EXPECT_TRUE(hits) << hits.error().text;
    for (const SearchHit& hit : *hits) {
      lines.push_back(hit.line.url + " | " + hit.headline + " | " + hit.snippet);
    }
    const auto statements = store.SearchStatements(question);
    EXPECT_TRUE(statements) << statements.error().text;
    for (const StatementLine& line : *statements) {
      lines.push_back("said: " + line.content);
    }
    return lines;
  }
  // How many lines both answered with.
  std::size_t ExpectSame(const SearchQuestion& question, const std::string& told) {
    const auto first = Answers(*stores_[0], question);
    EXPECT_EQ(first, Answers(*stores_[1], question)) << told;
    return first.size();
  }
  static std::vector<SearchQuestion> Ways(const std::string& words) {
    SearchQuestion newest;
    newest.words = words;
    newest.limit = 20;
    SearchQuestion oldest = newest;
    oldest.oldest_first = true;
    SearchQuestion ranked = newest;
    ranked.by_rank = true;
    SearchQuestion english = ranked;
    english.language = "en";
    SearchQuestion later = newest;
    later.offset = 3;
    later.limit = 4;
    return {newest, oldest, ranked, english, later};
  }

  std::filesystem::path folder_;
  std::string file_;
  std::string server_;
  std::vector<std::unique_ptr<Store>> stores_;
};

std::vector<Document> Library() {
  const std::vector<std::vector<std::string>> words{
      {"harbour", "harbours", "ferry", "ferries", "opened", "opening", "council", "the", "of", "O'Brien", "café",
       "naïve"},
      {"Hafen", "Häfen", "Fähre", "öffnete", "Straße", "Strasse", "der", "die", "Rat", "Brücken"},
      {"порт", "портов", "открыл", "открыта", "совет", "мост", "мосты", "и"},
      {"港口", "开放", "渡轮", "议会", "的", "桥", "东京", "港"},
      {"ميناء", "فتح", "المجلس", "جسر", "العبارة"}};
  const std::vector<std::string> languages{"en", "de", "ru", "zh", "ar"};
  std::mt19937 random(7);
  std::vector<Document> library;
  for (int n = 0; n < 60; ++n) {
    const std::size_t language = random() % words.size();
    const auto sentence = [&](int length) {
      std::string text;
      for (int k = 0; k < length; ++k) {
        text += (text.empty() ? "" : " ") + words[language][random() % words[language].size()];
      }
      return text + ".";
    };
    const std::string url = "https://vellmar.example/" + std::to_string(n);
    Document document = MakeSaying(url, "2025-04-" + std::to_string(10 + n % 20) + "T09:00:00Z", sentence(40),
                                   news::EntityId(n % 3 == 0 ? "person/ada-holm" : "person/mira-tolven"),
                                   n % 3 == 0 ? "Ada Holm" : "Mira Tolven");
    document.article.headline = sentence(5);
    document.article.language = languages[language];
    library.push_back(std::move(document));
  }
  return library;
}

TEST_F(SameAnswersTest, EverySearchAnswersTheSameInTheSameOrder) {
  OpenBoth();
  KeepInBoth(Library());
  std::size_t answered = 0;
  for (const char* const words : {"harbour",
                                  "ferries opening",
                                  "\"harbour opened\"",
                                  "\"the harbour\" council",
                                  "o'brien",
                                  "cafe",
                                  "naive",
                                  "hafen",
                                  "strasse",
                                  "die brücke",
                                  "порт",
                                  "\"совет открыл\"",
                                  "мост порт",
                                  "港口",
                                  "东京",
                                  "渡轮 议会",
                                  "ميناء",
                                  "ada holm",
                                  "speaker:\"Mira Tolven\"",
                                  "harbor",
                                  "nothing such",
                                  "!!!",
                                  "\"!!!\" harbour",
                                  "a\\b 'c' & | <-> (",
                                  "the of",
                                  "\"of the\"",
                                  "vellmar",
                                  "x01",
                                  ""}) {
    for (const SearchQuestion& question : Ways(words)) {
      answered += ExpectSame(question, words);
    }
  }
  EXPECT_GT(answered, 300U);
}

TEST_F(SameAnswersTest, VeryLongArticlesAreFoundByWordsAndPhrasesAtTheirEnds) {
  OpenBoth();
  std::string text;
  for (int n = 0; n < 30'000; ++n) {
    text += n % 2 == 0 ? "the " : "word" + std::to_string(n % 5'000) + " ";
  }
  text += "and the very last heron of the weir flew away.";
  KeepInBoth(
      {MakeDocument("https://vellmar.example/long", "Long", text),
       MakeDocument("https://vellmar.example/short", "Short", "The very last of it. A heron, the word999 the.")});
  std::size_t answered = 0;
  for (const char* const words :
       {"\"the very last heron\"", "\"of the weir\"", "heron word999", "\"the word999 the\" heron",
        "\"the very last\" \"word999 the\"", "\"weir the\"", "herons"}) {
    for (const SearchQuestion& question : Ways(words)) {
      if (!question.by_rank) {
        answered += ExpectSame(question, words);
      }
    }
  }
  EXPECT_GT(answered, 15U);
}

TEST_F(SameAnswersTest, BothHaveTheSameTablesAndColumns) {
  OpenBoth();
  const auto one = stores_[0]->database().Tables();
  const auto other = stores_[1]->database().Tables();
  ASSERT_TRUE(one && other);
  std::set<std::string> written;
  std::set<std::string> there;
  const auto spell = [](const std::vector<Table>& tables, std::set<std::string>& into) {
    for (const Table& table : tables) {
      for (const Column& column : table.columns) {
        into.insert(table.name + "." + column.name + " " + std::to_string(static_cast<int>(column.kind)));
      }
      std::string key = table.name + " key";
      for (const std::string& column : table.key) {
        key += " " + column;
      }
      into.insert(key);
    }
  };
  spell(*one, written);
  spell(*other, there);
  EXPECT_EQ(written, there) << "a migration came in one folder only (src/store/migrations, src/store/postgres)";
  EXPECT_GT(written.size(), 300U);
}

class MoveTest : public SameAnswersTest {
 protected:
  // A collection in the file.
  void Fill() {
    auto opened = Store::Open(file_);
    ASSERT_TRUE(opened);
    stores_.push_back(*std::move(opened));
    KeepInBoth(Library());
    const auto articles = Library();
    news::Story story;
    story.id = news::StoryId(articles[0].article.id.value());
    story.headline = "Both";
    story.articles = {articles[0].article.id, articles[1].article.id};
    const std::vector stories{story};
    ASSERT_TRUE(stores_[0]->Write({{}, stories, {}}, kNoon));
    const std::vector<WorkRow> work{{"https://vellmar.example/w", "page", "{}", 0}};
    ASSERT_TRUE(stores_[0]->PutWork(work, kNoon));
  }
  Result<MoveReport> Move() {
    return MoveStore(*stores_[0], server_, [](const std::string&, std::int64_t) {});
  }
};

TEST_F(MoveTest, SearchesStoriesAndTheQueueAreTheSameAfterwards) {
  Fill();
  const auto report = Move();
  ASSERT_TRUE(report) << report.error().text;
  EXPECT_GT(report->written, 500);
  EXPECT_EQ(report->indexed, 60);
  auto moved = Store::Open(server_);
  ASSERT_TRUE(moved) << moved.error().text;
  stores_.push_back(*std::move(moved));
  for (const char* const words : {"harbour", "\"the harbour\"", "порт", "港口", "ميناء"}) {
    for (const SearchQuestion& question : Ways(words)) {
      ExpectSame(question, words);
    }
  }
  const news::StoryId id(Library()[0].article.id.value());
  EXPECT_EQ(stores_[0]->Story(id)->articles.size(), stores_[1]->Story(id)->articles.size());
  EXPECT_EQ(stores_[1]->Story(id)->line.story.headline, "Both");
  EXPECT_EQ(*stores_[1]->WaitingWork(), 1U);
  const auto counts = stores_[1]->Counts();
  EXPECT_EQ(counts->articles, stores_[0]->Counts()->articles);
  EXPECT_EQ(counts->stories, 1);
  EXPECT_THAT(*stores_[1]->Check(), IsEmpty());
  // It goes on from there: numbers and counts do not start anew.
  const Document more = MakeDocument("https://vellmar.example/more", "More", "One more harbour.");
  const std::vector<KeptPage> kept{{&more.page, &more.article, "", false}};
  ASSERT_TRUE(stores_[1]->Keep(kept, kNoon));
  EXPECT_EQ(stores_[1]->Counts()->articles, counts->articles + 1);
}

TEST_F(MoveTest, ACollectionThatIsThereIsNotTouched) {
  Fill();
  auto other = Store::Open(server_);
  ASSERT_TRUE(other);
  const Document document = MakeDocument("https://vellmar.example/theirs", "Theirs", "Of others.");
  const std::vector<KeptPage> kept{{&document.page, &document.article, "", false}};
  ASSERT_TRUE((*other)->Keep(kept, kNoon));
  const auto refused = Move();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::kUsage);
  EXPECT_THAT(refused.error().text, HasSubstr("a collection in it already"));
  EXPECT_EQ((*other)->Counts()->articles, 1);
}

TEST_F(MoveTest, CutShortItIsNoStoreAndGoesOnWhereItWas) {
  Fill();
  {
    auto target = OpenPostgres(server_, std::chrono::seconds(5));
    ASSERT_TRUE(target);
    ASSERT_TRUE((*target)->Write([](Session& session) -> Result<void> {
      session.Run("ALTER TABLE statements ADD CONSTRAINT broken CHECK (article_row < 0)");
      return {};
    }));
  }
  ASSERT_FALSE(Move());
  const auto half = Store::Open(server_);
  ASSERT_FALSE(half);
  EXPECT_THAT(half.error().text, HasSubstr("move"));
  {
    auto target = OpenPostgres(server_, std::chrono::seconds(5));
    ASSERT_TRUE((*target)->Write([](Session& session) -> Result<void> {
      session.Run("ALTER TABLE statements DROP CONSTRAINT broken");
      return {};
    }));
  }
  const auto moved = Move();
  ASSERT_TRUE(moved) << moved.error().text;
  EXPECT_TRUE(Store::Open(server_));
}

}  // namespace
}  // namespace headwater::store
