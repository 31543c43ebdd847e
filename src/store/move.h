// Moving a whole collection from one store into another: an embedded one into PostgreSQL, or back.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"

namespace headwater::store {

class Store;

// Of one table: how many rows it has, and the SHA-256 of them in the order of their key.
struct TableDigest {
  std::string table;
  std::int64_t rows = 0;
  std::string sha256;

  bool operator==(const TableDigest&) const = default;
};

// What was done of a move.
struct MoveReport {
  std::vector<TableDigest> tables;  // the same in both stores
  std::int64_t written = 0;         // rows
  std::int64_t removed = 0;
  std::int64_t indexed = 0;  // articles
};
using TellMove = std::function<void(const std::string& table, std::int64_t rows)>;

// Makes the store at the address what `from` is: copies while `from` may be written to, then holds its writers and
// brings what has changed meanwhile, and compares both table by table. What is cut short is begun again and goes on
// where it was; until then the other one is refused as a store. kUsage where it has a collection of its own already.
Result<MoveReport> MoveStore(Store& from, const std::string& to, const TellMove& tell);

}  // namespace headwater::store
