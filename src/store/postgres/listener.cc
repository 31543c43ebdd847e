// LISTEN on a connection of its own, waited for with poll.
#include "store/postgres/listener.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <memory>

#include "base/log.h"
#include "store/postgres/fault.h"
#include "store/postgres/session.h"

namespace headwater::store::postgres {
namespace {

constexpr int kTryAgain = 500;
// A connection that broke without a word is found out by asking.
constexpr int kAskEvery = 20'000;

struct Free {
  void operator()(PGnotify* notification) const { PQfreemem(notification); }
};

bool Succeeded(PGconn* connection, const std::string& sql) {
  const Answer answer(PQexec(connection, sql.c_str()));
  const ExecStatusType status = PQresultStatus(answer.get());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

Listener::Listener(std::string address, std::string channel, std::string own, std::function<void()> heard)
    : address_(std::move(address)),
      channel_(std::move(channel)),
      own_(std::move(own)),
      heard_(std::move(heard)),
      stopped_(eventfd(0, EFD_CLOEXEC)),
      thread_([this](const std::stop_token& stop) { Listen(stop); }) {
  constexpr std::chrono::seconds kAtMost{3};
  ready_.get_future().wait_for(kAtMost);
}

Listener::~Listener() {
  thread_.request_stop();
  eventfd_write(stopped_, 1);
  thread_.join();
  close(stopped_);
}

bool Listener::Pause(const std::stop_token& stop, int milliseconds) const {
  pollfd waited{stopped_, POLLIN, 0};
  poll(&waited, 1, milliseconds);
  return !stop.stop_requested();
}

void Listener::Listen(const std::stop_token& stop) {
  Hear(stop);
  if (!listened_) {
    ready_.set_value();
    listened_ = true;
  }
  while (!stop.stop_requested() && Pause(stop, kTryAgain)) {
    Hear(stop);
  }
}

void Listener::Hear(const std::stop_token& stop) {
  auto connected = Connect(address_, {});
  if (!connected) {
    return;
  }
  PGconn* const connection = connected->get();
  if (PQexitPipelineMode(connection) == 0 || !Succeeded(connection, fmt::format("LISTEN {}", channel_))) {
    return;
  }
  if (listened_) {
    heard_();
  } else {
    listened_ = true;
    ready_.set_value();
  }
  while (!stop.stop_requested()) {
    std::array<pollfd, 2> waited{{{PQsocket(connection), POLLIN, 0}, {stopped_, POLLIN, 0}}};
    const int ready = poll(waited.data(), waited.size(), kAskEvery);
    if (ready == 0 && !Succeeded(connection, "SELECT 1")) {
      return;
    }
    if (PQconsumeInput(connection) == 0 || PQstatus(connection) != CONNECTION_OK) {
      return;
    }
    bool heard = false;
    while (const std::unique_ptr<PGnotify, Free> notification{PQnotifies(connection)}) {
      heard = heard || own_ != notification->extra;
    }
    if (heard) {
      heard_();
    }
  }
}

}  // namespace headwater::store::postgres
