// What the store's tests have in common: a folder of their own, and articles made in a line.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "store/port.h"
#include "store/store.h"
#include "store/tallies.h"
#include "test/store/postgres_server.h"
#include "text/utf8.h"

namespace headwater::store {

using std::chrono::sys_days;
using std::chrono::sys_seconds;

// 12 May 2025, noon.
constexpr sys_seconds kNoon = sys_days(std::chrono::year(2025) / 5 / 12) + std::chrono::hours(12);

// A page with its article, as the pipeline hands them over.
struct Document {
  news::Page page;
  news::Article article;
};

inline Document MakeDocument(const std::string& url, const std::string& headline, const std::string& text,
                             const std::string& language = "en") {
  Document document;
  document.page.url = url;
  document.page.body = "<html><h1>" + headline + "</h1><p>" + text + "</p></html>";
  document.article.id = StoredId(HashPage(document.page));
  document.article.url = url;
  document.article.headline = headline;
  document.article.text = text;
  document.article.language = language;
  document.article.publisher = "The Vellmar Post";
  return document;
}

// An article of one sentence, which is a statement in quotation marks where somebody says it.
inline Document MakeSaying(const std::string& url, const std::string& published, const std::string& words,
                           const news::EntityId& who = {}, const std::string& form = "") {
  Document document = MakeDocument(url, "Told at " + url, words);
  document.article.published = ParseMoment(published);
  news::Annotations& found = document.article.annotations.emplace();
  const news::Span all{0, static_cast<std::uint32_t>(text::CountCodePoints(words))};
  found.sentences.push_back(all);
  if (!who.empty()) {
    found.names.push_back({{0, 1}, form, news::NameKind::kPerson, {}, who, {}});
    news::Statement& statement = found.statements.emplace_back();
    statement.speaker.emplace();
    statement.speaker->phrase.text = form;
    statement.speaker->name = form;
    statement.speaker->entity = who;
    statement.cue.text = "said";
    statement.kind = news::StatementKind::kDirect;
    statement.content = {all};
  }
  return document;
}

// The same tests run a second time with HEADWATER_TEST_STORE=postgres, each on a database of its own.
inline bool OnPostgres() {
  const char* const asked = std::getenv("HEADWATER_TEST_STORE");
  return asked != nullptr && std::string_view(asked) == "postgres";
}

// For tests of SQLite's files themselves; on PostgreSQL test/store/postgres*_test.cc has their like.
#define ON_SQLITE_ALONE(why)                          \
  if (OnPostgres()) {                                 \
    GTEST_SKIP() << "SQLite's file alone: " << (why); \
  }                                                   \
  static_assert(true)

// Inserts into a table fail from then on, where the condition (of `new`) holds.
inline void BreakInserts(Database& database, bool postgres, const std::string& table,
                         const std::string& when = "1 = 1") {
  const auto broken = database.Write([&](Session& session) -> Result<void> {
    if (postgres) {
      session.Run("CREATE FUNCTION broken() RETURNS TRIGGER LANGUAGE plpgsql AS 'BEGIN RAISE ''broken''; END'");
      session.Run("CREATE TRIGGER broken BEFORE INSERT ON " + table + " FOR EACH ROW WHEN (" + when +
                  ") EXECUTE FUNCTION broken()");
    } else {
      session.Run("CREATE TRIGGER broken BEFORE INSERT ON " + table + " WHEN " + when +
                  " BEGIN SELECT RAISE(ABORT, 'broken'); END");
    }
    return {};
  });
  ASSERT_TRUE(broken) << broken.error().text;
}
inline void MendInserts(Database& database, bool postgres, const std::string& table) {
  const auto mended = database.Write([&](Session& session) -> Result<void> {
    session.Run("DROP TRIGGER broken" + (postgres ? " ON " + table : std::string()));
    if (postgres) {
      session.Run("DROP FUNCTION broken");
    }
    return {};
  });
  ASSERT_TRUE(mended) << mended.error().text;
}

class StoreTest : public testing::Test {
 protected:
  StoreTest() {
    std::string name = (std::filesystem::temp_directory_path() / "headwater-store-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    path_ = OnPostgres() ? PostgresServer::Shared().Fresh() : (folder_ / "headwater.db").string();
  }
  ~StoreTest() override {
    store_.reset();
    if (OnPostgres()) {
      PostgresServer::Shared().GiveBack(path_);
    }
    std::filesystem::remove_all(folder_);
  }

  // An empty store in the place of what there was.
  void BeginAnew() {
    store_.reset();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    if (OnPostgres()) {
      PostgresServer::Shared().GiveBack(path_);
      path_ = PostgresServer::Shared().Fresh();
    }
  }

  Store& Opened() {
    if (!store_) {
      auto opened = Store::Open(path_);
      EXPECT_TRUE(opened) << opened.error().text;
      store_ = std::move(*opened);
    }
    return *store_;
  }

  void Keep(const std::vector<Document>& documents, sys_seconds now = kNoon, bool sample = false) {
    std::vector<KeptPage> kept;
    for (const Document& document : documents) {
      kept.push_back({&document.page, &document.article, "", sample});
    }
    const auto done = Opened().Keep(kept, now);
    ASSERT_TRUE(done) << done.error().text;
  }

  // One story of the documents, in their order.
  news::Story Place(const std::vector<Document>& documents, const std::string& thread = "") {
    news::Story story;
    story.id = news::StoryId(documents.front().article.id.value());
    story.headline = documents.front().article.headline;
    story.thread = news::ThreadId(thread);
    for (const Document& document : documents) {
      story.articles.push_back(document.article.id);
    }
    story.independent = news::Independence{1, static_cast<int>(documents.size()), 0};
    const std::vector<news::Story> stories{story};
    const auto done = Opened().Write({{}, stories, {}}, kNoon);
    EXPECT_TRUE(done) << done.error().text;
    return story;
  }

  // The addresses of the hits, in their order.
  std::vector<std::string> Find(SearchQuestion question) {
    auto hits = Opened().Search(question);
    EXPECT_TRUE(hits) << hits.error().text;
    std::vector<std::string> urls;
    for (const SearchHit& hit : *hits) {
      urls.push_back(hit.line.url);
    }
    return urls;
  }
  std::vector<std::string> Find(const std::string& words) {
    SearchQuestion question;
    question.words = words;
    return Find(question);
  }

  std::filesystem::path folder_;
  std::string path_;
  std::unique_ptr<Store> store_;
};

}  // namespace headwater::store
