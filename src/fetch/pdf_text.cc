// Lines of pages to paragraphs.
#include "fetch/pdf_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "text/utf8.h"

namespace headwater::fetch {
namespace {

constexpr std::size_t kMaxPages = 5'000;
constexpr std::size_t kEdge = 3;  // lines at either edge of a page that may be furniture
constexpr std::size_t kMaxWord = 60;
constexpr std::size_t kLeastRecurrence = 3;  // pages that a running head stands on

using Page = std::vector<std::string_view>;

std::vector<Page> PagesOf(std::string_view text) {
  std::vector<Page> pages(1);
  while (!text.empty() && pages.size() < kMaxPages) {
    const std::size_t end = std::min(text.find_first_of("\n\f"), text.size());
    pages.back().push_back(ascii::Trim(text.substr(0, end)));
    const bool page_ends = end < text.size() && text[end] == '\f';
    text.remove_prefix(std::min(end + 1, text.size()));
    if (page_ends && !text.empty()) {
      pages.emplace_back();
    }
  }
  return pages;
}

// Where the page's first or last lines with anything in them stand.
std::vector<std::size_t> EdgesOf(const Page& page) {
  std::vector<std::size_t> filled;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (!page[i].empty()) {
      filled.push_back(i);
    }
  }
  if (filled.size() > 2 * kEdge) {
    filled.erase(filled.begin() + kEdge, filled.end() - kEdge);
  }
  return filled;
}

// The line with all its numbers alike: page numbers within running heads differ.
std::string Shape(std::string_view line) {
  std::string shape;
  for (const char c : line) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit || shape.empty() || shape.back() != '#') {
      shape += digit ? '#' : c;
    }
  }
  return shape;
}

// `12`, `- 12 -`, `12/40`, `Page 12 of 40`, `xii`: numbers with at most two words.
bool IsPageNumber(std::string_view line) {
  if (line.empty() || line.size() > 24) {
    return false;
  }
  if (line.find_first_not_of("ivxlc") == std::string_view::npos && line.size() <= 6) {
    return true;
  }
  std::size_t digits = 0;
  std::size_t words = 0;
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : line) {
    const bool digit = c >= '0' && c <= '9';
    const bool letter = static_cast<unsigned char>(c) >= 0x80 || std::isalpha(static_cast<unsigned char>(c)) != 0;
    digits += digit ? 1 : 0;
    words += letter && run == 0 ? 1 : 0;
    run = letter ? run + 1 : 0;
    longest = std::max(longest, run);
    if (!digit && !letter && std::string_view(" -/|.[]").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return digits > 0 && digits <= 8 && words <= 2 && longest <= 8 && (words == 0 || digits <= 6);
}

std::set<std::string> RunningHeads(const std::vector<Page>& pages) {
  std::map<std::string, std::size_t> seen;
  for (const Page& page : pages) {
    std::set<std::string> here;
    for (const std::size_t i : EdgesOf(page)) {
      here.insert(Shape(page[i]));
    }
    for (const std::string& shape : here) {
      ++seen[shape];
    }
  }
  std::set<std::string> heads;
  for (const auto& [shape, count] : seen) {
    if (count >= kLeastRecurrence && count * 5 >= pages.size() * 2) {
      heads.insert(shape);
    }
  }
  return heads;
}

// All lines that are left; an empty one parts blocks, and stands where a page ended.
std::vector<std::string_view> LinesOf(const std::vector<Page>& pages) {
  const std::set<std::string> heads = RunningHeads(pages);
  std::vector<std::string_view> lines;
  for (const Page& page : pages) {
    const auto edges = EdgesOf(page);
    for (std::size_t i = 0; i < page.size(); ++i) {
      const bool at_edge = std::ranges::binary_search(edges, i);
      // A document of one page has no numbers to follow it by; a lone number there may be what it is about.
      const bool number =
          at_edge && pages.size() > 1 && (i == edges.front() || i == edges.back()) && IsPageNumber(page[i]);
      if (!(at_edge && (number || heads.contains(Shape(page[i]))))) {
        lines.push_back(page[i]);
      }
    }
    lines.emplace_back();
  }
  return lines;
}

bool EndsSentence(std::string_view line) {
  static constexpr std::array<std::string_view, 12> kEnds{
      ".",       "!", "?", ":", "\"", "\xE2\x80\x9D", "\xC2\xBB", "\xE2\x80\xA6", ")", "\xE3\x80\x82", "\xE2\x80\x9C",
      "\xD8\x9F"};
  return std::ranges::any_of(kEnds, [line](std::string_view end) { return line.ends_with(end); });
}

// ASCII small letters, and what begins as the small letters of Latin, Greek and Cyrillic mostly do.
bool BeginsSmall(std::string_view line) {
  if (line.empty()) {
    return false;
  }
  std::size_t at = 0;
  const char32_t first = text::NextCodePoint(line, at);
  return (first >= 'a' && first <= 'z') || (first >= 0xDF && first <= 0xFF) || (first >= 0x3B1 && first <= 0x3C9) ||
         (first >= 0x430 && first <= 0x45F);
}

std::size_t TypicalWidth(const std::vector<std::string_view>& lines) {
  std::vector<std::size_t> widths;
  for (const std::string_view line : lines) {
    if (!line.empty()) {
      widths.push_back(text::CountCodePoints(line));
    }
  }
  if (widths.empty()) {
    return 0;
  }
  const auto most = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 8 / 10);
  std::ranges::nth_element(widths, most);
  return *most;
}

std::string_view LastWord(std::string_view text) {
  const std::size_t blank = text.rfind(' ');
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

// Words that are written with a hyphen within a line.
std::unordered_set<std::string_view> HyphenatedWords(const std::vector<std::string_view>& lines) {
  std::unordered_set<std::string_view> words;
  for (std::string_view line : lines) {
    while (!line.empty()) {
      const std::size_t end = std::min(line.find(' '), line.size());
      std::string_view word = line.substr(0, end);
      word = word.substr(0, word.find_last_not_of(".,;:!?)") + 1);
      if (word.size() < kMaxWord && word.find('-') != std::string_view::npos && !word.ends_with('-')) {
        words.insert(word);
      }
      line.remove_prefix(std::min(end + 1, line.size()));
    }
  }
  return words;
}

// Joins a line to the paragraph so far.
void Append(std::string& paragraph, std::string_view line, const std::unordered_set<std::string_view>& hyphenated) {
  constexpr std::string_view kSoftHyphen = "\xC2\xAD";
  const bool hyphen = paragraph.size() > 1 && paragraph.back() == '-' && BeginsSmall(line) &&
                      std::isspace(static_cast<unsigned char>(paragraph[paragraph.size() - 2])) == 0;
  if (paragraph.ends_with(kSoftHyphen)) {
    paragraph.resize(paragraph.size() - kSoftHyphen.size());
  } else if (hyphen) {
    std::string_view rest = line.substr(0, line.find(' '));
    rest = rest.substr(0, rest.find_last_not_of(".,;:!?)") + 1);
    const std::string_view begin = LastWord(paragraph);
    if (begin.size() > kMaxWord || !hyphenated.contains(std::string(begin) + std::string(rest))) {
      paragraph.pop_back();
    }
  } else if (!paragraph.empty()) {
    paragraph += ' ';
  }
  paragraph += line;
}

}  // namespace

std::string ProseOfPages(std::string_view text) {
  const std::vector<Page> pages = PagesOf(text);
  const std::vector<std::string_view> lines = LinesOf(pages);
  const std::unordered_set<std::string_view> hyphenated = HyphenatedWords(lines);
  const std::size_t width = TypicalWidth(lines);
  std::string prose;
  std::string paragraph;
  std::size_t last_width = 0;
  const auto end = [&] {
    if (!paragraph.empty()) {
      prose += (prose.empty() ? "" : "\n\n") + paragraph;
      paragraph.clear();
    }
  };
  bool parted = false;
  for (const std::string_view line : lines) {
    if (line.empty()) {
      parted = true;
      continue;
    }
    const bool full = last_width * 4 >= width * 3;
    // A sentence that breaks off in a full line goes on behind a gap, as over a page's end.
    const bool goes_on = !EndsSentence(paragraph) && full && BeginsSmall(line);
    // Headings, and the lines of a title, are short and followed by a new beginning.
    const bool heading = last_width * 2 < width && !paragraph.ends_with(',') && !BeginsSmall(line);
    if (parted ? !goes_on : heading || (!full && EndsSentence(paragraph))) {
      end();
    }
    Append(paragraph, line, hyphenated);
    last_width = text::CountCodePoints(line);
    parted = false;
  }
  end();
  return prose;
}

}  // namespace headwater::fetch
