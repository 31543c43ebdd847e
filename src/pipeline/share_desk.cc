// One of many desks: it holds the window of its languages as long as it holds their lease.
#include <algorithm>

#include "base/log.h"
#include "form/json.h"
#include "pipeline/line.h"

namespace headwater::pipeline {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenClaims{250};
constexpr std::chrono::seconds kBetweenRows{1};
constexpr std::size_t kRowsAtOnce = 64;
constexpr std::chrono::seconds kRowsLease{60};
constexpr std::size_t kTakenUpAtOnce = 256;
// What could not be written is tried again then.
constexpr std::chrono::seconds kRest{5};

}  // namespace

bool Pipeline::Line::InShare(std::string_view language) const {
  return !share_ || !share_->desk || share_->desks[*share_->desk].Has(language);
}

Result<bool> Pipeline::Line::TakeDesk() {
  const std::string lease = "desk." + share_->desks[*share_->desk].name;
  queue::Leases& leases = share_->exchange->leases();
  if (open_ && leases.Holds(lease)) {
    return true;
  }
  if (steady_clock::now() < next_claim_) {
    return false;
  }
  next_claim_ = steady_clock::now() + kBetweenClaims;
  const auto token = leases.Take(lease);
  if (!token) {
    return tl::unexpected(token.error());
  }
  if (!*token) {
    open_ = false;
    return false;
  }
  const store::Fence fence{lease, static_cast<std::int64_t>(**token)};
  const auto stood = store::TokenOf(store_, lease);
  if (!stood) {
    return tl::unexpected(stood.error());
  }
  // Nobody else has had it since: the window is as it was left.
  const bool same = open_ && *stood == fence_.token;
  if (auto raised = store::Raise(store_, fence); !raised) {
    leases.Release(lease);
    return tl::unexpected(raised.error());
  }
  fence_ = fence;
  if (!same) {
    open_ = false;
    Log(LogLevel::kInfo, "{}: taken, reading its window", lease);
    if (auto opened = Open(); !opened) {
      return tl::unexpected(opened.error());
    }
    Log(LogLevel::kInfo, "{}: at work", lease);
  }
  return open_;
}

Result<void> Pipeline::Line::PlaceWork(const std::vector<queue::Work>& work) {
  std::vector<Made> batch;
  std::vector<queue::Work> good;
  for (const queue::Work& piece : work) {
    auto parcel = ReadParcel(piece.payload);
    if (parcel) {
      batch.push_back(MadeOf(*std::move(parcel)));
      good.push_back(piece);
    } else if (const auto failed = taking_->Failed(piece, parcel.error().text, clock_.Now()); !failed) {
      return tl::unexpected(failed.error());
    }
  }
  // The same page may have been handed on twice, by two who did not know of each other.
  std::set<std::string> seen;
  for (std::size_t i = 0; i < good.size(); ++i) {
    batch[i].known = !seen.insert(good[i].key).second || batch[i].known;
  }
  Report report;
  if (auto kept = KeepAndPlace(batch, false, report); !kept) {
    // Another may have the desk by now, and then does it.
    open_ = open_ && kept.error().fault != Fault::kRefused;
    const auto returned = taking_->Return(good, clock_.Now() + kRest);
    return returned ? kept : returned;
  }
  return taking_->Done(good);
}

Result<void> Pipeline::Line::ForwardRows() {
  if (steady_clock::now() < next_rows_) {
    return {};
  }
  next_rows_ = steady_clock::now() + kBetweenRows;
  const auto waiting = store_.WaitingWork();
  if (!waiting || *waiting == 0) {
    return waiting ? Result<void>() : tl::unexpected(waiting.error());
  }
  const auto now = clock_.Now();
  const auto rows = store_.TakeWork(kRowsAtOnce, now, kRowsLease);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  std::vector<queue::Work> work;
  std::vector<std::string> keys;
  for (const store::WorkRow& row : *rows) {
    keys.push_back(row.key);
    const auto replayed = row.payload.empty() ? queue_->Replay(row.key, now) : Result<bool>(false);
    if (!replayed) {
      return tl::unexpected(replayed.error());
    }
    if (!*replayed) {
      work.push_back({row.key, row.kind, row.payload, 0});
    }
  }
  if (auto put = queue_->Put(work, now); !put) {
    return put;
  }
  return store_.FinishWork(keys);
}

// What one process does for all of them.
Result<void> Pipeline::Line::KeepHouse() {
  auto minded = MindAll();
  if (auto forwarded = ForwardRows(); !forwarded) {
    return forwarded;
  }
  if (!settings_.fetch) {
    return minded.map([](bool) {});
  }
  const auto room = queue_->Room();
  if (!room) {
    return tl::unexpected(room.error());
  }
  const bool full = *room <= limits_.batch;
  for (const auto start : {&Line::TakeDeliveries, &Line::StartRevisits, &Line::StartBackfills}) {
    const auto started = full ? Result<bool>(false) : (this->*start)();
    if (!started) {
      return tl::unexpected(started.error());
    }
  }
  for (const auto start :
       {&Line::AskHubs, &Line::SendWebhooks, &Line::SendMails, &Line::VerifySubscribers, &Line::DeliverTopics}) {
    if (const auto started = (this->*start)(); !started) {
      return tl::unexpected(started.error());
    }
  }
  fetching_.TakeUp(kTakenUpAtOnce, std::chrono::milliseconds{0});
  for (const auto keep : {&Line::KeepChecks, &Line::KeepBackfills}) {
    if (auto kept = (this->*keep)(); !kept) {
      return kept;
    }
  }
  return minded.map([](bool) {});
}

Result<bool> Pipeline::Line::DeskStep() {
  const auto taken = TakeDesk();
  if (!taken || !*taken) {
    return taken;
  }
  // What goes wrong in the house keeps no page from its place.
  Result<void> kept;
  if (*share_->desk == 0) {
    kept = KeepHouse();
  } else if (const auto minded = MindDecisions(); !minded) {
    kept = tl::unexpected(minded.error());
  }
  if (auto read = ReadTombstones(); !read) {
    return tl::unexpected(read.error());
  }
  const auto work = TakeCarefully(limits_.batch);
  if (!work) {
    return tl::unexpected(work.error());
  }
  // Without any, what others left unplaced.
  auto placed = work->empty() ? Place() : PlaceWork(*work);
  if (!placed) {
    open_ = open_ && placed.error().fault != Fault::kRefused;
    return tl::unexpected(placed.error());
  }
  return kept.map([] { return true; });
}

}  // namespace headwater::pipeline
