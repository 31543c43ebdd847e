// Starting and ending nats-server.
#include "test/queue/nats_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <nats/nats.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <thread>

extern char** environ;  // NOLINT(readability-redundant-declaration)

namespace headwater::queue {
namespace {

constexpr const char* kProgram = "/usr/sbin/nats-server";

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool Answers(std::uint16_t port) {
  const int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = Loopback(port);
  const bool answers = connect(socket_fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  close(socket_fd);
  return answers;
}

}  // namespace

std::uint16_t FreePort() {
  const int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  bind(socket_fd, reinterpret_cast<const sockaddr*>(&address), size);
  getsockname(socket_fd, reinterpret_cast<sockaddr*>(&address), &size);
  close(socket_fd);
  return ntohs(address.sin_port);
}

bool NatsServer::Installed() { return access(kProgram, X_OK) == 0; }

NatsServer::NatsServer(Options options) : options_(std::move(options)) {
  std::string name = (std::filesystem::temp_directory_path() / "headwater-nats-XXXXXX").string();
  folder_ = mkdtemp(name.data());
  options_.port = options_.port == 0 ? FreePort() : options_.port;
  if (options_.routes.empty()) {
    Start();
  }
}

NatsServer::~NatsServer() {
  Kill();
  std::filesystem::remove_all(folder_);
}

std::string NatsServer::Address() const { return fmt::format("nats://127.0.0.1:{}", options_.port); }

void NatsServer::Start() {
  // Room is set aside for what streams may come to: more than a test's disk has, of which they use next to nothing.
  std::ofstream config(folder_ / "config");
  config << fmt::format("listen: \"127.0.0.1:{}\"\nserver_name: {}\nlog_file: \"{}\"\n", options_.port, options_.name,
                        (folder_ / "log").string())
         << fmt::format("jetstream {{ store_dir: \"{}\", max_file_store: 1TB }}\n", (folder_ / "data").string());
  if (!options_.routes.empty()) {
    config << fmt::format("cluster {{ name: house, listen: \"127.0.0.1:{}\", routes: [", options_.route);
    for (const std::uint16_t route : options_.routes) {
      config << fmt::format("\"nats://127.0.0.1:{}\", ", route);
    }
    config << "] }\n";
  }
  config.close();
  std::vector<std::string> words{kProgram, "-c", (folder_ / "config").string()};
  std::vector<char*> arguments;
  for (std::string& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  if (posix_spawn(&pid_, kProgram, nullptr, nullptr, arguments.data(), environ) != 0) {
    pid_ = -1;
    return;
  }
  for (int i = 0; i < 500 && !Answers(options_.port); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

void NatsServer::End(int signal) {
  if (pid_ > 0) {
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
  }
}

void NatsServer::Kill() { End(SIGKILL); }
void NatsServer::Stop() { End(SIGTERM); }

NatsCluster::NatsCluster() {
  std::array<std::uint16_t, 3> routes{};
  for (std::uint16_t& route : routes) {
    route = FreePort();
  }
  for (std::size_t i = 0; i < routes.size(); ++i) {
    servers_.push_back(std::make_unique<NatsServer>(NatsServer::Options{
        .name = fmt::format("n{}", i + 1), .route = routes[i], .routes = {routes.begin(), routes.end()}}));
  }
  for (const auto& server : servers_) {
    server->Start();
  }
}

std::string NatsCluster::Addresses() const {
  std::string all;
  for (const auto& server : servers_) {
    all += (all.empty() ? "" : ",") + server->Address();
  }
  return all;
}

NatsServer* NatsCluster::LeaderOf(const std::string& stream) {
  for (int i = 0; i < 200; ++i) {
    for (const auto& server : servers_) {
      natsConnection* connection = nullptr;
      jsCtx* context = nullptr;
      jsStreamInfo* info = nullptr;
      jsErrCode code{};
      std::string leader;
      if (server->running() && natsConnection_ConnectTo(&connection, server->Address().c_str()) == NATS_OK &&
          natsConnection_JetStream(&context, connection, nullptr) == NATS_OK &&
          js_GetStreamInfo(&info, context, stream.c_str(), nullptr, &code) == NATS_OK && info->Cluster != nullptr &&
          info->Cluster->Leader != nullptr) {
        leader = info->Cluster->Leader;
      }
      jsStreamInfo_Destroy(info);
      jsCtx_Destroy(context);
      natsConnection_Destroy(connection);
      for (const auto& each : servers_) {
        if (each->running() && each->name() == leader) {
          return each.get();
        }
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return nullptr;
}

}  // namespace headwater::queue
