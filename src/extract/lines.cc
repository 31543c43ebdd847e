// Holds short lines against the table of furniture, folded so that case and accents do not matter.
#include "extract/lines.h"

#include <array>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tables/tables.h"
#include "text/words.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kMaxLine = 320;
constexpr std::size_t kMaxWhole = 80;

LineKind KindOfName(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, LineKind>, 9> kNames{{{"copyright", LineKind::kCopyright},
                                                                         {"byline", LineKind::kByline},
                                                                         {"contact", LineKind::kContact},
                                                                         {"caption", LineKind::kCaption},
                                                                         {"correction", LineKind::kCorrection},
                                                                         {"notice", LineKind::kNotice},
                                                                         {"end", LineKind::kEnd},
                                                                         {"region", LineKind::kRegion},
                                                                         {"paywall", LineKind::kPaywall}}};
  for (const auto& [each, kind] : kNames) {
    if (each == name) {
      return kind;
    }
  }
  return LineKind::kFurniture;
}

struct Pattern {
  std::string text;
  LineKind kind;
};

struct Patterns {
  std::unordered_map<std::string, LineKind> whole;
  // By their first two bytes, so that few are tried.
  std::unordered_map<std::string, std::vector<Pattern>> starts;
  std::vector<Pattern> contains;
};

const Patterns& All() {
  static const Patterns patterns = [] {
    Patterns made;
    for (const tables::Row& row : tables::Table("extract_lines")) {
      const LineKind kind = KindOfName(row[1]);
      const std::string folded = text::Fold(row[2]);
      if (row[0] == "whole") {
        made.whole.emplace(folded, kind);
      } else if (row[0] == "starts") {
        made.starts[folded.substr(0, 2)].push_back({folded, kind});
      } else {
        made.contains.push_back({folded, kind});
      }
    }
    return made;
  }();
  return patterns;
}

// Folded, without the marks that stand around a line.
std::string Bare(std::string_view line) {
  const std::string folded = text::Fold(line);
  constexpr std::string_view kAround = " \t:.!-_*>|[]()\"'+#";
  const std::size_t begin = folded.find_first_not_of(kAround);
  if (begin == std::string::npos) {
    return {};
  }
  return folded.substr(begin, folded.find_last_not_of(kAround) - begin + 1);
}

// "photo:" stands in "Photo: A. Berg", not in "Telephoto: 12 MP".
bool HoldsWords(std::string_view line, std::string_view words) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  for (std::size_t at = line.find(words); at != std::string_view::npos; at = line.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    const bool begins = at == 0 || !is_letter(words.front()) || !is_letter(line[at - 1]);
    const bool ends = end == line.size() || !is_letter(words.back()) || !is_letter(line[end]);
    if (begins && ends) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::optional<LineKind> KindOfLine(std::string_view line) {
  if (line.empty() || line.size() > kMaxLine) {
    return std::nullopt;
  }
  const std::string bare = Bare(line);
  if (bare.size() < 2) {
    return std::nullopt;
  }
  const Patterns& patterns = All();
  if (bare.size() <= kMaxWhole) {
    if (const auto found = patterns.whole.find(bare); found != patterns.whole.end()) {
      return found->second;
    }
  }
  // What a line holds says more than how it begins: "Subscribe to continue reading".
  for (const Pattern& pattern : patterns.contains) {
    if (HoldsWords(bare, pattern.text)) {
      return pattern.kind;
    }
  }
  if (const auto found = patterns.starts.find(bare.substr(0, 2)); found != patterns.starts.end()) {
    for (const Pattern& pattern : found->second) {
      if (bare.starts_with(pattern.text)) {
        return pattern.kind;
      }
    }
  }
  return std::nullopt;
}

}  // namespace headwater::extract
