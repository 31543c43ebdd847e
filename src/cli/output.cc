// Lines out.
#include "cli/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace headwater::cli {

void Output::Line(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
}

void Output::Complain(const Error& error) {
  complained_ = true;
  const std::string line = "headwater: " + error.text + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int Output::Status() {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    Complain({Fault::kStorage, std::string("standard output: ") + std::strerror(errno)});
  }
  return complained_ ? 1 : 0;
}

}  // namespace headwater::cli
