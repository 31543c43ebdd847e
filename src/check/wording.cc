// Aligns words with texts, and cuts out what is shown.
#include "check/wording.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"
#include "text/words.h"

namespace headwater::check {
namespace {

constexpr std::size_t kMostPieces = 6;
constexpr std::array<std::string_view, 14> kMarks{"\"", "“", "”", "„", "«",  "»",  "‘",
                                                  "’",  "‚", "‹", "›", "「", "」", "'"};
constexpr std::array<std::string_view, 5> kLeftOut{"[…]", "[...]", "(...)", "…", "..."};
constexpr std::string_view kBlank = " \t\r\n";

void Trim(std::string_view& words) {
  words.remove_prefix(std::min(words.find_first_not_of(kBlank), words.size()));
  words = words.substr(0, words.find_last_not_of(kBlank) + 1);
}

bool TakeMark(std::string_view& words, bool at_end) {
  for (const std::string_view mark : kMarks) {
    if (at_end ? words.ends_with(mark) : words.starts_with(mark)) {
      at_end ? words.remove_suffix(mark.size()) : words.remove_prefix(mark.size());
      Trim(words);
      return true;
    }
  }
  return false;
}

}  // namespace

Worded WordsOf(std::string_view text, std::size_t most) {
  Worded worded;
  for (const text::Word& place : text::Words(text)) {
    if (worded.words.size() == most) {
      break;
    }
    std::string word = text::Fold(text.substr(place.begin, place.end - place.begin));
    for (std::size_t at = word.find("’"); at != std::string::npos; at = word.find("’")) {
      word.replace(at, std::string_view("’").size(), "'");
    }
    if (!word.empty()) {
      worded.words.push_back(std::move(word));
      worded.begin.push_back(place.begin);
      worded.end.push_back(place.end);
    }
  }
  return worded;
}

std::vector<std::string> PiecesOf(std::string_view quotation) {
  std::vector<std::string> pieces(1);
  while (!quotation.empty()) {
    const auto* const mark =
        std::ranges::find_if(kLeftOut, [&](std::string_view each) { return quotation.starts_with(each); });
    if (mark != kLeftOut.end() && pieces.size() < kMostPieces) {
      pieces.emplace_back();
      quotation.remove_prefix(mark->size());
    } else {
      pieces.back().push_back(quotation.front());
      quotation.remove_prefix(1);
    }
  }
  std::erase_if(pieces, [](const std::string& piece) { return WordsOf(piece, 1).words.empty(); });
  return pieces;
}

std::string_view Unquoted(std::string_view words) {
  Trim(words);
  if (IsQuoted(words)) {
    TakeMark(words, false);
    TakeMark(words, true);
  }
  return words;
}

bool IsQuoted(std::string_view words) {
  Trim(words);
  std::string_view inner = words;
  if (!TakeMark(inner, false)) {
    return false;
  }
  // A stop may stand behind the mark.
  while (!inner.empty() && (inner.back() == '.' || inner.back() == ',')) {
    inner.remove_suffix(1);
  }
  return TakeMark(inner, true) && !inner.empty();
}

// Sellers 1980: the least edits of any substring, and where that one begins.
std::optional<Stretch> Align(const std::vector<std::string>& words, const Worded& text) {
  if (words.empty() || text.words.empty()) {
    return std::nullopt;
  }
  const std::size_t size = words.size();
  struct Cell {
    std::size_t edits;
    std::size_t begin;  // the word of the text
  };
  std::vector<Cell> column(size + 1);
  for (std::size_t n = 0; n <= size; ++n) {
    column[n] = {n, 0};
  }
  Cell best = column[size];
  std::size_t best_end = 0;
  for (std::size_t at = 0; at < text.words.size(); ++at) {
    Cell diagonal = column[0];
    column[0] = {0, at + 1};
    diagonal.begin = at;
    for (std::size_t n = 1; n <= size; ++n) {
      const Cell before = column[n];
      const bool same = words[n - 1] == text.words[at];
      Cell least{diagonal.edits + (same ? 0 : 1), diagonal.begin};
      if (before.edits + 1 < least.edits) {
        least = {before.edits + 1, before.begin};
      }
      if (column[n - 1].edits + 1 < least.edits) {
        least = {column[n - 1].edits + 1, column[n - 1].begin};
      }
      column[n] = least;
      diagonal = before;
    }
    if (column[size].edits < best.edits) {
      best = column[size];
      best_end = at + 1;
    }
  }
  if (best.edits * 2 > size || best_end == 0 || best.begin >= best_end) {
    return std::nullopt;
  }
  Stretch stretch;
  stretch.begin = text.begin[best.begin];
  stretch.end = text.end[best_end - 1];
  stretch.edits = best.edits;
  stretch.likeness = 1 - static_cast<double>(best.edits) / static_cast<double>(size);
  return stretch;
}

Shown Around(std::string_view text, const Stretch& stretch, std::size_t most) {
  const std::size_t length = stretch.end - stretch.begin;
  const std::size_t room = length < most ? (most - length) / 2 : 0;
  std::size_t from = stretch.begin > room ? stretch.begin - room : 0;
  std::size_t to = std::min(text.size(), std::min(stretch.end, stretch.begin + most) + room);
  // Of one paragraph, in whole words.
  const std::size_t above = text.substr(0, stretch.begin).rfind("\n\n");
  from = above == std::string_view::npos ? from : std::max(from, above + 2);
  to = std::min(to, text.find("\n\n", std::min(stretch.end, to)));
  if (from > 0 && from < stretch.begin && text[from - 1] != '\n') {
    from = std::min(text.find(' ', from), stretch.begin);
    from = std::min(text.find_first_not_of(' ', from), stretch.begin);
  }
  if (to < text.size() && text[to] != '\n') {
    const std::size_t blank = text.rfind(' ', to);
    to = blank != std::string_view::npos && blank > from ? blank : to;
    while (to > from && (static_cast<unsigned char>(text[to]) & 0xC0U) == 0x80U) {
      --to;
    }
  }
  Shown shown;
  shown.words = from > 0 && text[from - 1] != '\n' ? "…" : "";
  const std::size_t opening = shown.words.size();
  shown.words += text.substr(from, to - from);
  std::ranges::replace(shown.words, '\n', ' ');
  const std::size_t begin = std::min(stretch.begin - from + opening, shown.words.size());
  const std::size_t end = std::clamp(stretch.end - from + opening, begin, shown.words.size());
  shown.begin = static_cast<std::uint32_t>(text::CountCodePoints(std::string_view(shown.words).substr(0, begin)));
  shown.end = static_cast<std::uint32_t>(text::CountCodePoints(std::string_view(shown.words).substr(0, end)));
  shown.words += to < text.size() && text[to] != '\n' ? "…" : "";
  return shown;
}

}  // namespace headwater::check
