// A small fast server of invented feeds for the refresh bench: one thread, kept connections, conditional requests.
// `serve_feeds PORT` answers /feed/N on every address of the loopback net; /news makes every tenth feed a changed one,
// /olds makes all as they were.
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

constexpr int kChangedOneIn = 10;
constexpr int kNewEntries = 3;
constexpr std::array<std::string_view, 24> kWords{"harbour",  "council", "vellmar", "ferry",   "budget",  "minister",
                                                  "marens",   "said",    "on",      "the",     "of",      "a",
                                                  "strike",   "bridge",  "opens",   "after",   "orrin",   "weir",
                                                  "election", "results", "weather", "markets", "between", "northern"};

// The same words for the same number, every time.
class Words {
 public:
  explicit Words(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
  std::uint64_t Next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return state_;
  }
  void Append(std::string& text, std::size_t bytes) {
    const std::size_t until = text.size() + bytes;
    while (text.size() < until) {
      text.append(kWords[Next() % kWords.size()]).push_back(' ');
    }
  }

 private:
  std::uint64_t state_;
};

void AppendEntry(std::string& feed, std::uint64_t number, std::uint64_t entry) {
  Words words(number * 1000 + entry);
  feed += "<item><title>";
  words.Append(feed, 60);
  feed += fmt::format(
      "</title><link>https://feed{}.vellmar.example/2025/03/story-{}</link><guid isPermaLink=\"false\">"
      "feed{}-{}</guid><pubDate>Mon, 03 Mar 2025 {:02}:{:02}:00 GMT</pubDate><dc:creator>Ilse "
      "Brandow</dc:creator><category>News</category><description><![CDATA[<p>",
      number, entry, number, entry, entry % 24, number % 60);
  words.Append(feed, 500 + words.Next() % 1200);
  feed += "</p>]]></description></item>\n";
}

// 20 to 60 KB: 20 to 40 entries.
std::string FeedBody(std::uint64_t number, bool changed) {
  Words words(number);
  const std::uint64_t entries = 20 + words.Next() % 21;
  std::string feed = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Vellmar {}</title>"
      "<link>https://feed{}.vellmar.example/</link><description>News</description><language>en</language>\n",
      number, number);
  for (std::uint64_t entry = changed ? entries + kNewEntries : entries; entry > (changed ? kNewEntries : 0); --entry) {
    AppendEntry(feed, number, entry);
  }
  feed += "</channel></rss>\n";
  return feed;
}

std::string_view Field(std::string_view head, std::string_view name) {
  const std::size_t at = head.find(name);
  if (at == std::string_view::npos) {
    return {};
  }
  const std::string_view value = head.substr(at + name.size());
  return value.substr(0, value.find("\r\n"));
}

class Server {
 public:
  explicit Server(int port) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || listen(listener_, 4096) != 0) {
      std::perror("serve_feeds");
      std::exit(1);
    }
    epoll_ = epoll_create1(EPOLL_CLOEXEC);
    Watch(listener_, EPOLLIN, EPOLL_CTL_ADD);
  }

  [[noreturn]] void Run() {
    std::array<epoll_event, 256> events{};
    while (true) {
      const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < count; ++i) {
        const epoll_event& event = events[static_cast<std::size_t>(i)];
        if (event.data.fd == listener_) {
          Accept();
        } else {
          GoOn(event.data.fd, event.events);
        }
      }
    }
  }

 private:
  struct Visitor {
    std::string in;
    std::string out;
    std::size_t sent = 0;
  };

  void Watch(int socket, std::uint32_t what, int how) const {
    epoll_event event{};
    event.events = what;
    event.data.fd = socket;
    epoll_ctl(epoll_, how, socket, &event);
  }

  void Accept() {
    while (true) {
      sockaddr_in from{};
      socklen_t size = sizeof from;
      const int socket = accept4(listener_, reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (socket < 0) {
        return;
      }
      // It is nobody's business outside this machine.
      if (ntohl(from.sin_addr.s_addr) >> 24U != 127) {
        close(socket);
        continue;
      }
      visitors_[socket] = {};
      Watch(socket, EPOLLIN, EPOLL_CTL_ADD);
    }
  }

  void Leave(int socket) {
    close(socket);
    visitors_.erase(socket);
  }

  void GoOn(int socket, std::uint32_t what) {
    Visitor& visitor = visitors_[socket];
    if ((what & (EPOLLERR | EPOLLHUP)) != 0) {
      Leave(socket);
      return;
    }
    if ((what & EPOLLIN) != 0) {
      std::array<char, 8192> block{};
      const ssize_t got = recv(socket, block.data(), block.size(), 0);
      if (got <= 0) {
        Leave(socket);
        return;
      }
      visitor.in.append(block.data(), static_cast<std::size_t>(got));
      const std::size_t end = visitor.in.find("\r\n\r\n");
      if (end == std::string::npos) {
        return;
      }
      visitor.out = Answer(std::string_view(visitor.in).substr(0, end + 2));
      visitor.in.erase(0, end + 4);
      visitor.sent = 0;
    }
    Send(socket, visitor, (what & EPOLLOUT) != 0);
  }

  void Send(int socket, Visitor& visitor, bool watched) const {
    while (visitor.sent < visitor.out.size()) {
      const ssize_t sent =
          send(socket, visitor.out.data() + visitor.sent, visitor.out.size() - visitor.sent, MSG_NOSIGNAL);
      if (sent <= 0) {
        Watch(socket, EPOLLIN | EPOLLOUT, EPOLL_CTL_MOD);
        return;
      }
      visitor.sent += static_cast<std::size_t>(sent);
    }
    visitor.out = {};
    if (watched) {
      Watch(socket, EPOLLIN, EPOLL_CTL_MOD);
    }
  }

  std::string Answer(std::string_view head) {
    constexpr std::string_view kFeed = "GET /feed/";
    if (head.starts_with("GET /news") || head.starts_with("GET /olds")) {
      news_ = head.starts_with("GET /news");
      return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    }
    std::uint64_t number = 0;
    if (!head.starts_with(kFeed) ||
        std::from_chars(head.data() + kFeed.size(), head.data() + head.size(), number).ec != std::errc{}) {
      return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    }
    const bool changed = news_ && number % kChangedOneIn == 0;
    const std::string etag = fmt::format("\"{}-{}\"", number, changed ? 2 : 1);
    const std::string date = changed ? "Tue, 04 Mar 2025 06:00:00 GMT" : "Mon, 03 Mar 2025 06:00:00 GMT";
    const std::string validators = fmt::format("ETag: {}\r\nLast-Modified: {}\r\n", etag, date);
    if (Field(head, "If-None-Match: ") == etag || Field(head, "If-Modified-Since: ") == date) {
      return fmt::format("HTTP/1.1 304 Not Modified\r\n{}\r\n", validators);
    }
    const std::string body = FeedBody(number, changed);
    return fmt::format(
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\n{}Content-Length: {}\r\n\r\n{}",
        validators, body.size(), body);
  }

  int listener_ = -1;
  int epoll_ = -1;
  bool news_ = false;
  std::unordered_map<int, Visitor> visitors_;
};

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Server(argc > 1 ? std::atoi(argv[1]) : 8099).Run();
}
