// Countries by name, in the languages of the news and in any case of their grammar.
#pragma once

#include <functional>
#include <string_view>

namespace headwater::annotate {

// ISO 3166-1 alpha-2 of the country that the words name, by ICU's names of countries; empty where they name none.
std::string_view CountryNamed(std::string_view name);

// The same by names that stand there letter for letter, in Chinese and Arabic, whose words tables find without a key.
std::string_view CountryWritten(std::string_view name);

// The country's English name: `LV` is Latvia. Empty for what is no country.
std::string_view CountryName(std::string_view code);

// Every country's name in every language known, and what newspapers call it besides; the views last for the call.
void EachCountryName(const std::function<void(std::string_view code, std::string_view name)>& see);

}  // namespace headwater::annotate
