// Escapes text and writes times.
#include "out/markup.h"

#include <fmt/format.h>

#include <array>

#include "text/utf8.h"

namespace headwater::out {
namespace {

// U+FFFE and U+FFFF in UTF-8: the only ones beyond the controls that XML has no place for.
bool IsNonCharacter(std::string_view text, std::size_t at) {
  return text.substr(at).starts_with("\xEF\xBF\xBE") || text.substr(at).starts_with("\xEF\xBF\xBF");
}

}  // namespace

std::string EscapeXml(std::string_view raw) {
  const std::string text = text::RepairUtf8(raw);
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 16);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    if (IsNonCharacter(text, at)) {
      at += 2;
    } else if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else if (c == '\'') {
      escaped += "&#39;";
    } else if (byte >= 0x20U || c == '\n' || c == '\t') {
      escaped += c;
    }
  }
  return escaped;
}

std::string Element(std::string_view name, std::string_view text) {
  return text.empty() ? std::string() : fmt::format("<{0}>{1}</{0}>\n", name, EscapeXml(text));
}

std::string AsUri(std::string_view address) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr std::string_view kNever = "\"<>\\^`{|}";
  std::string uri;
  uri.reserve(address.size());
  for (const char c : address) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20U || byte >= 0x7FU || kNever.find(c) != std::string_view::npos) {
      uri.append({'%', kDigits[byte >> 4U], kDigits[byte & 15U]});
    } else {
      uri += c;
    }
  }
  return uri;
}

std::string Rfc3339(std::chrono::sys_seconds at) { return FormatMoment(MomentOfInstant(at)); }

std::string Rfc3339(const Moment& moment) {
  return moment.has_time ? FormatMoment(moment) : FormatMoment(MomentOfInstant(moment.at));
}

std::string Rfc822(std::chrono::sys_seconds at) {
  constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000", kDays.at(std::chrono::weekday(day).c_encoding()),
                     static_cast<unsigned>(date.day()), kMonths.at(static_cast<unsigned>(date.month()) - 1),
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace headwater::out
