// What a person brings along from another reader: which articles were read, starred and tagged there.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "form/reader_state.h"
#include "store/store.h"

namespace headwater::store {

struct Imported {
  std::int64_t matched = 0;   // articles that are here: they are marked now
  std::int64_t waiting = 0;   // that are not here: they are marked when they come
  std::int64_t fetched = 0;   // of those the starred and tagged ones, which are fetched
  std::int64_t left_out = 0;  // that are not here either, and more than are waited for
};

// A face of the store, made where it is needed.
class Imports {
 public:
  explicit Imports(Store& store) : store_(store), database_(store.database()) {}

  static constexpr std::int64_t kMostWaiting = 100'000;  // of one person

  // As often as one likes: what is marked so already stays so, and nothing is unmarked. `fetch`: starred and tagged
  // articles that are not here are queued.
  Result<Imported> Take(std::int64_t person, std::span<const form::ReaderState> states, bool fetch,
                        std::chrono::sys_seconds now);
  Result<std::int64_t> Waiting(std::int64_t person);
  // Marks what came in since the last call. True where there is more.
  Result<bool> Step(std::chrono::sys_seconds now);

 private:
  Store& store_;
  Database& database_;
};

}  // namespace headwater::store
