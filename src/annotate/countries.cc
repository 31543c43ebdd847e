// Countries through ICU's locale data.
#include "annotate/countries.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <array>
#include <string>
#include <unordered_map>

#include "annotate/alike.h"

namespace headwater::annotate {
namespace {

// Without Chinese and Japanese: reading their characters costs ICU a tenth of a second at the start.
constexpr std::array<const char*, 32> kLanguages = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "sl",
                                                    "hr", "sr", "bg", "mk", "ru", "uk", "be", "et", "lv", "lt", "fi",
                                                    "sv", "da", "nb", "tr", "hu", "ro", "el", "ar", "he", "ko"};

// What newspapers write and ICU does not; keys are made of them like of the rest.
constexpr std::pair<std::string_view, std::string_view> kAlso[] = {{"UK", "GB"},
                                                                   {"U.K", "GB"},
                                                                   {"Britain", "GB"},
                                                                   {"Great Britain", "GB"},
                                                                   {"USA", "US"},
                                                                   {"U.S", "US"},
                                                                   {"US", "US"},
                                                                   {"United States of America", "US"},
                                                                   {"America", "US"},
                                                                   {"Russian Federation", "RU"},
                                                                   {"Burma", "MM"},
                                                                   {"Czech Republic", "CZ"},
                                                                   {"Ivory Coast", "CI"},
                                                                   {"Macedonia", "MK"},
                                                                   {"Palestine", "PS"},
                                                                   {"South Korea", "KR"},
                                                                   {"North Korea", "KP"},
                                                                   {"Holland", "NL"},
                                                                   {"Swaziland", "SZ"},
                                                                   {"East Timor", "TL"},
                                                                   {"Congo", "CD"},
                                                                   {"Britannien", "GB"},
                                                                   {"Grossbritannien", "GB"},
                                                                   {"Wielka Brytania", "GB"},
                                                                   {"Velká Británie", "GB"},
                                                                   {"Veľká Británia", "GB"},
                                                                   {"Velika Britanija", "GB"},
                                                                   {"Великобритания", "GB"},
                                                                   {"Велика Британія", "GB"},
                                                                   {"Великобританія", "GB"},
                                                                   {"Соединенное Королевство", "GB"},
                                                                   {"Británie", "GB"},
                                                                   {"Британія", "GB"},
                                                                   {"Британия", "GB"},
                                                                   {"Zjednoczone Królestwo", "GB"},
                                                                   {"Ujedinjeno Kraljevstvo", "GB"},
                                                                   {"Обединеното кралство", "GB"},
                                                                   {"США", "US"},
                                                                   {"САЩ", "US"},
                                                                   {"Stany Zjednoczone", "US"},
                                                                   {"Spojené státy americké", "US"},
                                                                   {"Spojené štáty americké", "US"},
                                                                   {"ZDA", "US"},
                                                                   {"SAD", "US"},
                                                                   {"Сполучені Штати Америки", "US"},
                                                                   {"Соединенные Штаты Америки", "US"},
                                                                   {"Соединенные Штаты", "US"},
                                                                   {"Съединените щати", "US"},
                                                                   {"Severní Korea", "KP"},
                                                                   {"КНДР", "KP"},
                                                                   {"ФРГ", "DE"},
                                                                   {"РФ", "RU"},
                                                                   {"Российская Федерация", "RU"},
                                                                   {"КНР", "CN"},
                                                                   {"ОАЭ", "AE"},
                                                                   {"UAE", "AE"},
                                                                   {"Republika Česká", "CZ"},
                                                                   {"Česká republika", "CZ"},
                                                                   {"Ceska", "CZ"},
                                                                   {"Чешская Республика", "CZ"},
                                                                   {"Die Schweiz", "CH"},
                                                                   {"Turkey", "TR"},
                                                                   {"Korea", "KR"},
                                                                   {"Österreich", "AT"}};

// The words' stems in a row: cases of one name meet, names of two countries do not.
std::string KeyOf(std::string_view name) {
  std::string key;
  const std::string latin = text::Latinise(name);
  for (std::size_t at = 0; at < latin.size();) {
    const std::size_t end = std::min(latin.find(' ', at), latin.size());
    const std::string word = text::SpellingKey(std::string_view(latin).substr(at, end - at));
    const std::string_view stem = WithoutEnding(word);
    at = end + 1;
    if (word == "te" || word == "i" || word == "and") {
      continue;
    }
    key += stem;
    key += ' ';
  }
  return key;
}

struct Atlas {
  std::unordered_map<std::string, std::string> code_by_key;
  std::unordered_map<std::string, std::string> name_by_code;
};

const Atlas& World() {
  static const Atlas made = [] {
    Atlas atlas;
    EachCountryName(
        [&atlas](std::string_view code, std::string_view name) { atlas.code_by_key.emplace(KeyOf(name), code); });
    for (const char* const* country = icu::Locale::getISOCountries(); *country != nullptr; ++country) {
      icu::UnicodeString wide;
      icu::Locale("", *country).getDisplayCountry(icu::Locale::getEnglish(), wide);
      wide.toUTF8String(atlas.name_by_code[*country]);
    }
    return atlas;
  }();
  return made;
}

std::string_view Find(const std::unordered_map<std::string, std::string>& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace

std::string_view CountryNamed(std::string_view name) {
  return name.size() > 80 ? std::string_view() : Find(World().code_by_key, KeyOf(name));
}

void EachCountryName(const std::function<void(std::string_view code, std::string_view name)>& see) {
  for (const auto& [name, code] : kAlso) {
    see(code, name);
  }
  for (const char* const* country = icu::Locale::getISOCountries(); *country != nullptr; ++country) {
    const icu::Locale place("", *country);
    icu::UnicodeString wide;
    for (const char* const language : kLanguages) {
      place.getDisplayCountry(icu::Locale(language), wide);
      std::string name;
      wide.toUTF8String(name);
      if (name.size() > 2 && name != *country) {
        see(*country, name);
      }
    }
  }
}

std::string_view CountryWritten(std::string_view name) {
  static const auto made = [] {
    std::unordered_map<std::string, std::string> written;
    for (const char* const* country = icu::Locale::getISOCountries(); *country != nullptr; ++country) {
      for (const char* const language : {"zh", "zh_TW", "ar"}) {
        icu::UnicodeString wide;
        icu::Locale("", *country).getDisplayCountry(icu::Locale(language), wide);
        std::string called;
        wide.toUTF8String(called);
        written.emplace(std::move(called), *country);
      }
    }
    return written;
  }();
  return Find(made, std::string(name));
}

std::string_view CountryName(std::string_view code) { return Find(World().name_by_code, std::string(code)); }

}  // namespace headwater::annotate
