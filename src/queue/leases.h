// Leases say who of many does what only one may do: fetch from some hosts, hold a window. Whoever falls silent loses
// his.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace headwater::queue {

// Safe for use from several threads. What is held is renewed by itself.
class Leases {
 public:
  Leases() = default;
  Leases(const Leases&) = delete;
  Leases& operator=(const Leases&) = delete;
  virtual ~Leases() = default;

  // The lease's token, which is greater than that of everyone who had it before; nothing while somebody else has it.
  // Names are of letters, digits, dots and dashes.
  virtual Result<std::optional<std::uint64_t>> Take(const std::string& name) = 0;
  // Known without asking: false as soon as somebody else may have it.
  virtual bool Holds(const std::string& name) const = 0;
  virtual void Release(const std::string& name) = 0;
  // Those that anybody holds now, of names that begin so.
  virtual Result<std::vector<std::string>> Held(const std::string& prefix) = 0;
  // Lets go of everything: others may take it at once.
  virtual void ReleaseAll() = 0;
};

}  // namespace headwater::queue
