// The log: one line an event, on standard error. The only I/O that any room may do.
#pragma once

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace headwater {

enum class LogLevel { kDebug, kInfo, kWarning, kError };

// What is below the level is dropped. Not safe to call while other threads log.
void SetLogLevel(LogLevel least);

// Safe from any thread.
void LogLine(LogLevel level, std::string_view line);

template <class... Args>
void Log(LogLevel level, fmt::format_string<Args...> format, Args&&... args) {
  LogLine(level, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace headwater
