// Reads the directory at an archive's end, and each file by it.
#include "form/zip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace headwater::form {
namespace {

constexpr std::string_view kEnd = "PK\x05\x06";
constexpr std::string_view kListed = "PK\x01\x02";
constexpr std::string_view kLocal = "PK\x03\x04";
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kListedBytes = 46;
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kLongestComment = 65'535;

// Little-endian; 0 past the end.
std::uint32_t NumberAt(std::string_view bytes, std::size_t at, int size) {
  std::uint32_t number = 0;
  for (int n = size - 1; n >= 0; --n) {
    const std::size_t place = at + static_cast<std::size_t>(n);
    number = number << 8U | (place < bytes.size() ? static_cast<unsigned char>(bytes[place]) : 0U);
  }
  return number;
}

std::optional<std::string> Inflated(std::string_view packed, std::size_t size) {
  std::string bytes(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) {
    return std::nullopt;
  }
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int ended = inflate(&stream, Z_FINISH);
  const bool whole = ended == Z_STREAM_END && stream.total_out == size;
  inflateEnd(&stream);
  return whole ? std::optional(std::move(bytes)) : std::nullopt;
}

tl::unexpected<Error> Broken() { return Fail(Fault::kBadInput, "the archive is broken"); }

}  // namespace

bool IsZip(std::string_view bytes) { return bytes.starts_with(kLocal) || bytes.starts_with(kEnd); }

Result<std::vector<ZipFile>> ReadZip(std::string_view bytes, const ZipLimits& limits) {
  const std::size_t tail = bytes.size() - std::min(bytes.size(), kEndBytes + kLongestComment);
  const std::size_t found = bytes.rfind(kEnd);
  if (found == std::string_view::npos || found < tail) {
    return Fail(Fault::kBadInput, "this is no ZIP archive");
  }
  if (found + kEndBytes + NumberAt(bytes, found + 20, 2) > bytes.size()) {
    return Broken();
  }
  const std::size_t count = NumberAt(bytes, found + 10, 2);
  std::size_t at = NumberAt(bytes, found + 16, 4);
  if (count > limits.max_files) {
    return Fail(Fault::kTooLarge, fmt::format("the archive has more than {} files", limits.max_files));
  }
  std::vector<ZipFile> files;
  std::size_t total = 0;
  for (std::size_t n = 0; n < count; ++n) {
    if (at > bytes.size() || !bytes.substr(at).starts_with(kListed)) {
      return Broken();
    }
    const std::uint32_t method = NumberAt(bytes, at + 10, 2);
    const std::size_t packed_size = NumberAt(bytes, at + 20, 4);
    const std::size_t size = NumberAt(bytes, at + 24, 4);
    const std::size_t name_size = NumberAt(bytes, at + 28, 2);
    const std::size_t local = NumberAt(bytes, at + 42, 4);
    if (at + kListedBytes + name_size > bytes.size()) {
      return Broken();
    }
    std::string name(bytes.substr(at + kListedBytes, name_size));
    at += kListedBytes + name_size + NumberAt(bytes, at + 30, 2) + NumberAt(bytes, at + 32, 2);
    total += size;
    if (total > limits.max_bytes) {
      return Fail(Fault::kTooLarge, fmt::format("the archive unpacks to more than {} bytes", limits.max_bytes));
    }
    if (local > bytes.size() || !bytes.substr(local).starts_with(kLocal)) {
      return Broken();
    }
    const std::size_t begin = local + kLocalBytes + NumberAt(bytes, local + 26, 2) + NumberAt(bytes, local + 28, 2);
    if (begin > bytes.size() || packed_size > bytes.size() - begin) {
      return Broken();
    }
    if (name.ends_with('/')) {
      continue;
    }
    const std::string_view packed = bytes.substr(begin, packed_size);
    constexpr std::uint32_t kStored = 0;
    constexpr std::uint32_t kDeflated = 8;
    std::optional<std::string> unpacked;
    if (method == kStored && packed_size == size) {
      unpacked = std::string(packed);
    } else if (method == kDeflated) {
      unpacked = Inflated(packed, size);
    }
    if (!unpacked) {
      return Broken();
    }
    files.push_back({std::move(name), *std::move(unpacked)});
  }
  return files;
}

}  // namespace headwater::form
