// PostgreSQL as a store: whose database it is, what a broken server costs, and what several processes see.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <thread>

#include "test/store/fixture.h"

namespace headwater::store {
namespace {

using testing::HasSubstr;
using testing::Not;

class PostgresTest : public testing::Test {
 protected:
  static PostgresServer& Server() { return PostgresServer::Shared(); }
  static Error FaultOf(const std::string& address) {
    Limits limits;
    limits.busy = std::chrono::milliseconds(300);
    const auto opened = Store::Open(address, limits);
    EXPECT_FALSE(opened);
    return opened ? Error{} : opened.error();
  }
  static std::string NameIn(const std::string& address) { return address.substr(address.rfind('/') + 1); }
};

TEST_F(PostgresTest, AServerThatDoesNotAnswerIsNamedWithoutItsPassword) {
  const Error error = FaultOf("postgres://ada:secret@127.0.0.1:1/news");
  EXPECT_EQ(error.fault, Fault::kUnreachable);
  EXPECT_THAT(error.text, HasSubstr("postgres://ada@127.0.0.1:1/news: the server cannot be reached"));
  EXPECT_THAT(error.text, Not(HasSubstr("secret")));
}

TEST_F(PostgresTest, AMissingDatabaseSaysHowToMakeIt) {
  const Error error = FaultOf(Server().Address("none"));
  EXPECT_EQ(error.fault, Fault::kNotFound);
  EXPECT_THAT(error.text, HasSubstr("createdb"));
}

TEST_F(PostgresTest, AnotherProgramsDatabaseIsRefusedUntouched) {
  const std::string address = Server().Empty();
  Server().Run(NameIn(address), "CREATE TABLE bookmarks (url TEXT)");
  const Error error = FaultOf(address);
  EXPECT_EQ(error.fault, Fault::kBadInput);
  EXPECT_THAT(error.text, HasSubstr("belongs to another program"));
}

TEST_F(PostgresTest, ANewerStoreIsRefusedUntouched) {
  const std::string address = Server().Empty();
  ASSERT_TRUE(Store::Open(address));
  Server().Run(NameIn(address), "INSERT INTO migrations (number, name) VALUES (99, 'later')");
  const Error error = FaultOf(address);
  EXPECT_EQ(error.fault, Fault::kNewerStore);
  EXPECT_THAT(error.text, HasSubstr("version 99"));
}

TEST_F(PostgresTest, TextsInAnotherEncodingAreRefused) {
  const std::string address = Server().Empty("ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0");
  const Error error = FaultOf(address);
  EXPECT_EQ(error.fault, Fault::kBadInput);
  EXPECT_THAT(error.text, HasSubstr("LATIN1"));
}

TEST_F(PostgresTest, WhoWaitsHearsOfAnotherProcesssWriteAtOnce) {
  const std::string address = Server().Fresh();
  {
    auto one = Store::Open(address);
    auto other = Store::Open(address);
    ASSERT_TRUE(one && other);
    std::uint64_t known = (*one)->WaitForChange(0, std::chrono::milliseconds(0));
    // The first waiting makes the connection that listens.
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    known = (*one)->WaitForChange(0, std::chrono::milliseconds(0));
    std::jthread writer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      EXPECT_TRUE((*other)->SetNote("a", "b"));
    });
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_GT((*one)->WaitForChange(known, std::chrono::seconds(20)), known);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
  }
  Server().GiveBack(address);
}

TEST_F(PostgresTest, AFaultEndsTheTransactionWithNothingOfItWritten) {
  const std::string address = Server().Fresh();
  {
    auto store = Store::Open(address);
    ASSERT_TRUE(store);
    const auto failed = (*store)->database().Write([](Session& session) -> Result<void> {
      session.Run("INSERT INTO notes (name, value) VALUES ('half', '1')");
      session.Run("INSERT INTO no_such_table (a) VALUES (1)");
      session.Run("INSERT INTO notes (name, value) VALUES ('other half', '1')");
      EXPECT_FALSE(session.Good());
      return {};
    });
    ASSERT_FALSE(failed);
    EXPECT_THAT(failed.error().text, HasSubstr("no_such_table"));
    EXPECT_FALSE((*store)->Note("half")->has_value());
    EXPECT_TRUE((*store)->SetNote("whole", "1"));
    EXPECT_EQ((*store)->Note("whole")->value_or(""), "1");
  }
  Server().GiveBack(address);
}

TEST_F(PostgresTest, StatementsInsideAnAnswerSeeTheRestOfItToo) {
  const std::string address = Server().Fresh();
  {
    auto store = Store::Open(address);
    ASSERT_TRUE(store);
    const auto done = (*store)->database().Write([](Session& session) -> Result<void> {
      for (std::int64_t n = 0; n < 50; ++n) {
        session.Run("INSERT INTO notes (name, value) VALUES (?, ?)", {fmt::format("n{:02}", n), fmt::to_string(n)});
      }
      std::int64_t sum = 0;
      std::int64_t rows = 0;
      session.Run("SELECT name FROM notes WHERE name LIKE 'n%' ORDER BY name", {}, [&](const Row& row) {
        sum += session.Number("SELECT CAST(value AS BIGINT) FROM notes WHERE name = ?", {row.Text(0)}).value_or(-1);
        session.Run("UPDATE notes SET value = '0' WHERE name = ?", {row.Text(0)});
        EXPECT_EQ(session.Changed(), 1);
        ++rows;
      });
      EXPECT_EQ(rows, 50);
      EXPECT_EQ(sum, 49 * 50 / 2);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text;
  }
  Server().GiveBack(address);
}

TEST_F(PostgresTest, TextsThatPostgresDoesNotTakeAreRepaired) {
  const std::string address = Server().Fresh();
  {
    auto store = Store::Open(address);
    ASSERT_TRUE(store);
    using namespace std::string_view_literals;
    ASSERT_TRUE((*store)->SetNote("odd", "a\0b\xFFz"sv));
    EXPECT_EQ((*store)->Note("odd")->value_or(""),
              "a\xEF\xBF\xBD"sv
              "b\xEF\xBF\xBDz"sv);
  }
  Server().GiveBack(address);
}

TEST_F(PostgresTest, AServerThatWasKilledAndComesBackLosesNothingThatWasAcknowledged) {
  PostgresServer server;
  const std::string address = server.Fresh();
  auto store = Store::Open(address);
  ASSERT_TRUE(store);
  std::atomic<bool> stop = false;
  std::vector<std::string> acknowledged;
  std::jthread writer([&] {
    for (int n = 0; !stop; ++n) {
      const std::string name = "note " + std::to_string(n);
      if ((*store)->SetNote(name, "1")) {
        acknowledged.push_back(name);
      }
    }
  });
  for (int round = 0; round < 3; ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    server.Stop(SIGINT);
    server.Start();
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  const std::size_t before = acknowledged.size();
  stop = true;
  writer.join();
  EXPECT_GT(before, 0U);
  for (const std::string& name : acknowledged) {
    ASSERT_TRUE((*store)->Note(name)->has_value()) << name;
  }
  EXPECT_TRUE((*store)->SetNote("after", "1"));
}

}  // namespace
}  // namespace headwater::store
