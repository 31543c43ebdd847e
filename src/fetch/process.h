// A program of another's, run within bounds.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace headwater::fetch {

struct ProcessLimits {
  std::chrono::seconds max_time{30};  // by the clock, and on a core
  std::size_t max_memory = 1U << 30U;
  std::size_t max_file_bytes = 64U << 20U;  // that it may write
};

// The program's path after $PATH, or empty.
std::string FindProgram(std::string_view name);

// Runs the program in the folder, in a process group of its own, with nothing of ours open, its output in
// `folder`/`output`; kills the group when it is over time. No shell, an environment of three lines. Gives its exit
// status; fails with kTimeout, or kTooLarge where a signal ended it.
Result<int> RunProgram(const std::string& program, const std::vector<std::string>& arguments, const std::string& folder,
                       const std::string& output, const ProcessLimits& limits);

// A new folder for this process alone, removed with all in it at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  // Empty where none could be made.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace headwater::fetch
