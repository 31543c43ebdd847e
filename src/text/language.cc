// Language by CLD2, and by a second opinion where the text is short or the language has close neighbours.
#include "text/language.h"

#include <cstdio>
// CLD2's headers take FILE for granted.
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "text/language_opinion.h"
#include "text/utf8.h"

namespace headwater::text {
namespace {

constexpr std::size_t kEnough = 4096;
// From here on CLD2 is right but for close neighbours.
constexpr std::size_t kLong = 300;
constexpr double kMost = 0.8;
constexpr double kPercent = 100;

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

// Is the language easily taken for another, or another for it?
bool HasNeighbours(std::string_view code) {
  static constexpr std::array<std::string_view, 22> kClose{"hr", "bs", "sr", "sl", "cs", "sk", "bg", "mk",
                                                           "da", "no", "nn", "sv", "gl", "pt", "es", "id",
                                                           "ms", "af", "nl", "ne", "ur", "fa"};
  return std::ranges::find(kClose, code) != kClose.end();
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
  std::vector<std::string> codes;
  std::vector<LanguageGuess> guesses;
  codes.reserve(languages.size());
  for (std::size_t i = 0; i < languages.size(); ++i) {
    if (languages[i] != CLD2::UNKNOWN_LANGUAGE && languages[i] != CLD2::TG_UNKNOWN_LANGUAGE) {
      codes.push_back(ModernCode(CLD2::LanguageCode(languages[i])));
      guesses.push_back({codes.back(), percents[i] / kPercent});
    }
  }
  const bool certain = reliable && head.size() >= kLong && !guesses.empty() && guesses[0].share > kMost;
  if (certain && !HasNeighbours(guesses[0].code)) {
    return codes[0];
  }
  return std::string(WeighLanguages(head, guesses, reliable));
}

}  // namespace headwater::text
