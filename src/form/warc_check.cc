// Reads web archives back, record by record, and holds them against their own digests.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "base/hash.h"
#include "form/warc.h"

namespace headwater::form {
namespace {

constexpr std::size_t kLargestRecord = 256U << 20U;
constexpr std::size_t kBlock = 1U << 16U;

tl::unexpected<Error> Broken(std::size_t offset, std::string_view why) {
  return Fail(Fault::kBadInput, fmt::format("the record at byte {} of the archive {}", offset, why));
}

// One gzip member; `taken` is how many bytes it has. Nothing where it is broken.
std::optional<std::string> Member(std::string_view bytes, std::size_t& taken) {
  constexpr int kGzipWindow = 15 + 16;
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) {
    return std::nullopt;
  }
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, kBlock> block{};
  int status = Z_OK;
  while (status == Z_OK && out.size() < kLargestRecord) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(block.data(), block.size() - stream.avail_out);
  }
  taken = bytes.size() - stream.avail_in;
  inflateEnd(&stream);
  return status == Z_STREAM_END ? std::optional(std::move(out)) : std::nullopt;
}

std::string FieldOf(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && ascii::Lower(line.substr(0, colon)) == name) {
      return std::string(ascii::Trim(line.substr(colon + 1)));
    }
  }
  return {};
}

// The record's text, and how many bytes of it the block has; nothing where it is none.
struct Parts {
  std::string_view head;
  std::string_view block;
  std::size_t size = 0;  // of all of it
};
std::optional<Parts> Split(std::string_view record) {
  const std::size_t end = record.find("\r\n\r\n");
  if (!record.starts_with("WARC/1.") || end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view head = record.substr(0, end + 2);
  const std::string length = FieldOf(head, "content-length");
  std::size_t size = 0;
  const auto [rest, error] = std::from_chars(length.data(), length.data() + length.size(), size);
  if (error != std::errc{} || rest != length.data() + length.size() || size > record.size() - end - 4) {
    return std::nullopt;
  }
  const std::string_view block = record.substr(end + 4, size);
  return record.substr(end + 4 + size).starts_with("\r\n\r\n") ? std::optional(Parts{head, block, end + size + 8})
                                                               : std::nullopt;
}

std::string_view PayloadOf(std::string_view type, std::string_view block) {
  const std::size_t end = block.find("\r\n\r\n");
  return type == "response" && end != std::string_view::npos ? block.substr(end + 4) : block;
}

bool Fits(const std::string& digest, std::string_view bytes) {
  constexpr std::string_view kSha256 = "sha256:";
  return digest.empty() || (digest.starts_with(kSha256) && digest.substr(kSha256.size()) == Sha256Hex(bytes));
}

}  // namespace

Result<std::vector<WarcRecord>> CheckWarc(std::string_view archive) {
  std::vector<WarcRecord> records;
  std::size_t at = 0;
  while (at < archive.size()) {
    std::string_view rest = archive.substr(at);
    std::size_t taken = 0;
    std::optional<std::string> member;
    const bool packed = rest.starts_with("\x1f\x8b");
    if (packed) {
      member = Member(rest, taken);
      if (!member) {
        return Broken(at, "cannot be unpacked");
      }
      rest = *member;
    }
    const auto parts = Split(rest);
    if (!parts) {
      return Broken(at, "is no record");
    }
    WarcRecord record{FieldOf(parts->head, "warc-type"), FieldOf(parts->head, "warc-target-uri"),
                      FieldOf(parts->head, "warc-payload-digest"), at, packed ? taken : parts->size};
    if (!Fits(FieldOf(parts->head, "warc-block-digest"), parts->block) ||
        !Fits(record.payload_digest, PayloadOf(record.type, parts->block))) {
      return Broken(at, fmt::format("({}) is not what its digest says", record.target));
    }
    at += record.length;
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace headwater::form
