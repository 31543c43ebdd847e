// Requests under way for the pipeline: answered on the fetcher's thread, read on a few others, taken up by the
// pipeline.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

#include "base/result.h"
#include "base/workers.h"
#include "fetch/fetch.h"

namespace headwater::pipeline {

// One thread starts and takes up. What is still under way at its end is never taken up.
class Fetching {
 public:
  // On a worker's thread, or where there is no body to read on the one that takes up. Must not throw, and may borrow
  // only what outlives the Fetching. What it returns is done on the thread that takes up.
  using Read = std::function<Finish(Result<fetch::Response>)>;

  // The fetcher must outlive it.
  Fetching(fetch::Fetcher& fetcher, std::size_t workers);
  Fetching(const Fetching&) = delete;
  Fetching& operator=(const Fetching&) = delete;
  ~Fetching();

  void Start(fetch::Request request, Read read);
  // Started, and not taken up yet.
  std::size_t under_way() const { return under_way_; }
  // Finishes what was answered and read, `most` at a time, and says how many; waits for the first until `at_most` is
  // over, and a little for more to come with it.
  std::size_t TakeUp(std::size_t most, std::chrono::milliseconds at_most);

 private:
  class Desk;
  fetch::Fetcher& fetcher_;
  std::size_t under_way_ = 0;
  // Shared with the answers on their way, which may come when this is gone.
  std::shared_ptr<Desk> desk_;
};

}  // namespace headwater::pipeline
