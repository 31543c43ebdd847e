// Handing mails to a server (SMTP, RFC 5321) over libcurl.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "send/mail.h"

namespace headwater::send {

struct SmtpServer {
  // `smtps://mail.vellmar.example` (TLS from the start), `smtp://mail.vellmar.example:587` (STARTTLS, without which
  // nothing is said); empty: no mails are sent.
  std::string server;
  std::string user;  // empty: without authentication
  std::string password;
  std::string from;  // the address that mails are from
  std::string from_name = "Headwater";
  // For servers on this machine alone: `smtp://` without TLS.
  bool plain = false;
  std::string ca_file;  // PEM; empty: the machine's
  std::chrono::seconds timeout{60};
};

// kUsage where the settings cannot be right: in words for whoever wrote them.
Result<void> CheckServer(const SmtpServer& server);

// Takes up to the timeout, and ends early where it is asked to stop. Errors are in the server's own words where it gave
// some: kRefused where it will never take this mail (a 5xx answer after the login, to sender, recipient or text),
// kUnreachable or kTimeout for all that may pass: no connection, no TLS, a login that was refused, a 4xx answer.
Result<void> SendMail(const SmtpServer& server, const Mail& mail, const std::stop_token& stop = {});

}  // namespace headwater::send
