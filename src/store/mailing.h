// Where and when a person may be written to.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/store.h"

namespace headwater::store {

struct MailingChoice {
  std::string address;     // empty: no mails
  bool confirmed = false;  // by whom it belongs to
  int quiet_from = 0;      // minutes of the day in the person's zone; the same twice: never quiet
  int quiet_to = 0;
  int batch = 10;     // minutes: hits that come within so many of a mail wait for the next one
  std::string zone;   // store/local_time.h
  std::string house;  // how the person reaches this house: `https://vellmar.example/headwater`

  std::string refused;  // why a server would not take mails to the address any more; empty: none did so
  std::optional<std::chrono::sys_seconds> refused_at;

  bool usable() const { return !address.empty() && confirmed && refused.empty(); }
};

// A face of the store, made where it is needed.
class Mailing {
 public:
  explicit Mailing(Store& store) : store_(store), database_(store.database()) {}

  Result<MailingChoice> Of(std::int64_t person);
  // Sets all but `confirmed`, `refused` and `zone`. Another address than before is to be confirmed: it is written to
  // with a code, or (`trusted`) taken as it is. The same once more is written to again, though it was refused. kUsage
  // for what cannot be an address.
  Result<void> Put(std::int64_t person, const MailingChoice& choice, bool trusted, std::chrono::sys_seconds now);
  // How the person reaches this house, for addresses in what is sent.
  Result<void> NoteHouse(std::int64_t person, std::string_view house);
  // kRefused where the code is not that of the letter, or was tried too often.
  Result<void> Confirm(std::int64_t person, std::string_view code);
  // The code that the letter to an unconfirmed address has; empty where none is awaited.
  Result<std::string> Code(std::int64_t person);
  // A server would not take a mail to the address, for good: it rests, and the person is told why. Nothing where the
  // person has another one by now.
  Result<void> Rest(std::int64_t person, std::string_view address, std::string_view why, std::chrono::sys_seconds now);
  // Hits that wait for a mail are put into one, of each person whose turn it is.
  Result<bool> Gather(std::chrono::sys_seconds now);

 private:
  Store& store_;
  Database& database_;
};

}  // namespace headwater::store
