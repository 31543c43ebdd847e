// Handing mails to a server (SMTP, RFC 5321) over libcurl.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>

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

// Is an answer to a recipient's address one that holds for every mail to it? `550 5.1.1 no such user` does; that the
// box is full (5.2.2), the mail too long (5.2.3) or relaying refused (5.7.1) does not. RFC 3463, 3.
bool RefusesRecipient(std::string_view answer);

// Takes up to the timeout, and ends early where it is asked to stop. Errors are in the server's own words where it gave
// some: kNotFound where it will take no mail for this recipient (a 5xx answer to the address, by which no rule of the
// server and no full box is meant), kRefused where it will never take this mail (another 5xx answer after the login),
// kUnreachable or kTimeout for all that may pass: no connection, no TLS, a login that was refused, a 4xx answer.
Result<void> SendMail(const SmtpServer& server, const Mail& mail, const std::stop_token& stop = {});

}  // namespace headwater::send
