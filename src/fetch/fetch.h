// Fetching turns addresses into bytes, politely and within bounds.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "news/rights.h"

namespace headwater::fetch {

struct Limits {
  std::chrono::milliseconds timeout{20'000};
  std::chrono::milliseconds connect_timeout{8'000};
  std::size_t max_bytes = 16U << 20U;  // unpacked
  int max_redirects = 8;
  // What the bodies of all responses under way may come to together; beyond it they come one after another.
  std::size_t max_bytes_at_once = 256U << 20U;
};

struct Settings {
  // Names the program and gives a contact, as site owners expect.
  std::string user_agent = "Headwater/0.1 (+https://headwater.invalid/bot)";
  // What robots.txt calls the program by.
  std::string robots_agent = "Headwater";
  bool obey_robots = true;
  // Addresses of private, loopback and link-local networks are refused unless this is set.
  bool allow_private_networks = false;
  // Waited between two requests to one host; 0: none, but still one request at a time.
  std::chrono::milliseconds host_delay{1'000};
  // Requests under way; others wait for one of them to end.
  std::size_t requests_at_once = 256;
  // `http://proxy.vellmar.example:3128` (http, https, socks4a, socks5, socks5h), or empty: none. Never the
  // environment's. A proxy resolves names itself: only addresses written as such are then looked at before they are
  // asked for.
  std::string proxy;
  // A file of certificates (PEM) that are trusted instead of the machine's.
  std::string ca_file;
  Limits limits;
};

// What one subscription needs otherwise; what is empty is as the settings say.
struct RequestOptions {
  std::string user_agent{};
  // For the host that was asked for alone: where a redirect leads elsewhere, they stay behind.
  std::string cookies{};  // a Cookie header's value
  std::string user{};     // HTTP basic or digest authentication, whichever the server wants
  std::string password{};
  std::string proxy{};
  std::string ca_file{};
  bool operator==(const RequestOptions&) const = default;
};

struct Request {
  std::string url;
  // From the last response, for a conditional request (RFC 9110, 13).
  std::string etag{};
  std::string last_modified{};
  // Feeds that were asked for by a person are fetched whatever robots.txt says of their pages.
  bool heed_robots = true;
  RequestOptions options{};
  // A URL-encoded body (`hub.mode=subscribe&hub.topic=...`): makes the request a POST. Sent on where 307 and 308 lead.
  std::string form{};
  // Further header fields. They stay behind like cookies do.
  std::vector<std::pair<std::string, std::string>> headers{};
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
  // What the site says of the use of this page elsewhere than in it and its headers: in robots.txt, tdmrep.json and
  // licences (RSL). Only of good answers to requests that heed robots.txt.
  std::vector<news::Reservation> reservations;

  // The first header of that name (lower case), or empty.
  std::string_view Header(std::string_view name) const;
};

using Done = std::function<void(Result<Response>)>;

// Fetches over HTTP with libcurl. Safe for use from several threads.
class Fetcher {
 public:
  // The clock must outlive the fetcher. Its end is a Stop.
  Fetcher(Settings settings, const Clock& clock);
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;
  ~Fetcher();

  // Any HTTP status is a response; an error is what kept a response from coming (kUnreachable, kTimeout, kTooLarge,
  // kRefused for robots.txt and private addresses, kStorage where this machine can open no more files), in words for a
  // person. Waits for the host's turn, before what was started. Not from within a Done.
  Result<Response> Get(const Request& request);

  // The same without waiting: `done` is called once, on a thread of the fetcher's own (or on this one where the fetcher
  // has stopped), and must be short and not throw. Tens of thousands may wait at a time.
  void Start(Request request, Done done);

  // While held back nothing that was started is begun: whoever takes the answers has enough of them. What is under way
  // comes to its end.
  void HoldBack(bool held_back);

  // Ends all requests that wait or are under way, and all that are begun later, at once, with kUnreachable. What was
  // asked has then neither failed nor been answered: look at stopped() before an error is held against a site.
  void Stop();
  bool stopped() const;

 private:
  class Wire;
  std::unique_ptr<Wire> wire_;
};

// RFC 9309: may `agent` fetch the address, after this robots.txt?
bool RobotsAllow(std::string_view robots_txt, std::string_view agent, std::string_view url);

}  // namespace headwater::fetch
