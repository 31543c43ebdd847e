// What brings documents on its own: a watched folder, a mailbox.
#pragma once

#include <optional>

#include "pipeline/pipeline.h"

namespace headwater::pipeline {

// Used by the pipeline's thread alone; none of its functions may wait.
class Intake {
 public:
  Intake() = default;
  Intake(const Intake&) = delete;
  Intake& operator=(const Intake&) = delete;
  virtual ~Intake() = default;

  // Whether Next has something to give.
  virtual bool Ready() = 0;
  // The documents that have come, until there is none or enough for one round.
  virtual std::optional<Incoming> Next() = 0;
  // After a round: what Next gave is in the store and need not come again, or (not kept) must.
  virtual void Done(bool kept) = 0;
};

}  // namespace headwater::pipeline
