// A client of the listener's tests that says what it is told, byte for byte.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace headwater::serve {

class Line {
 public:
  explicit Line(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval wait{10, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line() { close(socket_); }

  void Say(std::string_view words) const { send(socket_, words.data(), words.size(), MSG_NOSIGNAL); }
  // Says nothing more, and goes on listening.
  void EndSaying() const { shutdown(socket_, SHUT_WR); }

  // Reads until `times` ends of replies were seen, or the line is closed.
  std::string Hear(std::string_view end, int times = 1) const {
    std::string heard;
    std::array<char, 4096> bytes{};
    while (true) {
      int seen = 0;
      for (std::size_t at = heard.find(end); at != std::string::npos; at = heard.find(end, at + 1)) {
        ++seen;
      }
      const ssize_t count = seen >= times ? 0 : recv(socket_, bytes.data(), bytes.size(), 0);
      if (count <= 0) {
        return heard;
      }
      heard.append(bytes.data(), static_cast<std::size_t>(count));
    }
  }

 private:
  int socket_;
};

}  // namespace headwater::serve
