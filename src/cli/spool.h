// A shelf on the disk, in files that nobody else sees and that go with the program.
#pragma once

#include <memory>

#include "match/match.h"
#include "pipeline/pipeline.h"

namespace headwater::cli {

// In the folder for temporary files; in memory where no file can be made there.
std::unique_ptr<Shelf> MakeSpool();

// The pipeline's usual limits, its window's words on a spool.
pipeline::Limits SpooledLimits();

}  // namespace headwater::cli
