// The shelf: where records lie that memory need not hold, so that it holds little more than what they are found by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace headwater {

// The seam to the disk. Records are written once, read whole or in part, and dropped.
class Shelf {
 public:
  virtual ~Shelf() = default;

  // Keeps the bytes and says where; below zero where they cannot be kept.
  virtual std::int64_t Put(std::string_view record) = 0;
  // Fills `into` from the record's byte `offset` on. False where it cannot be read.
  virtual bool Take(std::int64_t place, std::size_t offset, std::span<char> into) const = 0;
  // The record, of `size` bytes, is not asked for again.
  virtual void Drop(std::int64_t place, std::size_t size) = 0;
};

// A shelf in memory.
std::unique_ptr<Shelf> MakeMemoryShelf();

}  // namespace headwater
