// A fence keeps out who believes to have a lease still that another has by now.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "store/port.h"
#include "store/store.h"

namespace headwater::store {

// What only one of many processes may write goes by the latest token of that name.
struct Fence {
  std::string name{};  // empty: anybody may
  std::int64_t token = 0;
};

// From now on writes with a lower token of that name are refused. kRefused where it stands higher itself.
Result<void> Raise(Store& store, const Fence& fence);

// The token that stands; 0 where none was raised.
Result<std::int64_t> TokenOf(Store& store, const std::string& name);

// Within a write: kRefused where the fence is raised higher, and nobody raises it until the write is over.
Result<void> Mine(Session& session, const Fence& fence);

// Store::Keep and Store::Write, behind a fence.
Result<void> KeepBehind(Store& store, const Fence& fence, std::span<const KeptPage> pages,
                        std::chrono::sys_seconds now);
Result<void> WriteBehind(Store& store, const Fence& fence, const DeskWork& work, std::chrono::sys_seconds now);

}  // namespace headwater::store
