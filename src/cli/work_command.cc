// `headwater work`: stages of the work, as one of many machines.
#include <fmt/format.h>

#include <cstdio>

#include "cli/collection.h"
#include "cli/open.h"
#include "cli/stop_signals.h"
#include "cli/workers.h"

namespace headwater::cli {

int Work(const CollectionOptions& options, const WorkOptions& work) {
  auto collection = OpenOrMake(options);
  if (!collection) {
    return Complain(collection.error());
  }
  Settings& settings = collection->settings;
  if (settings.queue.servers.empty()) {
    return Complain({Fault::kUsage, "work: there is no queue; --queue nats://HOST:4222, or [queue] in the settings"});
  }
  settings.fetch.allow_private_networks = settings.fetch.allow_private_networks || work.allow_private_networks;
  const sigset_t signals = BlockStopSignals();
  const auto workers = Workers::Start(*collection, StagesOf(work.stages));
  if (!workers) {
    return Complain(workers.error());
  }
  fmt::print("At work through {}\n", settings.queue.servers);
  std::fflush(stdout);
  WaitForStop(signals);
  (*workers)->Stop();
  return 0;
}

}  // namespace headwater::cli
