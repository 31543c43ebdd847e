// One row of PostgreSQL's answer, in its binary format.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

#include "store/port.h"

namespace headwater::store::postgres {

struct Clear {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;

// Numbers of any kind, truth (as 1 or 0), texts and bytes. Borrows the answer.
class PgRow final : public Row {
 public:
  PgRow(const PGresult* answer, int row) : answer_(answer), row_(row) {}

  bool IsNull(int column) const override { return PQgetisnull(answer_, row_, column) != 0; }
  std::int64_t Int(int column) const override;
  double Real(int column) const override;
  std::string_view Text(int column) const override;

 private:
  const PGresult* answer_;
  int row_;
  // Numbers that were asked for as texts.
  mutable std::vector<std::unique_ptr<std::string>> spelt_;
};

}  // namespace headwater::store::postgres
