// The stages that one process does of many, each on a thread of its own with a store of its own.
#pragma once

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "cli/intakes.h"
#include "cli/open.h"
#include "fetch/fetch.h"
#include "pipeline/pipeline.h"
#include "pipeline/share.h"
#include "queue/exchange.h"

namespace headwater::cli {

struct Stages {
  bool fetch = true;
  bool extract = true;
  bool annotate = true;
  bool desk = true;
};
// By their names; without any all of them, `none`: none.
Stages StagesOf(const std::vector<std::string>& names);

class Workers {
 public:
  // The collection must outlive them. kUsage where other workers go by other desks, kUnreachable where the queue is.
  static Result<std::unique_ptr<Workers>> Start(Collection& collection, const Stages& stages);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  // Stops, and waits until everything is handed back.
  ~Workers();
  void Stop();
  // Whether the queue answers. May be called from any thread.
  Result<void> ReachQueue() const { return exchange_->Reach(); }

 private:
  struct Worker {
    std::unique_ptr<store::Store> store;
    std::unique_ptr<fetch::Fetcher> fetcher;
    std::unique_ptr<pipeline::Pipeline> pipeline;
    std::unique_ptr<Intakes> intakes;
    std::jthread thread;
  };

  Workers() = default;
  Result<void> Add(Collection& collection, pipeline::Share share);

  std::unique_ptr<queue::Exchange> exchange_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace headwater::cli
