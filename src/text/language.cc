// Language by CLD2.
#include "text/language.h"

#include <cstdio>
// CLD2's headers take FILE for granted.
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <utility>

#include "text/utf8.h"

namespace headwater::text {
namespace {

constexpr std::size_t kEnough = 4096;

// CLD2's codes that are no longer, or never were, what ISO 639 says.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kModernCodes{{{"iw", "he"},
                                                                                     {"in", "id"},
                                                                                     {"ji", "yi"},
                                                                                     {"jw", "jv"},
                                                                                     {"mo", "ro"},
                                                                                     {"nb", "no"},
                                                                                     {"fil", "tl"},
                                                                                     {"sr-ME", "sr"}}};

std::string ModernCode(std::string_view code) {
  const auto* const found =
      std::ranges::find(kModernCodes, code, &std::pair<std::string_view, std::string_view>::first);
  if (found != kModernCodes.end()) {
    return std::string(found->second);
  }
  return std::string(code.substr(0, code.find('-')));
}

// The first part of the text, cut between two code points.
std::string_view Head(std::string_view text) {
  if (text.size() <= kEnough) {
    return text;
  }
  std::size_t end = kEnough;
  while (end > kEnough - 4 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

}  // namespace

std::string DetectLanguage(std::string_view text) {
  std::string repaired;
  std::string_view head = Head(text);
  if (!IsUtf8(head)) {
    repaired = RepairUtf8(head);
    head = repaired;
  }
  const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int bytes = 0;
  bool reliable = false;
  CLD2::ExtDetectLanguageSummary(head.data(), static_cast<int>(head.size()), true, &hints, CLD2::kCLDFlagBestEffort,
                                 languages.data(), percents.data(), scores.data(), nullptr, &bytes, &reliable);
  if (languages[0] == CLD2::UNKNOWN_LANGUAGE || languages[0] == CLD2::TG_UNKNOWN_LANGUAGE) {
    return {};
  }
  return ModernCode(CLD2::LanguageCode(languages[0]));
}

}  // namespace headwater::text
