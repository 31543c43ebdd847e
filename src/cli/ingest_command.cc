// `headwater ingest`: what goes into the collection.
#include <fmt/format.h>

#include <memory>
#include <thread>

#include "cli/collection.h"
#include "cli/folder_intake.h"
#include "cli/inputs.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/spool.h"
#include "cli/stop_signals.h"
#include "cli/supply.h"
#include "read/read.h"

namespace headwater::cli {
namespace {

bool IsAddress(std::string_view input) { return input.starts_with("http://") || input.starts_with("https://"); }

void AddTo(pipeline::Report& all, const pipeline::Report& more) {
  all.documents += more.documents;
  all.kept += more.kept;
  all.known += more.known;
  all.unreadable += more.unreadable;
}

void PrintReport(const pipeline::Report& report, bool json, Output& output) {
  if (json) {
    output.Line(fmt::format(R"({{"documents":{},"kept":{},"known":{},"unreadable":{}}})", report.documents, report.kept,
                            report.known, report.unreadable));
    return;
  }
  output.Line(fmt::format("{} documents: {} new, {} known already, {} unreadable", report.documents, report.kept,
                          report.known, report.unreadable));
}

// Takes up what comes into the folders until stopped.
void WatchFolders(const std::vector<std::string>& folders, store::Store& store, pipeline::Pipeline& pipeline,
                  const sigset_t& signals) {
  std::vector<std::unique_ptr<FolderIntake>> intakes;
  for (const std::string& folder : folders) {
    pipeline.Attach(*intakes.emplace_back(std::make_unique<FolderIntake>(folder, store)));
  }
  std::jthread working([&pipeline](const std::stop_token& stop) { pipeline.Run(stop); });
  WaitForStop(signals);
}

}  // namespace

int Ingest(const CollectionOptions& options, const IngestOptions& ingest) {
  auto collection = OpenOrMake(options);
  if (!collection) {
    return Complain(collection.error());
  }
  Settings& settings = collection->settings;
  settings.fetch.allow_private_networks = settings.fetch.allow_private_networks || ingest.allow_private_networks;
  // Before the fetcher has threads of its own.
  const sigset_t signals = ingest.watch.empty() ? sigset_t{} : BlockStopSignals();
  settings.pipeline.fetch = settings.pipeline.fetch && ingest.watch.empty();
  fetch::Fetcher fetcher(settings.fetch, SystemClock());
  pipeline::Pipeline pipeline(*collection->store, fetcher, SystemClock(), settings.pipeline, SpooledLimits());
  if (const auto opened = pipeline.Open(); !opened) {
    return Complain(opened.error());
  }
  Output output;
  pipeline::Report all;
  std::vector<std::string> paths;
  for (const std::string& input : ingest.inputs) {
    if (!IsAddress(input)) {
      paths.push_back(input);
      continue;
    }
    const auto report = pipeline.IngestAddress(input);
    if (!report) {
      output.Complain(report.error());
      continue;
    }
    AddTo(all, *report);
  }
  if (!paths.empty()) {
    const std::vector<std::string> files = FilesOf(paths);
    Supply supply(files, [&output](const Error& error) { output.Complain(error); });
    Progress progress("ingesting", files.size() > 1 ? files.size() : 0);
    const auto report = pipeline.Ingest([&supply] { return supply.Next(); }, ingest.sample,
                                        [&progress](std::size_t done) { progress.Show(done); });
    if (!report) {
      return Complain(report.error());
    }
    AddTo(all, *report);
    for (const std::string& fault : report->faults) {
      output.Complain({Fault::kBadInput, fault});
    }
  }
  if (!ingest.watch.empty()) {
    WatchFolders(ingest.watch, *collection->store, pipeline, signals);
    return output.Status();
  }
  PrintReport(all, options.json, output);
  return output.Status();
}

int RemoveSamples(const CollectionOptions& options) {
  auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  const auto removed = collection->store->RemoveSamples();
  if (!removed) {
    return Complain(removed.error());
  }
  if (const auto noted = collection->store->SetNote(pipeline::kSamplesNote, pipeline::kSamplesRemoved); !noted) {
    return Complain(noted.error());
  }
  Output output;
  output.Line(options.json ? fmt::format(R"({{"removed":{}}})", *removed)
                           : fmt::format("{} articles of the sample edition removed", *removed));
  return output.Status();
}

}  // namespace headwater::cli
