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

// What goes to everyone who listens. Safe from several threads at once; must not throw.
class Live {
 public:
  Live() = default;
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;
  virtual ~Live() = default;
  // The events behind the one with the id `heard`, which becomes the last one's; empty where there are none yet. Never
  // waits.
  virtual std::string Next(std::string& heard) = 0;
};

class Listener {
 public:
  // `live` must outlive it; without one, replies that go on end at once.
  static Result<std::unique_ptr<Listener>> Open(const std::string& address, std::uint16_t port, std::size_t threads,
                                                const Limits& limits, Answerer answerer, Live* live = nullptr);
  Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  virtual ~Listener() = default;

  virtual std::uint16_t port() const = 0;
  virtual void Run() = 0;
  // There are new events: those who listen get them. Safe from any thread.
  virtual void Tell() = 0;
  virtual void Stop() = 0;
};

}  // namespace headwater::serve
