// Reads the binary forms of PostgreSQL's types (their send functions in its source).
#include "store/postgres/row.h"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cmath>

namespace headwater::store::postgres {
namespace {

// pg_type.dat.
constexpr Oid kBool = 16;
constexpr Oid kBytes = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kOid = 26;
constexpr Oid kFloat4 = 700;
constexpr Oid kFloat8 = 701;
constexpr Oid kNumeric = 1700;

std::uint64_t Unsigned(const char* bytes, int size) {
  std::uint64_t value = 0;
  for (int n = 0; n < size; ++n) {
    value = value << 8U | static_cast<unsigned char>(bytes[n]);
  }
  return value;
}

std::int64_t Signed(const char* bytes, int size) {
  const int unused = 64 - size * 8;
  return static_cast<std::int64_t>(Unsigned(bytes, size) << unused) >> unused;
}

struct Digits {
  std::int64_t whole = 0;
  double value = 0;
};

// numeric_send: how many digits to base 10,000, the first one's weight, sign, scale, digits.
Digits ReadNumeric(const char* bytes, int size) {
  constexpr int kHead = 8;
  constexpr double kBase = 10'000;
  Digits digits;
  if (size < kHead) {
    return digits;
  }
  const auto count = static_cast<int>(Signed(bytes, 2));
  auto weight = static_cast<int>(Signed(bytes + 2, 2));
  const bool negative = Unsigned(bytes + 4, 2) == 0x4000;
  for (int n = 0; n < count && kHead + 2 * n + 2 <= size; ++n, --weight) {
    const std::int64_t digit = Signed(bytes + kHead + 2 * n, 2);
    digits.value += static_cast<double>(digit) * std::pow(kBase, weight);
    if (weight >= 0) {
      digits.whole = digits.whole * 10'000 + digit;
    }
  }
  for (; count > 0 && weight >= 0; --weight) {
    digits.whole *= 10'000;
  }
  return negative ? Digits{-digits.whole, -digits.value} : digits;
}

}  // namespace

std::int64_t PgRow::Int(int column) const {
  const char* const bytes = PQgetvalue(answer_, row_, column);
  const int size = PQgetlength(answer_, row_, column);
  if (IsNull(column)) {
    return 0;
  }
  switch (PQftype(answer_, column)) {
    case kBool:
    case kInt2:
    case kInt4:
    case kInt8:
      return Signed(bytes, size);
    case kOid:
      return static_cast<std::int64_t>(Unsigned(bytes, size));
    case kFloat4:
    case kFloat8:
      return static_cast<std::int64_t>(Real(column));
    case kNumeric:
      return ReadNumeric(bytes, size).whole;
    default: {
      std::int64_t value = 0;
      std::from_chars(bytes, bytes + size, value);
      return value;
    }
  }
}

double PgRow::Real(int column) const {
  const char* const bytes = PQgetvalue(answer_, row_, column);
  const int size = PQgetlength(answer_, row_, column);
  if (IsNull(column)) {
    return 0;
  }
  switch (PQftype(answer_, column)) {
    case kFloat4:
      return std::bit_cast<float>(static_cast<std::uint32_t>(Unsigned(bytes, size)));
    case kFloat8:
      return std::bit_cast<double>(Unsigned(bytes, size));
    case kNumeric:
      return ReadNumeric(bytes, size).value;
    case kBool:
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
      return static_cast<double>(Int(column));
    default: {
      double value = 0;
      std::from_chars(bytes, bytes + size, value);
      return value;
    }
  }
}

std::string_view PgRow::Text(int column) const {
  if (IsNull(column)) {
    return {};
  }
  const Oid type = PQftype(answer_, column);
  switch (type) {
    case kBool:
    case kInt2:
    case kInt4:
    case kInt8:
    case kOid:
    case kNumeric:
      return *spelt_.emplace_back(std::make_unique<std::string>(fmt::to_string(Int(column))));
    case kFloat4:
    case kFloat8:
      return *spelt_.emplace_back(std::make_unique<std::string>(fmt::to_string(Real(column))));
    case kBytes:
    default:
      return {PQgetvalue(answer_, row_, column), static_cast<std::size_t>(PQgetlength(answer_, row_, column))};
  }
}

}  // namespace headwater::store::postgres
