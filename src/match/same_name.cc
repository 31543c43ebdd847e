// Comparing names by skeletons, initials and tables.
#include "match/same_name.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "match/words.h"
#include "tables/tables.h"
#include "text/transliteration.h"
#include "text/words.h"

namespace headwater::match {
namespace {

constexpr std::size_t kLongest = 5;
constexpr std::size_t kLongestName = 200;  // bytes
constexpr std::size_t kStem = 5;           // letters that the forms of a name share
constexpr std::size_t kPlaceStem = 3;      // and a place and the adjective of it

bool IsVowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'j'; }

std::vector<std::string> LatinWords(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text::Latinise(name.substr(0, kLongestName)) + " ") {
    if (c != ' ') {
      word.push_back(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

std::string SkeletonOf(const std::string& word) {
  std::string skeleton;
  for (const char c : text::SpellingKey(word)) {
    if (skeleton.size() < kLongest && (skeleton.empty() || !IsVowel(c)) && (skeleton.empty() || skeleton.back() != c)) {
      skeleton.push_back(skeleton.empty() && IsVowel(c) ? 'a' : c);
    }
  }
  return skeleton;
}

std::string Initials(const std::vector<std::string>& words) {
  std::string initials;
  for (const std::string& word : words) {
    if (word != "of" && word != "the" && word != "and" && word != "for" && word != "de" && word != "la") {
      initials.push_back(word[0]);
    }
  }
  return initials;
}

bool IsAcronym(const std::vector<std::string>& acronym, const std::vector<std::string>& words) {
  std::string letters;
  for (const std::string& word : acronym) {
    letters += word;
  }
  return words.size() > 1 && letters.size() >= 2 && letters == Initials(words);
}

std::size_t EditDistance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  for (std::size_t j = 0; j <= other.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t swapped = corner + (one[i - 1] == other[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, swapped});
    }
  }
  return row[other.size()];
}

// Rows of the tables in which a name stands: of names with other names, and of capitals that speak for countries.
const std::unordered_multimap<std::string, std::uint32_t>& Rows() {
  static const std::unordered_multimap<std::string, std::uint32_t> rows = [] {
    std::unordered_multimap<std::string, std::uint32_t> made;
    std::uint32_t number = 0;
    for (const std::string_view table : {"name_synonyms", "capitals", "nicknames"}) {
      for (const tables::Row& row : tables::Table(table)) {
        for (const std::string_view field : row) {
          for (const std::string_view form : SplitForms(field)) {
            made.emplace(text::Latinise(form), number);
          }
        }
        ++number;
      }
    }
    return made;
  }();
  return rows;
}

bool InOneRow(const std::string& one, const std::string& other) {
  const auto [begin, end] = Rows().equal_range(one);
  return std::any_of(begin, end, [&](const auto& row) {
    const auto [from, to] = Rows().equal_range(other);
    return std::any_of(from, to, [&](const auto& candidate) { return candidate.second == row.second; });
  });
}

bool MayBeOneWord(const std::string& one, const std::string& other, std::size_t stem) {
  const std::string a = SkeletonOf(one);
  const std::string b = SkeletonOf(other);
  const std::size_t shorter = std::min(a.size(), b.size());
  if (shorter >= 2 && (a.starts_with(b) || b.starts_with(a))) {
    return true;
  }
  if (std::min(one.size(), other.size()) >= stem && one.compare(0, stem, other, 0, stem) == 0) {
    return true;
  }
  const std::size_t longer = std::max(one.size(), other.size());
  return longer <= 40 && EditDistance(one, other) * 3 <= longer;
}

}  // namespace

std::vector<std::string> Skeletons(std::string_view name) {
  std::vector<std::string> skeletons;
  for (const std::string& word : LatinWords(name)) {
    if (word.size() > 1) {
      skeletons.push_back(SkeletonOf(word));
    }
  }
  return skeletons;
}

bool MayBeOneName(std::string_view one, std::string_view other, bool places) {
  const std::vector<std::string> a = LatinWords(one);
  const std::vector<std::string> b = LatinWords(other);
  if (a.empty() || b.empty() || IsAcronym(a, b) || IsAcronym(b, a)) {
    return true;
  }
  const auto join = [](const std::vector<std::string>& words) {
    std::string joined;
    for (const std::string& word : words) {
      joined += (joined.empty() ? "" : " ") + word;
    }
    return joined;
  };
  if (InOneRow(join(a), join(b))) {
    return true;
  }
  // The surname decides between persons of one given name; a lone given name may be anybody of that name.
  const std::size_t shorter = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      const bool given = i == 0 && j == 0 && shorter > 1;
      if (!given && (MayBeOneWord(a[i], b[j], places ? kPlaceStem : kStem) || InOneRow(a[i], b[j]))) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace headwater::match
