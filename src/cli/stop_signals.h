// Running until a person, or the system, says stop.
#pragma once

#include <csignal>

namespace headwater::cli {

// SIGINT and SIGTERM are blocked on this thread and those it starts from now on; they are taken by WaitForStop, so that
// nothing runs inside a handler.
sigset_t BlockStopSignals();
void WaitForStop(const sigset_t& signals);

}  // namespace headwater::cli
