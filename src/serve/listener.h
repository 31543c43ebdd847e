// The listener: sockets, HTTP/1.1 and time-outs, behind a plain function from request to reply.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "http/message.h"
#include "serve/serve.h"

namespace headwater::serve {

// Safe from several threads at once; must not throw.
using Answerer = std::function<http::Reply(const http::Request&)>;

class Listener {
 public:
  static Result<std::unique_ptr<Listener>> Open(const std::string& address, std::uint16_t port, std::size_t threads,
                                                const Limits& limits, Answerer answerer);
  Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  virtual ~Listener() = default;

  virtual std::uint16_t port() const = 0;
  virtual void Run() = 0;
  virtual void Stop() = 0;
};

}  // namespace headwater::serve
