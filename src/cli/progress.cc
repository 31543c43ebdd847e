// A bar that redraws itself on one line.
#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace headwater::cli {

Progress::Progress(std::string what, std::size_t total)
    : what_(std::move(what)),
      total_(total),
      on_terminal_(isatty(STDERR_FILENO) == 1),
      begun_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (on_terminal_) {
    std::fputs("\r\033[K", stderr);
  }
}

void Progress::Show(std::size_t done) {
  constexpr std::chrono::milliseconds kBetween{100};
  const auto now = std::chrono::steady_clock::now();
  if (!on_terminal_ || now - shown_ < kBetween) {
    return;
  }
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  std::string line = fmt::format("\r\033[K{} {}", what_, done);
  if (total_ > 0) {
    constexpr std::size_t kWidth = 30;
    const std::size_t filled = std::min(kWidth, done * kWidth / total_);
    line = fmt::format("\r\033[K{} [{:#<{}}{:-<{}}] {}/{}", what_, "", filled, "", kWidth - filled, done, total_);
  }
  fmt::print(stderr, "{} ({:.0f}/s)", line, rate);
  std::fflush(stderr);
}

}  // namespace headwater::cli
