// Newsletters in a mailbox: new mails are taken from an IMAP server (RFC 9051, RFC 3501) by libcurl's connection.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/result.h"

namespace headwater::fetch {

struct Mailbox {
  // `imaps://imap.vellmar.example` (TLS from the start), `imap://…` (STARTTLS, without which nothing is said).
  std::string server;
  std::string user;
  std::string password;
  std::string folder = "INBOX";
  // False: the folder is opened for reading only, and no mail is marked as seen.
  bool mark_seen = false;
  // For servers on this machine alone: `imap://` without TLS.
  bool plain = false;
  std::string ca_file;
  std::size_t max_mail_bytes = 16U << 20U;
  std::size_t max_mails = 500;  // of one visit; what is left comes with the next
  std::chrono::seconds timeout{120};
};

// How far a mailbox was read: mails' numbers count within a validity, and begin anew with another.
struct MailboxPlace {
  std::uint32_t validity = 0;
  std::uint32_t last = 0;

  friend bool operator==(const MailboxPlace&, const MailboxPlace&) = default;
};

// `17/4392`, and back; what is no place is the beginning.
std::string FormatPlace(const MailboxPlace& place);
MailboxPlace ReadPlace(std::string_view text);

struct MailboxVisit {
  MailboxPlace place;
  std::size_t taken = 0;
  std::size_t too_large = 0;  // passed over
};

// Calls `each` with every mail behind the place, in the order of their numbers, and the place that is reached with it;
// where `each` fails, or a stop is requested, the visit ends with an error. Only settings name servers: addresses are
// not checked. Errors name the server: kUnreachable, kRefused (the login), kNotFound (the folder), kTimeout, kBadInput.
Result<MailboxVisit> VisitMailbox(const Mailbox& mailbox, const MailboxPlace& place,
                                  const std::function<Result<void>(std::string mail, const MailboxPlace&)>& each,
                                  const std::stop_token& stop = {});

}  // namespace headwater::fetch
