// Keeping together the statements in which one speaker says the same, so that each is told once, where it came first.
#pragma once

#include <cstdint>

#include "store/port.h"

namespace headwater::store {

// A statement's row: its article's, and its position there, which must be less than 2^10.
constexpr int kPositionBits = 10;
constexpr std::int64_t kMaxStatements = std::int64_t{1} << kPositionBits;
constexpr std::int64_t StatementRow(std::int64_t article_row, std::int64_t position) {
  return article_row * kMaxStatements + position;
}
constexpr std::int64_t PositionOf(std::int64_t statement_row) { return statement_row & (kMaxStatements - 1); }

// A statement that is told by itself so far joins those of its speaker that say the same. The outcome does not depend
// on the order in which they come. A statement of nobody known stays alone.
void JoinTold(Session& session, std::int64_t statement_row);

// The others are told without it, which has `told` no longer: it was deleted, or is another's now.
void LeaveTold(Session& session, std::int64_t statement_row, std::int64_t told);

// Marks are rows of their own; `content` is the statement's.
void WriteMarks(Session& session, std::int64_t statement_row, std::string_view content);
void RemoveMarks(Session& session, std::int64_t statement_row, std::string_view content);

}  // namespace headwater::store
