// Which language a text is in.
#pragma once

#include <string>
#include <string_view>

namespace headwater::text {

// The ISO 639-1 code (`zh` for Chinese in either script, `no` for Norwegian Bokmål), or ISO 639-2/3 where the language
// has no shorter one. Empty where the text holds no words or nothing speaks for one language. Looks at the first
// kilobytes only; malformed UTF-8 does no harm.
std::string DetectLanguage(std::string_view text);

}  // namespace headwater::text
