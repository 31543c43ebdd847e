// Weighs what the text tells against what the page says.
#include "extract/language.h"

#include "text/language.h"
#include "text/words.h"

namespace headwater::extract {
namespace {

constexpr std::size_t kEnoughToTell = 100;  // bytes

}  // namespace

std::string LanguageOf(std::string_view utf8, std::string_view declared) {
  std::string said = text::Fold(declared.substr(0, declared.find_first_of("-_")));
  if (said.size() != 2) {
    said.clear();
  }
  if (!said.empty() && utf8.size() < kEnoughToTell) {
    return said;
  }
  std::string told = text::DetectLanguage(utf8);
  return told.empty() ? said : told;
}

}  // namespace headwater::extract
