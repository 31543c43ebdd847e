// Workers of one process.
#include "cli/workers.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "cli/post.h"
#include "cli/spool.h"

namespace headwater::cli {

Stages StagesOf(const std::vector<std::string>& names) {
  const auto has = [&names](std::string_view name) {
    return names.empty() || std::ranges::find(names, name) != names.end();
  };
  return {has("fetch"), has("extract"), has("annotate"), has("desk")};
}

Result<std::unique_ptr<Workers>> Workers::Start(Collection& collection, const Stages& stages) {
  const Settings& settings = collection.settings;
  auto exchange = queue::Exchange::Connect(settings.queue);
  if (!exchange) {
    return tl::unexpected(exchange.error());
  }
  std::unique_ptr<Workers> workers(new Workers);
  workers->exchange_ = *std::move(exchange);
  std::string desks;
  for (const pipeline::DeskShare& desk : settings.desks) {
    desks += (desks.empty() ? "" : " ") + desk.name;
  }
  const auto agreed = workers->exchange_->Agree("desks", desks);
  if (!agreed) {
    return tl::unexpected(agreed.error());
  }
  if (*agreed != desks) {
    return Fail(Fault::kUsage, fmt::format("the desks of this queue are {}, those of the settings {}: all workers must "
                                           "have the same (docs/queue.md says how to change them)",
                                           *agreed, desks));
  }
  pipeline::Share share{.exchange = workers->exchange_.get(), .desks = settings.desks, .limits = settings.queue_limits};
  std::vector<pipeline::Share> shares;
  if (stages.fetch) {
    shares.push_back(share);
    shares.back().fetch = true;
  }
  if (stages.extract || stages.annotate) {
    shares.push_back(share);
    shares.back().extract = stages.extract;
    shares.back().annotate = stages.annotate;
  }
  // What others extract, and nobody annotated.
  if (stages.extract && stages.annotate) {
    shares.push_back(share);
    shares.back().annotate = true;
  }
  for (std::size_t desk = 0; stages.desk && desk < settings.desks.size(); ++desk) {
    shares.push_back(share);
    shares.back().desk = desk;
  }
  for (pipeline::Share& each : shares) {
    if (auto added = workers->Add(collection, std::move(each)); !added) {
      return tl::unexpected(added.error());
    }
  }
  return workers;
}

Result<void> Workers::Add(Collection& collection, pipeline::Share share) {
  const Settings& settings = collection.settings;
  auto worker = std::make_unique<Worker>();
  auto store = store::Store::Open(settings.store);
  if (!store) {
    return tl::unexpected(store.error());
  }
  worker->store = *std::move(store);
  worker->fetcher = std::make_unique<fetch::Fetcher>(settings.fetch, SystemClock());
  worker->pipeline = std::make_unique<pipeline::Pipeline>(*worker->store, *worker->fetcher, SystemClock(),
                                                          settings.pipeline, SpooledLimits());
  if (share.desk && *share.desk == 0) {
    worker->pipeline->SetPost(PostOf(collection));
    worker->intakes = std::make_unique<Intakes>(collection, settings.pipeline.fetch, *worker->pipeline);
  }
  worker->pipeline->SetShare(std::move(share));
  worker->thread =
      std::jthread([pipeline = worker->pipeline.get()](const std::stop_token& stop) { pipeline->Run(stop); });
  workers_.push_back(std::move(worker));
  return {};
}

void Workers::Stop() {
  for (const auto& worker : workers_) {
    worker->thread.request_stop();
  }
}

Workers::~Workers() {
  Stop();
  for (const auto& worker : workers_) {
    worker->thread.join();
  }
  if (exchange_) {
    exchange_->leases().ReleaseAll();
  }
}

}  // namespace headwater::cli
