// Speaking IMAP over a connection that libcurl opened and logged in on.
#include "fetch/mailbox.h"

#include <curl/curl.h>
#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <vector>

#include "fetch/mailbox_name.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kMaxLine = 4U << 20U;  // a search's answer is one line
constexpr std::size_t kMaxLines = 100'000;   // of an answer
constexpr auto kConnectTimeout = std::chrono::milliseconds(15'000);

struct CleanUp {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

std::optional<std::uint64_t> NumberAt(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end != text.data() ? std::optional(number) : std::nullopt;
}

// The number behind a word: `[UIDVALIDITY 17]`.
std::optional<std::uint64_t> NumberBehind(std::string_view line, std::string_view word) {
  const std::size_t at = line.find(word);
  return at == std::string_view::npos ? std::nullopt : NumberAt(line.substr(at + word.size()));
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20) {
      continue;
    }
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    quoted += c;
  }
  return quoted + '"';
}

// What a command was answered with: its untagged lines, and the literal in one of them.
struct Answer {
  std::vector<std::string> lines;
  std::string literal;
};

class Session {
 public:
  Session(const Mailbox& mailbox, const std::stop_token& stop)
      : mailbox_(mailbox),
        stop_(stop),
        deadline_(std::chrono::steady_clock::now() + mailbox.timeout),
        handle_(curl_easy_init()) {}

  Result<void> Open() {
    CURL* const handle = handle_.get();
    const bool tls = mailbox_.server.starts_with("imaps://");
    if (!tls && !mailbox_.server.starts_with("imap://")) {
      return Fail(Fault::kUsage, fmt::format("{}: no address of a mail server (imaps://…)", mailbox_.server));
    }
    curl_easy_setopt(handle, CURLOPT_URL, mailbox_.server.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "imap,imaps");
    curl_easy_setopt(handle, CURLOPT_USERNAME, mailbox_.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, mailbox_.password.c_str());
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(kConnectTimeout.count()));
    // The greeting and the login, too.
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(2 * kConnectTimeout.count()));
    curl_easy_setopt(handle, CURLOPT_USE_SSL, static_cast<long>(mailbox_.plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(handle, CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &Session::IsStopped);
    if (!mailbox_.ca_file.empty()) {
      curl_easy_setopt(handle, CURLOPT_CAINFO, mailbox_.ca_file.c_str());
    }
    const CURLcode code = curl_easy_perform(handle);
    if (code == CURLE_LOGIN_DENIED) {
      return Fail(Fault::kRefused, fmt::format("{}: the server refuses this user or password", mailbox_.server));
    }
    if (code != CURLE_OK) {
      return Fail(code == CURLE_OPERATION_TIMEDOUT ? Fault::kTimeout : Fault::kUnreachable,
                  fmt::format("{}: {}", mailbox_.server, curl_easy_strerror(code)));
    }
    return {};
  }

  // Sends a command and reads to the end of its answer. `max_literal` bounds what is kept of a literal.
  Result<Answer> Ask(const std::string& command, std::size_t max_literal = 0) {
    const std::string tag = fmt::format("H{}", ++commands_);
    if (auto sent = Send(tag + " " + command + "\r\n"); !sent) {
      return tl::unexpected(sent.error());
    }
    Answer answer;
    for (std::size_t lines = 0; lines < kMaxLines; ++lines) {
      auto line = ReadLine();
      if (!line) {
        return tl::unexpected(line.error());
      }
      if (line->starts_with(tag + " ")) {
        return line->substr(tag.size() + 1).starts_with("OK")
                   ? Result<Answer>(std::move(answer))
                   : Fail(Fault::kNotFound, fmt::format("{}: {}", mailbox_.server, line->substr(tag.size() + 1)));
      }
      const std::size_t brace = line->ends_with('}') ? line->rfind('{') : std::string::npos;
      if (brace != std::string::npos) {
        const auto size = NumberAt(std::string_view(*line).substr(brace + 1));
        auto literal = ReadLiteral(size.value_or(0), max_literal);
        if (!literal) {
          return tl::unexpected(literal.error());
        }
        answer.literal = answer.literal.empty() ? *std::move(literal) : std::move(answer.literal);
      }
      answer.lines.push_back(*std::move(line));
    }
    return Fail(Fault::kTooLarge, fmt::format("{}: an answer without an end", mailbox_.server));
  }

 private:
  Error Broken(CURLcode code) const {
    return {Fault::kUnreachable, fmt::format("{}: {}", mailbox_.server,
                                             code == CURLE_OK ? "the server has hung up" : curl_easy_strerror(code))};
  }

  // Other than zero ends what libcurl is doing.
  static int IsStopped(void* session, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const Session*>(session)->stop_.stop_requested() ? 1 : 0;
  }

  Result<void> Wait(short events) {
    constexpr std::chrono::milliseconds kLook{200};
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle_.get(), CURLINFO_ACTIVESOCKET, &socket);
    while (!stop_.stop_requested() && std::chrono::steady_clock::now() < deadline_) {
      pollfd waiting{socket, events, 0};
      if (poll(&waiting, 1, static_cast<int>(kLook.count())) != 0) {
        return {};
      }
    }
    return stop_.stop_requested() ? Fail(Fault::kUnreachable, fmt::format("{}: stopped", mailbox_.server))
                                  : Fail(Fault::kTimeout, fmt::format("{}: took longer than {} s", mailbox_.server,
                                                                      mailbox_.timeout.count()));
  }

  Result<void> Send(std::string_view bytes) {
    while (!bytes.empty()) {
      std::size_t sent = 0;
      const CURLcode code = curl_easy_send(handle_.get(), bytes.data(), bytes.size(), &sent);
      bytes.remove_prefix(sent);
      if (code == CURLE_AGAIN) {
        if (auto waited = Wait(POLLOUT); !waited) {
          return waited;
        }
      } else if (code != CURLE_OK) {
        return tl::unexpected(Broken(code));
      }
    }
    return {};
  }

  // More bytes into the buffer.
  Result<void> Fill() {
    std::array<char, 1U << 16U> chunk{};
    while (true) {
      std::size_t count = 0;
      const CURLcode code = curl_easy_recv(handle_.get(), chunk.data(), chunk.size(), &count);
      if (code == CURLE_AGAIN) {
        if (auto waited = Wait(POLLIN); !waited) {
          return waited;
        }
        continue;
      }
      if (code != CURLE_OK || count == 0) {
        return tl::unexpected(Broken(code));
      }
      buffer_.erase(0, at_);
      at_ = 0;
      buffer_.append(chunk.data(), count);
      return {};
    }
  }

  Result<std::string> ReadLine() {
    std::size_t looked_at = 0;
    while (true) {
      const std::size_t end = buffer_.find('\n', at_ + looked_at);
      if (end != std::string::npos) {
        std::string line = buffer_.substr(at_, end - at_);
        at_ = end + 1;
        if (line.ends_with('\r')) {
          line.pop_back();
        }
        return line;
      }
      looked_at = buffer_.size() - at_;
      if (looked_at > kMaxLine) {
        return Fail(Fault::kTooLarge, fmt::format("{}: a line without an end", mailbox_.server));
      }
      if (auto filled = Fill(); !filled) {
        return tl::unexpected(filled.error());
      }
    }
  }

  Result<std::string> ReadLiteral(std::uint64_t size, std::size_t max_bytes) {
    std::string literal;
    while (size > 0) {
      if (at_ == buffer_.size()) {
        if (auto filled = Fill(); !filled) {
          return tl::unexpected(filled.error());
        }
      }
      const std::size_t take = static_cast<std::size_t>(std::min<std::uint64_t>(size, buffer_.size() - at_));
      literal.append(buffer_, at_, std::min(take, max_bytes - std::min(max_bytes, literal.size())));
      at_ += take;
      size -= take;
    }
    return literal;
  }

  const Mailbox& mailbox_;
  const std::stop_token& stop_;
  std::chrono::steady_clock::time_point deadline_;
  std::unique_ptr<CURL, CleanUp> handle_;
  int commands_ = 0;
  std::string buffer_;
  std::size_t at_ = 0;
};

// The numbers of all mails behind the last one, in order.
Result<std::vector<std::uint32_t>> NewNumbers(Session& session, std::uint32_t last, std::size_t most) {
  const auto answer = session.Ask(fmt::format("UID SEARCH UID {}:*", static_cast<std::uint64_t>(last) + 1));
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  std::vector<std::uint32_t> numbers;
  for (const std::string& line : answer->lines) {
    std::string_view rest = line;
    if (!rest.starts_with("* SEARCH")) {
      continue;
    }
    rest.remove_prefix(8);
    while (!(rest = rest.substr(std::min(rest.find_first_of("0123456789"), rest.size()))).empty()) {
      const auto number = NumberAt(rest);
      // `n:*` names the last mail even where it is before n.
      if (number && *number > last && *number <= UINT32_MAX) {
        numbers.push_back(static_cast<std::uint32_t>(*number));
      }
      rest = rest.substr(std::min(rest.find_first_not_of("0123456789"), rest.size()));
    }
  }
  std::ranges::sort(numbers);
  numbers.resize(std::min(numbers.size(), most));
  return numbers;
}

}  // namespace

std::string FormatPlace(const MailboxPlace& place) { return fmt::format("{}/{}", place.validity, place.last); }

MailboxPlace ReadPlace(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto validity = NumberAt(text);
  const auto last = slash == std::string_view::npos ? std::nullopt : NumberAt(text.substr(slash + 1));
  if (!validity || !last || *validity > UINT32_MAX || *last > UINT32_MAX) {
    return {};
  }
  return {static_cast<std::uint32_t>(*validity), static_cast<std::uint32_t>(*last)};
}

Result<MailboxVisit> VisitMailbox(const Mailbox& mailbox, const MailboxPlace& place,
                                  const std::function<Result<void>(std::string, const MailboxPlace&)>& each,
                                  const std::stop_token& stop) {
  Session session(mailbox, stop);
  if (const auto opened = session.Open(); !opened) {
    return tl::unexpected(opened.error());
  }
  const auto folder = session.Ask((mailbox.mark_seen ? "SELECT " : "EXAMINE ") + Quoted(MailboxName(mailbox.folder)));
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  MailboxVisit visit{place, 0, 0};
  for (const std::string& line : folder->lines) {
    const auto validity = NumberBehind(line, "[UIDVALIDITY ");
    if (validity && *validity != place.validity && *validity <= UINT32_MAX) {
      visit.place = {static_cast<std::uint32_t>(*validity), 0};
    }
  }
  const auto numbers = NewNumbers(session, visit.place.last, mailbox.max_mails);
  if (!numbers) {
    return tl::unexpected(numbers.error());
  }
  for (const std::uint32_t number : *numbers) {
    const auto size = session.Ask(fmt::format("UID FETCH {} (RFC822.SIZE)", number));
    if (!size) {
      return tl::unexpected(size.error());
    }
    visit.place.last = number;
    std::optional<std::uint64_t> bytes;
    for (const std::string& line : size->lines) {
      bytes = bytes ? bytes : NumberBehind(line, "RFC822.SIZE ");
    }
    if (bytes.value_or(0) > mailbox.max_mail_bytes) {
      ++visit.too_large;
      continue;
    }
    auto mail = session.Ask(fmt::format("UID FETCH {} {}", number, mailbox.mark_seen ? "BODY[]" : "BODY.PEEK[]"),
                            mailbox.max_mail_bytes);
    if (!mail) {
      return tl::unexpected(mail.error());
    }
    // Gone since it was found.
    if (mail->literal.empty()) {
      continue;
    }
    if (const auto taken = each(std::move(mail->literal), visit.place); !taken) {
      return tl::unexpected(taken.error());
    }
    ++visit.taken;
  }
  (void)session.Ask("LOGOUT");
  return visit;
}

}  // namespace headwater::fetch
