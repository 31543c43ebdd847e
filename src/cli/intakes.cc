// Intakes by the settings.
#include "cli/intakes.h"

#include "cli/folder_intake.h"
#include "pipeline/mailbox_intake.h"

namespace headwater::cli {

Intakes::Intakes(Collection& collection, bool network, pipeline::Pipeline& pipeline) {
  for (const std::string& folder : collection.settings.folders) {
    intakes_.push_back(std::make_unique<FolderIntake>(folder, *collection.store));
  }
  if (network) {
    for (const MailboxSettings& box : collection.settings.mailboxes) {
      intakes_.push_back(std::make_unique<pipeline::MailboxIntake>(box.mailbox, box.interval, *collection.store));
    }
  }
  for (const auto& intake : intakes_) {
    pipeline.Attach(*intake);
  }
}

}  // namespace headwater::cli
