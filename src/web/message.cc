// Reading of HTTP's header fields, dates and chunks.
#include "web/message.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "base/ascii.h"

namespace headwater::web {
namespace {

// The next line without its end; moves past it.
std::string_view NextLine(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

std::optional<int> ReadInt(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 0) {
    return std::nullopt;
  }
  return value;
}

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};

struct DateParts {
  int day = 0;
  unsigned month = 0;
  int year = -1;
  std::optional<std::chrono::seconds> clock;
};

std::optional<std::chrono::seconds> ReadClock(std::string_view word) {
  if (word.size() != 8 || word[2] != ':' || word[5] != ':') {
    return std::nullopt;
  }
  const auto hour = ReadInt(word.substr(0, 2));
  const auto minute = ReadInt(word.substr(3, 2));
  const auto second = ReadInt(word.substr(6, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
}

void ReadDateWord(std::string_view word, DateParts& parts) {
  if (const auto clock = ReadClock(word)) {
    parts.clock = clock;
    return;
  }
  if (const auto number = ReadInt(word)) {
    if (parts.day == 0) {
      parts.day = *number;
    } else {
      // RFC 850 has two digits: read as the nearest such year of this age.
      parts.year = word.size() > 2 ? *number : *number + (*number < 70 ? 2000 : 1900);
    }
    return;
  }
  const auto* const month = std::ranges::find(kMonths, ascii::Lower(word.substr(0, 3)));
  if (month != kMonths.end() && word.size() == 3) {
    parts.month = static_cast<unsigned>(month - kMonths.begin()) + 1;
  }
}

}  // namespace

std::string_view FindHeader(const Headers& headers, std::string_view name) {
  const auto found = std::ranges::find(headers, name, &std::pair<std::string, std::string>::first);
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

bool AppendHeaderLine(std::string_view line, Headers& headers) {
  if (!line.empty() && (line[0] == ' ' || line[0] == '\t') && !headers.empty()) {
    const std::string_view more = ascii::Trim(line);
    if (!more.empty()) {
      headers.back().second.append(" ").append(more);
    }
    return true;
  }
  const std::size_t colon = line.find(':');
  const std::string_view name = ascii::Trim(line.substr(0, colon));
  if (colon == std::string_view::npos || name.empty()) {
    return false;
  }
  headers.emplace_back(ascii::Lower(name), std::string(ascii::Trim(line.substr(colon + 1))));
  return true;
}

std::optional<ResponseHead> ReadResponseHead(std::string_view bytes) {
  std::string_view rest = bytes;
  const std::string_view status = NextLine(rest);
  const std::size_t blank = status.find(' ');
  if (!status.starts_with("HTTP/") || blank == std::string_view::npos) {
    return std::nullopt;
  }
  ResponseHead head;
  head.status = ReadInt(status.substr(blank + 1, 3)).value_or(0);
  while (!rest.empty()) {
    const std::string_view line = NextLine(rest);
    if (line.empty()) {
      break;
    }
    AppendHeaderLine(line, head.headers);
  }
  head.body = bytes.size() - rest.size();
  return head;
}

MediaType ReadMediaType(std::string_view content_type) {
  MediaType type;
  std::size_t end = content_type.find(';');
  type.essence = ascii::Lower(ascii::Trim(content_type.substr(0, end)));
  while (end != std::string_view::npos) {
    content_type.remove_prefix(end + 1);
    end = content_type.find(';');
    const std::string_view parameter = ascii::Trim(content_type.substr(0, end));
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || ascii::Lower(ascii::Trim(parameter.substr(0, equals))) != "charset") {
      continue;
    }
    std::string_view value = ascii::Trim(parameter.substr(equals + 1));
    while (!value.empty() && (value.front() == '"' || value.front() == '\'')) {
      value.remove_prefix(1);
    }
    while (!value.empty() && (value.back() == '"' || value.back() == '\'')) {
      value.remove_suffix(1);
    }
    type.charset = value;
    break;
  }
  return type;
}

std::optional<std::chrono::sys_seconds> ReadHttpDate(std::string_view text) {
  DateParts parts;
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(" ,-\t");
    if (begin == std::string_view::npos) {
      break;
    }
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(" ,-\t"), text.size());
    ReadDateWord(text.substr(0, end), parts);
    text.remove_prefix(end);
  }
  const std::chrono::year_month_day date{std::chrono::year{parts.year}, std::chrono::month{parts.month},
                                         std::chrono::day{static_cast<unsigned>(parts.day)}};
  if (parts.year < 0 || parts.year > 9999 || !date.ok() || !parts.clock) {
    return std::nullopt;
  }
  return std::chrono::sys_days{date} + *parts.clock;
}

std::optional<std::string> Dechunk(std::string_view body) {
  std::string out;
  bool first = true;
  while (!body.empty()) {
    std::string_view line = NextLine(body);
    line = ascii::Trim(line.substr(0, line.find(';')));
    std::uint64_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (line.empty() || error != std::errc{} || end != line.data() + line.size()) {
      return first ? std::nullopt : std::optional(std::move(out));
    }
    first = false;
    if (size == 0) {
      break;
    }
    out += body.substr(0, size);
    body.remove_prefix(static_cast<std::size_t>(std::min<std::uint64_t>(size, body.size())));
    NextLine(body);
  }
  return first ? std::nullopt : std::optional(std::move(out));
}

}  // namespace headwater::web
