// A thread that hears what other processes tell of their writes.
#pragma once

#include <functional>
#include <future>
#include <string>
#include <thread>

namespace headwater::store::postgres {

// Listens once it is made, unless the server does not answer. Calls `heard` for each notification in the channel that
// does not carry `own`, and whenever the connection had to be made anew: something may have been missed then.
class Listener {
 public:
  Listener(std::string address, std::string channel, std::string own, std::function<void()> heard);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener();

 private:
  void Listen(const std::stop_token& stop);
  // Until the connection breaks.
  void Hear(const std::stop_token& stop);
  // False where it is to stop.
  bool Pause(const std::stop_token& stop, int milliseconds) const;

  std::string address_;
  std::string channel_;
  std::string own_;
  std::function<void()> heard_;
  int stopped_;  // an eventfd
  bool listened_ = false;
  std::promise<void> ready_;
  std::jthread thread_;
};

}  // namespace headwater::store::postgres
