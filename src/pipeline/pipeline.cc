// The pipeline's face, and its rounds.
#include "pipeline/pipeline.h"

#include "base/log.h"
#include "pipeline/line.h"
#include "pipeline/steps.h"

namespace headwater::pipeline {
namespace {

constexpr std::chrono::milliseconds kIdle{1'000};
// While answers are awaited, errands are looked for this often.
constexpr std::chrono::milliseconds kLookUp{200};
constexpr std::size_t kTakenUpAtOnce = 256;
// What failed is tried again then.
constexpr std::chrono::seconds kRestAfterFault{30};

}  // namespace

Result<bool> Pipeline::Line::MindAll() {
  constexpr std::pair<std::string_view, Result<bool> (Line::*)()> kAll[] = {
      {"decisions", &Line::MindDecisions}, {"errands", &Line::AnswerErrands}, {"checks", &Line::StartChecks},
      {"samples", &Line::MindSamples},     {"times", &Line::MindTimes},       {"takedowns", &Line::MindTakedowns},
      {"alerts", &Line::MindAlerts},       {"rules", &Line::MindRules},       {"retention", &Line::MindRetention},
      {"tidiness", &Line::MindTidiness},   {"tables", &Line::MindTables},     {"arrivals", &Line::TakeIn},
  };
  Result<bool> busy = false;
  const auto now = std::chrono::steady_clock::now();
  for (const auto& [name, mind] : kAll) {
    if (const auto failing = failing_until_.find(name); failing != failing_until_.end()) {
      if (now < failing->second) {
        continue;
      }
      failing_until_.erase(failing);
    }
    auto minded = (this->*mind)();
    if (!minded) {
      CountError(name, minded.error());
      failing_until_.emplace(name, now + kRestAfterFault);
    }
    if (!busy) {
      continue;
    }
    if (!minded || *minded) {
      busy = std::move(minded);
    }
  }
  return busy;
}

Result<bool> Pipeline::Line::Step() {
  if (share_) {
    return SharedStep();
  }
  // What goes wrong with what is here keeps nothing from coming in.
  const auto minded = MindAll();
  if (!settings_.fetch) {
    return minded;
  }
  bool busy = minded.value_or(false);
  for (const auto prepare : {&Line::Recover, &Line::MindClock, &Line::ReturnLeft}) {
    if (const auto prepared = (this->*prepare)(); !prepared) {
      return tl::unexpected(prepared.error());
    }
  }
  for (const auto start :
       {&Line::TakeDeliveries, &Line::StartFeeds, &Line::StartRevisits, &Line::StartPages, &Line::StartBackfills,
        &Line::AskHubs, &Line::SendWebhooks, &Line::SendMails, &Line::VerifySubscribers, &Line::DeliverTopics}) {
    const auto started = (this->*start)();
    if (!started) {
      return started;
    }
    busy = busy || *started;
  }
  if (fetching_.under_way() > 0) {
    busy = true;
    fetching_.TakeUp(kTakenUpAtOnce, kLookUp);
  } else if (!lookups_.empty()) {
    lookups_.front().found.wait_for(kLookUp);
  }
  busy = busy || !answered_pages_.empty();
  for (const auto keep :
       {&Line::KeepChecks, &Line::KeepFeeds, &Line::KeepPages, &Line::KeepBackfills, &Line::RenewLeases}) {
    if (const auto kept = (this->*keep)(); !kept) {
      return tl::unexpected(kept.error());
    }
  }
  return minded ? Result<bool>(busy) : minded;
}

Result<bool> Pipeline::Line::Round() {
  bool busy = false;
  while (true) {
    const auto did = Step();
    if (!did || !*did || fetcher_.stopped()) {
      return did ? Result<bool>(busy) : did;
    }
    busy = true;
  }
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

void Pipeline::Attach(Intake& intake) { line_->Attach(intake); }

void Pipeline::SetPost(Post post) { line_->SetPost(std::move(post)); }

void Pipeline::SetShare(Share share) { line_->SetShare(std::move(share)); }

Result<Report> Pipeline::IngestAddress(const std::string& url) { return line_->IngestAddress(url); }

Result<bool> Pipeline::MindDecisions() { return line_->MindDecisions(); }

Result<void> Pipeline::MindTakedowns() { return line_->CarryOutTakedowns(); }
Result<void> Pipeline::AnswerChecks() { return line_->AnswerChecks(); }

Result<bool> Pipeline::Round() { return line_->Round(); }

void Pipeline::Run(const std::stop_token& stop) {
  const std::stop_callback stopping(stop, [this] { line_->Stop(); });
  std::uint64_t seen = 0;
  while (!stop.stop_requested()) {
    const auto busy = line_->IsOpen() ? line_->Step() : Result<bool>(line_->Open().map([] { return true; }));
    if (!busy) {
      Log(LogLevel::kError, "{}", busy.error().text);
      CountError("round", busy.error());
    }
    if (!busy || !*busy) {
      line_->Wait(seen);
    }
  }
  if (const auto closed = line_->Close(); !closed) {
    Log(LogLevel::kError, "{}", closed.error().text);
  }
}

}  // namespace headwater::pipeline
