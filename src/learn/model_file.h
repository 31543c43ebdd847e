// The file that a trained model is kept in: named parts behind a header that is checked.
//
//   "HWMODEL\0"  u32 version  u32 parts  u64 size of the file  u64 Hash64 of all that follows the header
//   directory    per part: 16 bytes of name (filled up with zeros), u64 begin, u64 size
//   parts        each on a multiple of 16 bytes; all numbers little-endian
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace headwater::learn {

inline constexpr std::uint32_t kModelVersion = 2;

// Borrows the bytes, which must outlive it and what is read from it. Reading touches the directory alone, so that a
// program starts without waiting for its models; what stands in the parts is kept within bounds when it is used.
class ModelFile {
 public:
  // Fails where magic, version or size are not as they should be, or a part lies outside.
  static Result<ModelFile> Read(std::string_view bytes);

  // Fails where the file has no part of that name.
  Result<std::string_view> Part(std::string_view name) const;

  std::string_view bytes() const { return bytes_; }

  // Are the parts as they were written? Reads everything, for tests and the training tool.
  bool Whole() const;

 private:
  struct Entry {
    std::string_view name;
    std::string_view bytes;
  };
  std::string_view bytes_;
  std::vector<Entry> parts_;
};

class ModelFileWriter {
 public:
  // `name` has 1 to 16 bytes.
  void Add(std::string_view name, std::string bytes);
  std::string Bytes() const;

 private:
  struct Entry {
    std::string name;
    std::string bytes;
  };
  std::vector<Entry> parts_;
};

// Class names as a part: one a line.
std::string WriteNames(const std::vector<std::string>& names);
std::vector<std::string_view> ReadNames(std::string_view part);

}  // namespace headwater::learn
