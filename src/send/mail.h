// A mail as values, and as the bytes that go over the wire (RFC 5322, RFC 2045 to 2047).
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater::send {

struct Mail {
  std::string from;       // an address
  std::string from_name;  // may be empty
  std::string to;
  std::string subject;
  std::string text;  // plain, UTF-8
  std::string html;  // the same as a page; empty: none
  std::string id;    // what is left of `@` in Message-ID; unique for ever
  std::chrono::sys_seconds at{};
  // Where a POST (RFC 8058) or a visit ends mails like this one; empty: none.
  std::string unsubscribe;
};

// Lines end with CRLF and have at most 78 characters where they can be broken, 998 bytes in any case; no line end or
// NUL of a value gets into a header. Multipart where there is a page: plain text first. Marked as sent by a machine
// (RFC 3834).
std::string WriteMail(const Mail& mail);

// RFC 2047: what is not plain ASCII as encoded words, folded.
std::string EncodeHeader(std::string_view text);
// RFC 2045, 6.7, of text: line ends become CRLF.
std::string QuotedPrintable(std::string_view text);

}  // namespace headwater::send
