// HTTP through libcurl's handles.
#include "fetch/transfer.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "fetch/network.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kMaxHeaderBytes = 256U << 10U;

std::string Size(std::size_t bytes) {
  if (bytes >= (1U << 20U)) {
    return fmt::format("{} MB", bytes >> 20U);
  }
  return bytes >= (1U << 10U) ? fmt::format("{} KB", bytes >> 10U) : fmt::format("{} bytes", bytes);
}

struct Wording {
  CURLcode code;
  Fault fault;
  std::string_view text;
};

constexpr std::array<Wording, 17> kWordings{
    {{CURLE_COULDNT_RESOLVE_HOST, Fault::kUnreachable, "the name does not resolve"},
     {CURLE_COULDNT_RESOLVE_PROXY, Fault::kUnreachable, "its proxy's name does not resolve"},
     {CURLE_SSL_CONNECT_ERROR, Fault::kUnreachable, "no secure connection can be made"},
     {CURLE_PEER_FAILED_VERIFICATION, Fault::kUnreachable, "its certificate is not valid"},
     {CURLE_GOT_NOTHING, Fault::kUnreachable, "it answers nothing"},
     {CURLE_SEND_ERROR, Fault::kUnreachable, "the connection broke off"},
     {CURLE_RECV_ERROR, Fault::kUnreachable, "the connection broke off"},
     {CURLE_PARTIAL_FILE, Fault::kUnreachable, "the answer broke off"},
     {CURLE_HTTP2, Fault::kUnreachable, "the connection broke off"},
     {CURLE_HTTP2_STREAM, Fault::kUnreachable, "the connection broke off"},
     {CURLE_HTTP3, Fault::kUnreachable, "the connection broke off"},
     {CURLE_WEIRD_SERVER_REPLY, Fault::kUnreachable, "the answer is not HTTP"},
     {CURLE_UNSUPPORTED_PROTOCOL, Fault::kUnreachable, "the answer is not HTTP"},
     {CURLE_BAD_CONTENT_ENCODING, Fault::kUnreachable, "the answer cannot be unpacked"},
     {CURLE_WRITE_ERROR, Fault::kUnreachable, "the answer cannot be unpacked"},
     {CURLE_URL_MALFORMAT, Fault::kBadInput, "no web address"},
     {CURLE_SSL_CACERT_BADFILE, Fault::kUnreachable, "the list of trusted certificates cannot be read"}}};

Error NotPublic(std::string_view host, std::string_view address) {
  return {Fault::kRefused,
          fmt::format("{}: {} is not an address of the public internet; allow_private_networks in the settings "
                      "permits it",
                      host, address)};
}

// The machine, and no host, is to blame.
bool IsOfThisMachine(int number) {
  return number == EMFILE || number == ENFILE || number == ENOBUFS || number == ENOMEM;
}

// Names are resolved with files of their own.
bool HasDescriptors() {
  const int probe = dup(STDIN_FILENO);
  if (probe < 0) {
    return !IsOfThisMachine(errno);
  }
  close(probe);
  return true;
}

long Milliseconds(std::chrono::milliseconds time) { return static_cast<long>(std::max<std::int64_t>(time.count(), 1)); }

}  // namespace

Transfer::Transfer() : handle_(curl_easy_init()) {}

std::optional<Error> Transfer::Prepare(const Target& target, const Outgoing& outgoing, const Bounds& bounds,
                                       bool allow_private_networks, Budget& budget) {
  const bool proxied = !outgoing.options.proxy.empty();
  if (proxied && !allow_private_networks && !IsPublicHost(target.host)) {
    return NotPublic(target.host, target.host);
  }
  host_ = target.host;
  form_ = outgoing.form;
  bounds_ = bounds;
  budget_ = &budget;
  allow_any_address_ = allow_private_networks || proxied;
  for (const std::string& line : outgoing.header_lines) {
    header_lines_.reset(curl_slist_append(header_lines_.release(), line.c_str()));
  }
  if (handle() == nullptr || !SetUp(target, outgoing.options) ||
      curl_easy_setopt(handle(), CURLOPT_FORBID_REUSE, outgoing.keep ? 0L : 1L) != CURLE_OK) {
    Reset();
    return Error{Fault::kUnreachable, fmt::format("{}: no connection can be prepared", target.host)};
  }
  return std::nullopt;
}

// False where libcurl takes an option not, which only a build without it does.
bool Transfer::SetUp(const Target& target, const RequestOptions& options) {
  bool good = true;
  const auto set = [&](CURLoption option, auto value) {
    good = curl_easy_setopt(handle(), option, value) == CURLE_OK && good;
  };
  set(CURLOPT_URL, target.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // A thread that resolves a name is not waited for when its transfer ends first.
  set(CURLOPT_QUICK_EXIT, 1L);
  // Looked through after each transfer: with thousands of hosts a cache of names costs more than it saves.
  set(CURLOPT_DNS_CACHE_TIMEOUT, 0L);
  // Never that of the environment: a proxy resolves names itself, past the check of addresses.
  set(CURLOPT_PROXY, options.proxy.c_str());
  set(CURLOPT_USERAGENT, options.user_agent.c_str());
  if (!options.cookies.empty()) {
    set(CURLOPT_COOKIE, options.cookies.c_str());
  }
  if (!options.user.empty()) {
    set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC | CURLAUTH_DIGEST));
    set(CURLOPT_USERNAME, options.user.c_str());
    set(CURLOPT_PASSWORD, options.password.c_str());
  }
  if (!options.ca_file.empty()) {
    set(CURLOPT_CAINFO, options.ca_file.c_str());
    set(CURLOPT_CAPATH, nullptr);
  }
  if (form_) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(form_->size()));
    set(CURLOPT_POSTFIELDS, form_->c_str());
  }
  set(CURLOPT_HTTPHEADER, header_lines_.get());
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_TIMEOUT_MS, Milliseconds(bounds_.timeout));
  set(CURLOPT_CONNECTTIMEOUT_MS, Milliseconds(std::min(bounds_.connect_timeout, bounds_.timeout)));
  if (!bounds_.cut) {
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(bounds_.max_bytes));
  }
  set(CURLOPT_WRITEFUNCTION, &TakeBody);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &TakeHeader);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  return good;
}

std::size_t Transfer::TakeBody(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  Budget& budget = *transfer.budget_;
  std::string& body = transfer.exchange_.body;
  const std::size_t room = transfer.bounds_.max_bytes - std::min(transfer.bounds_.max_bytes, body.size());
  const std::size_t taken = std::min(room, count);
  if (taken > budget.left) {
    if (budget.going_on == nullptr) {
      budget.going_on = user;
    }
    if (budget.going_on != user) {
      transfer.paused_ = true;
      ++budget.paused;
      return CURL_WRITEFUNC_PAUSE;
    }
  }
  const std::size_t held = std::min(budget.left, taken);
  budget.left -= held;
  transfer.held_ += held;
  body.append(bytes, taken);
  if (count > room) {
    transfer.cut_ = transfer.bounds_.cut;
    transfer.too_large_ = !transfer.bounds_.cut;
    return 0;
  }
  return count;
}

std::size_t Transfer::TakeHeader(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes_ += count;
  if (transfer.header_bytes_ > kMaxHeaderBytes) {
    return 0;
  }
  const std::string_view line(bytes, count);
  if (line.starts_with("HTTP/")) {
    transfer.exchange_.headers.clear();  // those before belong to an interim response
  } else if (web::AppendHeaderLine(line, transfer.exchange_.headers) &&
             transfer.exchange_.headers.back().first == "location") {
    // It may well lead to the same host.
    curl_easy_setopt(transfer.handle(), CURLOPT_FORBID_REUSE, 0L);
  }
  return count;
}

curl_socket_t Transfer::OpenSocket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.allow_any_address_ && !IsPublic(address->addr)) {
    transfer.refused_address_ = FormatAddress(address->addr);
    return CURL_SOCKET_BAD;
  }
  const curl_socket_t opened = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  transfer.no_descriptor_ = transfer.no_descriptor_ || (opened < 0 && IsOfThisMachine(errno));
  return opened;
}

void Transfer::GoOn() {
  paused_ = false;
  --budget_->paused;
  curl_easy_pause(handle(), CURLPAUSE_CONT);
}

Result<Exchange> Transfer::End(CURLcode code) {
  long status = 0;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  exchange_.status = static_cast<int>(status);
  Result<Exchange> result = code == CURLE_OK || cut_ ? Result<Exchange>() : tl::unexpected(Explain(code));
  budget_->left += held_;
  budget_->paused -= paused_ ? 1 : 0;
  if (budget_->going_on == this) {
    budget_->going_on = nullptr;
  }
  if (result) {
    *result = std::move(exchange_);
  }
  Reset();
  return result;
}

void Transfer::Reset() {
  curl_easy_reset(handle());
  header_lines_.reset();
  form_.reset();
  budget_ = nullptr;
  exchange_ = {};
  header_bytes_ = held_ = 0;
  too_large_ = cut_ = paused_ = no_descriptor_ = false;
  refused_address_.clear();
}

Error Transfer::ConnectError() const {
  long number = 0;
  curl_easy_getinfo(handle(), CURLINFO_OS_ERRNO, &number);
  if (number == ECONNREFUSED) {
    return {Fault::kUnreachable, fmt::format("{}: connection refused", host_)};
  }
  if (number == EHOSTUNREACH || number == ENETUNREACH) {
    return {Fault::kUnreachable, fmt::format("{}: the network has no way to it", host_)};
  }
  return {Fault::kUnreachable, fmt::format("{}: no connection", host_)};
}

Error Transfer::Explain(CURLcode code) const {
  if (!refused_address_.empty()) {
    return NotPublic(host_, refused_address_);
  }
  if (header_bytes_ > kMaxHeaderBytes) {
    return {Fault::kTooLarge, fmt::format("{}: over {} of headers", host_, Size(kMaxHeaderBytes))};
  }
  if (too_large_ || code == CURLE_FILESIZE_EXCEEDED) {
    return {Fault::kTooLarge, fmt::format("{}: over {}", host_, Size(bounds_.max_bytes))};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    const auto seconds = std::chrono::duration<double>(bounds_.timeout).count();
    return {Fault::kTimeout, fmt::format("{}: took longer than {:g} s", host_, seconds)};
  }
  if (no_descriptor_ || (code == CURLE_COULDNT_RESOLVE_HOST && !HasDescriptors())) {
    return {Fault::kStorage,
            fmt::format("{}: this machine has no room for another connection (too many open files)", host_)};
  }
  if (code == CURLE_COULDNT_CONNECT) {
    return ConnectError();
  }
  for (const auto& [known, fault, text] : kWordings) {
    if (known == code) {
      return {fault, fmt::format("{}: {}", host_, text)};
    }
  }
  return {Fault::kUnreachable, fmt::format("{}: {}", host_, curl_easy_strerror(code))};
}

}  // namespace headwater::fetch
