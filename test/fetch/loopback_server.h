// A small HTTP server on the loopback interface, for tests: every answer is the bytes that the test wants.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace headwater::fetch {

// The client's end of a connection.
class Visitor {
 public:
  explicit Visitor(int socket) : socket_(socket) {}

  // False once the client has gone.
  bool Send(std::string_view bytes) const;

 private:
  int socket_;
};

class LoopbackServer {
 public:
  // Answers a request (as it came). The connection is closed afterwards.
  using Answer = std::function<void(const std::string& request, Visitor visitor)>;

  explicit LoopbackServer(Answer answer);
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  ~LoopbackServer();

  // `http://127.0.0.1:port` and the path.
  std::string Url(std::string_view path) const;
  // All requests, in the order of arrival.
  std::vector<std::string> requests() const;
  // The most requests that were being answered at one time.
  int most_at_once() const { return most_at_once_; }

 private:
  void Accept();
  void Serve(int socket);

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<std::jthread> visits_;
  std::atomic<int> under_way_ = 0;
  std::atomic<int> most_at_once_ = 0;
  std::jthread acceptor_;
};

// A whole response with that body.
std::string HttpOk(std::string_view body, std::string_view header_lines = "");

}  // namespace headwater::fetch
