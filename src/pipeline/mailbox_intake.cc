// Visiting mailboxes.
#include "pipeline/mailbox_intake.h"

#include <fmt/format.h>

#include <utility>

#include "base/log.h"

namespace headwater::pipeline {
namespace {

constexpr std::size_t kMostWaiting = 50;  // mails in memory
constexpr std::size_t kMostARound = 50;

}  // namespace

MailboxIntake::MailboxIntake(fetch::Mailbox mailbox, std::chrono::minutes interval, store::Store& store)
    : mailbox_(std::move(mailbox)),
      interval_(interval),
      store_(store),
      name_(fmt::format("{} {} {}", mailbox_.server, mailbox_.user, mailbox_.folder)) {
  const auto note = store_.Note("mailbox " + name_);
  place_ = note && *note ? fetch::ReadPlace(**note) : fetch::MailboxPlace{};
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
}

MailboxIntake::~MailboxIntake() = default;

void MailboxIntake::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    Visit(stop);
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, interval_, [] { return false; });
  }
}

void MailboxIntake::Visit(const std::stop_token& stop) {
  const auto visit = fetch::VisitMailbox(
      mailbox_, place_,
      [&](std::string bytes, const fetch::MailboxPlace& place) -> Result<void> {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [this] { return waiting_.size() < kMostWaiting; });
        if (stop.stop_requested()) {
          return Fail(Fault::kUnreachable, "stopped");
        }
        waiting_.push_back({std::move(bytes), place});
        place_ = place;
        return {};
      },
      stop);
  if (stop.stop_requested()) {
    return;
  }
  if (!visit) {
    Log(LogLevel::kWarning, "mailbox {}", visit.error().text);
    return;
  }
  place_ = visit->place;
  if (visit->too_large > 0) {
    Log(LogLevel::kWarning, "mailbox {}: {} mails were too large", name_, visit->too_large);
  }
}

bool MailboxIntake::Ready() {
  const std::scoped_lock lock(mutex_);
  return !waiting_.empty();
}

std::optional<Incoming> MailboxIntake::Next() {
  const std::scoped_lock lock(mutex_);
  if (waiting_.empty() || given_.size() >= kMostARound) {
    return std::nullopt;
  }
  Incoming incoming;
  incoming.page.id = fmt::format("{}#{}", name_, waiting_.front().place.last);
  incoming.page.content_type = "message/rfc822";
  incoming.page.body = waiting_.front().bytes;
  given_.push_back(std::move(waiting_.front()));
  waiting_.pop_front();
  return incoming;
}

void MailboxIntake::Done(bool kept) {
  std::optional<fetch::MailboxPlace> reached;
  {
    const std::scoped_lock lock(mutex_);
    if (kept && !given_.empty()) {
      reached = given_.back().place;
    }
    for (; !kept && !given_.empty(); given_.pop_back()) {
      waiting_.push_front(std::move(given_.back()));
    }
    given_.clear();
  }
  changed_.notify_all();
  if (reached) {
    if (const auto noted = store_.SetNote("mailbox " + name_, fetch::FormatPlace(*reached)); !noted) {
      Log(LogLevel::kError, "{}", noted.error().text);
    }
  }
}

}  // namespace headwater::pipeline
