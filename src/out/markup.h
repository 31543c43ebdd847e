// Text as it may stand in XML.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/moment.h"

namespace headwater::out {

// References for the five characters that mean something; what XML 1.0, 2.2 allows nowhere is left out, and what is no
// UTF-8 is repaired.
std::string EscapeXml(std::string_view text);

// `<name>text</name>`; empty for an empty text.
std::string Element(std::string_view name, std::string_view text);

// An address as RFC 3986 wants it: what may not stand in one is percent-encoded.
std::string AsUri(std::string_view address);

// RFC 3339 with a time of day, for formats that know no plain days: those begin at midnight UTC.
std::string Rfc3339(std::chrono::sys_seconds at);
std::string Rfc3339(const Moment& moment);
// RFC 822 with a year of four digits, as RSS asks.
std::string Rfc822(std::chrono::sys_seconds at);

}  // namespace headwater::out
