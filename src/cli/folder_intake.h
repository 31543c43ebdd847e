// A watched folder as the pipeline takes it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "cli/supply.h"
#include "fetch/folder.h"
#include "pipeline/intake.h"
#include "store/store.h"

namespace headwater::cli {

// Files are taken up when they are complete, and again when they changed. What was taken is a note in the store for
// each file, so that nothing is read twice after a restart; errors are logged with the file's name.
class FolderIntake : public pipeline::Intake {
 public:
  // The store must outlive it.
  FolderIntake(const std::string& folder, store::Store& store, const fetch::FolderLimits& limits = {});

  bool Ready() override;
  std::optional<pipeline::Incoming> Next() override;
  void Done(bool kept) override;

 private:
  std::string folder_;
  store::Store& store_;
  fetch::FolderWatch watch_;
  std::vector<fetch::FoundFile> round_;  // the files of this round
  std::unique_ptr<Supply> supply_;
  bool complained_ = false;
};

}  // namespace headwater::cli
