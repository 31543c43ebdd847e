// Exchanges over HTTP, many at a time on one thread: a request and its response each, no redirect followed.
#pragma once

#include <sys/epoll.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "fetch/transfer.h"

namespace headwater::fetch {

// Connections are kept for the next exchange with the same server. For one thread, but for Wake.
class Exchanges {
 public:
  using Ended = std::function<void(Result<Exchange>)>;

  // `at_once` is how many there will be at most, `max_bytes` what their bodies may come to together.
  Exchanges(bool allow_private_networks, std::size_t at_once, std::size_t max_bytes);
  Exchanges(const Exchanges&) = delete;
  Exchanges& operator=(const Exchanges&) = delete;
  // What is under way is dropped without a word.
  ~Exchanges();

  // Each address that the host's name resolves to is looked at right before it is connected to, so that a name that
  // changes its address in between gains nothing. `ended` is called within Work, and may begin others.
  void Begin(const Target& target, const Outgoing& outgoing, const Bounds& bounds, Ended ended);
  std::size_t under_way() const { return under_way_.size(); }

  // Waits until something can go on, somebody wakes, or the time is over, and moves on what can.
  void Work(std::chrono::milliseconds at_most);
  // From any thread: ends the waiting of Work, now or the next time.
  void Wake();

 private:
  struct MultiCloser {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  struct UnderWay {
    std::unique_ptr<Transfer> transfer;
    Ended ended;
  };

  static int WatchSocket(CURL*, curl_socket_t socket, int what, void* user, void* watched);
  static int SetTimer(CURLM*, long milliseconds, void* user);
  void Collect();
  void GoOn();

  const bool allow_private_networks_;
  Budget budget_;
  int epoll_ = -1;
  int wake_ = -1;
  std::optional<std::chrono::steady_clock::time_point> timer_;  // when libcurl wants to be called
  // Before those that belong to it: it must go last.
  std::unique_ptr<CURLM, MultiCloser> multi_;
  std::vector<std::unique_ptr<Transfer>> idle_;
  std::unordered_map<const Transfer*, UnderWay> under_way_;
  std::vector<std::pair<Ended, Error>> not_begun_;
  std::vector<epoll_event> events_;
};

}  // namespace headwater::fetch
