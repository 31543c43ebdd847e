// Listens with Beast on Asio's coroutines: one strand a connection, requests of a connection one after the other.
#include "serve/listener.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/metrics.h"

namespace headwater::serve {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kReadBytes = 8192;
constexpr std::uint32_t kMaxHeaderBytes = 16'384;
constexpr std::size_t kMaxTargetBytes = 8192;
constexpr std::size_t kMaxBuffered = 128U << 10U;
constexpr std::chrono::seconds kTimeToSend{30};    // a request, from its first byte to its last
constexpr std::chrono::seconds kTimeToTake{60};    // a reply
constexpr std::chrono::seconds kTimeToFinish{10};  // open requests, once Stop was called
// Of those who listen to events: between two signs of life, which tell us too that they are gone.
constexpr std::chrono::seconds kHeartbeat{20};
constexpr std::size_t kFreeBytes = 16'384;  // of a body, that are not counted
constexpr int kBacklog = 1024;
// Once every place is taken, whoever has kept us waiting for so long may lose theirs.
constexpr std::chrono::seconds kMayWait{2};

struct Connection {
  explicit Connection(tcp::socket socket) : stream(std::move(socket)), buffer(kMaxBuffered) {
    error_code fault;
    const tcp::endpoint other = stream.socket().remote_endpoint(fault);
    peer = fault ? std::string{} : other.address().to_string();
  }
  beast::tcp_stream stream;
  std::string peer;  // its address
  beast::flat_buffer buffer;
  bool idle = false;  // waits for a first byte; read and written on the stream's strand
  // Since when we wait for the other side to say something, in steady time; 0 while it waits for us.
  std::atomic<std::chrono::steady_clock::rep> waits_since = 0;
  std::atomic<bool> evicted = false;
  asio::steady_timer call{stream.get_executor()};  // of one that listens to events: rings early when there are any
};

// While it lives the other side is waited for.
class Waiting {
 public:
  explicit Waiting(Connection& connection) : connection_(connection) {
    connection_.waits_since = std::chrono::steady_clock::now().time_since_epoch().count();
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() { connection_.waits_since = 0; }

 private:
  Connection& connection_;
};

// Room for the bodies that are being received, over all connections: nobody was asked yet who they are.
class Room {
 public:
  explicit Room(std::size_t most) : most_(most) {}

  // A share of it, given back when it goes.
  class Share {
   public:
    explicit Share(Room& room) : room_(room) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() { GiveBack(); }
    void GiveBack() { room_.taken_ -= std::exchange(bytes_, 0); }
    bool Take(std::size_t bytes) {
      bytes_ += bytes;
      return (room_.taken_ += bytes) <= room_.most_;
    }

   private:
    Room& room_;
    std::size_t bytes_ = 0;
  };

 private:
  std::size_t most_;
  std::atomic<std::size_t> taken_ = 0;
};

using Parser = wire::request_parser<wire::string_body>;

http::Request Taken(wire::request<wire::string_body>& message, const std::string& peer) {
  http::Request request;
  request.peer = peer;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message) {
    request.headers.emplace_back(ascii::Lower(std::string_view(field.name_string())), std::string(field.value()));
  }
  request.body = std::move(message.body());
  return request;
}

wire::response<wire::string_body> Sent(http::Reply&& reply, unsigned version, bool keep_alive, bool head_only) {
  wire::response<wire::string_body> response;
  response.version(version);
  response.result(static_cast<unsigned>(reply.status));
  for (const auto& [name, value] : reply.headers) {
    // Names as the web is used to writing them are not needed: case means nothing (RFC 9110, 5.1).
    response.insert(name, value);
  }
  response.keep_alive(keep_alive);
  constexpr int kNotModified = 304;
  if (reply.status == kNotModified) {
    return response;
  }
  response.set(wire::field::content_type, reply.content_type);
  response.content_length(reply.body.size());
  if (!head_only) {
    response.body() = std::move(reply.body);
  }
  return response;
}

http::Reply PlainReply(int status) {
  return http::Reply{.status = status,
                     .content_type = "text/plain; charset=utf-8",
                     .headers = {},
                     .body = fmt::format("{} {}\n", status, std::string(wire::obsolete_reason(wire::status(status))))};
}

// The status for a request that could not be read; 0 where nobody waits for one.
int StatusFor(const error_code& fault) {
  if (fault == wire::error::body_limit) {
    return 413;
  }
  if (fault == wire::error::header_limit || fault == wire::error::buffer_overflow) {
    return 431;
  }
  const bool gone = fault == wire::error::end_of_stream || fault == wire::error::partial_message;
  return !gone && fault.category() == make_error_code(wire::error::bad_target).category() ? 400 : 0;
}

// Whether every server and proxy on the way reads the same request in these bytes. RFC 9112, 3.2: one Host; 6.1: of
// transfer codings chunked alone, not of HTTP/1.0 and not beside a length; 6.3: one length, a number.
bool IsPlain(const wire::request<wire::string_body>& head) {
  constexpr unsigned kVersion11 = 11;
  const auto coding = head.find(wire::field::transfer_encoding);
  const auto length = head.find(wire::field::content_length);
  const auto hosts = head.count(wire::field::host);
  const bool digits = length == head.end() || std::ranges::all_of(length->value(), ascii::IsDigit);
  if (hosts > 1 || (hosts == 0 && head.version() >= kVersion11) || head.count(wire::field::content_length) > 1 ||
      !digits) {
    return false;
  }
  return coding == head.end() ||
         (head.version() >= kVersion11 && length == head.end() && head.count(wire::field::transfer_encoding) == 1 &&
          beast::iequals(coding->value(), "chunked"));
}

void CountRefused(std::string_view why) { metrics::Count(metrics::Metric::kHttpRefused, {why}); }

// Of a request that could not be read.
void CountFault(const error_code& fault, int status) {
  if (fault == beast::error::timeout) {
    CountRefused("slow");
  } else if (status != 0) {
    CountRefused(status == 400 ? "malformed" : "too_large");
  }
}

// As many files as connections need, as far as the machine allows.
void RaiseFileLimit(std::size_t connections) {
  constexpr std::size_t kOtherFiles = 256;
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < connections + kOtherFiles) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, connections + kOtherFiles);
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

class BeastListener final : public Listener {
 public:
  BeastListener(std::size_t threads, const Limits& limits, Answerer answerer, Live* live)
      : threads_(std::max<std::size_t>(threads, 1)),
        limits_(limits),
        answerer_(std::move(answerer)),
        live_(live),
        room_(limits.max_received_bytes),
        context_(static_cast<int>(threads_)),
        door_(asio::make_strand(context_)),
        acceptor_(door_),
        last_call_(door_) {}

  Result<void> Bind(const std::string& address, std::uint16_t port) {
    error_code fault;
    const asio::ip::address ip = asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, fault);
    if (fault) {
      return Fail(Fault::kUsage, fmt::format("{}: not an address to listen on", address));
    }
    const tcp::endpoint endpoint(ip, port);
    acceptor_.open(endpoint.protocol(), fault);
    if (!fault) {
      acceptor_.set_option(asio::socket_base::reuse_address(true), fault);
    }
    if (!fault) {
      acceptor_.bind(endpoint, fault);
    }
    if (!fault) {
      acceptor_.listen(kBacklog, fault);
    }
    if (fault == boost::system::errc::address_in_use) {
      return Fail(Fault::kRefused, fmt::format("{}:{}: the port is in use by another program", address, port));
    }
    if (fault) {
      return Fail(Fault::kRefused, fmt::format("{}:{}: cannot listen: {}", address, port, fault.message()));
    }
    return {};
  }

  std::uint16_t port() const override {
    error_code fault;
    return acceptor_.local_endpoint(fault).port();
  }

  void Run() override {
    RaiseFileLimit(limits_.max_connections);
    asio::co_spawn(door_, Accept(), asio::detached);
    std::vector<std::jthread> helpers;
    for (std::size_t n = 1; n < threads_; ++n) {
      helpers.emplace_back([this] { context_.run(); });
    }
    context_.run();
  }

  void Tell() override {
    const std::lock_guard lock(mutex_);
    for (const auto& connection : connections_) {
      if (listening_.contains(connection.get())) {
        asio::post(connection->stream.get_executor(), [connection] { connection->call.cancel(); });
      }
    }
  }

  void Stop() override {
    asio::post(door_, [this] { BeginStop(); });
  }

 private:
  // Keeps a connection in the list while it is open.
  class Listed {
   public:
    Listed(BeastListener& listener, std::shared_ptr<Connection> connection)
        : listener_(listener), connection_(std::move(connection)) {
      const std::lock_guard lock(listener_.mutex_);
      listener_.connections_.insert(connection_);
      listener_.CountConnections();
    }
    Listed(const Listed&) = delete;
    Listed& operator=(const Listed&) = delete;
    ~Listed() {
      const std::lock_guard lock(listener_.mutex_);
      listener_.listening_.erase(connection_.get());
      listener_.connections_.erase(connection_);
      listener_.CountConnections();
    }

   private:
    BeastListener& listener_;
    std::shared_ptr<Connection> connection_;
  };

  // With the mutex held.
  void CountConnections() const {
    metrics::Set(metrics::Metric::kHttpConnections, static_cast<double>(connections_.size()), {"open"});
    metrics::Set(metrics::Metric::kHttpConnections, static_cast<double>(listening_.size()), {"listening"});
  }

  // Makes room for who comes: of those that keep us waiting the one that has longest is closed. Without this a few
  // thousand silent connections would shut everyone else out. False where nobody keeps us waiting.
  bool EvictOne() {
    const auto latest = (std::chrono::steady_clock::now() - kMayWait).time_since_epoch().count();
    std::shared_ptr<Connection> longest;
    const std::lock_guard lock(mutex_);
    for (const auto& connection : connections_) {
      const auto since = connection->waits_since.load();
      if (since != 0 && since <= latest && !connection->evicted &&
          (longest == nullptr || since < longest->waits_since.load())) {
        longest = connection;
      }
    }
    if (longest == nullptr) {
      return false;
    }
    longest->evicted = true;
    CountRefused("evicted");
    asio::post(longest->stream.get_executor(), [longest] { longest->stream.close(); });
    return true;
  }

  std::size_t OpenConnections() {
    const std::lock_guard lock(mutex_);
    return connections_.size();
  }

  asio::awaitable<void> Accept() {
    while (!stopping_) {
      error_code fault;
      tcp::socket socket = co_await acceptor_.async_accept(asio::make_strand(context_),
                                                           asio::redirect_error(asio::use_awaitable, fault));
      if (fault == asio::error::operation_aborted || stopping_) {
        co_return;
      }
      if (fault) {
        // No more files, most likely: those that are open must end first.
        asio::steady_timer pause(door_, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, fault));
        continue;
      }
      const auto executor = socket.get_executor();
      const bool full = OpenConnections() >= limits_.max_connections && !EvictOne();
      auto connection = std::make_shared<Connection>(std::move(socket));
      if (full) {
        CountRefused("full");
        asio::co_spawn(executor, TurnAway(std::move(connection)), asio::detached);
      } else {
        asio::co_spawn(executor, Converse(std::move(connection)), asio::detached);
      }
    }
  }

  static asio::awaitable<void> TurnAway(std::shared_ptr<Connection> connection) {
    connection->stream.expires_after(std::chrono::seconds(2));
    co_await Send(*connection, Sent(PlainReply(503), 11, false, false));
    Close(*connection);
  }

  asio::awaitable<void> Converse(std::shared_ptr<Connection> connection) {
    const Listed listed(*this, connection);
    bool open = true;
    while (open && !stopping_) {
      open = co_await WaitForBytes(*connection);
      if (open) {
        open = co_await AnswerOne(*connection);
      }
    }
    Close(*connection);
  }

  asio::awaitable<bool> WaitForBytes(Connection& connection) {
    if (connection.buffer.size() > 0) {
      co_return true;  // of a request that was sent ahead
    }
    error_code fault;
    const Waiting waiting(connection);
    connection.stream.expires_after(limits_.idle);
    connection.idle = true;
    const std::size_t count = co_await connection.stream.async_read_some(
        connection.buffer.prepare(kReadBytes), asio::redirect_error(asio::use_awaitable, fault));
    connection.idle = false;
    connection.buffer.commit(count);
    co_return !fault;
  }

  // False where the connection is not to be used again.
  asio::awaitable<bool> AnswerOne(Connection& connection) {
    Parser parser;
    parser.header_limit(kMaxHeaderBytes);
    parser.body_limit(limits_.max_request_bytes);
    error_code fault;
    std::optional<Waiting> waiting(std::in_place, connection);
    connection.stream.expires_after(kTimeToSend);
    co_await wire::async_read_header(connection.stream, connection.buffer, parser,
                                     asio::redirect_error(asio::use_awaitable, fault));
    if (!fault && !IsPlain(parser.get())) {
      fault = wire::error::bad_transfer_encoding;
    }
    // A body whose length is not told may have any that is allowed.
    const std::size_t told =
        fault || parser.is_done() ? 0 : parser.content_length().value_or(limits_.max_request_bytes);
    Room::Share share(room_);
    if (told > kFreeBytes && !share.Take(told)) {
      CountRefused("busy");
      http::Reply full = PlainReply(503);
      full.headers.emplace_back("retry-after", "10");
      connection.stream.expires_after(kTimeToTake);
      co_await Send(connection, Sent(std::move(full), parser.get().version(), false, false));
      co_return false;
    }
    if (!fault && beast::iequals(parser.get()[wire::field::expect], "100-continue")) {
      wire::response<wire::empty_body> go_on(wire::status::continue_, parser.get().version());
      co_await wire::async_write(connection.stream, go_on, asio::redirect_error(asio::use_awaitable, fault));
    }
    if (!fault) {
      co_await wire::async_read(connection.stream, connection.buffer, parser,
                                asio::redirect_error(asio::use_awaitable, fault));
    }
    waiting.reset();
    if (fault) {
      const int status = StatusFor(fault);
      CountFault(fault, status);
      if (status != 0) {
        connection.stream.expires_after(kTimeToTake);
        co_await Send(connection, Sent(PlainReply(status), 11, false, false));
      }
      co_return false;
    }
    const unsigned version = parser.get().version();
    const bool keep_alive = parser.keep_alive() && !stopping_;
    const bool head_only = parser.get().method() == wire::verb::head;
    http::Reply reply = parser.get().target().size() > kMaxTargetBytes
                            ? PlainReply(414)
                            : answerer_(Taken(parser.get(), connection.peer));
    share.GiveBack();
    connection.stream.expires_after(kTimeToTake);
    if (reply.live && !head_only) {
      co_await GoOn(connection, std::move(reply), version);
      co_return false;
    }
    const bool sent = co_await Send(connection, Sent(std::move(reply), version, keep_alive, head_only));
    co_return sent&& keep_alive;
  }

  // False where as many listen as may.
  bool Admit(Connection& connection) {
    const std::lock_guard lock(mutex_);
    const bool admitted =
        live_ != nullptr && listening_.size() < limits_.max_listening && listening_.insert(&connection).second;
    CountConnections();
    return admitted;
  }

  // The reply ends when the client or the server does: no length is told.
  asio::awaitable<void> GoOn(Connection& connection, http::Reply reply, unsigned version) {
    if (!Admit(connection)) {
      http::Reply full = PlainReply(503);
      full.headers.emplace_back("retry-after", "60");
      co_await Send(connection, Sent(std::move(full), version, false, false));
      co_return;
    }
    error_code fault;
    wire::response<wire::empty_body> head;
    head.version(version);
    head.result(static_cast<unsigned>(reply.status));
    for (const auto& [name, value] : reply.headers) {
      head.insert(name, value);
    }
    head.set(wire::field::content_type, reply.content_type);
    head.keep_alive(false);
    wire::response_serializer<wire::empty_body> serializer(head);
    co_await wire::async_write_header(connection.stream, serializer, asio::redirect_error(asio::use_awaitable, fault));
    std::string heard = std::move(reply.heard);
    std::string words = std::move(reply.body);
    const auto may_go_on = [&reply] { return !reply.may_go_on || reply.may_go_on(); };
    while (!fault && !stopping_ && may_go_on()) {
      words += live_->Next(heard);
      if (!words.empty()) {
        connection.stream.expires_after(kTimeToTake);
        co_await asio::async_write(connection.stream, asio::buffer(words),
                                   asio::redirect_error(asio::use_awaitable, fault));
        words.clear();
        continue;
      }
      connection.stream.expires_never();
      connection.call.expires_after(kHeartbeat);
      error_code called;
      co_await connection.call.async_wait(asio::redirect_error(asio::use_awaitable, called));
      if (!called) {
        words = ": still here\n\n";
      }
    }
  }

  static asio::awaitable<bool> Send(Connection& connection, wire::response<wire::string_body> response) {
    error_code fault;
    // The body may be left out, for HEAD and 304, while its length is told: the serializer writes what there is.
    wire::response_serializer<wire::string_body> serializer(response);
    co_await wire::async_write(connection.stream, serializer, asio::redirect_error(asio::use_awaitable, fault));
    co_return !fault;
  }

  static void Close(Connection& connection) {
    error_code ignored;
    connection.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    connection.stream.close();
  }

  void BeginStop() {
    if (stopping_.exchange(true)) {
      return;
    }
    error_code ignored;
    acceptor_.close(ignored);
    const std::lock_guard lock(mutex_);
    for (const auto& connection : connections_) {
      asio::post(connection->stream.get_executor(), [connection] {
        connection->call.cancel();
        if (connection->idle) {
          connection->stream.cancel();
        }
      });
    }
    last_call_.expires_after(kTimeToFinish);
    last_call_.async_wait([this](const error_code& fault) {
      if (!fault) {
        context_.stop();
      }
    });
    WaitForLast();
  }

  // Ends the last call as soon as every connection is closed.
  void WaitForLast() {
    auto timer = std::make_shared<asio::steady_timer>(door_, std::chrono::milliseconds(20));
    timer->async_wait([this, timer](const error_code&) {
      if (OpenConnections() == 0) {
        last_call_.cancel();
      } else if (!context_.stopped()) {
        WaitForLast();
      }
    });
  }

  std::size_t threads_;
  Limits limits_;
  Answerer answerer_;
  Live* live_;
  Room room_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
  std::unordered_set<Connection*> listening_;  // of these, those that listen to events
  // Last, so that conversations cut short end while the list is still there.
  asio::io_context context_;
  asio::strand<asio::io_context::executor_type> door_;  // all that concerns the acceptor and the end, one at a time
  tcp::acceptor acceptor_;
  asio::steady_timer last_call_;
};

}  // namespace

Result<std::unique_ptr<Listener>> Listener::Open(const std::string& address, std::uint16_t port, std::size_t threads,
                                                 const Limits& limits, Answerer answerer, Live* live) {
  auto listener = std::make_unique<BeastListener>(threads, limits, std::move(answerer), live);
  if (auto bound = listener->Bind(address, port); !bound) {
    return tl::unexpected<Error>(std::move(bound.error()));
  }
  return listener;
}

}  // namespace headwater::serve
