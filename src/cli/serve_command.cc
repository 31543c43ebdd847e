// `headwater serve`: fetches, works and serves until it is told to stop.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <thread>

#include "base/log.h"
#include "base/metrics.h"
#include "cli/collection.h"
#include "cli/intakes.h"
#include "cli/open.h"
#include "cli/post.h"
#include "cli/samples.h"
#include "cli/spool.h"
#include "cli/stop_signals.h"
#include "cli/workers.h"
#include "serve/serve.h"
#include "store/people.h"

namespace headwater::cli {
namespace {

std::string BrowserAddress(const serve::Settings& settings, std::uint16_t port) {
  const bool v6 = settings.address.find(':') != std::string::npos;
  const std::string host = settings.address == "0.0.0.0" ? "127.0.0.1" : settings.address;
  return v6 ? fmt::format("http://[{}]:{}/", host, port) : fmt::format("http://{}:{}/", host, port);
}

// Who opens the house to others, and has added nobody, is told how to become its administrator.
Result<void> TellFirstCode(const Collection& collection) {
  store::People people(*collection.store);
  const auto nobody = people.Nobody();
  if (!nobody || !*nobody || !collection.settings.serve.Open()) {
    return nobody ? Result<void>{} : tl::unexpected(nobody.error());
  }
  const auto code = people.NewFirstCode();
  if (!code) {
    return tl::unexpected(code.error());
  }
  fmt::print("Nobody administers it yet. Open it in a browser and give this code: {}\n", *code);
  return {};
}

void TellAddress(const Collection& collection, std::uint16_t port) {
  fmt::print("Headwater is at {}\n", BrowserAddress(collection.settings.serve, port));
  if (const auto told = TellFirstCode(collection); !told) {
    Log(LogLevel::kError, "{}", told.error().text);
  }
  std::fflush(stdout);
}

// The pages are served here, and the work is shared with others.
Result<void> RunShared(Collection& collection, const ServeOptions& options) {
  const sigset_t signals = BlockStopSignals();
  metrics::Set(metrics::Metric::kBuild, 1, {HEADWATER_VERSION});
  std::unique_ptr<Workers> workers;  // there before anybody is answered
  serve::Settings settings = collection.settings.serve;
  settings.reach.emplace_back("nats", [&workers] { return workers->ReachQueue(); });
  auto server = serve::Server::Listen(settings, *collection.store, SystemClock());
  if (!server) {
    return tl::unexpected(server.error());
  }
  auto stages = StagesOf(options.stages);
  stages.fetch = stages.fetch && !options.no_fetch;
  auto started = Workers::Start(collection, stages);
  if (!started) {
    return tl::unexpected(started.error());
  }
  workers = *std::move(started);
  std::jthread waiting([&signals, &server, &workers] {
    WaitForStop(signals);
    workers->Stop();
    (*server)->Stop();
  });
  TellAddress(collection, (*server)->port());
  (*server)->Run();
  return {};
}

Result<void> RunServer(Collection& collection, const ServeOptions& options) {
  if (!collection.settings.queue.servers.empty()) {
    return RunShared(collection, options);
  }
  const sigset_t signals = BlockStopSignals();
  metrics::Set(metrics::Metric::kBuild, 1, {HEADWATER_VERSION});
  auto server = serve::Server::Listen(collection.settings.serve, *collection.store, SystemClock());
  if (!server) {
    return tl::unexpected(server.error());
  }
  fetch::Fetcher fetcher(collection.settings.fetch, SystemClock());
  pipeline::Pipeline pipeline(*collection.store, fetcher, SystemClock(), collection.settings.pipeline, SpooledLimits());
  if (!options.no_samples) {
    if (auto loaded = LoadSamplesOnce(*collection.store, pipeline); !loaded) {
      return loaded;
    }
  }
  pipeline.SetPost(PostOf(collection));
  const Intakes intakes(collection, collection.settings.pipeline.fetch, pipeline);
  std::jthread working([&pipeline](const std::stop_token& stop) { pipeline.Run(stop); });
  std::jthread waiting([&signals, &server, &working] {
    WaitForStop(signals);
    working.request_stop();
    (*server)->Stop();
  });
  TellAddress(collection, (*server)->port());
  (*server)->Run();
  return {};
}

}  // namespace

int Serve(const CollectionOptions& options, const ServeOptions& serve) {
  auto collection = OpenOrMake(options);
  if (!collection) {
    return Complain(collection.error());
  }
  Settings& settings = collection->settings;
  if (!serve.listen.empty()) {
    if (const auto set = SetListen(serve.listen, settings.serve); !set) {
      return Complain(set.error());
    }
  }
  settings.pipeline.fetch = !serve.no_fetch;
  settings.serve.fetches = !serve.no_fetch;
  settings.fetch.allow_private_networks = settings.fetch.allow_private_networks || serve.allow_private_networks;
  const auto served = RunServer(*collection, serve);
  return served ? 0 : Complain(served.error());
}

}  // namespace headwater::cli
