// What goes out to people: put into words by whoever wires the pipeline, handed over by it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/result.h"
#include "send/mail.h"
#include "send/smtp.h"
#include "store/outbox.h"

namespace headwater::pipeline {

// Functions are called on the pipeline's thread, and must be quick.
struct Post {
  send::SmtpServer server;  // without one no mails are sent, and people are told so
  // Absent: there is nothing (any more) to tell.
  std::function<Result<std::optional<send::Mail>>(const store::Letter&)> write_mail;
  // JSON; empty: the same.
  std::function<std::string(const store::Letter&)> write_call;
};

}  // namespace headwater::pipeline
