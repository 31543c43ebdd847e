// The pipeline's face, and its rounds.
#include "pipeline/pipeline.h"

#include "base/log.h"
#include "pipeline/line.h"

namespace headwater::pipeline {
namespace {

constexpr std::chrono::milliseconds kIdle{1'000};

}  // namespace

Result<bool> Pipeline::Line::Round() {
  auto busy = AnswerErrands();
  if (const auto minded = MindSamples(); !minded) {
    return tl::unexpected(minded.error());
  }
  for (const auto step : {&Line::RefreshFeeds, &Line::FetchPages}) {
    if (!busy || !settings_.fetch) {
      break;
    }
    const auto did = (this->*step)();
    busy = did ? Result<bool>(*busy || *did) : did;
  }
  return busy;
}

// Until a row changes (somebody may have asked for something) or a second is over (a feed may be due).
void Pipeline::Line::Wait(std::uint64_t& seen) { seen = store_.WaitForChange(seen, kIdle); }

Pipeline::Pipeline(store::Store& store, fetch::Fetcher& fetcher, const Clock& clock, Settings settings,
                   const Limits& limits)
    : line_(std::make_unique<Line>(store, fetcher, clock, std::move(settings), limits)) {}

Pipeline::~Pipeline() = default;

Result<void> Pipeline::Open() { return line_->Open(); }

Result<Report> Pipeline::Ingest(const std::function<std::optional<Incoming>()>& next, bool sample,
                                const std::function<void(std::size_t)>& progress) {
  return line_->Ingest(next, sample, progress);
}

Result<Report> Pipeline::IngestAddress(const std::string& url) { return line_->IngestAddress(url); }

Result<bool> Pipeline::Round() { return line_->Round(); }

void Pipeline::Run(const std::stop_token& stop) {
  std::uint64_t seen = 0;
  while (!stop.stop_requested()) {
    const auto busy = line_->Round();
    if (!busy) {
      Log(LogLevel::kError, "{}", busy.error().text);
    }
    if (!busy || !*busy) {
      line_->Wait(seen);
    }
  }
}

}  // namespace headwater::pipeline
