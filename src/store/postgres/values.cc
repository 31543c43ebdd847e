// Writes the binary forms of PostgreSQL's types (their receive functions in its source).
#include "store/postgres/values.h"

#include <bit>
#include <cstring>

#include "text/utf8.h"

namespace headwater::store::postgres {
namespace {

// pg_type.dat.
constexpr Oid kUnknown = 0;
constexpr Oid kBytes = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kText = 25;
constexpr Oid kFloat8 = 701;
constexpr Oid kTsVector = 3614;

std::string BigEndian(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (std::size_t n = 0; n < 8; ++n) {
    bytes[n] = static_cast<char>(value >> (56 - 8 * n) & 0xFFU);
  }
  return bytes;
}

}  // namespace

Values::Values(std::span<const Value> values) {
  types_.reserve(values.size());
  bytes_.reserve(values.size());
  sizes_.reserve(values.size());
  formats_.reserve(values.size());
  for (const Value& value : values) {
    std::visit([this](const auto& each) { Add(each); }, value);
  }
}

void Values::Put(Oid type, std::string_view value) {
  types_.push_back(type);
  // An empty view may have no address, which libpq would take for NULL.
  bytes_.push_back(value.empty() ? "" : value.data());
  sizes_.push_back(static_cast<int>(value.size()));
  formats_.push_back(1);
}

void Values::Add(std::monostate /*null*/) {
  Put(kUnknown, {});
  bytes_.back() = nullptr;
}

void Values::Add(std::int64_t value) { Put(kInt8, made_.emplace_back(BigEndian(static_cast<std::uint64_t>(value)))); }

void Values::Add(double value) { Put(kFloat8, made_.emplace_back(BigEndian(std::bit_cast<std::uint64_t>(value)))); }

void Values::Add(std::string_view value) {
  const bool zero = !value.empty() && std::memchr(value.data(), 0, value.size()) != nullptr;
  if (!zero && text::IsUtf8(value)) {
    Put(kText, value);
    return;
  }
  std::string& whole = made_.emplace_back();
  for (const char c : text::RepairUtf8(value)) {
    if (c == '\0') {
      text::AppendCodePoint(whole, text::kReplacement);
    } else {
      whole.push_back(c);
    }
  }
  Put(kText, whole);
}

void Values::Add(Blob value) { Put(kBytes, value.bytes); }

void Values::Add(Vector vector) { Put(kTsVector, vector.bytes); }

}  // namespace headwater::store::postgres
