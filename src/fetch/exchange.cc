// HTTP through libcurl.
#include "fetch/exchange.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "fetch/network.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kMaxHeaderBytes = 256U << 10U;
constexpr std::size_t kMaxIdle = 32;

struct UrlCloser {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using UrlHandle = std::unique_ptr<CURLU, UrlCloser>;

struct ListCloser {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListCloser>;

std::string Part(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK || text == nullptr) {
    return {};
  }
  std::string copy(text);
  curl_free(text);
  return copy;
}

// What the callbacks see of an exchange under way.
struct Transfer {
  Exchange exchange;
  const Bounds& bounds;
  const std::atomic<bool>& stopped;
  bool allow_any_address = false;
  std::size_t header_bytes = 0;
  bool too_large = false;
  bool cut = false;
  std::string refused_address{};
};

std::size_t TakeBody(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  std::string& body = transfer.exchange.body;
  const std::size_t room = transfer.bounds.max_bytes - std::min(transfer.bounds.max_bytes, body.size());
  body.append(bytes, std::min(room, count));
  if (count > room) {
    transfer.cut = transfer.bounds.cut;
    transfer.too_large = !transfer.bounds.cut;
    return 0;
  }
  return count;
}

std::size_t TakeHeader(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += count;
  if (transfer.header_bytes > kMaxHeaderBytes) {
    return 0;
  }
  const std::string_view line(bytes, count);
  if (line.starts_with("HTTP/")) {
    transfer.exchange.headers.clear();  // those before belong to an interim response
  } else {
    web::AppendHeaderLine(line, transfer.exchange.headers);
  }
  return count;
}

curl_socket_t OpenSocket(void* user, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.allow_any_address && !IsPublic(address->addr)) {
    transfer.refused_address = FormatAddress(address->addr);
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int LookWhetherStopped(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(user)->stopped ? 1 : 0;
}

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

constexpr std::array<Wording, 16> kWordings{
    {{CURLE_COULDNT_RESOLVE_HOST, Fault::kUnreachable, "the name does not resolve"},
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
     {CURLE_SSL_CACERT_BADFILE, Fault::kUnreachable, "this machine has no list of trusted certificates"}}};

Error ConnectError(CURL* handle, std::string_view host) {
  long number = 0;
  curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, &number);
  if (number == ECONNREFUSED) {
    return {Fault::kUnreachable, fmt::format("{}: connection refused", host)};
  }
  if (number == EHOSTUNREACH || number == ENETUNREACH) {
    return {Fault::kUnreachable, fmt::format("{}: the network has no way to it", host)};
  }
  return {Fault::kUnreachable, fmt::format("{}: no connection", host)};
}

Error NotPublic(std::string_view host, std::string_view address) {
  return {Fault::kRefused,
          fmt::format("{}: {} is not an address of the public internet; allow_private_networks in the settings "
                      "permits it",
                      host, address)};
}

Error Explain(CURLcode code, CURL* handle, const Target& target, const Transfer& transfer) {
  const Bounds& bounds = transfer.bounds;
  if (transfer.stopped) {
    return {Fault::kUnreachable, fmt::format("{}: fetching was stopped", target.host)};
  }
  if (!transfer.refused_address.empty()) {
    return NotPublic(target.host, transfer.refused_address);
  }
  if (transfer.header_bytes > kMaxHeaderBytes) {
    return {Fault::kTooLarge, fmt::format("{}: over {} of headers", target.host, Size(kMaxHeaderBytes))};
  }
  if (transfer.too_large || code == CURLE_FILESIZE_EXCEEDED) {
    return {Fault::kTooLarge, fmt::format("{}: over {}", target.host, Size(bounds.max_bytes))};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    const auto seconds = std::chrono::duration<double>(bounds.timeout).count();
    return {Fault::kTimeout, fmt::format("{}: took longer than {:g} s", target.host, seconds)};
  }
  if (code == CURLE_COULDNT_CONNECT) {
    return ConnectError(handle, target.host);
  }
  for (const auto& [known, fault, text] : kWordings) {
    if (known == code) {
      return {fault, fmt::format("{}: {}", target.host, text)};
    }
  }
  return {Fault::kUnreachable, fmt::format("{}: {}", target.host, curl_easy_strerror(code))};
}

// False where libcurl takes an option not, which only a build without it does.
bool SetUp(CURL* handle, const Outgoing& outgoing, curl_slist* headers, const Target& target, Transfer& transfer) {
  const Bounds& bounds = transfer.bounds;
  const RequestOptions& options = outgoing.options;
  const auto milliseconds = [](std::chrono::milliseconds time) {
    return static_cast<long>(std::max<std::int64_t>(time.count(), 1));
  };
  bool good = true;
  const auto set = [&](CURLoption option, auto value) {
    good = curl_easy_setopt(handle, option, value) == CURLE_OK && good;
  };
  set(CURLOPT_URL, target.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
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
  if (outgoing.form) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(outgoing.form->size()));
    set(CURLOPT_POSTFIELDS, outgoing.form->c_str());
  }
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &LookWhetherStopped);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(&transfer));
  set(CURLOPT_HTTPHEADER, headers);
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_TIMEOUT_MS, milliseconds(bounds.timeout));
  set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(std::min(bounds.connect_timeout, bounds.timeout)));
  if (!bounds.cut) {
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(bounds.max_bytes));
  }
  set(CURLOPT_WRITEFUNCTION, &TakeBody);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  set(CURLOPT_HEADERFUNCTION, &TakeHeader);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
  set(CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&transfer));
  return good;
}

}  // namespace

std::optional<Target> ReadTarget(std::string_view written, std::string_view base) {
  const UrlHandle url(curl_url());
  const std::string start(base);
  const std::string next(written);
  if (url == nullptr || written.find('\0') != std::string_view::npos ||
      (!base.empty() && curl_url_set(url.get(), CURLUPART_URL, start.c_str(), CURLU_URLENCODE) != CURLUE_OK) ||
      curl_url_set(url.get(), CURLUPART_URL, next.c_str(), CURLU_URLENCODE) != CURLUE_OK) {
    return std::nullopt;
  }
  const std::string scheme = Part(url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") {
    return std::nullopt;
  }
  curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
  Target target;
  target.host = Part(url.get(), CURLUPART_HOST);
  std::ranges::transform(target.host, target.host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  target.origin = fmt::format("{}://{}:{}", scheme, target.host, Part(url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT));
  target.path = Part(url.get(), CURLUPART_PATH);
  if (const std::string query = Part(url.get(), CURLUPART_QUERY); !query.empty()) {
    target.path += "?" + query;
  }
  target.url = Part(url.get(), CURLUPART_URL);
  return target.host.empty() || target.url.empty() ? std::nullopt : std::optional(std::move(target));
}

Exchanges::Exchanges(bool allow_private_networks) : allow_private_networks_(allow_private_networks) {
  // Once, and safe from several threads; it lasts as long as the program.
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(started);
}

Exchanges::~Exchanges() {
  for (void* handle : idle_) {
    curl_easy_cleanup(handle);
  }
}

void* Exchanges::TakeHandle() {
  const std::scoped_lock lock(mutex_);
  if (idle_.empty()) {
    return curl_easy_init();
  }
  void* handle = idle_.back();
  idle_.pop_back();
  return handle;
}

void Exchanges::GiveBack(void* handle) {
  curl_easy_reset(handle);
  const std::scoped_lock lock(mutex_);
  if (idle_.size() < kMaxIdle) {
    idle_.push_back(handle);
  } else {
    curl_easy_cleanup(handle);
  }
}

Result<Exchange> Exchanges::Get(const Target& target, const Outgoing& outgoing, const Bounds& bounds) {
  const bool proxied = !outgoing.options.proxy.empty();
  if (proxied && !allow_private_networks_ && !IsPublicHost(target.host)) {
    return tl::unexpected(NotPublic(target.host, target.host));
  }
  CURL* handle = TakeHandle();
  if (handle == nullptr) {
    return Fail(Fault::kUnreachable, fmt::format("{}: no memory for a connection", target.host));
  }
  HeaderList headers;
  for (const std::string& line : outgoing.header_lines) {
    headers.reset(curl_slist_append(headers.release(), line.c_str()));
  }
  Transfer transfer{
      .exchange = {}, .bounds = bounds, .stopped = stopped_, .allow_any_address = allow_private_networks_ || proxied};
  const bool ready = SetUp(handle, outgoing, headers.get(), target, transfer);
  const CURLcode code = ready ? curl_easy_perform(handle) : CURLE_FAILED_INIT;
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  transfer.exchange.status = static_cast<int>(status);
  Result<Exchange> result = code == CURLE_OK || transfer.cut ? Result<Exchange>(std::move(transfer.exchange))
                                                             : tl::unexpected(Explain(code, handle, target, transfer));
  GiveBack(handle);
  return result;
}

}  // namespace headwater::fetch
