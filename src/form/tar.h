// Archives in the tar format (POSIX.1-2017, pax: ustar headers): what a file in one is announced by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::form {

inline constexpr std::size_t kTarBlock = 512;

struct TarEntry {
  std::string name;
  std::uint64_t size = 0;
};

// A block before each file's bytes, which are filled up to whole blocks; names of 100 bytes at most. `at` is the time
// of change, in seconds. Sizes beyond eight gigabytes are written in base 256, as GNU tar does.
std::string WriteTarHeader(const TarEntry& entry, std::int64_t at);
// What fills up the last block of a file.
std::string TarPadding(std::uint64_t size);
// Two empty blocks.
std::string TarEnd();

// Nothing where the block is damaged or no header of a plain file; an entry without a name is the archive's end.
std::optional<TarEntry> ReadTarHeader(std::string_view block);

}  // namespace headwater::form
