// Archives in the ZIP format, as other programs export them: their files, unpacked; and written.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace headwater::form {

struct ZipLimits {
  std::size_t max_files = 10'000;
  std::size_t max_bytes = 256U << 20U;  // of all files together, unpacked
};

struct ZipFile {
  std::string name;
  std::string bytes;
};

bool IsZip(std::string_view bytes);

// Files that are stored or deflated (APPNOTE.TXT 6.3); folders are left out. kBadInput where it is none or is broken,
// kTooLarge over a limit. Names are as they stand in it: never to be written to.
Result<std::vector<ZipFile>> ReadZip(std::string_view bytes, const ZipLimits& limits = {});

// An archive of the files, stored as they are, so that each may be read in place. `at` dates them all. kTooLarge beyond
// two gigabytes: then ZIP64 would be needed.
Result<std::string> WriteZip(const std::vector<ZipFile>& files, std::chrono::sys_seconds at);

}  // namespace headwater::form
