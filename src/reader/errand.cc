// Leaving errands and waiting for them.
#include "reader/errand.h"

#include <mutex>

namespace headwater::reader {

Result<store::Errand> RunErrand(const Call& call, store::ErrandKind kind, std::string_view payload) {
  // Threads are few: one at most waits.
  static std::mutex waiting;
  constexpr std::chrono::milliseconds kPatience{4'000};
  const auto id = call.store.Ask(kind, payload, call.now);
  if (!id) {
    return tl::unexpected(id.error());
  }
  const std::unique_lock turn(waiting, std::try_to_lock);
  const auto until = std::chrono::steady_clock::now() + (turn ? kPatience : std::chrono::milliseconds{0});
  std::uint64_t change = call.store.WaitForChange(0, std::chrono::milliseconds{0});
  auto errand = call.store.ErrandOf(*id);
  while (errand && !errand->answered && std::chrono::steady_clock::now() < until) {
    constexpr std::chrono::milliseconds kLookEvery{200};
    change = call.store.WaitForChange(change, kLookEvery);
    errand = call.store.ErrandOf(*id);
  }
  return errand;
}

}  // namespace headwater::reader
