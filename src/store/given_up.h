// Work that was given up: known by the name that people see, rested, and asked for again.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

// Which of them were given up less than a day ago, and are not to be tried again by themselves.
Result<std::vector<bool>> GivenUp(Store& store, std::span<const std::string> names, std::chrono::sys_seconds now);

// Of work that lies elsewhere than in the store's rows: from now on it is known as given up and unreadable.
Result<void> GiveUp(Store& store, std::string_view name, std::string_view error, std::chrono::sys_seconds now);

// Somebody wants it tried again: it waits among the rows, without a payload where the rows have none. False where
// nothing of that name is unreadable.
Result<bool> TryAgain(Store& store, std::string_view name, std::chrono::sys_seconds now);

// Which of them wait among the rows, or are being tried.
Result<std::vector<bool>> TriedAgain(Store& store, std::span<const std::string> names);

}  // namespace headwater::store
