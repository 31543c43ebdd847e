// CLD2 tells the language; the document's own word helps where the text is short.
#include "extract/language.h"

#include <algorithm>
#include <cstdio>

// CLD2's headers want <cstdio> first.
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace headwater::extract {
namespace {

constexpr std::size_t kSample = 20'000;
constexpr std::size_t kShort = 100;

// The two letters of a language tag (BCP 47), in lower case; the old codes of CLD2 and Java made new.
std::string TwoLetters(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find_first_of("-_ ,;"));
  if (primary.size() != 2) {
    return {};
  }
  std::string code(primary);
  std::ranges::transform(code, code.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (code.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos) {
    return {};
  }
  return code == "iw" ? "he" : code == "in" ? "id" : code == "ji" ? "yi" : code == "nb" || code == "nn" ? "no" : code;
}

}  // namespace

std::string LanguageOf(std::string_view utf8, std::string_view declared) {
  const std::string said = TwoLetters(declared);
  std::string_view sample = utf8.substr(0, kSample);
  while (!sample.empty() && sample.size() < utf8.size() && (static_cast<unsigned char>(sample.back()) & 0x80U) != 0) {
    sample.remove_suffix(1);
  }
  CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE};
  int percents[3] = {0, 0, 0};
  double scores[3] = {0, 0, 0};
  int bytes = 0;
  int valid = 0;
  bool reliable = false;
  const CLD2::Language found =
      CLD2::ExtDetectLanguageSummaryCheckUTF8(sample.data(), static_cast<int>(sample.size()), true, &hints, 0,
                                              languages, percents, scores, nullptr, &bytes, &reliable, &valid);
  const std::string told = found == CLD2::UNKNOWN_LANGUAGE ? std::string{} : TwoLetters(CLD2::LanguageCode(found));
  if (told.empty() || told == "un") {
    return said;
  }
  if (!said.empty() && (!reliable || utf8.size() < kShort)) {
    return said;
  }
  return told;
}

}  // namespace headwater::extract
