// The outbox: what is to be sent to people's services and mail boxes, once each, tried again when it fails.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

class Session;

inline constexpr std::string_view kByWebhook = "webhook";
inline constexpr std::string_view kByMail = "mail";
// Topics; the subject of each is in brackets.
inline constexpr std::string_view kOfRule = "rule";          // an article's id; the note is the rule's title
inline constexpr std::string_view kOfAlert = "alert";        // of webhooks a hit's number, of mails one of many hits
inline constexpr std::string_view kOfBriefing = "briefing";  // its number
inline constexpr std::string_view kOfTest = "test";          // an alert's number and the time
inline constexpr std::string_view kOfAddress = "address";  // a mail address that is to be confirmed; the note: by whom

struct Letter {
  std::int64_t id = 0;
  std::int64_t person = 0;
  std::string way;
  std::string topic;
  std::string subject;
  std::string note;
  std::int64_t tries = 0;  // before this one
};

// What went wrong, or well.
struct Posted {
  std::string way;
  std::string topic;
  std::string error;  // empty: it was sent
  std::chrono::sys_seconds at{};
  bool waiting = false;  // it will be tried again
};

// A face of the store, made where it is needed.
class Outbox {
 public:
  explicit Outbox(Store& store) : database_(store.database()) {}

  // Counts the try, and puts off the next: ever longer, eight times in all.
  Result<std::vector<Letter>> Take(std::string_view way, std::size_t limit, std::chrono::sys_seconds now);
  Result<void> Sent(std::int64_t id, std::chrono::sys_seconds now);
  // It will be tried again, if it was not tried often enough, unless `for_good`.
  Result<void> Failed(std::int64_t id, std::string_view error, bool for_good, std::chrono::sys_seconds now);
  // There is nothing (any more) that could be sent.
  Result<void> Drop(std::int64_t id);
  // The person's latest by that way, tried at least once.
  Result<std::vector<Posted>> Latest(std::int64_t person, std::string_view way, std::size_t limit);

  // Within a write. The same again is not put again. Returns its number, 0 where too many wait.
  static std::int64_t Put(Session& session, const Letter& letter, std::chrono::sys_seconds now);
  // The same, and again where it went before.
  static void PutAnew(Session& session, const Letter& letter, std::chrono::sys_seconds now);

 private:
  Database& database_;
};

}  // namespace headwater::store
