// Mailboxes that are visited from time to time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>

#include "fetch/mailbox.h"
#include "pipeline/intake.h"
#include "store/store.h"

namespace headwater::pipeline {

// Visits on a thread of its own, as a server may take its time. How far it was read is a note in the store, set when
// the mails are kept: what a crash interrupts comes again.
class MailboxIntake : public Intake {
 public:
  // The store must outlive it.
  MailboxIntake(fetch::Mailbox mailbox, std::chrono::minutes interval, store::Store& store);
  ~MailboxIntake() override;

  bool Ready() override;
  std::optional<Incoming> Next() override;
  void Done(bool kept) override;

 private:
  struct Mail {
    std::string bytes;
    fetch::MailboxPlace place;
  };

  void Run(const std::stop_token& stop);
  void Visit(const std::stop_token& stop);

  fetch::Mailbox mailbox_;
  std::chrono::minutes interval_;
  store::Store& store_;
  std::string name_;  // for people, and of the note
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<Mail> waiting_;
  std::deque<Mail> given_;  // in this round
  fetch::MailboxPlace place_;
  std::jthread thread_;
};

}  // namespace headwater::pipeline
