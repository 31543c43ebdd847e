// Desks by language.
#include "pipeline/share.h"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::pipeline {
namespace {

constexpr std::string_view kRest = "*";

bool IsLanguage(std::string_view word) {
  return word.size() == 2 && std::ranges::all_of(word, [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

// `de, fr` as its languages; none where one of them is no language.
std::vector<std::string> LanguagesOf(std::string_view words) {
  std::vector<std::string> languages;
  while (!words.empty()) {
    const std::size_t comma = std::min(words.find(','), words.size());
    std::string_view word = words.substr(0, comma);
    word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    word = word.substr(0, word.find(' '));
    if (!IsLanguage(word)) {
      return {};
    }
    languages.emplace_back(word);
    words.remove_prefix(std::min(comma + 1, words.size()));
  }
  return languages;
}

}  // namespace

bool DeskShare::Has(std::string_view language) const {
  return languages.empty() ? std::ranges::find(others, language) == others.end()
                           : std::ranges::find(languages, language) != languages.end();
}

Result<std::vector<DeskShare>> ReadDesks(const std::vector<std::string>& desks) {
  std::vector<DeskShare> shares;
  std::vector<std::string> all;
  std::size_t rests = 0;
  for (const std::string& words : desks) {
    DeskShare share;
    if (words == kRest) {
      share.name = "all";
      ++rests;
    } else {
      share.languages = LanguagesOf(words);
      if (share.languages.empty()) {
        return Fail(Fault::kUsage, fmt::format("\"{}\": a desk is languages like \"de,fr\", or \"*\"", words));
      }
      share.name = fmt::format("{}", fmt::join(share.languages, "-"));
    }
    for (const std::string& language : share.languages) {
      if (std::ranges::find(all, language) != all.end()) {
        return Fail(Fault::kUsage, fmt::format("\"{}\" is on two desks", language));
      }
      all.push_back(language);
    }
    shares.push_back(std::move(share));
  }
  if (rests != 1) {
    return Fail(Fault::kUsage, "one desk, and one only, must be \"*\": for the languages that no other has");
  }
  for (DeskShare& share : shares) {
    if (share.languages.empty()) {
      share.others = all;
    }
  }
  return shares;
}

}  // namespace headwater::pipeline
