// Letters, digits and blanks of ASCII, as protocols and file formats mean them, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace headwater::ascii {

inline constexpr std::string_view kBlank = " \t\r\n\f";

constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetter(char c) { return IsUpper(c) || IsLower(c); }
constexpr bool IsAlnum(char c) { return IsLetter(c) || IsDigit(c); }

constexpr char Lower(char c) { return IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

// Bytes above 127 stay as they are.
std::string Lower(std::string_view text);

// Without the blanks on either side.
std::string_view Trim(std::string_view text, std::string_view blanks = kBlank);

}  // namespace headwater::ascii
