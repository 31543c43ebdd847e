// One exchange over HTTP: a request and its response, no redirect followed. The only place that knows libcurl.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "web/message.h"

namespace headwater::fetch {

// What an address is made of, as libcurl will understand it, so that no check sees another host than is connected to.
struct Target {
  std::string url;     // as it will be sent, without its fragment
  std::string origin;  // scheme, host and port: `https://vellmar.example:443`
  std::string host;    // lower case, as sent (punycode where it is not ASCII)
  std::string path;    // with the query
};

// `written` is absolute, or relative to `base` where there is one. Nothing where it is no http or https address.
std::optional<Target> ReadTarget(std::string_view written, std::string_view base = {});

struct Exchange {
  int status = 0;
  web::Headers headers;
  std::string body;  // unpacked
};

struct Bounds {
  std::chrono::milliseconds timeout;
  std::chrono::milliseconds connect_timeout;
  std::size_t max_bytes;  // of the unpacked body
  // False: what is beyond max_bytes fails the exchange. True: it is cut off.
  bool cut = false;
};

// Connections are kept for the next exchange. Safe for use from several threads.
class Exchanges {
 public:
  Exchanges(std::string user_agent, bool allow_private_networks);
  Exchanges(const Exchanges&) = delete;
  Exchanges& operator=(const Exchanges&) = delete;
  ~Exchanges();

  // Each address that the host's name resolves to is looked at right before it is connected to, so that a name that
  // changes its address in between gains nothing. Errors are in words for a person and begin with the host.
  Result<Exchange> Get(const Target& target, const std::vector<std::string>& header_lines, const Bounds& bounds);

 private:
  void* TakeHandle();
  void GiveBack(void* handle);

  std::string user_agent_;
  bool allow_private_networks_;
  std::mutex mutex_;
  std::vector<void*> idle_;
};

}  // namespace headwater::fetch
