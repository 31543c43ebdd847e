// A progress bar for long work, where standard error is a terminal.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace headwater::cli {

class Progress {
 public:
  // `total` may be 0: then only the count and the rate are shown.
  Progress(std::string what, std::size_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // Wipes the bar, so that what is printed next stands on a clean line.
  ~Progress();

  void Show(std::size_t done);

 private:
  std::string what_;
  std::size_t total_;
  bool on_terminal_;
  std::chrono::steady_clock::time_point begun_;
  std::chrono::steady_clock::time_point shown_{};
};

}  // namespace headwater::cli
