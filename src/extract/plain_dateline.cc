// Reading datelines.
#include "extract/plain_dateline.h"

#include <algorithm>
#include <array>
#include <vector>

#include "extract/plain_byline.h"
#include "extract/plain_tokens.h"
#include "tables/tables.h"
#include "text/utf8.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kLongest = 110;  // bytes
constexpr std::size_t kPlaceWords = 4;

struct Dash {
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;
};

// The first dash with blanks around it (or a closing bracket before it), or a colon after a closing bracket.
Dash FirstDash(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kDashes{"—", "–", "--", "-"};
  for (std::size_t at = 1; at < text.size(); ++at) {
    for (const std::string_view dash : kDashes) {
      if (!text.substr(at).starts_with(dash)) {
        continue;
      }
      const char before = text[at - 1];
      const std::size_t end = at + dash.size();
      const bool blank_after = end < text.size() && text[end] == ' ';
      const bool wide = dash == "—" || dash == "–";
      if ((before == ' ' && (blank_after || wide || dash == "--")) || (before == ')' && (blank_after || wide)) ||
          (wide && dash == "—" && blank_after) || (before == '.' && at > 1 && text[at - 2] == ')' && blank_after)) {
        return {at, end};
      }
    }
    if (text[at] == ':' && text[at - 1] == ')') {
      return {at, at + 1};
    }
  }
  return {};
}

bool Shouts(std::string_view text, const Token& token) {
  std::size_t letters = 0;
  std::string_view word = text.substr(token.begin, token.end - token.begin);
  for (std::size_t at = 0; at < word.size(); ++letters) {
    const std::size_t begin = at;
    text::NextCodePoint(word, at);
    const std::vector<Token> one = TokensOf(word.substr(begin, at - begin), 1);
    if (one.empty() || !one.front().capital) {
      return false;
    }
  }
  return letters >= 2;
}

// The agency that the last brackets before the dash name.
std::string Bracketed(std::string_view head, std::size_t& open) {
  open = head.rfind('(');
  const std::size_t close = head.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    open = std::string_view::npos;
    return {};
  }
  return std::string(Trim(head.substr(open + 1, close - open - 1)));
}

// "VELLMAR, 12 Jan — Orrin Wire. The harbour …": the agency after the dash, as Russian agencies sign.
std::string AgencyAfter(std::string_view rest) {
  constexpr std::size_t kNameLongest = 60;  // bytes
  const std::size_t point = rest.substr(0, kNameLongest).find(". ");
  if (point == std::string_view::npos) {
    return {};
  }
  const news::Source* const source = tables::SourceByName(Trim(rest.substr(0, point)));
  return source == nullptr ? std::string() : source->name;
}

}  // namespace

std::optional<Dateline> ReadDateline(std::string_view paragraph) {
  const Dash dash = FirstDash(paragraph.substr(0, kLongest));
  if (dash.begin == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view head = Trim(paragraph.substr(0, dash.begin));
  std::size_t open = 0;
  const std::string agency = Bracketed(head, open);
  const std::string_view before = Trim(head.substr(0, open));
  const std::vector<Token> tokens = TokensOf(before, 12);
  if (tokens.empty() || before.find_first_of("\"?!;:") != std::string_view::npos) {
    return std::nullopt;
  }
  std::size_t words = 0;
  while (words < tokens.size() && tokens[words].capital && words < kPlaceWords &&
         (words == 0 || before.substr(tokens[words - 1].end, tokens[words].begin - tokens[words - 1].end).find(',') ==
                            std::string_view::npos)) {
    ++words;
  }
  const bool known = !agency.empty() && tables::SourceByName(agency) != nullptr;
  const bool shouts = words > 0 && Shouts(before, tokens.front());
  // "Ada Holm - …" is no dateline: without an agency's brackets the place stands in capitals.
  if (words == 0 || (!known && !shouts) || (!known && !agency.empty() && agency.size() > 40)) {
    return std::nullopt;
  }
  // After the place come only a country, a region or a date, set off by commas.
  if (words < tokens.size() && before.find(',') == std::string_view::npos && tokens[words].number < 0 && !known) {
    return std::nullopt;
  }
  Dateline found;
  found.place = before.substr(tokens.front().begin, tokens[words - 1].end - tokens.front().begin);
  found.credit = agency.empty() ? std::string() : known ? SourceName(agency) : agency;
  if (found.credit.empty()) {
    found.credit = AgencyAfter(Trim(paragraph.substr(dash.end)));
  }
  found.words = head;
  while (found.words.ends_with('.') && !found.credit.empty()) {
    found.words.pop_back();
  }
  found.end = dash.end;
  while (found.end < paragraph.size() && paragraph[found.end] == ' ') {
    ++found.end;
  }
  return found;
}

std::size_t LeadingDash(std::string_view paragraph) {
  static constexpr std::array<std::string_view, 4> kDashes{"—", "–", "--", "-"};
  for (const std::string_view dash : kDashes) {
    if (paragraph.starts_with(dash)) {
      std::size_t end = dash.size();
      while (end < paragraph.size() && paragraph[end] == ' ') {
        ++end;
      }
      return end > dash.size() ? end : 0;
    }
  }
  return 0;
}

}  // namespace headwater::extract
