// The words of reservations and what each means: data/reservations.tsv.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "news/rights.h"

namespace headwater::extract {

// What one reservation says, taken apart: `X-Robots-Tag: noindex, max-snippet: 50` is of `robots`, and says two things.
struct Member {
  std::string word;   // lower case
  std::string value;  // lower case; empty where there is none
};
struct Said {
  std::string name;     // as the table has it
  bool for_us = false;  // by name
  std::vector<Member> members;
};
Said TakeApart(std::string_view says);

// A rule of an X-Robots-Tag's value, and whom it is for: empty for everyone.
struct RobotsRule {
  std::string agent;
  std::string rules;
};
// `noindex, otherbot: nofollow, noarchive` has one rule for everyone and two for `otherbot`.
std::vector<RobotsRule> RulesByAgent(std::string_view value);

enum class Meaning { kPermits, kRecorded, kReserves };

// Applies what the word means; unknown ones are kRecorded.
Meaning Apply(const std::string& name, const Member& member, news::Rights& rights);

// A point in time in any shape that publishers write; a day alone is its beginning.
std::optional<std::chrono::sys_seconds> ReadTime(std::string_view text);

}  // namespace headwater::extract
