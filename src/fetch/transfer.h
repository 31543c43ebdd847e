// One exchange over HTTP as libcurl carries it: how it is set up, what it may take in, and what is said when it fails.
#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "fetch/fetch.h"
#include "fetch/target.h"
#include "web/message.h"

namespace headwater::fetch {

struct Exchange {
  int status = 0;
  web::Headers headers;
  std::string body;  // unpacked
};

// What is asked of a target. Options are those that hold: the settings' where the request says nothing.
struct Outgoing {
  std::vector<std::string> header_lines;
  RequestOptions options;
  std::optional<std::string> form;  // POSTed where it is there
  // The connection is kept: the next request to its host will come soon. Each that is kept costs memory, on both sides.
  bool keep = true;
};

struct Bounds {
  std::chrono::milliseconds timeout;
  std::chrono::milliseconds connect_timeout;
  std::size_t max_bytes;  // of the unpacked body
  // False: what is beyond max_bytes fails the exchange. True: it is cut off.
  bool cut = false;
};

// How many bytes all bodies under way may hold together. Beyond that one transfer at a time goes on, the others wait.
struct Budget {
  std::size_t left = 0;
  const void* going_on = nullptr;  // the transfer that goes on
  std::size_t paused = 0;          // transfers that wait
};

// A handle of libcurl's, used for one exchange after another. Stays where it is: libcurl points to it.
class Transfer {
 public:
  Transfer();
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  ~Transfer() = default;

  // Null where there is no memory for one.
  CURL* handle() const { return handle_.get(); }

  // An error where it may not, or cannot, be begun. The budget must outlive the exchange.
  std::optional<Error> Prepare(const Target& target, const Outgoing& outgoing, const Bounds& bounds,
                               bool allow_private_networks, Budget& budget);
  // What came of it; the transfer is then as new. Errors are in words for a person and begin with the host.
  Result<Exchange> End(CURLcode code);

  bool paused() const { return paused_; }
  // There may be room now.
  void GoOn();

 private:
  struct HandleCloser {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct ListCloser {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  static std::size_t TakeBody(char* bytes, std::size_t, std::size_t count, void* user);
  static std::size_t TakeHeader(char* bytes, std::size_t, std::size_t count, void* user);
  static curl_socket_t OpenSocket(void* user, curlsocktype, curl_sockaddr* address);
  bool SetUp(const Target& target, const RequestOptions& options);
  Error Explain(CURLcode code) const;
  Error ConnectError() const;
  void Reset();

  std::unique_ptr<CURL, HandleCloser> handle_;
  std::unique_ptr<curl_slist, ListCloser> header_lines_;
  std::string host_;
  std::optional<std::string> form_;
  Bounds bounds_{};
  Budget* budget_ = nullptr;
  Exchange exchange_;
  bool allow_any_address_ = false;
  std::size_t header_bytes_ = 0;
  std::size_t held_ = 0;  // of the budget
  bool too_large_ = false;
  bool cut_ = false;
  bool paused_ = false;
  bool no_descriptor_ = false;
  std::string refused_address_;
};

}  // namespace headwater::fetch
