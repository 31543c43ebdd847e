// Reading statements with the articles that they stand in.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/port.h"
#include "store/views.h"

namespace headwater::store {

// Those that the condition (with its order and bounds) picks of statements `x` and articles `a`.
std::vector<StatementLine> ReadStatements(Session& session, std::string_view condition,
                                          std::initializer_list<Value> values);

// Of the statements that are told as one (their `told`): in how many articles they stand, and some places, the first
// first.
int ArticlesThatTell(Session& session, std::int64_t told);
std::vector<StatementPlace> PlacesOf(Session& session, std::int64_t told);
// How many independent sources they have it from; absent where that was not counted.
std::optional<news::Independence> SourcesOf(Session& session, std::int64_t told);

}  // namespace headwater::store
