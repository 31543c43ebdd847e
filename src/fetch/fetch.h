// Fetching turns addresses into bytes, politely and within bounds.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace headwater::fetch {

struct Limits {
  std::chrono::milliseconds timeout{20'000};
  std::chrono::milliseconds connect_timeout{8'000};
  std::size_t max_bytes = 16U << 20U;  // unpacked
  int max_redirects = 8;
};

struct Settings {
  // Names the program and gives a contact, as site owners expect.
  std::string user_agent = "Headwater/0.1 (+https://headwater.invalid/bot)";
  // What robots.txt calls the program by.
  std::string robots_agent = "Headwater";
  bool obey_robots = true;
  // Addresses of private, loopback and link-local networks are refused unless this is set.
  bool allow_private_networks = false;
  // Waited between two requests to one host.
  std::chrono::milliseconds host_delay{1'000};
  Limits limits;
};

struct Request {
  std::string url;
  // From the last response, for a conditional request (RFC 9110, 13).
  std::string etag{};
  std::string last_modified{};
  // Feeds that were asked for by a person are fetched whatever robots.txt says of their pages.
  bool heed_robots = true;
};

struct Response {
  std::string url;  // after redirects
  // The address a permanent redirect gave, or empty: the subscription should move there.
  std::string moved_to;
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;                                          // empty with 304
  // Named by Retry-After with 429 or 503.
  std::optional<std::chrono::seconds> retry_after;

  // The first header of that name (lower case), or empty.
  std::string_view Header(std::string_view name) const;
};

// Fetches over HTTP with libcurl. Safe for use from several threads.
class Fetcher {
 public:
  // The clock must outlive the fetcher.
  Fetcher(Settings settings, const Clock& clock);
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;
  ~Fetcher();

  // Any HTTP status is a response; an error is what kept a response from coming (kUnreachable, kTimeout, kTooLarge,
  // kRefused for robots.txt and private addresses), in words for a person. Waits for the host's turn.
  Result<Response> Get(const Request& request);

 private:
  class Wire;
  std::unique_ptr<Wire> wire_;
};

// RFC 9309: may `agent` fetch the address, after this robots.txt?
bool RobotsAllow(std::string_view robots_txt, std::string_view agent, std::string_view url);

}  // namespace headwater::fetch
