// nats-server for tests: on loopback, on free ports, in a folder of its own, ended by its process id. One, or a
// cluster.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace headwater::queue {

// A port of loopback that nobody listens on now.
std::uint16_t FreePort();

class NatsServer {
 public:
  // False where nats-server is not installed: the test is to be skipped then.
  static bool Installed();

  struct Options {
    std::string name = "alone";
    std::uint16_t port = 0;  // 0: a free one
    // Of a cluster: where this one and the others listen for each other.
    std::uint16_t route = 0;
    std::vector<std::uint16_t> routes = {};
  };
  NatsServer() : NatsServer(Options{}) {}
  explicit NatsServer(Options options);
  NatsServer(const NatsServer&) = delete;
  NatsServer& operator=(const NatsServer&) = delete;
  // Its folder goes too.
  ~NatsServer();

  // Again after Kill or Stop, with what it had on disk. Waits until it answers.
  void Start();
  void Kill();  // SIGKILL
  void Stop();  // SIGTERM
  bool running() const { return pid_ > 0; }
  std::uint16_t port() const { return options_.port; }
  const std::string& name() const { return options_.name; }
  std::string Address() const;

 private:
  void End(int signal);

  Options options_;
  std::filesystem::path folder_;
  pid_t pid_ = -1;
};

// Three servers, each with a copy of every stream. Whoever connects to one learns of the others.
class NatsCluster {
 public:
  NatsCluster();
  // All of them, with commas between.
  std::string Addresses() const;
  NatsServer& at(std::size_t place) { return *servers_[place]; }
  std::size_t size() const { return servers_.size(); }
  // The one that leads a stream; waits while they elect one. Null where none does within 20 seconds.
  NatsServer* LeaderOf(const std::string& stream);

 private:
  std::vector<std::unique_ptr<NatsServer>> servers_;
};

}  // namespace headwater::queue
