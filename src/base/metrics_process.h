// What the system says of this process.
#pragma once

namespace headwater::metrics {

struct ProcessFigures {
  double memory_bytes = 0;
  double processor_seconds = 0;
  double started = 0;  // seconds since 1970
  double open_files = 0;
};

// What the system does not tell stays 0.
ProcessFigures FiguresOfProcess();

}  // namespace headwater::metrics
