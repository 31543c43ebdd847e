// Starting, bounding and ending a process.
#include "fetch/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

namespace headwater::fetch {
namespace {

namespace fs = std::filesystem;

// What posix_spawn wants to know, given back at the end.
class Spawning {
 public:
  Spawning(const std::string& folder, const std::string& output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, (folder + "/" + output).c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  }
  Spawning(const Spawning&) = delete;
  Spawning& operator=(const Spawning&) = delete;
  ~Spawning() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  int Start(pid_t& pid, const std::string& program, char** arguments, char** environment) {
    return posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments, environment);
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

void Bound(pid_t pid, const ProcessLimits& limits) {
  const auto set = [pid](__rlimit_resource what, rlim_t most) {
    const rlimit limit{most, most};
    prlimit(pid, what, &limit, nullptr);
  };
  set(RLIMIT_AS, limits.max_memory);
  set(RLIMIT_FSIZE, limits.max_file_bytes);
  set(RLIMIT_CPU, static_cast<rlim_t>(limits.max_time.count()));
  set(RLIMIT_CORE, 0);
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

std::string FindProgram(std::string_view name) {
  const char* const path = std::getenv("PATH");
  std::string_view folders = path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find(':'), folders.size());
    const std::string candidate = fmt::format("{}/{}", folders.substr(0, end), name);
    if (end > 0 && access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return {};
}

Result<int> RunProgram(const std::string& program, const std::vector<std::string>& arguments, const std::string& folder,
                       const std::string& output, const ProcessLimits& limits) {
  std::vector<std::string> all{program};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" + folder};
  Spawning spawning(folder, output);
  pid_t pid = 0;
  if (const int error = spawning.Start(pid, program, Pointers(all).data(), Pointers(environment).data()); error != 0) {
    return Fail(Fault::kNotFound, fmt::format("{}: cannot be started: {}", program, std::strerror(error)));
  }
  Bound(pid, limits);
  const auto deadline = std::chrono::steady_clock::now() + limits.max_time;
  auto pause = std::chrono::milliseconds(1);
  int status = 0;
  while (true) {
    const pid_t ended = waitpid(pid, &status, WNOHANG);
    if (ended == pid) {
      break;
    }
    if (ended < 0 && errno != EINTR) {
      return Fail(Fault::kBadInput, fmt::format("{}: {}", program, std::strerror(errno)));
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      kill(-pid, SIGKILL);
      waitpid(pid, &status, 0);
      return Fail(Fault::kTimeout, fmt::format("{} took longer than {} s", program, limits.max_time.count()));
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::milliseconds(20));
  }
  // Whatever it started itself ends with it.
  kill(-pid, SIGKILL);
  if (WIFSIGNALED(status)) {
    return Fail(Fault::kTooLarge,
                fmt::format("{} was ended by signal {} (a limit of time, memory or size)", program, WTERMSIG(status)));
  }
  return WEXITSTATUS(status);
}

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  const fs::path base = fs::temp_directory_path(error);
  std::string name = (error ? fs::path("/tmp") : base).string() + "/headwater-XXXXXX";
  if (mkdtemp(name.data()) != nullptr) {
    path_ = name;
  }
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) {
    fs::remove_all(path_, ignored);
  }
}

}  // namespace headwater::fetch
