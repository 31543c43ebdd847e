// One mail, one connection.
#include "send/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "base/ascii.h"
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

// The server's last line that is no good news, and what it is an answer to.
struct Heard {
  std::string answer;
  bool of_recipient = false;
  bool asks_recipient = false;  // what was said last
};

int Note(CURL*, curl_infotype type, char* data, std::size_t size, void* heard) {
  Heard& note = *static_cast<Heard*>(heard);
  std::string_view line(data, size);
  if (type == CURLINFO_HEADER_OUT) {
    note.asks_recipient = line.starts_with("RCPT ");
  } else if (type == CURLINFO_HEADER_IN && !line.empty() && (line.front() == '4' || line.front() == '5')) {
    line = line.substr(0, std::min(line.find_first_of("\r\n"), kMostAnswer));
    note.answer = text::RepairUtf8(line);
    note.of_recipient = note.asks_recipient;
  }
  return 0;
}

// Other than zero ends what libcurl is doing.
int IsStopped(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(stop)->stop_requested() ? 1 : 0;
}

std::size_t Ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

Error ErrorFor(CURLcode code, const std::string& server, const Heard& heard) {
  const std::string& answer = heard.answer;
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
  const bool no_such = for_good && heard.of_recipient && RefusesRecipient(answer);
  const Fault fault = no_such ? Fault::kNotFound : for_good ? Fault::kRefused : Fault::kUnreachable;
  return {fault, fmt::format("{}: {}", server, words)};
}

}  // namespace

bool RefusesRecipient(std::string_view answer) {
  // 550 no mailbox, 551 not local, 553 name not allowed (RFC 5321, 4.2.3).
  constexpr std::array<std::string_view, 3> kOfAddress{"550", "551", "553"};
  if (std::ranges::find(kOfAddress, answer.substr(0, 3)) == kOfAddress.end()) {
    return false;
  }
  const std::string_view rest = answer.substr(std::min<std::size_t>(4, answer.size()));
  const bool enhanced = rest.size() > 4 && rest[0] == '5' && rest[1] == '.' && rest.find('.', 2) < rest.find(' ');
  if (enhanced) {
    // The class of addresses, and a mailbox that is disabled.
    return rest.starts_with("5.1.") || rest.starts_with("5.2.0") || rest.starts_with("5.2.1");
  }
  return ascii::Lower(rest).find("relay") == std::string::npos;
}

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
  Heard heard;
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
  set(CURLOPT_DEBUGDATA, static_cast<void*>(&heard));
  const CURLcode code = curl_easy_perform(curl);
  return code == CURLE_OK ? Result<void>() : tl::unexpected(ErrorFor(code, server.server, heard));
}

}  // namespace headwater::send
