// The values of one statement as libpq takes them: binary, with their types.
#pragma once

#include <libpq-fe.h>

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/port.h"

namespace headwater::store::postgres {

// A tsvector in its binary form.
struct Vector {
  std::string_view bytes;
};

// Borrows texts and bytes. PostgreSQL takes no malformed text and no zero byte in one: these become U+FFFD.
class Values {
 public:
  explicit Values(std::span<const Value> values);

  void Add(Vector vector);

  int count() const { return static_cast<int>(types_.size()); }
  const std::vector<Oid>& types() const { return types_; }
  const char* const* bytes() const { return bytes_.data(); }
  const int* sizes() const { return sizes_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void Put(Oid type, std::string_view value);
  void Add(std::monostate);
  void Add(std::int64_t value);
  void Add(double value);
  void Add(std::string_view value);
  void Add(Blob value);

  std::vector<Oid> types_;
  std::vector<const char*> bytes_;
  std::vector<int> sizes_;
  std::vector<int> formats_;
  std::deque<std::string> made_;
};

}  // namespace headwater::store::postgres
