// UTF-8 to modified UTF-7.
#include "fetch/mailbox_name.h"

#include <cstdint>

#include "text/utf8.h"

namespace headwater::fetch {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

// UTF-16's units as base 64, most significant bits first.
class Shifted {
 public:
  void Add(std::uint16_t unit) {
    bits_ = bits_ << 16U | unit;
    count_ += 16;
    while (count_ >= 6) {
      count_ -= 6;
      out_ += kLetters[bits_ >> count_ & 63U];
    }
    bits_ &= 63U;
  }
  std::string End() {
    if (count_ > 0) {
      out_ += kLetters[bits_ << (6 - count_) & 63U];
    }
    return "&" + out_ + "-";
  }

 private:
  std::uint32_t bits_ = 0;
  unsigned count_ = 0;
  std::string out_;
};

bool IsPlain(char32_t c) { return c >= 0x20 && c < 0x7F; }

}  // namespace

std::string MailboxName(std::string_view utf8) {
  std::string name;
  for (std::size_t at = 0; at < utf8.size();) {
    std::size_t next = at;
    const char32_t first = text::NextCodePoint(utf8, next);
    if (IsPlain(first)) {
      name += static_cast<char>(first);
      name += first == '&' ? "-" : "";
      at = next;
      continue;
    }
    Shifted shifted;
    while (at < utf8.size()) {
      next = at;
      const char32_t c = text::NextCodePoint(utf8, next);
      if (IsPlain(c)) {
        break;
      }
      if (c > 0xFFFF) {
        shifted.Add(static_cast<std::uint16_t>(0xD800 + ((c - 0x10000) >> 10U)));
        shifted.Add(static_cast<std::uint16_t>(0xDC00 + ((c - 0x10000) & 0x3FFU)));
      } else {
        shifted.Add(static_cast<std::uint16_t>(c));
      }
      at = next;
    }
    name += shifted.End();
  }
  return name;
}

}  // namespace headwater::fetch
