// Writes mails.
#include "send/mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "text/utf8.h"

namespace headwater::send {
namespace {

constexpr std::size_t kLine = 76;

constexpr std::string_view kHex = "0123456789ABCDEF";

// Header values are one line.
std::string OneLine(std::string_view text) {
  std::string line = text::RepairUtf8(text);
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    c = byte < 0x20 || byte == 0x7F ? ' ' : c;
  }
  return line;
}

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t n = 0; n < 3; ++n) {
      group = (group << 8U) | (n < left ? static_cast<unsigned char>(bytes[at + n]) : 0U);
    }
    for (std::size_t n = 0; n < 4; ++n) {
      out.push_back(n <= left ? kDigits[(group >> (18U - 6U * n)) & 63U] : '=');
    }
  }
  return out;
}

bool IsPlain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x7F;
  });
}

// How many bytes the character at the beginning has.
std::size_t CharacterSize(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
    ++size;
  }
  return size;
}

// RFC 5322, 3.3, whatever the language of the machine.
std::string DateOf(std::chrono::sys_seconds at) {
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(at - day);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

std::string DomainOf(std::string_view address) {
  const std::size_t at = address.rfind('@');
  const std::string domain = at == std::string_view::npos ? std::string() : OneLine(address.substr(at + 1));
  return domain.empty() ? "headwater.invalid" : domain;
}

std::string Part(std::string_view type, std::string_view body) {
  return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n",
                     type, QuotedPrintable(body));
}

// The name of a sender.
std::string Display(const std::string& name, const std::string& address) {
  if (name.empty()) {
    return address;
  }
  if (!IsPlain(name)) {
    return fmt::format("{} <{}>", EncodeHeader(name), address);
  }
  std::string quoted;
  for (const char c : name) {
    quoted += c == '"' || c == '\\' ? "\\" : "";
    quoted += c;
  }
  return fmt::format("\"{}\" <{}>", quoted, address);
}

}  // namespace

std::string EncodeHeader(std::string_view raw) {
  const std::string text = OneLine(raw);
  constexpr std::size_t kMostPlain = 60;  // beside the header's name
  if (IsPlain(text) && text.size() <= kMostPlain && text.find("=?") == std::string::npos) {
    return text;
  }
  // Encoded words hold whole characters, 75 characters at most with their frame.
  constexpr std::size_t kWordBytes = 42;
  std::string encoded;
  std::string_view rest = text;
  while (!rest.empty()) {
    std::size_t size = 0;
    while (size < rest.size()) {
      const std::size_t next = CharacterSize(rest.substr(size));
      if (size + next > kWordBytes) {
        break;
      }
      size += next;
    }
    size = size == 0 ? std::min(rest.size(), kWordBytes) : size;
    encoded += fmt::format("{}=?UTF-8?B?{}?=", encoded.empty() ? "" : "\r\n ", Base64(rest.substr(0, size)));
    rest.remove_prefix(size);
  }
  return encoded;
}

std::string QuotedPrintable(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  const auto put = [&](std::string_view piece) {
    // Room for the `=` of a soft line end.
    if (column + piece.size() > kLine - 1) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') {
      continue;
    }
    if (c == '\n' || c == '\r') {
      out += "\r\n";
      column = 0;
      continue;
    }
    const bool ends = at + 1 == text.size() || text[at + 1] == '\n' || text[at + 1] == '\r';
    const bool blank = c == ' ' || c == '\t';
    // A dot alone on a line ends a mail, `From ` at its beginning is changed on some ways.
    const bool odd = column == 0 && (c == '.' || c == 'F');
    if ((byte > 0x20 && byte < 0x7F && c != '=' && !odd) || (blank && !ends)) {
      put(std::string_view(&c, 1));
    } else {
      const std::array<char, 3> escape{'=', kHex[byte >> 4U], kHex[byte & 15U]};
      put(std::string_view(escape.data(), escape.size()));
    }
  }
  return out;
}

std::string WriteMail(const Mail& mail) {
  const std::string from = OneLine(mail.from);
  const std::string to = OneLine(mail.to);
  std::string out;
  const auto header = [&](std::string_view name, std::string_view value) {
    out += fmt::format("{}: {}\r\n", name, value);
  };
  header("Date", DateOf(mail.at));
  header("From", Display(OneLine(mail.from_name), from));
  header("To", to);
  header("Subject", EncodeHeader(mail.subject));
  header("Message-ID", fmt::format("<{}@{}>", OneLine(mail.id), DomainOf(from)));
  header("Auto-Submitted", "auto-generated");
  header("MIME-Version", "1.0");
  if (!mail.unsubscribe.empty()) {
    header("List-Unsubscribe", fmt::format("<{}>", OneLine(mail.unsubscribe)));
    header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }
  if (mail.html.empty()) {
    return out + Part("text/plain", mail.text);
  }
  // No line of quoted-printable text begins with this.
  const std::string boundary = fmt::format("=_{:016x}", Hash64(mail.id + mail.text));
  header("Content-Type", fmt::format("multipart/alternative; boundary=\"{}\"", boundary));
  return out + fmt::format("\r\n--{0}\r\n{1}--{0}\r\n{2}--{0}--\r\n", boundary, Part("text/plain", mail.text),
                           Part("text/html", mail.html));
}

}  // namespace headwater::send
