// Rows of people, as several of their questions read them.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "store/people.h"
#include "store/port.h"

namespace headwater::store {

// The columns that ReadPerson reads, of users as `u`.
constexpr std::string_view kPersonColumns = "u.id, u.name, u.role";
Person ReadPerson(const Row& row, int column);
std::optional<Person> PersonWhere(Session& session, std::string_view condition, std::initializer_list<Value> values);

// A name as names are compared: two that look alike are one.
std::string LoginKey(std::string_view name);

// All of the person's but the one with the handle; empty: all.
void EndSessions(Session& session, std::int64_t person, std::string_view keep);

}  // namespace headwater::store
