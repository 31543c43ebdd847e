// Subscriptions as rows: their words, and what is written as JSON.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/views.h"

namespace headwater::store {

FeedHealth HealthOf(std::string_view word);
std::string_view WordFor(FeedSort kind);
FeedSort SortOf(std::string_view word);

// JSON; empty where nothing is set.
std::string WriteOptions(const FeedOptions& options);
FeedOptions ReadOptions(std::string_view json);

using Attributes = std::vector<std::pair<std::string, std::string>>;
std::string WriteAttributes(const Attributes& attributes);
Attributes ReadAttributes(std::string_view json);

}  // namespace headwater::store
