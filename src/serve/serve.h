// The server shows the store to browsers and programs over HTTP.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

namespace headwater::serve {

struct Settings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  std::string name = "Headwater";
  std::size_t threads = 2;
  // Further names that it answers to. While listening on a loopback address it answers to loopback names and these
  // only; while listening elsewhere, to these, or to any where there are none.
  std::vector<std::string> hosts;
  // Where hubs (WebSub) reach this server from outside, as `https://vellmar.example/headwater`; its host is one of the
  // names that it answers to.
  std::string public_address;
  // Proxies in front of it that are trusted to say who asks: their addresses, or networks as 10.0.0.0/8.
  std::vector<std::string> trusted_proxies;
  // The path below which a proxy shows it: `/headwater`. A trusted proxy may say it itself (X-Forwarded-Prefix).
  std::string prefix;
  // Browsers come over https, though no trusted proxy says so.
  bool https = false;
  // The header in which trusted proxies name who asks; empty: they do not. With `proxy_creates` whom nobody here is
  // called becomes a reader.
  std::string proxy_header;
  bool proxy_creates = false;
  // How many requests a minute a program may make: to the API, of lists in other formats, to the hub. 0: any.
  std::int64_t requests_per_minute = 600;
  // Who may read /metrics besides administrators: addresses and networks that ask straight, without a proxy between,
  // and whoever shows the token; empty: nobody.
  std::vector<std::string> metrics_from;
  std::string metrics_token;
  // /readyz says no while anything waits longer than this for a stage of the pipeline; 0: it may wait.
  std::chrono::seconds ready_lag{900};
  bool fetches = true;       // false: what waits to be fetched waits for good
  std::string store_folder;  // whose disk must not be full
  // What else must be reached, as a queue on other machines: its name in one word, and the question.
  std::vector<std::pair<std::string, std::function<Result<void>()>>> reach;

  // It may be reached from elsewhere than this machine, as far as the settings tell.
  bool Open() const;
};

struct Limits {
  std::size_t max_connections = 12'000;
  std::size_t max_listening = 2'000;  // of these, that wait for events
  std::size_t max_request_bytes = 4U << 20U;
  // Of all requests that are being received at once, beyond the first 16 KB of each.
  std::size_t max_received_bytes = 128U << 20U;
  std::chrono::seconds idle{75};
};

class Server {
 public:
  // Binds and listens. Fails with kUsage where the address is no address or that of a proxy is none, and with kRefused
  // where the port is in use, saying so. `store` and `clock` must outlive the server.
  static Result<std::unique_ptr<Server>> Listen(const Settings& settings, store::Store& store, const Clock& clock,
                                                const Limits& limits = {});
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  std::uint16_t port() const;
  // Serves until Stop.
  void Run();
  // Safe from any thread and from a signal handler's thread: open requests are answered, then Run returns.
  void Stop();

 private:
  class House;
  explicit Server(std::unique_ptr<House> house);
  std::unique_ptr<House> house_;
};

}  // namespace headwater::serve
