// Reading the words of bylines from the tables.
#include "extract/plain_byline_words.h"

#include <algorithm>
#include <utility>

#include "tables/tables.h"

namespace headwater::extract {
namespace {

constexpr std::array<std::pair<std::string_view, BylineWord>, 11> kNames{{{"prefix", BylineWord::kPrefix},
                                                                          {"report", BylineWord::kReport},
                                                                          {"edit", BylineWord::kEdit},
                                                                          {"join", BylineWord::kJoin},
                                                                          {"role", BylineWord::kRole},
                                                                          {"group", BylineWord::kGroup},
                                                                          {"particle", BylineWord::kParticle},
                                                                          {"agency", BylineWord::kAgency},
                                                                          {"legal", BylineWord::kLegal},
                                                                          {"rights", BylineWord::kRights},
                                                                          {"copyright", BylineWord::kCopyright}}};

std::size_t Slot(BylineWord kind) { return static_cast<std::size_t>(kind); }

}  // namespace

BylineTable::BylineTable() {
  for (const tables::Row& row : tables::Table("byline_words")) {
    for (const auto& [name, kind] : kNames) {
      if (name == row[0] && row[2] != "page") {
        const bool colon = row[3].ends_with(":");
        auto& phrase = phrases_[Slot(kind)].try_emplace(LineKey(row[3])).first->second;
        phrase.needs_colon = phrase.needs_colon && colon;
      }
    }
  }
}

bool BylineTable::Is(BylineWord kind, const std::string& folded) const {
  return phrases_[Slot(kind)].find(folded) != phrases_[Slot(kind)].end();
}

bool BylineTable::Matches(BylineWord kind, const std::vector<Token>& tokens) const {
  return !tokens.empty() && tokens.size() <= kLongest && Is(kind, LineKey(tokens));
}

std::size_t BylineTable::Opens(BylineWord kind, std::string_view line, const std::vector<Token>& tokens,
                               std::size_t at) const {
  std::string key;
  std::size_t longest = 0;
  for (std::size_t count = 1; count <= kLongest && at + count <= tokens.size(); ++count) {
    const Token& last = tokens[at + count - 1];
    key += (key.empty() ? "" : " ") + last.folded;
    const auto found = phrases_[Slot(kind)].find(key);
    if (found == phrases_[Slot(kind)].end()) {
      continue;
    }
    const bool colon = Trim(line.substr(last.end)).starts_with(":");
    longest = colon || !found->second.needs_colon ? count : longest;
  }
  return longest;
}

const BylineTable& BylineWords() {
  static const BylineTable made;
  return made;
}

}  // namespace headwater::extract
