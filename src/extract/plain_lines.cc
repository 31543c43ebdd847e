// Cleaning and unwrapping.
#include "extract/plain_lines.h"

#include <array>

#include "extract/plain_tokens.h"
#include "text/utf8.h"

namespace headwater::extract {
namespace {

enum class Sign { kKeep, kBlank, kBreak, kDrop };

Sign SignOf(char32_t c) {
  switch (c) {
    case U'\n':
    case 0x0B:
    case 0x0C:
    case 0x85:
    case 0x2028:
    case 0x2029:
      return Sign::kBreak;
    case U' ':
    case U'\t':
    case 0xA0:
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return Sign::kBlank;
    case 0xAD:
    case 0xFEFF:
    case 0x200B:
    case 0x200C:
    case 0x200E:
    case 0x200F:
    case 0x2060:
      return Sign::kDrop;
    default:
      break;
  }
  if (c >= 0x2000 && c <= 0x200A) {
    return Sign::kBlank;
  }
  const bool steers = c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || (c >= 0x202A && c <= 0x202E);
  return steers ? Sign::kDrop : Sign::kKeep;
}

// The text's lines, empty ones included.
std::vector<std::string> EvenLines(std::string_view utf8) {
  std::vector<std::string> lines(1);
  bool blank = false;
  for (std::size_t at = 0; at < utf8.size();) {
    char32_t c = text::NextCodePoint(utf8, at);
    if (c == U'\r') {
      at += at < utf8.size() && utf8[at] == '\n' ? 1 : 0;
      c = U'\n';
    }
    switch (SignOf(c)) {
      case Sign::kBreak:
        lines.emplace_back();
        blank = false;
        break;
      case Sign::kBlank:
        blank = !lines.back().empty();
        break;
      case Sign::kDrop:
        break;
      case Sign::kKeep:
        if (blank) {
          lines.back().push_back(' ');
          blank = false;
        }
        text::AppendCodePoint(lines.back(), c);
        break;
    }
  }
  return lines;
}

constexpr std::size_t kWrapLeast = 45;
constexpr std::size_t kWrapMost = 110;

bool OpensLow(std::string_view line) {
  const char c = line.empty() ? 'A' : line.front();
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// A line that a wrapped paragraph may break after.
bool BreaksOff(std::string_view line) {
  const std::size_t width = text::CountCodePoints(line);
  return width >= kWrapLeast && width <= kWrapMost && !ClosesSentence(line);
}

bool HardWrapped(const std::vector<std::string>& lines) {
  std::size_t pairs = 0;
  std::size_t broken = 0;
  std::size_t wide = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    wide += text::CountCodePoints(lines[i]) > kWrapMost ? 1 : 0;
    if (lines[i].empty() || lines[i + 1].empty()) {
      continue;
    }
    ++pairs;
    broken += BreaksOff(lines[i]) && OpensLow(lines[i + 1]) ? 1 : 0;
  }
  return pairs >= 4 && broken * 2 >= pairs && wide * 10 <= pairs;
}

}  // namespace

std::vector<PlainLine> PlainLines(std::string_view utf8) {
  const std::vector<std::string> even = EvenLines(utf8);
  const bool wrapped = HardWrapped(even);
  std::vector<PlainLine> lines;
  bool after_blank = true;
  bool open = false;
  for (const std::string& line : even) {
    if (line.empty()) {
      after_blank = true;
      continue;
    }
    if (wrapped && open && !after_blank) {
      lines.back().text += ' ';
      lines.back().text += line;
    } else {
      lines.push_back({line, after_blank});
    }
    // Only a line of a paragraph's width goes on below: short ones are headings, bylines and the like.
    open = text::CountCodePoints(line) >= kWrapLeast;
    after_blank = false;
  }
  return lines;
}

bool ClosesSentence(std::string_view text) {
  static constexpr std::array<std::string_view, 20> kAround{"\"", "'",  ")", "]", "”", "’", "»", "“", "›", "」",
                                                            "』", "）", "*", "_", "‘", "„", "«", " ", "″", "】"};
  static constexpr std::array<std::string_view, 12> kClosing{".",  "!", "?", "…", "。", "！",
                                                             "？", "؟", "۔", "।", ";",  "："};
  for (bool stripped = true; stripped;) {
    stripped = false;
    for (const std::string_view sign : kAround) {
      if (text.ends_with(sign)) {
        text.remove_suffix(sign.size());
        stripped = true;
      }
    }
  }
  for (const std::string_view sign : kClosing) {
    if (text.ends_with(sign)) {
      return true;
    }
  }
  return false;
}

bool TrailsOff(std::string_view text) {
  text = Trim(text);
  while (text.ends_with(']') || text.ends_with(')')) {
    text.remove_suffix(1);
  }
  return text.ends_with("...") || text.ends_with("…") || text.ends_with(". . .");
}

}  // namespace headwater::extract
