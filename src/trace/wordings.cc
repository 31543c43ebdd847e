// Wordings, by tables.
#include "trace/wordings.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tables/tables.h"
#include "text/words.h"

namespace headwater::trace {
namespace {

constexpr std::size_t kWordsBefore = 5;

struct Reporting {
  std::vector<std::string> news;    // beginnings of words
  std::vector<std::string> before;  // words
};

std::vector<std::string> FoldedWords(std::string_view text) {
  std::vector<std::string> words;
  for (const text::Word& word : text::Words(text)) {
    words.push_back(text::Fold(text.substr(word.begin, word.end - word.begin)));
  }
  return words;
}

const std::unordered_map<std::string_view, Reporting>& Reportings() {
  static const std::unordered_map<std::string_view, Reporting> all = [] {
    std::unordered_map<std::string_view, Reporting> made;
    for (const tables::Row& row : tables::Table("reporting_words")) {
      std::vector<std::string> words = FoldedWords(row[2]);
      (row[1] == "before" ? made[row[0]].before : made[row[0]].news) = std::move(words);
    }
    return made;
  }();
  return all;
}

Extent ExtentNamed(std::string_view name) {
  return name == "part" ? Extent::kPart : name == "joint" ? Extent::kJoint : Extent::kTip;
}

const std::vector<std::pair<std::string, Extent>>& Extents() {
  static const std::vector<std::pair<std::string, Extent>> all = [] {
    std::vector<std::pair<std::string, Extent>> made;
    for (const tables::Row& row : tables::Table("credit_extents")) {
      made.emplace_back(text::Fold(row[2]), ExtentNamed(row[1]));
    }
    return made;
  }();
  return all;
}

}  // namespace

Extent ExtentOf(std::string_view line) {
  const std::string folded = text::Fold(line);
  for (const auto& [words, extent] : Extents()) {
    if (folded.find(words) != std::string::npos) {
      return extent;
    }
  }
  return Extent::kWhole;
}

bool IsNewsOf(std::string_view citation, std::string_view before, std::string_view language, bool agency) {
  const auto known = Reportings().find(language);
  if (known == Reportings().end()) {
    return true;
  }
  before = before.substr(before.find_last_of(",;:.!?\n") + 1);
  std::vector<std::string> ahead = FoldedWords(before);
  if (ahead.size() > kWordsBefore) {
    ahead.erase(ahead.begin(), ahead.end() - kWordsBefore);
  }
  const Reporting& reporting = known->second;
  if (std::ranges::any_of(ahead, [&](const std::string& word) {
        return std::ranges::find(reporting.before, word) != reporting.before.end();
      })) {
    return false;
  }
  std::vector<std::string> words = FoldedWords(citation);
  words.insert(words.end(), ahead.begin(), ahead.end());
  return std::ranges::any_of(words, [&](const std::string& word) {
    const bool says = agency && (word == "said" || word == "says");
    return says || std::ranges::any_of(reporting.news, [&](const std::string& stem) { return word.starts_with(stem); });
  });
}

}  // namespace headwater::trace
