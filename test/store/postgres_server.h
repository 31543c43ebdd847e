// Debian's PostgreSQL for tests: a server of its own on loopback, in a folder of its own, gone with the test program.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace headwater::store {

class PostgresServer {
 public:
  // Started with the first call. Fails the test program where PostgreSQL is not installed: nothing is passed over.
  static PostgresServer& Shared();

  PostgresServer();
  PostgresServer(const PostgresServer&) = delete;
  PostgresServer& operator=(const PostgresServer&) = delete;
  ~PostgresServer();

  // A database with Headwater's tables and nothing in them; its address. Give it back when it is no longer open.
  std::string Fresh();
  void GiveBack(const std::string& address);
  // One without any tables.
  std::string Empty(const std::string& options = "");
  std::string Address(const std::string& database) const;
  // As the server's owner, outside of any store.
  void Run(const std::string& database, const std::string& sql) const;

  void Start();
  // SIGINT: ends conversations at once. SIGQUIT: as if the power went.
  void Stop(int signal);
  bool running() const { return process_ > 0; }

 private:
  pid_t Spawn(const std::string& arguments) const;
  bool Answers() const;

  std::filesystem::path folder_;
  std::string programs_;
  int port_ = 0;
  pid_t process_ = -1;
  int count_ = 0;
  std::vector<std::string> free_;
};

}  // namespace headwater::store
