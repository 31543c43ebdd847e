// Records: prints as bytes, for the shelf.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "match/print.h"

namespace headwater::match {

// The words' hashes first, four bytes each, so that they can be read alone; then all else, packed. Only this program's
// own run reads them again: numbers lie as the machine has them.
std::string WriteRecord(const Print& print);

// Needs the number of words. Nothing where the bytes are no record.
std::optional<Print> ReadRecord(std::string_view record, std::size_t words);

}  // namespace headwater::match
