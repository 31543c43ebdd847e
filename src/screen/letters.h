// Letters: mails and calls of webhooks about alerts and briefings, in words.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "send/mail.h"
#include "store/alerts.h"
#include "store/briefings.h"
#include "store/outbox.h"

namespace headwater::screen {

struct LetterHead {
  std::string house;    // its name
  std::string address;  // where it is reached, without a slash at its end; empty: as the person reached it last
  std::string from;
  std::string from_name;
};

// Absent where there is nothing (any more) to tell, or nobody to tell it to.
Result<std::optional<send::Mail>> WriteLetter(store::Store& store, const store::Letter& letter, const LetterHead& head,
                                              std::chrono::sys_seconds now);

// JSON; empty where there is nothing to tell.
std::string WriteCall(store::Store& store, const store::Letter& letter, const LetterHead& head);

// A briefing as plain text, with addresses that begin with `house` (and end with a slash, or are empty).
std::string BriefingText(const store::Briefing& briefing, std::string_view zone, std::string_view house);

}  // namespace headwater::screen
