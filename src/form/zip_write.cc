// Writes ZIP archives (APPNOTE.TXT 6.3) of stored files.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>

#include "form/zip.h"

namespace headwater::form {
namespace {

constexpr std::size_t kMostBytes = 2U << 30U;
constexpr std::uint32_t kVersion = 20;
constexpr std::uint32_t kUtf8Names = 1U << 11U;

void Put(std::string& into, std::uint32_t number, int size) {
  for (int n = 0; n < size; ++n) {
    into.push_back(static_cast<char>(number >> (8 * n) & 0xFFU));
  }
}

// MS-DOS time and date, in UTC.
std::uint32_t DosTime(std::chrono::sys_seconds at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - day);
  const auto year = static_cast<std::uint32_t>(std::max(static_cast<int>(date.year()), 1980) - 1980);
  const std::uint32_t days = year << 9U | static_cast<unsigned>(date.month()) << 5U | static_cast<unsigned>(date.day());
  const auto seconds =
      static_cast<std::uint32_t>(time.hours().count() << 11 | time.minutes().count() << 5 | time.seconds().count() / 2);
  return days << 16U | seconds;
}

// What the header before a file and the entry in the directory have in common.
std::string Common(const ZipFile& file, std::uint32_t time) {
  std::string common;
  Put(common, kVersion, 2);
  Put(common, kUtf8Names, 2);
  Put(common, 0, 2);  // stored
  Put(common, time, 4);
  const auto* const bytes = reinterpret_cast<const Bytef*>(file.bytes.data());
  Put(common, static_cast<std::uint32_t>(crc32_z(0, bytes, file.bytes.size())), 4);
  Put(common, static_cast<std::uint32_t>(file.bytes.size()), 4);
  Put(common, static_cast<std::uint32_t>(file.bytes.size()), 4);
  Put(common, static_cast<std::uint32_t>(file.name.size()), 2);
  Put(common, 0, 2);
  return common;
}

}  // namespace

Result<std::string> WriteZip(const std::vector<ZipFile>& files, std::chrono::sys_seconds at) {
  std::string archive;
  std::string directory;
  const std::uint32_t time = DosTime(at);
  for (const ZipFile& file : files) {
    if (archive.size() + file.bytes.size() > kMostBytes || files.size() > UINT16_MAX) {
      return Fail(Fault::kTooLarge, "the archive would have more than two gigabytes");
    }
    const std::string common = Common(file, time);
    directory += "PK\x01\x02";
    Put(directory, 3U << 8U | kVersion, 2);
    directory += common;
    Put(directory, 0, 2);
    Put(directory, 0, 2);
    Put(directory, 0, 2);
    Put(directory, 0100644U << 16U, 4);
    Put(directory, static_cast<std::uint32_t>(archive.size()), 4);
    directory += file.name;
    archive += "PK\x03\x04" + common + file.name + file.bytes;
  }
  const auto begin = static_cast<std::uint32_t>(archive.size());
  archive += directory;
  archive += "PK\x05\x06";
  Put(archive, 0, 4);
  Put(archive, static_cast<std::uint32_t>(files.size()), 2);
  Put(archive, static_cast<std::uint32_t>(files.size()), 2);
  Put(archive, static_cast<std::uint32_t>(directory.size()), 4);
  Put(archive, begin, 4);
  Put(archive, 0, 2);
  return archive;
}

}  // namespace headwater::form
