// HTTP messages as bytes: header fields, media types, dates, chunked bodies (RFC 9110, RFC 9112).
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater::web {

// Field names in lower case, in the order of arrival.
using Headers = std::vector<std::pair<std::string, std::string>>;

// The first field of that name (lower case), or empty. Borrows the headers.
std::string_view FindHeader(const Headers& headers, std::string_view name);

// Reads `Name: value` into the headers; a line that starts with a blank continues the last value. False where it is
// neither.
bool AppendHeaderLine(std::string_view line, Headers& headers);

// The head of a response and where its body begins.
struct ResponseHead {
  int status = 0;
  Headers headers;
  std::size_t body = 0;
};

// Nothing where the bytes do not begin with a status line. Lines may end with LF alone.
std::optional<ResponseHead> ReadResponseHead(std::string_view bytes);

struct MediaType {
  std::string essence;  // `text/html`, in lower case; empty where there is none
  std::string charset;  // as written, without quotes
};
MediaType ReadMediaType(std::string_view content_type);

// RFC 9110, 5.6.7: all three forms. Nothing where it is none.
std::optional<std::chrono::sys_seconds> ReadHttpDate(std::string_view text);

// RFC 9112, 7.1. Nothing where the bytes are not chunked as they should be from the start; what breaks off later is
// given as far as it goes.
std::optional<std::string> Dechunk(std::string_view body);

}  // namespace headwater::web
