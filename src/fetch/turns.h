// Turns: one request at a time to a host, and a pause between two.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace headwater::fetch {

// Safe for use from several threads.
class Turns {
 public:
  // Holds the host until it is destroyed; must not outlive its Turns.
  class Turn {
   public:
    Turn(Turns& turns, std::string host) : turns_(turns), host_(std::move(host)) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { turns_.Release(host_, pause_); }

    // Until the next one's turn.
    void set_pause(std::chrono::milliseconds pause) { pause_ = pause; }

   private:
    Turns& turns_;
    std::string host_;
    std::chrono::milliseconds pause_{0};
  };

  // Waits until the host is free and its pause is over, or until Stop.
  Turn Wait(const std::string& host);

  // Nobody waits any more.
  void Stop();

 private:
  struct State {
    bool busy = false;
    std::size_t waiting = 0;
    std::chrono::steady_clock::time_point free_at{};
  };

  void Release(const std::string& host, std::chrono::milliseconds pause);

  std::mutex mutex_;
  std::condition_variable freed_;
  bool stopped_ = false;
  std::unordered_map<std::string, State> hosts_;
};

}  // namespace headwater::fetch
