// UTF-8: checking, repairing, walking, and counting in code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::text {

constexpr char32_t kReplacement = 0xFFFD;

// Decodes the code point at `at` and moves `at` past it. A byte that starts none is kReplacement and one byte long.
// Needs at < text.size().
char32_t NextCodePoint(std::string_view text, std::size_t& at);

void AppendCodePoint(std::string& text, char32_t code_point);

bool IsUtf8(std::string_view text);

// The text with every malformed byte replaced by U+FFFD.
std::string RepairUtf8(std::string_view text);

std::size_t CountCodePoints(std::string_view text);

// Answers in both directions, in constant time, where a byte offset of a text stands in code points.
// Holds one number for every 64 bytes; borrows the text.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);

  // Needs byte <= text.size(), at the start of a code point (or the end).
  std::uint32_t CodePointAt(std::size_t byte) const;
  // Offsets past the end give the text's size.
  std::size_t ByteAt(std::uint32_t code_point) const;
  // The words between two code point offsets.
  std::string_view Slice(std::uint32_t begin, std::uint32_t end) const;

 private:
  std::string_view text_;
  std::vector<std::uint32_t> before_block_;
};

}  // namespace headwater::text
