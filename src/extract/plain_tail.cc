// Telling teasers that follow an article from its prose.
#include "extract/plain_tail.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

namespace headwater::extract {
namespace {

constexpr std::size_t kProseLeast = 100;      // code points
constexpr std::size_t kProseLeastWide = 45;   // of ideographs
constexpr std::size_t kHeadingLongest = 220;  // code points

bool IsWideScript(const LineRecord& record) {
  // An ideograph is a token of three bytes.
  const auto wide = std::count_if(record.tokens.begin(), record.tokens.end(), [](const Token& token) {
    return token.number < 0 && token.end - token.begin == 3 && token.folded.size() == 3;
  });
  return static_cast<std::size_t>(wide) * 2 > record.tokens.size();
}

// Words of five letters or more that both lines have.
std::size_t SharedWords(const LineRecord& a, const LineRecord& b) {
  std::unordered_set<std::string_view> words;
  for (const Token& token : a.tokens) {
    if (token.folded.size() >= 5) {
      words.insert(token.folded);
    }
  }
  std::size_t shared = 0;
  for (const Token& token : b.tokens) {
    shared += words.erase(token.folded);
  }
  return shared;
}

bool Teases(const std::vector<LineRecord>& records, std::size_t heading, std::size_t blurb) {
  return TrailsOff(records[blurb].line.text) ||
         (heading < blurb && LooksLikeHeading(records[heading]) && SharedWords(records[heading], records[blurb]) >= 2);
}

}  // namespace

bool IsListEntry(std::string_view line) {
  static constexpr std::array<std::string_view, 14> kBullets{"•", "* ", "- ", "– ", "— ", "▪", "◦",
                                                             "‣", "·",  "● ", "■",  "➤",  "✓", "▶"};
  if (std::any_of(kBullets.begin(), kBullets.end(), [&](std::string_view sign) { return line.starts_with(sign); })) {
    return true;
  }
  std::size_t digits = 0;
  while (digits < line.size() && digits < 3 && line[digits] >= '0' && line[digits] <= '9') {
    ++digits;
  }
  return digits > 0 && digits + 1 < line.size() && (line[digits] == '.' || line[digits] == ')') &&
         line[digits + 1] == ' ';
}

bool LooksLikeProse(const LineRecord& record) {
  const std::size_t least = IsWideScript(record) ? kProseLeastWide : kProseLeast;
  return record.width >= least && ClosesSentence(record.line.text) && !TrailsOff(record.line.text);
}

bool LooksLikeHeading(const LineRecord& record) {
  const std::string_view text = record.line.text;
  return record.width <= kHeadingLongest && !record.tokens.empty() && !IsListEntry(text) && !TrailsOff(text) &&
         !text.ends_with(":") &&
         (!ClosesSentence(text) || text.ends_with("?") || text.ends_with("!") || text.ends_with("\"") ||
          text.ends_with("”") || text.ends_with("»"));
}

std::size_t ProseAfter(const std::vector<LineRecord>& records, std::size_t heading) {
  const auto is_prose = [&](std::size_t at) {
    return at < records.size() && records[at].furniture.kind == Furniture::kNone && LooksLikeProse(records[at]);
  };
  for (std::size_t at = heading + 1; at < records.size(); ++at) {
    if (!is_prose(at) || Teases(records, at - 1, at)) {
      continue;
    }
    // Two paragraphs in a row are prose again; so is one that closes the text and belongs to no headline before it.
    const bool goes_on = is_prose(at + 1) && !Teases(records, at, at + 1);
    bool closes = at - heading <= 6;
    for (std::size_t later = at + 1; later < records.size() && closes; ++later) {
      closes = records[later].furniture.kind != Furniture::kNone || records[later].role == Role::kDropped;
    }
    if (goes_on || closes) {
      return at;
    }
  }
  return records.size();
}

void DropTeaserTail(std::vector<LineRecord>& records) {
  std::vector<std::size_t> prose;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].role == Role::kProse) {
      prose.push_back(i);
    }
  }
  // From the end: blurbs that trail off under their headlines, and bare headlines.
  std::size_t keep = prose.size();
  std::size_t pairs = 0;
  std::size_t headlines = 0;
  while (keep > 0) {
    const bool pair =
        keep >= 2 && TrailsOff(records[prose[keep - 1]].line.text) && LooksLikeHeading(records[prose[keep - 2]]);
    const LineRecord& last = records[prose[keep - 1]];
    const bool headline = !pair && LooksLikeHeading(last) && !ClosesSentence(last.line.text) && last.tokens.size() >= 4;
    if (!pair && !headline) {
      break;
    }
    keep -= pair ? 2 : 1;
    pairs += pair ? 1 : 0;
    headlines += pair ? 0 : 1;
  }
  const bool introduced = keep > 0 && records[prose[keep - 1]].line.text.ends_with(":");
  if ((pairs < 2 && headlines + 2 * pairs < 3) || keep < 2 || introduced) {
    return;
  }
  for (std::size_t i = keep; i < prose.size(); ++i) {
    records[prose[i]].role = Role::kDropped;
  }
}

}  // namespace headwater::extract
