// What the settings say comes by itself: watched folders and mailboxes.
#pragma once

#include <memory>
#include <vector>

#include "cli/open.h"
#include "pipeline/intake.h"

namespace headwater::cli {

// Attached to the pipeline as long as it is there; the pipeline must not run any more when it goes.
class Intakes {
 public:
  // Mailboxes only where the network may be used. The collection must outlive it.
  Intakes(Collection& collection, bool network, pipeline::Pipeline& pipeline);

 private:
  std::vector<std::unique_ptr<pipeline::Intake>> intakes_;
};

}  // namespace headwater::cli
