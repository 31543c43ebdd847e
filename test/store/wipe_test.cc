// What deleted rows leave behind in a file's pages when they were moved before, and that it is overwritten.
#include "store/sqlite/wipe.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <sstream>

#include "store/port.h"
#include "test/store/fixture.h"

namespace headwater::store {
namespace {

constexpr std::string_view kWords = "lantern of the weir";

class WipeTest : public StoreTest {
 protected:
  std::string Bytes() const {
    std::string bytes;
    for (const std::string suffix : {"", "-wal"}) {
      std::ifstream in(path_ + suffix, std::ios::binary);
      std::ostringstream all;
      all << in.rdbuf();
      bytes += all.str();
    }
    return bytes;
  }

  // Rows of all lengths in no order, so that pages are filled, split and merged; a third of them goes.
  void ComeAndGo() {
    std::mt19937 random(7);
    std::vector<std::int64_t> rows(3000);
    std::iota(rows.begin(), rows.end(), 1);
    std::ranges::shuffle(rows, random);
    const auto each = [&](const auto& work) {
      for (std::size_t begin = 0; begin < rows.size(); begin += 50) {
        ASSERT_TRUE(Opened().database().Write([&](Session& session) -> Result<void> {
          for (std::size_t n = begin; n < begin + 50; ++n) {
            work(session, rows[n]);
          }
          return {};
        }));
      }
    };
    ASSERT_TRUE(Opened().database().Write([](Session& session) -> Result<void> {
      session.Run("CREATE TABLE tried (id INTEGER PRIMARY KEY, words TEXT NOT NULL)");
      return {};
    }));
    each([&](Session& session, std::int64_t row) {
      std::string words;
      for (unsigned n = 0; n < 3 + random() % 18; ++n) {
        words += fmt::format("{} {} ", row % 3 == 0 ? kWords : "a plain word", row);
      }
      session.Run("INSERT INTO tried (id, words) VALUES (?, ?)", {row, words});
    });
    each([&](Session& session, std::int64_t row) {
      if (row % 3 == 0) {
        session.Run("DELETE FROM tried WHERE id = ?", {row});
      }
    });
  }
};

TEST_F(WipeTest, NothingOfDeletedRowsIsLeftWhereTheyStoodBeforeTheyWereMoved) {
  ON_SQLITE_ALONE("PostgreSQL writes its tables anew");
  ComeAndGo();
  ASSERT_NE(Bytes().find(kWords), std::string::npos) << "nothing was left: the test could not fail";
  ASSERT_TRUE(Opened().database().ScrubWhole());
  EXPECT_EQ(Bytes().find(kWords), std::string::npos);
  EXPECT_EQ(Opened().database().Check()->size(), 0U) << "the file is as whole as it was";
  std::int64_t left = 0;
  ASSERT_TRUE(Opened().database().Read([&](Session& session) -> Result<void> {
    left = session.Number("SELECT count(*) FROM tried WHERE words LIKE 'a plain word%'").value_or(0);
    return {};
  }));
  EXPECT_EQ(left, 2000);
  // What is written later does not bring back what a page held in memory.
  ASSERT_TRUE(Opened().database().Write([](Session& session) -> Result<void> {
    session.Run("UPDATE tried SET words = words || 'and more'");
    return {};
  }));
  EXPECT_EQ(Bytes().find(kWords), std::string::npos);
  EXPECT_EQ(Opened().database().Check()->size(), 0U);
}

// A page of a table with one cell, a free block and a gap: only what no cell uses goes.
TEST(WipePageTest, TheGapAndFreeBlocksAreZeroedAndCellsStay) {
  std::vector<unsigned char> page(512, 'x');
  const auto put = [&](std::size_t at, std::size_t value) {
    page[at] = static_cast<unsigned char>(value >> 8U);
    page[at + 1] = static_cast<unsigned char>(value);
  };
  page[0] = 13;
  put(1, 450);  // the first free block
  put(3, 1);    // one cell
  put(5, 400);  // where cells begin
  page[7] = 0;
  put(8, 480);
  put(450, 0);
  put(452, 20);
  EXPECT_TRUE(sqlite::WipePage(page, 0, 512));
  EXPECT_TRUE(std::all_of(page.begin() + 10, page.begin() + 400, [](unsigned char byte) { return byte == 0; }));
  EXPECT_TRUE(std::all_of(page.begin() + 400, page.begin() + 450, [](unsigned char byte) { return byte == 'x'; }));
  EXPECT_TRUE(std::all_of(page.begin() + 454, page.begin() + 470, [](unsigned char byte) { return byte == 0; }));
  EXPECT_TRUE(std::all_of(page.begin() + 470, page.end(), [](unsigned char byte) { return byte == 'x'; }));
  EXPECT_FALSE(sqlite::WipePage(page, 0, 512)) << "once is enough";
}

TEST(WipePageTest, APageThatMakesNoSenseIsLeftAlone) {
  std::vector<unsigned char> page(512, 0xFF);
  const auto before = page;
  EXPECT_FALSE(sqlite::WipePage(page, 0, 512));
  page[0] = 13;
  EXPECT_FALSE(sqlite::WipePage(page, 0, 512));
  page[0] = before[0];
  EXPECT_EQ(page, before);
  std::vector<unsigned char> loop(512, 0);
  loop[0] = 13;
  loop[2] = 100;  // a free block that leads to itself
  loop[5] = 0;
  loop[6] = 50;
  loop[101] = 100;
  loop[103] = 8;
  sqlite::WipePage(loop, 0, 512);
}

}  // namespace
}  // namespace headwater::store
