// One mail, one connection.
#include "send/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "text/utf8.h"

namespace headwater::send {
namespace {

constexpr long kConnectMilliseconds = 15'000;
constexpr std::size_t kMostAnswer = 300;

struct CleanUp {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

struct Reading {
  std::string bytes;
  std::size_t at = 0;
};

std::size_t Read(char* into, std::size_t size, std::size_t count, void* reading) {
  auto& source = *static_cast<Reading*>(reading);
  const std::size_t take = std::min(size * count, source.bytes.size() - source.at);
  std::memcpy(into, source.bytes.data() + source.at, take);
  source.at += take;
  return take;
}

// The server's last line that is no good news.
int Note(CURL*, curl_infotype type, char* data, std::size_t size, void* answer) {
  std::string_view line(data, size);
  if (type == CURLINFO_HEADER_IN && !line.empty() && (line.front() == '4' || line.front() == '5')) {
    line = line.substr(0, std::min(line.find_first_of("\r\n"), kMostAnswer));
    *static_cast<std::string*>(answer) = text::RepairUtf8(line);
  }
  return 0;
}

// Other than zero ends what libcurl is doing.
int IsStopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

std::size_t Ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

Error ErrorFor(CURLcode code, const std::string& server, const std::string& answer) {
  const std::string words = answer.empty() ? curl_easy_strerror(code) : answer;
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return {Fault::kTimeout, fmt::format("{}: took too long", server)};
  }
  if (code == CURLE_LOGIN_DENIED) {
    return {Fault::kUnreachable, fmt::format("{}: the server refuses this user or password: {}", server, words)};
  }
  if (code == CURLE_USE_SSL_FAILED) {
    return {Fault::kUnreachable, fmt::format("{}: the server offers no TLS", server)};
  }
  const bool for_good = answer.starts_with('5') && (code == CURLE_SEND_ERROR || code == CURLE_WEIRD_SERVER_REPLY ||
                                                    code == CURLE_RECV_ERROR || code == CURLE_UPLOAD_FAILED);
  return {for_good ? Fault::kRefused : Fault::kUnreachable, fmt::format("{}: {}", server, words)};
}

}  // namespace

Result<void> CheckServer(const SmtpServer& server) {
  const bool tls = server.server.starts_with("smtps://");
  if (!tls && !server.server.starts_with("smtp://")) {
    return Fail(Fault::kUsage, fmt::format("{}: no address of a mail server (smtps://… or smtp://…)", server.server));
  }
  const std::size_t at = server.from.find('@');
  if (at == 0 || at == std::string::npos || at + 1 == server.from.size() ||
      server.from.find_first_of(" <>\r\n") != std::string::npos) {
    return Fail(Fault::kUsage, fmt::format("\"{}\": no address that mails can be from", server.from));
  }
  return {};
}

Result<void> SendMail(const SmtpServer& server, const Mail& mail, const std::stop_token& stop) {
  if (auto checked = CheckServer(server); !checked) {
    return checked;
  }
  const std::unique_ptr<CURL, CleanUp> handle(curl_easy_init());
  CURL* const curl = handle.get();
  const auto set = [curl](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
  Reading reading{WriteMail(mail), 0};
  std::string answer;
  const std::string sender = fmt::format("<{}>", mail.from);
  const std::unique_ptr<curl_slist, CleanUp> to(curl_slist_append(nullptr, fmt::format("<{}>", mail.to).c_str()));
  set(CURLOPT_URL, server.server.c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_CONNECTTIMEOUT_MS, kConnectMilliseconds);
  set(CURLOPT_TIMEOUT, static_cast<long>(server.timeout.count()));
  set(CURLOPT_USE_SSL, static_cast<long>(server.plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  if (!server.user.empty()) {
    set(CURLOPT_USERNAME, server.user.c_str());
    set(CURLOPT_PASSWORD, server.password.c_str());
  }
  if (!server.ca_file.empty()) {
    set(CURLOPT_CAINFO, server.ca_file.c_str());
  }
  set(CURLOPT_MAIL_FROM, sender.c_str());
  set(CURLOPT_MAIL_RCPT, to.get());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &Read);
  set(CURLOPT_READDATA, static_cast<void*>(&reading));
  set(CURLOPT_WRITEFUNCTION, &Ignore);
  std::stop_token stopping = stop;
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(&stopping));
  set(CURLOPT_XFERINFOFUNCTION, &IsStopped);
  // The server's own words are to be had by no other way.
  set(CURLOPT_VERBOSE, 1L);
  set(CURLOPT_DEBUGFUNCTION, &Note);
  set(CURLOPT_DEBUGDATA, static_cast<void*>(&answer));
  const CURLcode code = curl_easy_perform(curl);
  return code == CURLE_OK ? Result<void>() : tl::unexpected(ErrorFor(code, server.server, answer));
}

}  // namespace headwater::send
