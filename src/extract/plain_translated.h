// The language that a notice says a text was translated from.
#pragma once

#include <string>
#include <string_view>

namespace headwater::extract {

// ISO 639-1; empty where the line does not say it: "Translated from the Russian by …" gives `ru`.
std::string TranslatedFrom(std::string_view line);

}  // namespace headwater::extract
