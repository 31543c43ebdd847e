// The index made anew, in shares: cut short, it goes on where it was.
#include "store/reindex.h"

#include <gmock/gmock.h>

#include "store/port.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class ReindexTest : public StoreTest {
 protected:
  static constexpr int kMany = 450;

  std::int64_t Number(Database& database, const std::string& sql) {
    std::int64_t number = 0;
    EXPECT_TRUE(database.Read([&](Session& session) -> Result<void> {
      number = session.Number(sql).value_or(-1);
      return {};
    }));
    return number;
  }
  void Sql(Database& database, const std::string& sql) {
    ASSERT_TRUE(database.Write([&](Session& session) -> Result<void> {
      session.Run(sql);
      return {};
    }));
  }
};

TEST_F(ReindexTest, CutShortItGoesOnAndEndsAsIfItHadNotBeen) {
  std::vector<Document> many;
  for (int n = 0; n < kMany; ++n) {
    many.push_back(MakeSaying("https://vellmar.example/" + std::to_string(n), "2025-04-12T09:00:00Z",
                              "Bridge number " + std::to_string(n) + " holds.", news::EntityId("person/ada-holm"),
                              "Ada Holm"));
  }
  Keep(many);
  const std::vector<std::string> counted{"SELECT count(*) FROM statements", "SELECT count(*) FROM statement_marks",
                                         "SELECT sum(articles) FROM facet_values", "SELECT sum(times) FROM forms",
                                         "SELECT count(DISTINCT told) FROM statements"};
  store_.reset();
  auto database =
      OnPostgres() ? OpenPostgres(path_, std::chrono::seconds(5)) : OpenSqlite(path_, std::chrono::seconds(5), 0);
  ASSERT_TRUE(database) << database.error().text;
  std::vector<std::int64_t> before;
  for (const std::string& sql : counted) {
    before.push_back(Number(**database, sql));
  }
  Sql(**database, "UPDATE notes SET value = 'old' WHERE name = 'full-text index'");
  const std::int64_t last = Number(**database, "SELECT max(article_row) FROM articles");
  BreakInserts(**database, OnPostgres(), "article_facets", "new.article_row = " + std::to_string(last));
  ASSERT_FALSE(RefreshIndex(**database));
  const std::int64_t read = Number(**database, "SELECT count(*) FROM article_facets");
  EXPECT_GT(read, 0) << "what was done stays done";
  EXPECT_LT(read, kMany);
  MendInserts(**database, OnPostgres(), "article_facets");
  const auto refreshed = RefreshIndex(**database);
  ASSERT_TRUE(refreshed) << refreshed.error().text;
  for (std::size_t n = 0; n < counted.size(); ++n) {
    EXPECT_EQ(Number(**database, counted[n]), before[n]) << counted[n];
  }
  EXPECT_EQ(Number(**database, "SELECT count(*) FROM notes WHERE name = 'full-text index so far'"), 0);
  database->reset();
  SearchQuestion question;
  question.words = "bridge";
  question.limit = 200;
  EXPECT_THAT(Find(question), SizeIs(200));
  EXPECT_THAT(*Opened().Check(), IsEmpty());
}

}  // namespace
}  // namespace headwater::store
