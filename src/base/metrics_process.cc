// Reads /proc/self, as Linux keeps it (proc(5)).
#include "base/metrics_process.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

namespace headwater::metrics {
namespace {

constexpr double kMicro = 1e-6;

double SecondsOf(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * kMicro;
}

// Clock ticks after the machine's start at which this process began: the 22nd field, behind a name that may hold
// anything but ends with the last bracket.
double StartTicks() {
  std::ifstream file("/proc/self/stat");
  std::string line;
  std::getline(file, line);
  std::size_t at = line.rfind(')');
  constexpr int kFieldsBetween = 20;
  for (int n = 0; n < kFieldsBetween && at != std::string::npos; ++n) {
    at = line.find(' ', at + 1);
  }
  return at == std::string::npos ? 0 : std::strtod(line.c_str() + at, nullptr);
}

double Uptime() {
  std::ifstream file("/proc/uptime");
  double seconds = 0;
  file >> seconds;
  return seconds;
}

}  // namespace

ProcessFigures FiguresOfProcess() {
  ProcessFigures figures;
  std::ifstream memory("/proc/self/statm");
  double all = 0;
  double resident = 0;
  memory >> all >> resident;
  figures.memory_bytes = resident * static_cast<double>(sysconf(_SC_PAGESIZE));
  rusage usage{};
  if (getrusage(RUSAGE_SELF, &usage) == 0) {
    figures.processor_seconds = SecondsOf(usage.ru_utime) + SecondsOf(usage.ru_stime);
  }
  static const double started = [] {
    const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
    return now.count() - Uptime() + StartTicks() / static_cast<double>(sysconf(_SC_CLK_TCK));
  }();
  figures.started = started;
  std::error_code error;
  for (std::filesystem::directory_iterator it("/proc/self/fd", error), end; !error && it != end; it.increment(error)) {
    ++figures.open_files;
  }
  return figures;
}

}  // namespace headwater::metrics
