// The command line: options and commands, the only place that wires the rooms together.
#pragma once

namespace headwater::cli {

// Runs the program. Returns its exit status: 0 all well, 1 an input was bad or a command failed, 2 wrong usage.
int Main(int argc, char** argv);

}  // namespace headwater::cli
