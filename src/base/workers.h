// Work on many inputs by a few threads, with the results in the order of the inputs.
#pragma once

#include <cstddef>
#include <functional>

namespace headwater {

// Calls `next` (from one thread) until it returns an empty function; runs what it returned on `jobs` threads; calls
// what each of those returned from one thread, in the order of `next`. At most a bounded number are under way, so that
// memory does not grow with the input. With jobs == 1 all of it happens on the calling thread.
// Exceptions must not leave any of the functions.
using Finish = std::function<void()>;
using Job = std::function<Finish()>;
void RunInOrder(std::size_t jobs, const std::function<Job()>& next);

// As many as the machine has cores, at least 1.
std::size_t CoreCount();

}  // namespace headwater
