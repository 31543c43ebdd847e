// Names of countries as ICU has them.
#include "store/country.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <array>
#include <unordered_map>

#include "text/words.h"

namespace headwater::store {
namespace {

constexpr std::array<const char*, 20> kLanguages{"en", "de", "fr", "es", "it", "pt", "pl", "uk", "ru", "et",
                                                 "lv", "lt", "nl", "tr", "ar", "zh", "sv", "fi", "cs", "ro"};

std::unordered_map<std::string, std::string> ReadNames() {
  std::unordered_map<std::string, std::string> names;
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    const icu::Locale country("", *code);
    for (const char* const language : kLanguages) {
      icu::UnicodeString name;
      std::string utf8;
      country.getDisplayCountry(icu::Locale(language), name).toUTF8String(utf8);
      names.emplace(text::Fold(utf8), *code);
    }
  }
  // What ICU spells out.
  names.insert({{"usa", "US"}, {"u.s.", "US"}, {"uk", "GB"}, {"britain", "GB"}, {"great britain", "GB"}});
  return names;
}

bool IsCode(std::string_view called) {
  if (called.size() != 2 || called[0] < 'A' || called[0] > 'Z' || called[1] < 'A' || called[1] > 'Z') {
    return false;
  }
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    if (called == *code) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string CountryCode(std::string_view called) {
  if (IsCode(called)) {
    return std::string(called);
  }
  static const std::unordered_map<std::string, std::string> names = ReadNames();
  const auto found = names.find(text::Fold(called));
  return found == names.end() ? std::string() : found->second;
}

}  // namespace headwater::store
