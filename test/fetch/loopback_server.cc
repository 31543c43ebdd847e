// The loopback server, on plain sockets.
#include "test/fetch/loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace headwater::fetch {

namespace {

// The head, and of a form as much as it says.
bool IsWhole(const std::string& request) {
  constexpr std::string_view kLength = "Content-Length: ";
  const std::size_t end = request.find("\r\n\r\n");
  const std::size_t length = request.find(kLength);
  const bool has_body = end != std::string::npos && length != std::string::npos && length < end;
  const std::size_t body = has_body ? std::stoul(request.substr(length + kLength.size())) : 0;
  return end != std::string::npos && request.size() >= end + 4 + body;
}

}  // namespace

bool Visitor::Send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

LoopbackServer::LoopbackServer(Answer answer) : answer_(std::move(answer)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, plain, size) == 0 && listen(listener_, SOMAXCONN) == 0 &&
      getsockname(listener_, plain, &size) == 0) {
    port_ = ntohs(address.sin_port);
    acceptor_ = std::jthread([this] { Accept(); });
  }
}

LoopbackServer::~LoopbackServer() {
  shutdown(listener_, SHUT_RDWR);
  if (acceptor_.joinable()) {
    acceptor_.join();
  }
  visits_.clear();
  close(listener_);
}

std::string LoopbackServer::Url(std::string_view path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

std::vector<std::string> LoopbackServer::requests() const {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

void LoopbackServer::Accept() {
  while (true) {
    const int socket = accept(listener_, nullptr, nullptr);
    if (socket < 0) {
      return;
    }
    visits_.emplace_back([this, socket] { Serve(socket); });
  }
}

void LoopbackServer::Serve(int socket) {
  std::string request;
  std::array<char, 4096> block{};
  while (!IsWhole(request)) {
    const ssize_t got = recv(socket, block.data(), block.size(), 0);
    if (got <= 0) {
      break;
    }
    request.append(block.data(), static_cast<std::size_t>(got));
  }
  if (!request.empty()) {
    {
      const std::scoped_lock lock(mutex_);
      requests_.push_back(request);
    }
    most_at_once_ = std::max<int>(most_at_once_, ++under_way_);
    answer_(request, Visitor(socket));
    --under_way_;
  }
  close(socket);
}

std::string HttpOk(std::string_view body, std::string_view header_lines) {
  std::string response = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size());
  response.append("\r\n").append(header_lines).append("\r\n").append(body);
  return response;
}

}  // namespace headwater::fetch
