// The lists of a sketch as they lie in memory, one after the other, each behind its size.
#include "group/sketch_record.h"

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <vector>

namespace headwater::group {
namespace {

template <class Each>
void Write(const std::vector<Each>& list, std::string& bytes) {
  static_assert(std::is_trivially_copyable_v<Each>);
  const auto size = static_cast<std::uint32_t>(list.size());
  bytes.append(reinterpret_cast<const char*>(&size), sizeof(size));
  bytes.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(Each));
}

template <class Each>
bool Read(std::string_view& bytes, std::vector<Each>& list) {
  std::uint32_t size = 0;
  if (bytes.size() < sizeof(size)) {
    return false;
  }
  std::memcpy(&size, bytes.data(), sizeof(size));
  bytes.remove_prefix(sizeof(size));
  if (bytes.size() / sizeof(Each) < size) {
    return false;
  }
  list.resize(size);
  if (size > 0) {
    std::memcpy(list.data(), bytes.data(), size * sizeof(Each));
  }
  bytes.remove_prefix(size * sizeof(Each));
  return true;
}

}  // namespace

std::string WriteSketch(const Sketch& sketch) {
  std::string bytes(1, static_cast<char>(sketch.weekdays));
  Write(sketch.words, bytes);
  Write(sketch.names, bytes);
  Write(sketch.figures, bytes);
  Write(sketch.days, bytes);
  Write(sketch.spots, bytes);
  Write(sketch.addresses, bytes);
  return bytes;
}

std::optional<Sketch> ReadSketch(std::string_view bytes) {
  if (bytes.empty()) {
    return std::nullopt;
  }
  Sketch sketch;
  sketch.weekdays = static_cast<std::uint8_t>(bytes.front());
  bytes.remove_prefix(1);
  const bool whole = Read(bytes, sketch.words) && Read(bytes, sketch.names) && Read(bytes, sketch.figures) &&
                     Read(bytes, sketch.days) && Read(bytes, sketch.spots) && Read(bytes, sketch.addresses);
  return whole ? std::optional(std::move(sketch)) : std::nullopt;
}

}  // namespace headwater::group
