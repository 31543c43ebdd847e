// Names of any script in plain Latin letters, and the keys under which their spellings meet.
#pragma once

#include <string>
#include <string_view>

namespace headwater::text {

// How a script writes sounds, which decides how far two spellings of one name may lie apart.
enum class Script { kNone, kLatin, kCyrillic, kGreek, kAbjad, kKana, kHangul, kHan, kOther };

// The script of the first letter; kNone where there is no letter.
Script ScriptOf(std::string_view text);

// Only a to z, 0 to 9 and single blanks. Cyrillic follows the BGN tables (Кая is kaya), Greek, Arabic, Hebrew, kana and
// Hangul tables of our own, other scripts ICU. Apostrophes vanish; all else that is no letter or digit is a blank.
// Text that is only of a script nobody can read comes out empty.
std::string Latinise(std::string_view text);

// What the usual spellings of one sound have in common: y and j, c and k, doubled letters, w and v, ph and f, kh and h.
// Takes one latinised word: `SpellingKey("kaya") == SpellingKey("kaja")`. Words of one key sound alike; the reverse
// does not hold, for vowels stay as they are written.
std::string SpellingKey(std::string_view latin_word);

}  // namespace headwater::text
