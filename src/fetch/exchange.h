// One exchange over HTTP: a request and its response, no redirect followed. The only place that knows libcurl.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "fetch/fetch.h"
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

// What is asked of a target. Options are those that hold: the settings' where the request says nothing.
struct Outgoing {
  std::vector<std::string> header_lines;
  RequestOptions options;
  std::optional<std::string> form;  // POSTed where it is there
};

// Connections are kept for the next exchange. Safe for use from several threads.
class Exchanges {
 public:
  explicit Exchanges(bool allow_private_networks);
  Exchanges(const Exchanges&) = delete;
  Exchanges& operator=(const Exchanges&) = delete;
  ~Exchanges();

  // Each address that the host's name resolves to is looked at right before it is connected to, so that a name that
  // changes its address in between gains nothing. Errors are in words for a person and begin with the host.
  Result<Exchange> Get(const Target& target, const Outgoing& outgoing, const Bounds& bounds);
  // Ends what is under way, and what comes later.
  void Stop() { stopped_ = true; }

 private:
  void* TakeHandle();
  void GiveBack(void* handle);

  std::atomic<bool> stopped_ = false;
  bool allow_private_networks_;
  std::mutex mutex_;
  std::vector<void*> idle_;
};

}  // namespace headwater::fetch
