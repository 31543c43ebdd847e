// An event loop around libcurl's multi interface: epoll says which sockets are ready, libcurl what to do with them.
#include "fetch/exchange.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace headwater::fetch {
namespace {

constexpr std::size_t kEventsAtOnce = 256;
// Kept for the next request to the same server; beyond that the oldest is closed.
constexpr std::size_t kSpareConnections = 64;

}  // namespace

Exchanges::Exchanges(bool allow_private_networks, std::size_t at_once, std::size_t max_bytes)
    : allow_private_networks_(allow_private_networks), budget_{.left = max_bytes} {
  // Once, and safe from several threads; it lasts as long as the program.
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(started);
  multi_.reset(curl_multi_init());
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = wake_;
  epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event);
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &WatchSocket);
  curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, static_cast<void*>(this));
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &SetTimer);
  curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, static_cast<void*>(this));
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(at_once + kSpareConnections));
  events_.resize(kEventsAtOnce);
}

Exchanges::~Exchanges() {
  for (const auto& [transfer, under_way] : under_way_) {
    curl_multi_remove_handle(multi_.get(), transfer->handle());
  }
  under_way_.clear();
  idle_.clear();
  multi_.reset();
  close(wake_);
  close(epoll_);
}

void Exchanges::Begin(const Target& target, const Outgoing& outgoing, const Bounds& bounds, Ended ended) {
  auto transfer = idle_.empty() ? std::make_unique<Transfer>() : std::move(idle_.back());
  if (!idle_.empty()) {
    idle_.pop_back();
  }
  if (auto error = transfer->Prepare(target, outgoing, bounds, allow_private_networks_, budget_)) {
    not_begun_.emplace_back(std::move(ended), std::move(*error));
    return;
  }
  const Transfer* const key = transfer.get();
  CURL* const handle = transfer->handle();
  under_way_.emplace(key, UnderWay{std::move(transfer), std::move(ended)});
  curl_multi_add_handle(multi_.get(), handle);
}

void Exchanges::Wake() {
  const std::uint64_t one = 1;
  static_cast<void>(!write(wake_, &one, sizeof one));
}

int Exchanges::WatchSocket(CURL*, curl_socket_t socket, int what, void* user, void* watched) {
  auto& exchanges = *static_cast<Exchanges*>(user);
  if (what == CURL_POLL_REMOVE) {
    epoll_ctl(exchanges.epoll_, EPOLL_CTL_DEL, socket, nullptr);
    return 0;
  }
  epoll_event event{};
  event.data.fd = socket;
  event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
  epoll_ctl(exchanges.epoll_, watched == nullptr ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event);
  if (watched == nullptr) {
    curl_multi_assign(exchanges.multi_.get(), socket, user);
  }
  return 0;
}

int Exchanges::SetTimer(CURLM*, long milliseconds, void* user) {
  auto& timer = static_cast<Exchanges*>(user)->timer_;
  timer = milliseconds < 0 ? std::nullopt
                           : std::optional(std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds));
  return 0;
}

void Exchanges::Work(std::chrono::milliseconds at_most) {
  using std::chrono::steady_clock;
  if (!not_begun_.empty()) {
    at_most = std::chrono::milliseconds{0};
  } else if (timer_) {
    const auto until = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - steady_clock::now());
    at_most = std::clamp(until, std::chrono::milliseconds{0}, at_most);
  }
  const int count =
      epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), static_cast<int>(at_most.count()));
  int running = 0;
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events_[static_cast<std::size_t>(i)];
    if (event.data.fd == wake_) {
      std::uint64_t wakes = 0;
      static_cast<void>(!read(wake_, &wakes, sizeof wakes));
      continue;
    }
    const int what = ((event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                     ((event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                     ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
    curl_multi_socket_action(multi_.get(), event.data.fd, what, &running);
  }
  if (timer_ && *timer_ <= steady_clock::now()) {
    timer_.reset();
    curl_multi_socket_action(multi_.get(), CURL_SOCKET_TIMEOUT, 0, &running);
  }
  Collect();
}

void Exchanges::Collect() {
  for (auto& [ended, error] : std::exchange(not_begun_, {})) {
    ended(tl::unexpected(std::move(error)));
  }
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) {
      continue;
    }
    const CURLcode code = message->data.result;
    CURL* const handle = message->easy_handle;
    void* pointer = nullptr;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &pointer);
    curl_multi_remove_handle(multi_.get(), handle);
    auto node = under_way_.extract(static_cast<const Transfer*>(pointer));
    auto [transfer, ended] = std::move(node.mapped());
    Result<Exchange> result = transfer->End(code);
    idle_.push_back(std::move(transfer));
    GoOn();
    ended(std::move(result));
  }
}

// Those that waited for room to lay their bytes down.
void Exchanges::GoOn() {
  if (budget_.paused == 0 || budget_.going_on != nullptr) {
    return;
  }
  for (auto& [key, under_way] : under_way_) {
    if (under_way.transfer->paused()) {
      under_way.transfer->GoOn();
    }
  }
}

}  // namespace headwater::fetch
