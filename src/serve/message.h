// A request and its reply as plain values: the seam between the listener and everything that is shown.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater::serve {

// Header names are in lower case.
using Headers = std::vector<std::pair<std::string, std::string>>;

// The first value of a header; empty where there is none.
inline std::string_view HeaderOf(const Headers& headers, std::string_view name) {
  const auto found = std::ranges::find(headers, name, &Headers::value_type::first);
  return found == headers.end() ? std::string_view{} : std::string_view{found->second};
}

struct Request {
  std::string method;  // `GET`
  std::string target;  // path and query as sent
  Headers headers;
  std::string body;
};

// For HEAD the listener sends the headers of a reply and leaves the body out.
struct Reply {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  Headers headers;
  std::string body;
  // Holds a form's token: never compressed, never kept by a cache.
  bool secret = false;
};

}  // namespace headwater::serve
