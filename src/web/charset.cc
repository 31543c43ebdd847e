// Charsets: labels as the WHATWG reads them, ICU to convert, uchardet where nothing holds.
#include "web/charset.h"

#include <uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "web/johab.h"

namespace headwater::web {
namespace {

constexpr std::size_t kDeclarationWithin = 4096;
constexpr std::size_t kGuessFrom = 256U << 10U;
constexpr std::string_view kFallback = "windows-1252";
constexpr std::string_view kJohab = "johab";

using Pair = std::pair<std::string_view, std::string_view>;

// Encoding Standard (WHATWG), 4.2, where browsers take a label for more than it says; and the labels of charsets that
// browsers gave up while archives still hold pages in them.
constexpr std::array<Pair, 62> kLabels{{
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"x-unicode20utf8", "utf-8"},
    {"utf-16", "utf-16le"},
    {"unicode", "utf-16le"},
    {"ucs-2", "utf-16le"},
    {"iso-10646-ucs-2", "utf-16le"},
    {"unicodefffe", "utf-16be"},
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso88591", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp819", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"ansi", "windows-1252"},
    {"cp1250", "windows-1250"},
    {"x-cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"x-cp1251", "windows-1251"},
    {"win1251", "windows-1251"},
    {"win-1251", "windows-1251"},
    {"cp1253", "windows-1253"},
    {"cp1254", "windows-1254"},
    {"iso-8859-9", "windows-1254"},
    {"iso8859-9", "windows-1254"},
    {"iso_8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"cp1255", "windows-1255"},
    {"cp1256", "windows-1256"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"logical", "iso-8859-8"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"dos-874", "windows-874"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"cp936", "gb18030"},
    {"euc-cn", "gb18030"},
    {"big5-hkscs", "big5"},
    {"cn-big5", "big5"},
    {"x-x-big5", "big5"},
    {"sjis", "shift_jis"},
    {"shift-jis", "shift_jis"},
    {"x-sjis", "shift_jis"},
    {"windows-31j", "shift_jis"},
    {"cp932", "shift_jis"},
    {"ms_kanji", "shift_jis"},
    {"x-euc-jp", "euc-jp"},
    {"ks_c_5601-1987", "euc-kr"},
    {"ksc5601", "euc-kr"},
    {"uhc", "euc-kr"},
    {"koi8", "koi8-r"},
    {"maccyrillic", "x-mac-cyrillic"},
}};

// Which of ICU's converters holds the superset that browsers mean.
constexpr std::array<Pair, 8> kConverters{{
    {"big5", "ibm-1375_P100-2008"},
    {"shift_jis", "ibm-943_P15A-2003"},
    {"euc-kr", "windows-949-2000"},
    {"windows-874", "windows-874-2000"},
    {"windows-1252", "ibm-5348_P100-1997"},
    {"hz-gb-2312", "HZ"},
    {"johab", "ibm-1361"},
    // Close enough for the letters of Romanian; ICU has no table of its own.
    {"iso-8859-16", "windows-1250"},
}};

template <std::size_t N>
std::optional<std::string_view> Lookup(const std::array<Pair, N>& table, std::string_view key) {
  const auto* const found = std::ranges::find(table, key, &Pair::first);
  return found == table.end() ? std::nullopt : std::optional(found->second);
}

bool IsLabelByte(char c) { return ascii::IsAlnum(c) || std::strchr("-_.:+", c) != nullptr; }

// The label after `key` and an equals sign, quoted or not.
std::string_view LabelAfter(std::string_view text, std::string_view lower, std::string_view key) {
  for (std::size_t at = lower.find(key); at != std::string_view::npos; at = lower.find(key, at + 1)) {
    std::size_t begin = at + key.size();
    const auto skip = [&](std::string_view any) { begin = std::min(text.find_first_not_of(any, begin), text.size()); };
    skip(" \t\r\n");
    if (begin >= text.size() || text[begin] != '=') {
      continue;
    }
    ++begin;
    skip(" \t\r\n\"'");
    std::size_t end = begin;
    while (end < text.size() && text[end] != '\0' && IsLabelByte(text[end])) {
      ++end;
    }
    if (end > begin) {
      return text.substr(begin, end - begin);
    }
  }
  return {};
}

std::string LabelOfContentType(std::string_view content_type) {
  return CharsetOfLabel(LabelAfter(content_type, ascii::Lower(content_type), "charset"));
}

std::string LabelOfDocument(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kDeclarationWithin);
  const std::string lower = ascii::Lower(head);
  std::string label;
  if (lower.find("<?xml") < 8) {
    const std::size_t end = std::min(lower.find("?>"), lower.size());
    label = CharsetOfLabel(LabelAfter(head.substr(0, end), std::string_view(lower).substr(0, end), "encoding"));
  }
  const std::size_t meta = lower.find("<meta");
  if (label.empty() && meta != std::string::npos) {
    label = CharsetOfLabel(LabelAfter(head.substr(meta), std::string_view(lower).substr(meta), "charset"));
  }
  // A declaration that could be read as ASCII stands in no UTF-16 (WHATWG HTML, 13.2.3.2).
  return label.starts_with("utf-16") || label.starts_with("utf-32") ? "utf-8" : label;
}

// The charset of a byte order mark and its length; UTF-16 and UTF-32 without one by where their zero bytes stand.
std::pair<std::string_view, std::size_t> ByMark(std::string_view bytes) {
  using namespace std::string_view_literals;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kMarks{{{"\xEF\xBB\xBF"sv, "utf-8"},
                                                                                 {"\xFF\xFE\0\0"sv, "utf-32le"},
                                                                                 {"\0\0\xFE\xFF"sv, "utf-32be"},
                                                                                 {"\xFF\xFE"sv, "utf-16le"},
                                                                                 {"\xFE\xFF"sv, "utf-16be"}}};
  for (const auto& [mark, charset] : kMarks) {
    if (bytes.starts_with(mark)) {
      return {charset, mark.size()};
    }
  }
  if (bytes.size() < 8) {
    return {};
  }
  std::array<std::size_t, 4> zeros{};
  const std::size_t sample = std::min<std::size_t>(bytes.size(), 1024) / 4 * 4;
  for (std::size_t i = 0; i < sample; ++i) {
    zeros.at(i % 4) += bytes[i] == '\0' ? 1U : 0U;
  }
  const auto often = [&](std::size_t i) { return zeros.at(i) * 4 > sample / 2; };
  const auto never = [&](std::size_t i) { return zeros.at(i) * 16 < sample / 4; };
  if (often(0) && often(1) && never(3)) {
    return {"utf-32be", 0};
  }
  if (often(3) && often(2) && never(0)) {
    return {"utf-32le", 0};
  }
  if (often(0) && often(2) && never(1) && never(3)) {
    return {"utf-16be", 0};
  }
  if (often(1) && often(3) && never(0) && never(2)) {
    return {"utf-16le", 0};
  }
  return {};
}

struct Utf8Check {
  std::size_t letters = 0;  // sequences of more than one byte
  std::size_t faults = 0;
};

Utf8Check CheckUtf8(std::string_view bytes) {
  Utf8Check check;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t at = 0; at < size;) {
    std::uint64_t word = 0;
    if (at + 8 <= size) {
      std::memcpy(&word, data + at, 8);
      if ((word & 0x8080808080808080ULL) == 0) {
        at += 8;
        continue;
      }
    }
    if (data[at] < 0x80) {
      ++at;
      continue;
    }
    UChar32 code_point = 0;
    U8_NEXT(data, at, size, code_point);
    ++(code_point < 0 ? check.faults : check.letters);
  }
  return check;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// What no converter maps is U+FFFD; a C1 control stands for a byte that windows-125x leaves free.
std::size_t CountFaults(const std::vector<UChar>& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](UChar c) { return c == 0xFFFD || (c >= 0x80 && c < 0xA0 && c != 0x85); }));
}

struct Converted {
  std::vector<UChar> text;
  std::size_t faults = 0;
};

// One character of EUC-KR.
char16_t FromEucKr(char first, char second) {
  thread_local const std::unique_ptr<UConverter, CloseConverter> converter = [] {
    UErrorCode opened = U_ZERO_ERROR;
    return std::unique_ptr<UConverter, CloseConverter>(ucnv_open("euc-kr", &opened));
  }();
  const std::array<char, 2> pair{first, second};
  std::array<UChar, 4> made{};
  UErrorCode status = U_ZERO_ERROR;
  const auto count = ucnv_toUChars(converter.get(), made.data(), static_cast<std::int32_t>(made.size()), pair.data(),
                                   static_cast<std::int32_t>(pair.size()), &status);
  return U_FAILURE(status) == 0 && count == 1 ? made.front() : u'\xFFFD';
}

std::optional<Converted> Convert(std::string_view bytes, std::string_view charset) {
  if (charset == kJohab) {
    const std::u16string text = DecodeJohab(bytes, &FromEucKr);
    Converted converted{{text.begin(), text.end()}, 0};
    converted.faults = CountFaults(converted.text);
    return converted;
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::string name(Lookup(kConverters, charset).value_or(charset));
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name.c_str(), &status));
  if (U_FAILURE(status) != 0) {
    return std::nullopt;
  }
  Converted converted;
  converted.text.resize(bytes.size() + 16);
  const char* source = bytes.data();
  std::size_t written = 0;
  do {
    if (written + 16 > converted.text.size()) {
      converted.text.resize(converted.text.size() * 2);
    }
    status = U_ZERO_ERROR;
    UChar* target = converted.text.data() + written;
    ucnv_toUnicode(converter.get(), &target, converted.text.data() + converted.text.size(), &source,
                   bytes.data() + bytes.size(), nullptr, 1, &status);
    written = static_cast<std::size_t>(target - converted.text.data());
  } while (status == U_BUFFER_OVERFLOW_ERROR && converted.text.size() < bytes.size() * 8 + 1024);
  if (U_FAILURE(status) != 0) {
    return std::nullopt;
  }
  converted.text.resize(written);
  converted.faults = CountFaults(converted.text);
  return converted;
}

std::string Utf8Of(const std::vector<UChar>& text) {
  std::string utf8;
  utf8.resize(text.size() * 3);
  std::int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;
  u_strToUTF8WithSub(utf8.data(), static_cast<std::int32_t>(utf8.size()), &length, text.data(),
                     static_cast<std::int32_t>(text.size()), 0xFFFD, nullptr, &status);
  utf8.resize(U_FAILURE(status) != 0 ? 0 : static_cast<std::size_t>(length));
  return utf8;
}

Decoded Finish(std::string text, std::string_view charset, bool faulty) {
  // Parsers of the C world would stop at a zero byte.
  std::erase(text, '\0');
  return {std::move(text), std::string(charset), faulty};
}

Decoded Finish(const Converted& converted, std::string_view charset) {
  return Finish(Utf8Of(converted.text), charset, converted.faults > 0);
}

struct DeleteDetector {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

// Markup is ASCII and says nothing of the charset, but it fills the sample: only what has letters outside is shown.
std::string Guess(std::string_view bytes) {
  std::string sample;
  std::size_t begin = 0;
  while (begin < bytes.size() && sample.size() < kGuessFrom) {
    const std::size_t end = std::min(bytes.find_first_of("<>\n", begin), bytes.size());
    const std::string_view run = bytes.substr(begin, end - begin);
    if (std::ranges::any_of(run, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
      sample += run;
      sample += '\n';
    }
    begin = end + 1;
  }
  if (sample.empty()) {
    sample = bytes.substr(0, kGuessFrom);
  }
  const std::unique_ptr<uchardet, DeleteDetector> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) {
    return {};
  }
  uchardet_data_end(detector.get());
  return CharsetOfLabel(uchardet_get_charset(detector.get()));
}

// Whether so few faults are slips of the writer rather than a sign of another charset.
bool Slips(std::size_t faults, std::size_t letters) { return faults * 20 <= letters; }

std::size_t CountHigh(std::string_view bytes) {
  return static_cast<std::size_t>(
      std::ranges::count_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

bool HasEscapes(std::string_view bytes) {
  return bytes.find("\x1B$") != std::string_view::npos || bytes.find("\x1B(") != std::string_view::npos;
}

Decoded DecodeLegacy(std::string_view bytes, const std::vector<std::string>& declared) {
  const std::size_t high = CountHigh(bytes);
  for (const std::string& charset : declared) {
    if (charset.empty() || charset == "utf-8") {
      continue;
    }
    if (const auto converted = Convert(bytes, charset); converted && Slips(converted->faults, high)) {
      return Finish(*converted, charset);
    }
  }
  if (LooksLikeJohab(bytes)) {
    return Finish(*Convert(bytes, kJohab), kJohab);
  }
  if (const std::string guess = Guess(bytes); !guess.empty() && guess != "utf-8") {
    if (const auto converted = Convert(bytes, guess); converted && Slips(converted->faults, high)) {
      return Finish(*converted, guess);
    }
  }
  const auto converted = Convert(bytes, kFallback);
  return converted ? Finish(*converted, kFallback) : Decoded{};
}

}  // namespace

std::string CharsetOfLabel(std::string_view label) {
  std::string lower = ascii::Lower(label);
  std::erase_if(lower, [](char c) { return c == ' ' || c == '\t' || c == '"' || c == '\''; });
  const auto known = Lookup(kLabels, lower);
  // Labels are ASCII, and are quoted where a document is faulty: other bytes must not get there.
  const bool plain = std::ranges::all_of(lower, [](char c) { return c > 0x20 && c < 0x7F; });
  return known ? std::string(*known) : (plain ? lower : std::string());
}

Decoded ToUtf8(std::string_view bytes, std::string_view content_type) {
  if (const auto [charset, length] = ByMark(bytes); !charset.empty()) {
    if (charset != "utf-8" || CheckUtf8(bytes).faults > 0) {
      const auto converted = Convert(bytes.substr(length), charset);
      return converted ? Finish(*converted, charset) : Decoded{};
    }
    return Finish(std::string(bytes.substr(length)), charset, false);
  }
  const std::vector<std::string> declared{LabelOfContentType(content_type), LabelOfDocument(bytes)};
  const Utf8Check check = CheckUtf8(bytes);
  const bool stateful = check.letters + check.faults == 0 &&
                        (HasEscapes(bytes) || std::ranges::find(declared, "hz-gb-2312") != declared.end());
  if (check.faults == 0 && !stateful) {
    return Finish(std::string(bytes), "utf-8", false);
  }
  if (Slips(check.faults, check.letters) && !stateful) {
    const auto converted = Convert(bytes, "utf-8");
    return converted ? Finish(*converted, "utf-8") : Decoded{};
  }
  return DecodeLegacy(bytes, declared);
}

}  // namespace headwater::web
