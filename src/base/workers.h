// Work on many inputs by a few threads, with the results in the order of the inputs.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace headwater {

// What is done with a result; called on the thread that submits, in the order of submission.
using Finish = std::function<void()>;
// What is done on some worker's thread.
using Job = std::function<Finish()>;

// Exceptions must not leave a job or what it returns. One thread submits; with one worker all happens on that thread.
class OrderedWorkers {
 public:
  explicit OrderedWorkers(std::size_t workers);
  OrderedWorkers(const OrderedWorkers&) = delete;
  OrderedWorkers& operator=(const OrderedWorkers&) = delete;
  // Finishes what was submitted.
  ~OrderedWorkers();

  // At most a bounded number of jobs are under way, so that memory does not grow with the input: then it waits for the
  // oldest and finishes it.
  void Submit(Job job);
  // Returns when everything submitted is finished.
  void Drain();

 private:
  class Bench;
  std::unique_ptr<Bench> bench_;
};

// As many as the machine has cores, at least 1.
std::size_t CoreCount();

}  // namespace headwater
