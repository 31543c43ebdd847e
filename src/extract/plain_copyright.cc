// Reading copyright lines: the holder and the years.
#include <algorithm>

#include "extract/plain_byline.h"
#include "extract/plain_byline_words.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kLineLongest = 700;    // bytes
constexpr std::size_t kHolderLongest = 90;   // bytes
constexpr std::size_t kBeforeLongest = 240;  // bytes of furniture before it

bool IsYear(const Token& token) { return token.number >= 1950 && token.number <= 2100 && token.end - token.begin == 4; }

// How many tokens at `at` say "copyright": the word, the sign, (c), or several of them.
std::size_t OpeningAt(std::string_view line, const std::vector<Token>& tokens, std::size_t at) {
  std::size_t count = 0;
  while (at + count < tokens.size()) {
    const Token& token = tokens[at + count];
    const bool bracketed = token.folded == "c" && token.begin > 0 && line[token.begin - 1] == '(' &&
                           token.end < line.size() && line[token.end] == ')';
    const std::size_t word = BylineWords().Opens(BylineWord::kCopyright, line, tokens, at + count);
    if (token.folded == "©" || bracketed) {
      ++count;
    } else if (word > 0) {
      count += word;
    } else {
      break;
    }
  }
  return count;
}

bool StrongOpening(std::string_view line, const std::vector<Token>& tokens, std::size_t at, std::size_t count) {
  if (at == 0 || tokens[at].folded == "©" || count > 1 || tokens[at].folded == "c") {
    return true;
  }
  const bool capital_next = at + count < tokens.size() && (tokens[at + count].capital || IsYear(tokens[at + count]));
  return tokens[at].capital && capital_next && line.find(". ") == std::string_view::npos;
}

// Where the holder's name ends: at a full stop, a bar, a hash, "All rights reserved" or the line's end.
std::size_t HolderEnd(std::string_view line, const std::vector<Token>& tokens, std::size_t from) {
  for (std::size_t i = from; i < tokens.size(); ++i) {
    if (i > from) {
      const std::string_view gap = line.substr(tokens[i - 1].end, tokens[i].begin - tokens[i - 1].end);
      const bool stop = gap.find(". ") != std::string_view::npos && tokens[i - 1].end - tokens[i - 1].begin > 2;
      if (stop || gap.find_first_of("|;()[]") != std::string_view::npos || gap.find("•") != std::string_view::npos ||
          gap.find(" - ") != std::string_view::npos || gap.find("·") != std::string_view::npos) {
        return i;
      }
    }
    if (IsYear(tokens[i]) || BylineWords().Opens(BylineWord::kRights, line, tokens, i) > 0) {
      return i;
    }
  }
  return tokens.size();
}

// "Inc", "Ltd" and the like are no part of the name.
std::size_t WithoutLegalForm(const std::vector<Token>& tokens, std::size_t from, std::size_t end) {
  for (std::size_t cut = from + 1; cut < end; ++cut) {
    const std::vector<Token> rest(tokens.begin() + static_cast<std::ptrdiff_t>(cut),
                                  tokens.begin() + static_cast<std::ptrdiff_t>(end));
    if (BylineWords().Matches(BylineWord::kLegal, rest)) {
      return cut;
    }
  }
  return end;
}

std::string Holder(std::string_view line, const std::vector<Token>& tokens, std::size_t from) {
  while (from < tokens.size() && (IsYear(tokens[from]) || tokens[from].folded == "by")) {
    ++from;
  }
  std::size_t end = HolderEnd(line, tokens, from);
  if (from >= end) {
    return {};
  }
  const std::string_view whole = line.substr(tokens[from].begin, tokens[end - 1].end - tokens[from].begin);
  if (std::string known = SourceName(whole); known != whole) {
    return known;
  }
  end = WithoutLegalForm(tokens, from, end);
  const std::string_view name = line.substr(tokens[from].begin, tokens[end - 1].end - tokens[from].begin);
  return name.size() > kHolderLongest ? std::string() : SourceName(name);
}

}  // namespace

std::optional<CopyrightLine> ReadCopyright(std::string_view line, const std::vector<Token>& tokens) {
  if (line.size() > kLineLongest) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < tokens.size() && tokens[at].begin <= kBeforeLongest; ++at) {
    const std::size_t count = OpeningAt(line, tokens, at);
    if (count == 0) {
      continue;
    }
    if (!StrongOpening(line, tokens, at, count)) {
      return std::nullopt;
    }
    CopyrightLine found;
    found.begin = tokens[at].begin;
    if (found.begin > 0 && line[found.begin - 1] == '(') {
      --found.begin;
    }
    std::size_t from = at + count;
    while (from < tokens.size() && IsYear(tokens[from])) {
      ++from;
    }
    found.end = tokens[std::max(HolderEnd(line, tokens, from), from) - 1].end;
    for (std::size_t i = at + count; i < tokens.size(); ++i) {
      if (IsYear(tokens[i])) {
        found.end = std::max(found.end, tokens[i].end);
        found.first_year = found.first_year == 0 ? tokens[i].number : std::min(found.first_year, tokens[i].number);
        found.last_year = std::max(found.last_year, tokens[i].number);
      }
    }
    found.holder = Holder(line, tokens, at + count);
    const bool says_something = found.first_year != 0 || !found.holder.empty();
    return says_something ? std::optional<CopyrightLine>(found) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace headwater::extract
