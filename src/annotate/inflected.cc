// Names of sources by the stems of their words.
#include "annotate/inflected.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "annotate/alike.h"
#include "annotate/lexicon.h"
#include "tables/tables.h"
#include "text/stems.h"
#include "text/transliteration.h"
#include "text/words.h"

namespace headwater::annotate {
namespace {

constexpr std::size_t kShortest = 6;  // letters of a name that may be inflected
constexpr std::size_t kShortestStem = 3;
constexpr std::array<std::string_view, 13> kInflecting{"ru", "uk", "be", "bg", "pl", "cs", "sk",
                                                       "sl", "hr", "sr", "mk", "lt", "lv"};

bool IsInflecting(std::string_view language) {
  return std::find(kInflecting.begin(), kInflecting.end(), language) != kInflecting.end();
}

// German endings by Snowball, Slavic and Baltic ones by sound.
std::string KeyOf(std::string_view name, bool german) {
  std::string key;
  const std::string plain = german ? text::FoldCase(name) : text::Latinise(name);
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t end = std::min(plain.find(' ', at), plain.size());
    const std::string_view word = std::string_view(plain).substr(at, end - at);
    if (german) {
      key += text::Stem(word, "de");
    } else {
      const std::string spelled = text::SpellingKey(word);
      std::string_view stem = WithoutEnding(spelled);
      while (stem.size() > kShortestStem && std::string_view("aeiouj").find(stem.back()) != std::string_view::npos) {
        stem.remove_suffix(1);
      }
      key += stem;
    }
    key += ' ';
    at = end + 1;
  }
  return key;
}

using Index = std::unordered_map<std::string, const news::Source*>;

Index MakeIndex(bool german) {
  Index index;
  for (const news::Source& source : tables::Sources()) {
    for (const std::string& spelling : source.spellings) {
      if (spelling.size() >= kShortest && tables::SourceByBareName(spelling) == &source) {
        index.emplace(KeyOf(spelling, german), &source);
      }
    }
  }
  return index;
}

// Made when the first name is asked for in such a language.
const Index& GermanIndex() {
  static const Index made = MakeIndex(true);
  return made;
}

const Index& OtherIndex() {
  static const Index made = MakeIndex(false);
  return made;
}

}  // namespace

bool IsGivenName(std::string_view word, std::string_view language) {
  return GivenNameFlags(word, InflectsNames(language)) != 0;
}

const news::Source* SourceByInflectedName(std::string_view name, std::string_view language) {
  const bool is_german = language == "de";
  if (name.size() < kShortest || (!is_german && !IsInflecting(language))) {
    return nullptr;
  }
  const Index& index = is_german ? GermanIndex() : OtherIndex();
  const auto found = index.find(KeyOf(name, is_german));
  return found == index.end() ? nullptr : found->second;
}

}  // namespace headwater::annotate
