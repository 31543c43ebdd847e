// Bytes from one socket to the other.
#include "test/queue/relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>

namespace headwater::queue {
namespace {

sockaddr_in At(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

bool Ready(int socket_fd) {
  pollfd waiting{socket_fd, POLLIN, 0};
  return poll(&waiting, 1, 1) > 0;
}

// False where one of them has ended.
bool Pass(int from, int to) {
  std::array<char, 65'536> bytes{};
  const ssize_t got = recv(from, bytes.data(), bytes.size(), 0);
  for (ssize_t sent = 0; sent < got;) {
    const ssize_t more = send(to, bytes.data() + sent, static_cast<std::size_t>(got - sent), MSG_NOSIGNAL);
    if (more <= 0) {
      return false;
    }
    sent += more;
  }
  return got > 0;
}

}  // namespace

Relay::Relay(std::uint16_t to) : to_(to), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = At(0);
  socklen_t size = sizeof(address);
  bind(listener_, reinterpret_cast<const sockaddr*>(&address), size);
  listen(listener_, 16);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  accepting_ = std::jthread([this] { Accept(); });
}

Relay::~Relay() {
  over_ = true;
  accepting_.join();
  carrying_.clear();
  close(listener_);
}

void Relay::Accept() {
  while (!over_) {
    if (Ready(listener_)) {
      const int client = accept(listener_, nullptr, nullptr);
      carrying_.emplace_back([this, client] { Carry(client); });
    }
  }
}

void Relay::Carry(int client) const {
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = At(to_);
  bool open = connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  while (open && !over_) {
    if (cut_) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      continue;
    }
    open = !Ready(client) || Pass(client, server);
    open = open && (!Ready(server) || Pass(server, client));
  }
  close(server);
  close(client);
}

}  // namespace headwater::queue
