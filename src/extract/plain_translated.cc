// Reading notices of translation.
#include "extract/plain_translated.h"

#include <unordered_map>
#include <utility>
#include <vector>

#include "extract/plain_tokens.h"
#include "tables/tables.h"

namespace headwater::extract {
namespace {

struct TranslationWords {
  std::vector<std::string> cues;  // keys of lines, with a blank at either end
  std::unordered_map<std::string, std::string> languages;
};

const TranslationWords& Words() {
  static const TranslationWords made = [] {
    TranslationWords words;
    for (const tables::Row& row : tables::Table("translated")) {
      std::string_view list = row[2];
      while (!list.empty()) {
        const std::size_t bar = list.find('|');
        std::string key = LineKey(list.substr(0, bar));
        list.remove_prefix(bar == std::string_view::npos ? list.size() : bar + 1);
        if (row[0] == "cue") {
          words.cues.push_back(" " + key + " ");
        } else {
          words.languages.emplace(std::move(key), row[1]);
        }
      }
    }
    return words;
  }();
  return made;
}

// The language that one of the next two words after the cue names: "from the Russian".
std::string LanguageAfter(std::string_view rest) {
  const std::vector<Token> tokens = TokensOf(rest, 2);
  for (const Token& token : tokens) {
    if (const auto found = Words().languages.find(token.folded); found != Words().languages.end()) {
      return found->second;
    }
  }
  return {};
}

}  // namespace

std::string TranslatedFrom(std::string_view line) {
  const std::string key = " " + LineKey(TokensOf(line, 60)) + " ";
  for (const std::string& cue : Words().cues) {
    const std::size_t at = key.find(cue);
    if (at == std::string::npos) {
      continue;
    }
    if (std::string language = LanguageAfter(std::string_view(key).substr(at + cue.size())); !language.empty()) {
      return language;
    }
  }
  return {};
}

}  // namespace headwater::extract
