// Values as bytes and back, small numbers in few: for records that the program itself reads again while it runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater {

// Numbers in groups of seven bits, the lowest first; a set eighth bit says that more follow.
class ByteWriter {
 public:
  void Number(std::uint64_t value) {
    while (value > kLow) {
      bytes_.push_back(static_cast<char>((value & kLow) | kMore));
      value >>= kGroup;
    }
    bytes_.push_back(static_cast<char>(value));
  }
  // Near zero either way costs little.
  void Signed(std::int64_t value) {
    Number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U));
  }
  void Text(std::string_view text) {
    Number(text.size());
    bytes_ += text;
  }
  void Bytes(const void* from, std::size_t size) { bytes_.append(static_cast<const char*>(from), size); }
  std::string Take() { return std::move(bytes_); }

 private:
  friend class ByteReader;
  static constexpr std::uint64_t kLow = 0x7F;
  static constexpr std::uint64_t kMore = 0x80;
  static constexpr std::uint32_t kGroup = 7;

  std::string bytes_;
};

// Reads what was written, in the same order. Once something cannot be there, `fine` is false and all that is read is
// empty or zero. The bytes must outlive it.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (std::uint32_t shift = 0; at_ < bytes_.size() && shift < 64; shift += ByteWriter::kGroup) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= (byte & ByteWriter::kLow) << shift;
      if (byte <= ByteWriter::kLow) {
        return value;
      }
    }
    fine_ = false;
    return 0;
  }
  std::uint32_t Small() { return static_cast<std::uint32_t>(Number()); }
  std::int64_t Signed() {
    const std::uint64_t value = Number();
    return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
  }
  std::string Text() {
    const std::size_t size = Number();
    if (size > bytes_.size() - at_) {
      fine_ = false;
      return {};
    }
    at_ += size;
    return std::string(bytes_.substr(at_ - size, size));
  }
  std::vector<std::uint8_t> Bytes(std::size_t size) {
    if (size > bytes_.size() - at_) {
      fine_ = false;
      return std::vector<std::uint8_t>(size);
    }
    const char* const from = bytes_.data() + at_;
    at_ += size;
    return {from, from + size};
  }
  // How many of something follow, each a byte at least.
  std::size_t Count() {
    const std::size_t count = Number();
    fine_ = fine_ && count <= bytes_.size() - at_;
    return fine_ ? count : 0;
  }
  void Require(bool holds) { fine_ = fine_ && holds; }
  bool fine() const { return fine_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool fine_ = true;
};

}  // namespace headwater
