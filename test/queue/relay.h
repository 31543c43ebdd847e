// A relay between a client and a server on loopback that can be cut, as a network is: nothing comes through, and nobody
// is told.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <mutex>
#include <thread>

namespace headwater::queue {

class Relay {
 public:
  explicit Relay(std::uint16_t to);
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;
  ~Relay();

  std::uint16_t port() const { return port_; }
  void Cut() { cut_ = true; }
  void Mend() { cut_ = false; }

 private:
  void Accept();
  void Carry(int client) const;

  const std::uint16_t to_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  std::atomic<bool> cut_ = false;
  std::atomic<bool> over_ = false;
  std::list<std::jthread> carrying_;
  std::jthread accepting_;
};

}  // namespace headwater::queue
