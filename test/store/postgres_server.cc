// initdb and postgres, run as an unprivileged user where the tests run as root: PostgreSQL refuses to be root.
#include "test/store/postgres_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include "store/store.h"

namespace headwater::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void GiveUp(const std::string& why) {
  std::fprintf(stderr, "the tests need PostgreSQL (apt-get install postgresql-15): %s\n", why.c_str());
  std::abort();
}

// The newest that is installed.
std::string FindPrograms() {
  std::vector<std::string> found;
  std::error_code none;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none)) {
    if (fs::exists(version.path() / "bin/postgres")) {
      found.push_back((version.path() / "bin").string());
    }
  }
  if (found.empty()) {
    GiveUp("there is no server under /usr/lib/postgresql");
  }
  return *std::ranges::max_element(found);
}

const passwd* OtherUser() {
  if (geteuid() != 0) {
    return nullptr;
  }
  const passwd* const user = getpwnam("postgres");
  return user != nullptr ? user : getpwnam("nobody");
}

int FreePort() {
  const int socket_number = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  if (bind(socket_number, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      getsockname(socket_number, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    GiveUp("there is no free port");
  }
  close(socket_number);
  return ntohs(address.sin_port);
}

// Emptying a database is much quicker than making one: what a new store has is kept aside and put back.
constexpr std::string_view kKeepSeeds = R"(
CREATE SCHEMA seed;
DO $$
DECLARE
  named NAME;
  filled BOOLEAN;
BEGIN
  FOR named IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', named) INTO filled;
    IF filled THEN
      EXECUTE format('CREATE TABLE seed.%I AS TABLE public.%I', named, named);
    END IF;
  END LOOP;
END $$;
CREATE FUNCTION seed.wipe() RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
  named NAME;
  counted NAME;
  filled BOOLEAN;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR named IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', named) INTO filled;
    IF filled THEN
      EXECUTE format('DELETE FROM public.%I', named);
      IF to_regclass(format('seed.%I', named)) IS NOT NULL THEN
        EXECUTE format('INSERT INTO public.%I SELECT * FROM seed.%I', named, named);
      END IF;
    END IF;
  END LOOP;
  FOR named, counted IN SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'public'::regnamespace AND a.attidentity <> '' LOOP
    EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), GREATEST(max(%I), 1), max(%I) IS NOT NULL) FROM '
      'public.%I', 'public.' || named, counted, counted, counted, named);
  END LOOP;
END $$;
)";

std::string NameIn(const std::string& address) { return address.substr(address.rfind('/') + 1); }

struct Finish {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};

}  // namespace

PostgresServer& PostgresServer::Shared() {
  static PostgresServer server;
  return server;
}

PostgresServer::PostgresServer() : programs_(FindPrograms()), port_(FreePort()) {
  std::string name = (fs::temp_directory_path() / "headwater-postgres-XXXXXX").string();
  folder_ = mkdtemp(name.data());
  if (const passwd* const user = OtherUser();
      user != nullptr && chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) {
    GiveUp("its folder cannot be given to another user");
  }
  // Words are not compared byte by byte by this server, so that the tables must say so themselves.
  const pid_t making =
      Spawn(fmt::format("{}/initdb -D {}/data -U headwater --auth=trust --no-sync -E UTF8 --locale=C "
                        "--locale-provider=icu --icu-locale=en",
                        programs_, folder_.string()));
  int status = 0;
  waitpid(making, &status, 0);
  if (status != 0) {
    GiveUp("initdb failed; see " + (folder_ / "log").string());
  }
  Start();
}

PostgresServer::~PostgresServer() {
  Stop(SIGQUIT);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

pid_t PostgresServer::Spawn(const std::string& arguments) const {
  const std::string line = fmt::format("exec {} >>{}/log 2>&1 </dev/null", arguments, folder_.string());
  const passwd* const user = OtherUser();
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child != 0) {
    return child;
  }
  const bool other = user == nullptr || (initgroups(user->pw_name, user->pw_gid) == 0 && setgid(user->pw_gid) == 0 &&
                                         setuid(user->pw_uid) == 0);
  // It does not outlive a test program that is killed.
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (other && chdir(folder_.c_str()) == 0 && getppid() == parent) {
    execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
  }
  _exit(127);
}

bool PostgresServer::Answers() const { return PQping(Address("postgres").c_str()) == PQPING_OK; }

void PostgresServer::Start() {
  process_ =
      Spawn(fmt::format("{}/postgres -D {}/data -p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
                        "-c fsync=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=80 "
                        "-c autovacuum=off -c max_wal_size=4GB -c wal_level=minimal -c max_wal_senders=0",
                        programs_, folder_.string(), port_));
  for (int tries = 0; !Answers(); ++tries) {
    if (tries > 600 || waitpid(process_, nullptr, WNOHANG) == process_) {
      GiveUp("the server does not start; see " + (folder_ / "log").string());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

void PostgresServer::Stop(int signal) {
  if (process_ > 0) {
    kill(process_, signal);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }
}

std::string PostgresServer::Address(const std::string& database) const {
  return fmt::format("postgres://headwater@127.0.0.1:{}/{}", port_, database);
}

void PostgresServer::Run(const std::string& database, const std::string& sql) const {
  const std::unique_ptr<PGconn, Finish> connection(PQconnectdb(Address(database).c_str()));
  PGresult* const result = PQexec(connection.get(), sql.c_str());
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    GiveUp(fmt::format("{}: {}", sql, PQerrorMessage(connection.get())));
  }
  PQclear(result);
}

std::string PostgresServer::Fresh() {
  if (!free_.empty()) {
    std::string address = std::move(free_.back());
    free_.pop_back();
    return address;
  }
  std::string address = Empty();
  if (const auto made = Store::Open(address); !made) {
    GiveUp(made.error().text);
  }
  Run(NameIn(address), std::string(kKeepSeeds));
  return address;
}

std::string PostgresServer::Empty(const std::string& options) {
  const std::string name = fmt::format("test_{}_{}", getpid(), count_++);
  Run("postgres", fmt::format("CREATE DATABASE {} {}", name, options));
  return Address(name);
}

void PostgresServer::GiveBack(const std::string& address) {
  Run(NameIn(address), "SELECT seed.wipe()");
  free_.push_back(address);
}

}  // namespace headwater::store
