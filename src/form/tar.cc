// Headers of tar archives.
#include "form/tar.h"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::form {
namespace {

constexpr std::size_t kName = 100;
constexpr std::size_t kSizeAt = 124;
constexpr std::size_t kSizeLength = 12;
constexpr std::size_t kTimeAt = 136;
constexpr std::size_t kSumAt = 148;
constexpr std::size_t kSumLength = 8;
constexpr std::size_t kTypeAt = 156;
constexpr std::size_t kMagicAt = 257;
constexpr std::uint64_t kLargestOctal = (std::uint64_t{1} << 33U) - 1;

void Put(std::string& block, std::size_t at, std::string_view text) { block.replace(at, text.size(), text); }

// With the sum's own place as blanks.
unsigned SumOf(std::string_view block) {
  unsigned sum = 0;
  for (std::size_t n = 0; n < block.size(); ++n) {
    const bool in_sum = n >= kSumAt && n < kSumAt + kSumLength;
    sum += in_sum ? static_cast<unsigned>(' ') : static_cast<unsigned char>(block[n]);
  }
  return sum;
}

std::optional<std::uint64_t> Octal(std::string_view field) {
  std::uint64_t number = 0;
  bool any = false;
  for (const char c : field) {
    if (c >= '0' && c <= '7') {
      number = number * 8 + static_cast<std::uint64_t>(c - '0');
      any = true;
    } else if (any || (c != ' ' && c != '0')) {
      break;
    }
  }
  return any ? std::optional(number) : std::nullopt;
}

std::optional<std::uint64_t> SizeIn(std::string_view field) {
  if ((static_cast<unsigned char>(field.front()) & 0x80U) == 0) {
    return Octal(field);
  }
  std::uint64_t number = 0;
  for (const char c : field.substr(kSizeLength - sizeof(number))) {
    number = number << 8U | static_cast<unsigned char>(c);
  }
  return number;
}

}  // namespace

std::string WriteTarHeader(const TarEntry& entry, std::int64_t at) {
  std::string block(kTarBlock, '\0');
  Put(block, 0, std::string_view(entry.name).substr(0, kName));
  Put(block, 100, "0000600");
  Put(block, 108, "0000000");
  Put(block, 116, "0000000");
  if (entry.size <= kLargestOctal) {
    Put(block, kSizeAt, fmt::format("{:011o}", entry.size));
  } else {
    block[kSizeAt] = static_cast<char>(0x80);
    for (std::size_t n = 0; n < sizeof(entry.size); ++n) {
      block[kSizeAt + kSizeLength - 1 - n] = static_cast<char>(entry.size >> (8 * n) & 0xFFU);
    }
  }
  Put(block, kTimeAt, fmt::format("{:011o}", static_cast<std::uint64_t>(std::max<std::int64_t>(at, 0))));
  block[kTypeAt] = '0';
  Put(block, kMagicAt,
      std::string_view("ustar\0"
                       "00",
                       8));
  Put(block, kSumAt, fmt::format("{:06o}", SumOf(block)));
  block[kSumAt + 6] = '\0';
  block[kSumAt + 7] = ' ';
  return block;
}

std::string TarPadding(std::uint64_t size) { return std::string((kTarBlock - size % kTarBlock) % kTarBlock, '\0'); }

std::string TarEnd() { return std::string(2 * kTarBlock, '\0'); }

std::optional<TarEntry> ReadTarHeader(std::string_view block) {
  if (block.size() != kTarBlock) {
    return std::nullopt;
  }
  if (block.find_first_not_of('\0') == std::string_view::npos) {
    return TarEntry{};
  }
  const auto sum = Octal(block.substr(kSumAt, kSumLength));
  const auto size = SizeIn(block.substr(kSizeAt, kSizeLength));
  const bool plain = block[kTypeAt] == '0' || block[kTypeAt] == '\0';
  if (!sum || *sum != SumOf(block) || !size || !plain) {
    return std::nullopt;
  }
  const std::string_view name = block.substr(0, kName);
  TarEntry entry{std::string(name.substr(0, std::min(name.find('\0'), name.size()))), *size};
  return entry.name.empty() ? std::nullopt : std::optional(std::move(entry));
}

}  // namespace headwater::form
