// Standard output and standard error of the commands.
#pragma once

#include <string_view>

#include "base/result.h"

namespace headwater::cli {

// Lines to standard output and complaints to standard error; remembers whether anything went wrong. For one thread.
class Output {
 public:
  void Line(std::string_view line);
  // `headwater: PATH: what is wrong`
  void Complain(const Error& error);
  // Flushes. 0, or 1 where anything was complained of or could not be written.
  int Status();

 private:
  bool complained_ = false;
};

}  // namespace headwater::cli
