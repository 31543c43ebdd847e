// People: who asks, and what they may do.
#pragma once

#include <cstdint>
#include <string>

namespace headwater::store {

// Each may do all that those before it may.
enum class Role {
  kReader,         // reads, and keeps a state of reading
  kEditor,         // also subscribes, decides, corrects and audits
  kAdministrator,  // also people and the house's settings
};

// Number 1 always exists: everyone who asks while nobody has a password, and after that the first administrator.
constexpr std::int64_t kFirstPerson = 1;

struct Person {
  std::int64_t id = kFirstPerson;
  std::string name;
  Role role = Role::kAdministrator;
};

}  // namespace headwater::store
