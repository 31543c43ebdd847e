// Watching a folder.
#include "fetch/folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <thread>

namespace headwater::fetch {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR;
constexpr std::chrono::milliseconds kLook{250};

bool IsUnfinished(std::string_view name) {
  constexpr std::array<std::string_view, 7> kEndings{".tmp",        ".part", ".partial", ".crdownload",
                                                     ".unfinished", ".swp",  "~"};
  return name.empty() || name.front() == '.' ||
         std::ranges::any_of(kEndings, [name](std::string_view ending) { return name.ends_with(ending); });
}

// Size, time to the nanosecond, and the file itself; empty for what is no regular file.
std::string StampOf(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return {};
  }
  return fmt::format("{}-{}.{}-{}", status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ino);
}

// Changed longer ago than what settles: nobody is writing it.
bool IsOld(const std::string& path, std::chrono::milliseconds settled) {
  std::error_code error;
  const auto changed = fs::last_write_time(path, error);
  return !error && fs::file_time_type::clock::now() - changed > settled;
}

}  // namespace

FolderWatch::FolderWatch(std::string folder, const FolderLimits& limits)
    : folder_(std::move(folder)), limits_(limits), inotify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

FolderWatch::~FolderWatch() {
  if (inotify_ >= 0) {
    close(inotify_);
  }
}

void FolderWatch::Watch(const std::string& folder) {
  if (inotify_ < 0 || watched_.size() >= limits_.max_folders) {
    return;
  }
  // Where the kernel has no more watches to give, looking through the folder has to do.
  if (const int watch = inotify_add_watch(inotify_, folder.c_str(), kEvents); watch >= 0) {
    watched_[watch] = folder;
  }
}

void FolderWatch::Notice(const std::string& path, bool closed) {
  const std::string stamp = StampOf(path);
  if (stamp.empty()) {
    return;
  }
  const auto given = given_.find(path);
  if (given != given_.end() && given->second == stamp) {
    unsettled_.erase(path);
    return;
  }
  if (closed || (!unsettled_.contains(path) && IsOld(path, limits_.settled))) {
    unsettled_.erase(path);
    given_[path] = stamp;
    ready_.push_back({path, stamp});
    return;
  }
  Unsettled& waiting = unsettled_[path];
  if (waiting.stamp != stamp) {
    waiting = {stamp, std::chrono::steady_clock::now()};
  }
}

void FolderWatch::Settle() {
  const auto now = std::chrono::steady_clock::now();
  std::vector<std::string> looked_at;
  for (const auto& [path, waiting] : unsettled_) {
    looked_at.push_back(path);
  }
  for (const std::string& path : looked_at) {
    const Unsettled waiting = unsettled_[path];
    if (now - waiting.since < limits_.settled) {
      continue;
    }
    const std::string stamp = StampOf(path);
    if (stamp.empty()) {
      unsettled_.erase(path);
    } else if (stamp == waiting.stamp) {
      Notice(path, true);
    } else {
      unsettled_[path] = {stamp, now};
    }
  }
}

Result<void> FolderWatch::Scan(const std::string& below) {
  std::error_code error;
  // Watched before it is looked through: what comes meanwhile is told of.
  Watch(below);
  fs::recursive_directory_iterator each(below, fs::directory_options::skip_permission_denied, error);
  if (error) {
    return Fail(Fault::kNotFound, fmt::format("{}: {}", below, error.message()));
  }
  std::vector<std::string> files;
  for (; !error && each != fs::recursive_directory_iterator() && files.size() < limits_.max_files;
       each.increment(error)) {
    std::error_code ignored;
    const std::string name = each->path().filename().string();
    if (each->is_symlink(ignored)) {
      continue;
    }
    if (each->is_directory(ignored)) {
      if (name.starts_with('.') || name == "tmp" || each.depth() >= limits_.max_depth) {
        each.disable_recursion_pending();
      } else {
        Watch(each->path().string());
      }
    } else if (!IsUnfinished(name)) {
      files.push_back(each->path().string());
    }
  }
  std::ranges::sort(files);
  for (const std::string& path : files) {
    Notice(path, false);
  }
  return {};
}

void FolderWatch::ReadEvents() {
  alignas(inotify_event) std::array<char, 1U << 16U> bytes{};
  while (inotify_ >= 0) {
    const ssize_t count = read(inotify_, bytes.data(), bytes.size());
    if (count <= 0) {
      return;
    }
    for (std::size_t at = 0; at + sizeof(inotify_event) <= static_cast<std::size_t>(count);) {
      inotify_event event{};
      std::memcpy(&event, bytes.data() + at, sizeof event);
      const char* const text = bytes.data() + at + sizeof event;
      const std::string name(text, strnlen(text, event.len));
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) {
        scan_now_ = true;
        continue;
      }
      const auto folder = watched_.find(event.wd);
      if ((event.mask & IN_IGNORED) != 0 && folder != watched_.end()) {
        watched_.erase(folder);
        continue;
      }
      if (folder == watched_.end() || IsUnfinished(name)) {
        continue;
      }
      const std::string path = folder->second + "/" + name;
      if ((event.mask & IN_ISDIR) != 0) {
        if (name != "tmp") {
          (void)Scan(path);
        }
      } else {
        Notice(path, (event.mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) != 0);
      }
    }
  }
}

Result<std::vector<FoundFile>> FolderWatch::Take(std::size_t most, std::chrono::milliseconds at_most) {
  const Time until = std::chrono::steady_clock::now() + at_most;
  while (true) {
    const Time now = std::chrono::steady_clock::now();
    ReadEvents();
    if (scan_now_ || now - last_scan_ >= limits_.rescan) {
      scan_now_ = false;
      last_scan_ = now;
      if (const auto scanned = Scan(folder_); !scanned) {
        return tl::unexpected(scanned.error());
      }
    }
    Settle();
    if (!ready_.empty() || now >= until) {
      break;
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - now);
    pollfd waiting{inotify_, POLLIN, 0};
    poll(&waiting, inotify_ >= 0 ? 1 : 0,
         static_cast<int>(std::min(left + std::chrono::milliseconds(1), kLook).count()));
  }
  std::vector<FoundFile> taken;
  while (!ready_.empty() && taken.size() < most) {
    taken.push_back(std::move(ready_.front()));
    ready_.pop_front();
  }
  return taken;
}

}  // namespace headwater::fetch
