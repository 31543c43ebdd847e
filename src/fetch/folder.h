// A folder that is watched: its files, as they become complete.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace headwater::fetch {

struct FolderLimits {
  std::size_t max_files = 500'000;  // in the folder and those below
  std::size_t max_folders = 8'192;
  int max_depth = 16;
  // A file that nobody told of as closed is complete when its size and time stayed for so long.
  std::chrono::milliseconds settled{2'000};
  // All is looked through again this often: what the kernel does not tell of (network file systems, lost events).
  std::chrono::milliseconds rescan{60'000};
};

struct FoundFile {
  std::string path;
  std::string stamp;  // differs where the file's bytes may
};

// Linux's inotify, and looking through the folder where it tells nothing. Hidden files, links and unfinished downloads
// are passed over. For one thread.
class FolderWatch {
 public:
  explicit FolderWatch(std::string folder, const FolderLimits& limits = {});
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;
  ~FolderWatch();

  // Files that became complete since, each once with each stamp, in the order of their names where many came at once;
  // at first all that are there. Waits until one is there or the time is over. Fails where the folder cannot be read.
  Result<std::vector<FoundFile>> Take(std::size_t most, std::chrono::milliseconds at_most);

 private:
  using Time = std::chrono::steady_clock::time_point;

  Result<void> Scan(const std::string& below);
  void ReadEvents();
  void Watch(const std::string& folder);
  void Notice(const std::string& path, bool closed);
  void Settle();

  struct Unsettled {
    std::string stamp;
    Time since;
  };

  std::string folder_;
  FolderLimits limits_;
  int inotify_ = -1;
  std::map<int, std::string> watched_;
  bool scan_now_ = true;
  Time last_scan_{};
  std::unordered_map<std::string, std::string> given_;  // stamps by path
  std::map<std::string, Unsettled> unsettled_;
  std::deque<FoundFile> ready_;
};

}  // namespace headwater::fetch
