// Turns: one request at a time to a host, and a pause between two, without anybody waiting for them.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <queue>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace headwater::fetch {

// A place in a host's queue; what queues derives from it, and lives until its turn is over.
struct InTurn {
  InTurn* behind = nullptr;
  // Somebody waits for this one: it goes before those for whom nobody does.
  bool urgent = false;
};

// For one thread. Times are handed in.
class Turns {
 public:
  using Time = std::chrono::steady_clock::time_point;

  void Join(const std::string& host, InTurn& joiner);
  // Whose turn it is now, if anyone's: hosts in the order in which they came free. Its host is busy until Leave.
  InTurn* Next(Time now, bool urgent_only);
  // The turn is over; the host's next one is `pause` later.
  void Leave(const std::string& host, Time now, std::chrono::milliseconds pause);
  // Somebody waits for this host.
  bool Awaited(const std::string& host) const;
  // When a host that is awaited will be free, where all of them are busy or pausing.
  std::optional<Time> Soonest() const;

 private:
  struct Host {
    InTurn* first = nullptr;
    InTurn* last = nullptr;
    Time free_at{};
    bool busy = false;
    std::size_t listed = 0;  // in the lists below, where older entries may stand that hold no more
  };
  using Pause = std::pair<Time, Host*>;

  void List(Host& host, Time now);
  static InTurn* Take(Host& host);
  InTurn* NextOf(std::deque<Host*>& list, Time now, bool urgent_only);
  void ForgetIdle(Time now);

  // Entries of the map stay where they are while others come and go.
  std::unordered_map<std::string, Host> hosts_;
  std::deque<Host*> free_;
  std::deque<Host*> urgent_;
  std::priority_queue<Pause, std::vector<Pause>, std::greater<>> pausing_;
  std::size_t many_ = 4096;
};

}  // namespace headwater::fetch
