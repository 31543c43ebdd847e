// Going on after a death of the process, a fault of the store, or a step of the clock: what was under way is taken up
// again at once.
#include <fmt/format.h>

#include <charconv>
#include <iterator>
#include <utility>

#include "base/log.h"
#include "pipeline/line.h"

namespace headwater::pipeline {
namespace {

// How often in a row this process began and kept no page before it died; 0 once it did, or was stopped.
constexpr std::string_view kDeathsNote = "deaths";
// The page that is being read.
constexpr std::string_view kReadingNote = "reading";
constexpr int kDeathsUntilCareful = 3;
// What the store failed for is tried again then.
constexpr std::chrono::seconds kRestAfterStoreFault{2};
// Clocks that are set right move by less.
constexpr std::chrono::seconds kStep{60};

}  // namespace

bool Pipeline::Line::Careful() const { return deaths_ >= kDeathsUntilCareful; }

Result<void> Pipeline::Line::Recover() {
  if (recovered_) {
    return {};
  }
  const auto noted = store_.Note(kDeathsNote);
  const auto reading = store_.Note(kReadingNote);
  if (!noted || !reading) {
    return tl::unexpected(!noted ? noted.error() : reading.error());
  }
  const std::string deaths = noted->value_or("0");
  std::from_chars(deaths.data(), deaths.data() + deaths.size(), deaths_);
  std::vector<std::string> tried;
  if (*reading && !(*reading)->empty()) {
    tried.push_back(**reading);
  }
  if (auto reclaimed = queue_->Reclaim(tried, clock_.Now()); !reclaimed) {
    return reclaimed;
  }
  if (!tried.empty()) {
    if (auto cleared = store_.SetNote(kReadingNote, ""); !cleared) {
      return cleared;
    }
  }
  if (Careful()) {
    Log(LogLevel::kWarning, "it ended {} times before a page was kept: pages are read one at a time until one is",
        deaths_);
  }
  auto counted = store_.SetNote(kDeathsNote, fmt::to_string(deaths_ + 1));
  recovered_ = counted.has_value();
  return counted;
}

Result<void> Pipeline::Line::NoteReading(std::string_view key) { return store_.SetNote(kReadingNote, key); }

Result<void> Pipeline::Line::NoteProgress() {
  if (deaths_ < 0) {
    return {};
  }
  auto noted = store_.SetNote(kDeathsNote, "0");
  // Once is enough: the next start counts anew.
  deaths_ = noted ? -1 : deaths_;
  return noted;
}

void Pipeline::Line::LeaveForLater(std::vector<queue::Work> work) {
  std::ranges::move(work, std::back_inserter(left_));
  left_rests_until_ = std::chrono::steady_clock::now() + kRestAfterStoreFault;
}

Result<void> Pipeline::Line::ReturnLeft() {
  if (left_.empty() || std::chrono::steady_clock::now() < left_rests_until_) {
    return {};
  }
  auto returned = queue_->Return(left_, clock_.Now());
  if (returned) {
    left_.clear();
  } else {
    left_rests_until_ = std::chrono::steady_clock::now() + kRestAfterStoreFault;
  }
  return returned;
}

Result<void> Pipeline::Line::MindClock() {
  const auto steady = std::chrono::steady_clock::now();
  const auto wall = clock_.Now();
  const auto before = std::exchange(clocks_, std::pair(steady, wall));
  if (!before) {
    return {};
  }
  const auto passed = std::chrono::floor<std::chrono::seconds>(steady - before->first);
  const auto back = before->second + passed - wall;
  if (back < kStep) {
    return {};
  }
  Log(LogLevel::kWarning, "the clock was put back by {} seconds: what waits is due at once", back.count());
  auto reclaimed = queue_->Reclaim({}, wall);
  return reclaimed ? queue_->Hold(PagesUnderWay(), wall) : reclaimed;
}

}  // namespace headwater::pipeline
