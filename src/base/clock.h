// The seam to the world's time: rooms take the time as an argument, and who calls them asks a clock.
#pragma once

#include <chrono>

namespace headwater {

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  virtual std::chrono::sys_seconds Now() const = 0;
};

// The machine's clock; lives as long as the program.
const Clock& SystemClock();

}  // namespace headwater
