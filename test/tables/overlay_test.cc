// The user's rows stand over the embedded ones.
#include "tables/overlay.h"

#include <gtest/gtest.h>

namespace headwater::tables {
namespace {

const std::vector<Row> kTold{{"posts", "id", "key"},       {"posts", "names", "list"},
                             {"posts", "site", "domains"}, {"posts", "kind", "big|small"},
                             {"posts", "country", "code"}, {"posts", "size", "number"},
                             {"words", "words", "list"},   {"shut", "id", "fixed"},
                             {"part", "name", "key"},      {"part", "", "more"}};

// A table in memory with everything that rows of it point into.
struct Desk {
  Desk(std::string_view name, Row header, std::vector<Row> rows)
      : columns(ColumnsOf(name, header, kTold)), sheet{std::move(header), std::move(rows), {}} {}

  void Lay(std::string bytes) {
    files.push_back({"mine/" + std::string("posts.tsv"), std::move(bytes)});
    done = LayOver(sheet, columns, files.back(), joined, faults);
  }

  Columns columns;
  Sheet sheet;
  std::deque<OverlayFile> files;
  std::deque<std::string> joined;
  std::vector<Error> faults;
  Overlaid done;
};

Desk Posts() {
  return {"posts",
          {"id", "names", "site", "kind", "country", "size"},
          {{"a", "Ashford Post", "ashford.example", "big", "GB", "7"}, {"b", "Vellmar", "", "small", "", ""}}};
}

Desk Words() { return {"words", {"language", "words"}, {{"en", "said|told|wrote"}, {"de", "sagte"}}}; }

TEST(OverlayTest, ANewRowGoesFirst) {
  Desk desk = Posts();
  desk.Lay("# mine\n\nc\tOstby Echo\tostby.example\tsmall\n");
  ASSERT_EQ(desk.sheet.rows.size(), 3U);
  EXPECT_EQ(desk.sheet.rows[0], (Row{"c", "Ostby Echo", "ostby.example", "small", "", ""}));
  EXPECT_EQ(desk.done.added, 1U);
  EXPECT_TRUE(desk.faults.empty());
}

TEST(OverlayTest, ARowWithAKnownKeyTakesItsPlace) {
  Desk desk = Posts();
  desk.Lay("id\tnames\tsite\tkind\tcountry\tsize\r\na\tAshford Herald\t\tsmall\r\n");
  ASSERT_EQ(desk.sheet.rows.size(), 2U);
  EXPECT_EQ(desk.sheet.rows[0], (Row{"a", "Ashford Herald", "", "small", "", ""}));
  EXPECT_EQ(desk.sheet.rows[1][0], "b");
  EXPECT_EQ(desk.done.replaced, 1U);
}

TEST(OverlayTest, APlusCompletesTheRowAndAddsToItsLists) {
  Desk desk = Posts();
  desk.Lay("+a\tThe Post|Post of Ashford\t\tsmall\n+b\tVellmar Post\n+a\tPost\n");
  ASSERT_EQ(desk.sheet.rows.size(), 2U);
  EXPECT_EQ(desk.sheet.rows[0],
            (Row{"a", "Ashford Post|The Post|Post of Ashford|Post", "ashford.example", "small", "GB", "7"}));
  EXPECT_EQ(desk.sheet.rows[1][1], "Vellmar|Vellmar Post");
  EXPECT_EQ(desk.done.completed, 3U);
}

TEST(OverlayTest, AMinusTakesARowAway) {
  Desk desk = Posts();
  desk.Lay("-a\n");
  ASSERT_EQ(desk.sheet.rows.size(), 1U);
  EXPECT_EQ(desk.sheet.rows[0][0], "b");
  EXPECT_EQ(desk.sheet.taken_away, (std::vector<Row>{{"a", "", "", "", "", ""}}));
  EXPECT_EQ(desk.done.removed, 1U);
}

TEST(OverlayTest, WhereThereAreNoKeysRowsAreAddedAndWordsTakenOut) {
  Desk desk = Words();
  desk.Lay("en\tgrumbled\n-en\ttold|wrote\n-de\n");
  EXPECT_EQ(desk.sheet.rows, (std::vector<Row>{{"en", "grumbled"}, {"en", "said"}}));
  EXPECT_EQ(desk.done.added, 1U);
  EXPECT_EQ(desk.done.removed, 2U);
}

TEST(OverlayTest, AFaultNamesFileAndLineAndCostsItsRow) {
  Desk desk = Posts();
  desk.Lay(
      "c\tOstby\t\thuge\nd\tOstby\t\tbig\tSweden\ne\tO\twww.ostby.example\nf\tO\t\tbig\tSE\tseven\n"
      "g\t\t\t\t\t\tone too many\n+x\tnobody\n-y\n\xFF\tno text\n\tno key\nh\tOstby Echo\n");
  ASSERT_EQ(desk.faults.size(), 9U);
  EXPECT_EQ(desk.faults[0].text, "mine/posts.tsv: line 1: kind: \"huge\" is none of big, small");
  EXPECT_EQ(desk.faults[1].text, "mine/posts.tsv: line 2: country: \"Sweden\" is not two capital letters");
  EXPECT_EQ(desk.faults[4].text, "mine/posts.tsv: line 5: has 7 fields, but the table has 6 columns");
  EXPECT_EQ(desk.faults[6].text, "mine/posts.tsv: line 7: there is no such row to take away");
  ASSERT_EQ(desk.sheet.rows.size(), 3U);
  EXPECT_EQ(desk.sheet.rows[0][0], "h");
}

TEST(OverlayTest, ATableThatIsButAPartMayLoseWhatItDoesNotHold) {
  Desk desk("part", {"name"}, {{"Ostby"}});
  desk.Lay("-Thornby\n");
  EXPECT_TRUE(desk.faults.empty());
  EXPECT_EQ(desk.sheet.taken_away, (std::vector<Row>{{"Thornby"}}));
  EXPECT_EQ(desk.sheet.rows.size(), 1U);
}

TEST(OverlayTest, AnEqualSignLetsAFirstFieldBeginWithASign) {
  Desk desk = Posts();
  desk.Lay("=+4\tPlus Four\n");
  EXPECT_EQ(desk.sheet.rows[0][0], "+4");
}

TEST(OverlayTest, SomeTablesAreShut) { EXPECT_TRUE(ColumnsOf("shut", {"id"}, kTold).fixed); }

// What rows are held against has to be there.
TEST(OverlayTest, EveryColumnThatIsToldOfStandsInItsTable) {
  for (const Row& row : Table("table_columns")) {
    EXPECT_TRUE(row[0] == "table_columns" || row[0] == "tracking_parameters" || !Table(row[0]).empty()) << row[0];
  }
}

}  // namespace
}  // namespace headwater::tables
