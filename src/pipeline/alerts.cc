// Alerts and briefings in the pipeline's rounds, and mails on their way.
#include "base/log.h"
#include "base/metrics.h"
#include "pipeline/line.h"
#include "store/briefings.h"
#include "store/mailing.h"
#include "store/outbox.h"

namespace headwater::pipeline {
namespace {

// An address that a server takes nothing for is not written to again until its person says so.
void RestWhereRefused(store::Store& store, std::int64_t person, const std::string& address, const Result<void>& sent,
                      std::chrono::sys_seconds now) {
  if (sent || sent.error().fault != Fault::kNotFound) {
    return;
  }
  if (const auto rested = store::Mailing(store).Rest(person, address, sent.error().text, now); !rested) {
    Log(LogLevel::kError, "{}", rested.error().text);
  }
}

}  // namespace

Result<bool> Pipeline::Line::MindAlerts() {
  const std::chrono::sys_seconds now = clock_.Now();
  const auto more = [&] {
    const metrics::Stopwatch watch(metrics::Metric::kStageSeconds, {"alerts"});
    return watch_.Step(now);
  }();
  if (!more) {
    return more;
  }
  // Nobody waits for these within the second.
  if (now == gathered_) {
    return more;
  }
  const auto briefed = store::Briefings(store_).Step(now);
  if (!briefed) {
    return briefed;
  }
  if (const auto gathered = store::Mailing(store_).Gather(now); !gathered) {
    return gathered;
  }
  gathered_ = *briefed ? gathered_ : now;
  return *more || *briefed;
}

Result<void> Pipeline::Line::KeepMail() {
  if (!mail_.sent.valid() || mail_.sent.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
    return {};
  }
  const Result<void> sent = mail_.sent.get();
  store::Outbox outbox(store_);
  metrics::Count(metrics::Metric::kLetters, {"mail", sent ? "sent" : "failed"});
  if (sent) {
    return outbox.Sent(mail_.letter, clock_.Now());
  }
  Log(LogLevel::kWarning, "a mail was not sent: {}", sent.error().text);
  const bool no_such = sent.error().fault == Fault::kNotFound;
  const bool for_good = no_such || sent.error().fault == Fault::kRefused;
  return outbox.Failed(mail_.letter, sent.error().text, for_good, clock_.Now());
}

// One at a time, on a thread of its own: servers are slow, and few like to be called more often.
Result<bool> Pipeline::Line::SendMails() {
  if (!post_.write_mail || fetcher_.stopped()) {
    return false;
  }
  if (const auto kept = KeepMail(); !kept) {
    return tl::unexpected(kept.error());
  }
  if (mail_.sent.valid()) {
    return false;
  }
  store::Outbox outbox(store_);
  const auto letters = outbox.Take(store::kByMail, 1, clock_.Now());
  if (!letters || letters->empty()) {
    return letters.map([](const auto&) { return false; });
  }
  const store::Letter& letter = letters->front();
  if (post_.server.server.empty()) {
    return outbox
        .Failed(letter.id, "this house sends no mail: no server is set in its settings ([mail])", false, clock_.Now())
        .map([] { return true; });
  }
  auto mail = post_.write_mail(letter);
  if (!mail || !*mail) {
    const auto noted =
        mail ? outbox.Sent(letter.id, clock_.Now()) : outbox.Failed(letter.id, mail.error().text, false, clock_.Now());
    return noted.map([] { return true; });
  }
  mail_.letter = letter.id;
  mail_.sent = std::async(std::launch::async, [this, server = post_.server, mail = **std::move(mail),
                                               person = letter.person, stop = mail_stop_.get_token()] {
    auto sent = send::SendMail(server, mail, stop);
    RestWhereRefused(store_, person, mail.to, sent, clock_.Now());
    store_.Wake();
    return sent;
  });
  return true;
}

}  // namespace headwater::pipeline
