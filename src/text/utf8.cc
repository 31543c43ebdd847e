// UTF-8 by hand where speed matters: most text is ASCII.
#include "text/utf8.h"

#include <algorithm>

namespace headwater::text {
namespace {

constexpr std::size_t kBlock = 64;

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::uint32_t CountStarts(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, [](char byte) { return !IsContinuation(byte); }));
}

}  // namespace

char32_t NextCodePoint(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    ++at;
    return lead;
  }
  std::size_t length = 0;
  char32_t value = 0;
  char32_t least = 0;
  if ((lead & 0xE0U) == 0xC0) {
    length = 2;
    value = lead & 0x1FU;
    least = 0x80;
  } else if ((lead & 0xF0U) == 0xE0) {
    length = 3;
    value = lead & 0x0FU;
    least = 0x800;
  } else if ((lead & 0xF8U) == 0xF0) {
    length = 4;
    value = lead & 0x07U;
    least = 0x10000;
  }
  if (length == 0 || at + length > text.size()) {
    ++at;
    return kReplacement;
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[at + i])) {
      ++at;
      return kReplacement;
    }
    value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    ++at;
    return kReplacement;
  }
  at += length;
  return value;
}

void AppendCodePoint(std::string& text, char32_t code_point) {
  const auto put = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18U));
    put(0x80U | ((code_point >> 12U) & 0x3FU));
    put(0x80U | ((code_point >> 6U) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

bool IsUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    if (NextCodePoint(text, at) == kReplacement && at == before + 1) {
      return false;
    }
  }
  return true;
}

std::string RepairUtf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    AppendCodePoint(repaired, NextCodePoint(text, at));
  }
  return repaired;
}

std::size_t CountCodePoints(std::string_view text) { return CountStarts(text); }

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  before_block_.reserve(text.size() / kBlock + 2);
  std::uint32_t count = 0;
  for (std::size_t begin = 0; begin <= text.size(); begin += kBlock) {
    before_block_.push_back(count);
    count += CountStarts(text.substr(begin, kBlock));
  }
  before_block_.push_back(count);
}

std::uint32_t CodePointIndex::CodePointAt(std::size_t byte) const {
  const std::size_t block = byte / kBlock;
  return before_block_[block] + CountStarts(text_.substr(block * kBlock, byte - block * kBlock));
}

std::size_t CodePointIndex::ByteAt(std::uint32_t code_point) const {
  if (code_point >= before_block_.back()) {
    return text_.size();
  }
  // No code point stands before its own number of bytes, and in most texts not far behind.
  auto from = before_block_.begin() + static_cast<std::ptrdiff_t>(code_point / kBlock);
  for (std::ptrdiff_t step = 1; before_block_.end() - from > step && *(from + step) <= code_point; step *= 2) {
    from += step;
  }
  const auto after = std::upper_bound(from, before_block_.end(), code_point);
  const auto block = static_cast<std::size_t>(after - before_block_.begin()) - 1;
  std::uint32_t count = before_block_[block];
  std::size_t byte = block * kBlock;
  if (before_block_[block + 1] - count == kBlock) {
    return byte + (code_point - count);
  }
  while (byte < text_.size() && IsContinuation(text_[byte])) {
    ++byte;
  }
  for (; count < code_point; ++count) {
    ++byte;
    while (byte < text_.size() && IsContinuation(text_[byte])) {
      ++byte;
    }
  }
  return byte;
}

std::string_view CodePointIndex::Slice(std::uint32_t begin, std::uint32_t end) const {
  const std::size_t from = ByteAt(begin);
  return text_.substr(from, std::max(ByteAt(end), from) - from);
}

}  // namespace headwater::text
