// Johab, the Korean charset of the DOS days (KS X 1001:1992, annex 3), which ICU does not know.
#pragma once

#include <string>
#include <string_view>

namespace headwater::web {

// Hangul as its letters' codes say, U+FFFD for what means nothing. Hanja and symbols come as `euc_kr` wants them: the
// callback is given the two bytes that EUC-KR has for one, and gives the character.
std::u16string DecodeJohab(std::string_view bytes, char16_t (*euc_kr)(char first, char second));

// Whether the bytes make words in Johab: nearly all pairs are syllables, and the ones that Korean uses most are there.
bool LooksLikeJohab(std::string_view bytes);

}  // namespace headwater::web
