// The log behind spdlog's compiled library.
#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <vector>

#include "base/hash.h"
#include "base/log_fields.h"
#include "base/metrics.h"

namespace headwater {
namespace {

constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%S%z %^%l%$ %v";
// The message is an object that was begun here: time and level come first.
constexpr const char* kJsonPattern = "{\"time\":\"%Y-%m-%dT%H:%M:%S.%e%z\",\"level\":\"%l\",%v}";

std::atomic<LogFormat> format_of_lines = LogFormat::kText;
thread_local const LogField* innermost = nullptr;

spdlog::logger& Logger() {
  static const std::shared_ptr<spdlog::logger> logger = [] {
    auto made = spdlog::stderr_color_mt("headwater");
    made->set_pattern(kTextPattern);
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum LevelOf(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view WordFor(LogLevel level) {
  constexpr std::string_view kWords[] = {"debug", "info", "warning", "error"};
  return kWords[static_cast<std::size_t>(level)];
}

// The fields from the innermost out, each name once.
std::vector<const LogField*> Fields() {
  std::vector<const LogField*> fields;
  for (const LogField* field = innermost; field != nullptr; field = field->outer()) {
    bool named = field->value().empty();
    for (const LogField* const inner : fields) {
      named = named || inner->name() == field->name();
    }
    if (!named) {
      fields.push_back(field);
    }
  }
  return fields;
}

bool IsControl(char c) {
  constexpr unsigned char kSpace = 0x20;
  constexpr unsigned char kDelete = 0x7f;
  const auto byte = static_cast<unsigned char>(c);
  return byte < kSpace || byte == kDelete;
}

// What the world says must neither begin a line of its own nor command a terminal.
std::string OneLine(std::string_view line) {
  std::string written;
  written.reserve(line.size());
  for (const char c : line) {
    if (IsControl(c)) {
      fmt::format_to(std::back_inserter(written), "\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      written.push_back(c);
    }
  }
  return written;
}

// RFC 8259, 7. Bytes that are no UTF-8 are read as those of Latin-1, so that a line always is JSON.
void WriteJsonText(std::string_view text, bool utf8, std::string& into) {
  constexpr unsigned char kAscii = 0x80;
  into.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      into.append({'\\', c});
    } else if (IsControl(c) || (!utf8 && byte >= kAscii)) {
      fmt::format_to(std::back_inserter(into), "\\u{:04x}", byte);
    } else {
      into.push_back(c);
    }
  }
  into.push_back('"');
}

// RFC 3629, 4: overlong forms, surrogates and what lies beyond U+10FFFF are none.
bool IsUtf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t more = lead < 0x80   ? 0
                             : lead < 0xc2 ? 4
                             : lead < 0xe0 ? 1
                             : lead < 0xf0 ? 2
                             : lead < 0xf5 ? 3
                                           : 4;
    if (more > 3 || at + more >= text.size()) {
      return false;
    }
    for (std::size_t n = 1; n <= more; ++n) {
      const auto next = static_cast<unsigned char>(text[at + n]);
      const unsigned char least = n > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
      const unsigned char most = n > 1 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
      if (next < least || next > most) {
        return false;
      }
    }
    at += more + 1;
  }
  return true;
}

std::string TextOf(std::string_view line) {
  std::string written = OneLine(line);
  for (const LogField* const field : Fields()) {
    written += fmt::format(" {}={}", field->name(), OneLine(field->value()));
  }
  return written;
}

std::string JsonOf(std::string_view line) {
  std::string written = "\"message\":";
  WriteJsonText(line, IsUtf8(line), written);
  for (const LogField* const field : Fields()) {
    written += fmt::format(",\"{}\":", field->name());
    WriteJsonText(field->value(), IsUtf8(field->value()), written);
  }
  return written;
}

}  // namespace

void SetLogLevel(LogLevel least) { Logger().set_level(LevelOf(least)); }

void SetLogFormat(LogFormat format) {
  format_of_lines = format;
  Logger().set_pattern(format == LogFormat::kJson ? kJsonPattern : kTextPattern);
}

void LogLine(LogLevel level, std::string_view line) {
  metrics::Count(metrics::Metric::kLogLines, {WordFor(level)});
  if (Logger().should_log(LevelOf(level))) {
    Logger().log(LevelOf(level), format_of_lines == LogFormat::kJson ? JsonOf(line) : TextOf(line));
  }
}

LogField::LogField(std::string_view name, std::string_view value) : name_(name), value_(value), outer_(innermost) {
  innermost = this;
}

LogField::~LogField() { innermost = outer_; }

void LogStep(std::string_view step) {
  const LogLevel level = format_of_lines == LogFormat::kJson ? LogLevel::kInfo : LogLevel::kDebug;
  if (Logger().should_log(LevelOf(level))) {
    LogLine(level, step);
  }
}

std::string LogId(std::string_view address) { return fmt::format("{:016x}", Hash64(address)); }

}  // namespace headwater
