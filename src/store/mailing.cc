// Settings of people about their mail, and hits gathered into letters.
#include "store/mailing.h"

#include <algorithm>
#include <charconv>

#include "base/random.h"
#include "store/local_time.h"
#include "store/outbox.h"
#include "store/rows.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

constexpr std::string_view kAddress = "mail address";
constexpr std::string_view kConfirmed = "mail confirmed";
constexpr std::string_view kCode = "mail code";
constexpr std::string_view kTries = "mail code tries";
constexpr std::string_view kQuietFrom = "mail quiet from";
constexpr std::string_view kQuietTo = "mail quiet to";
constexpr std::string_view kBatch = "mail batch";
constexpr std::string_view kRefused = "mail refused";
constexpr std::string_view kRefusedAt = "mail refused at";
constexpr std::string_view kHouse = "house address";
constexpr int kDayMinutes = 24 * 60;
constexpr int kMostBatch = 7 * kDayMinutes;
constexpr int kMostCodeTries = 8;
constexpr std::size_t kMostAddress = 254;  // RFC 5321, 4.5.3.1.3

std::string Get(Session& session, std::int64_t person, std::string_view name) {
  return session.Words("SELECT value FROM user_settings WHERE person = ? AND name = ?", {person, name}).value_or("");
}

int Number(std::string_view text, int otherwise) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc{} && end == text.data() + text.size() && !text.empty() ? number : otherwise;
}

std::int64_t Long(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void Set(Session& session, std::int64_t person, std::string_view name, std::string_view value) {
  if (value.empty()) {
    session.Run("DELETE FROM user_settings WHERE person = ? AND name = ?", {person, name});
    return;
  }
  session.Run(
      "INSERT INTO user_settings (person, name, value) VALUES (?, ?, ?) "
      "ON CONFLICT (person, name) DO UPDATE SET value = excluded.value",
      {person, name, value});
}

// `name@host`, in what SMTP carries without quoting.
bool IsAddress(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0 || at + 1 >= address.size() || address.size() > kMostAddress ||
      address.starts_with('-')) {
    return false;
  }
  return std::ranges::none_of(address,
                              [](char c) {
                                const auto byte = static_cast<unsigned char>(c);
                                return byte <= 0x20 || byte == 0x7F ||
                                       std::string_view("<>()[],;:\\\"").find(c) != std::string_view::npos;
                              }) &&
         address.substr(0, at).find('@') == std::string_view::npos;
}

MailingChoice Read(Session& session, std::int64_t person) {
  MailingChoice choice;
  choice.address = Get(session, person, kAddress);
  choice.confirmed = !choice.address.empty() && Get(session, person, kConfirmed) == choice.address;
  choice.quiet_from = std::clamp(Number(Get(session, person, kQuietFrom), 0), 0, kDayMinutes - 1);
  choice.quiet_to = std::clamp(Number(Get(session, person, kQuietTo), 0), 0, kDayMinutes - 1);
  choice.batch = std::clamp(Number(Get(session, person, kBatch), choice.batch), 0, kMostBatch);
  choice.zone = Get(session, person, kZoneSetting);
  choice.refused = Get(session, person, kRefused);
  if (const std::int64_t at = Long(Get(session, person, kRefusedAt)); at > 0) {
    choice.refused_at = Instant(at);
  }
  choice.house = Get(session, person, kHouse);
  return choice;
}

}  // namespace

Result<MailingChoice> Mailing::Of(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<MailingChoice> { return Read(session, person); });
}

Result<void> Mailing::Put(std::int64_t person, const MailingChoice& choice, bool trusted,
                          std::chrono::sys_seconds now) {
  if (!choice.address.empty() && !IsAddress(choice.address)) {
    return Fail(Fault::kUsage, "This is no mail address.");
  }
  return database_.Write([&](Session& session) -> Result<void> {
    const bool unheard = !Get(session, person, kRefused).empty() && Get(session, person, kConfirmed) != choice.address;
    const bool other = unheard || Get(session, person, kAddress) != choice.address;
    Set(session, person, kAddress, choice.address);
    Set(session, person, kQuietFrom, fmt::to_string(choice.quiet_from));
    Set(session, person, kQuietTo, fmt::to_string(choice.quiet_to));
    Set(session, person, kBatch, fmt::to_string(choice.batch));
    Set(session, person, kHouse, choice.house);
    // Whoever keeps it means that it can be written to now.
    Set(session, person, kRefused, {});
    Set(session, person, kRefusedAt, {});
    if (!other) {
      return {};
    }
    // What was written to the old one is no more of use.
    session.Run("DELETE FROM outbox WHERE person = ? AND way = ? AND tries >= 0", {person, kByMail});
    Set(session, person, kConfirmed, trusted ? choice.address : std::string());
    Set(session, person, kTries, {});
    const std::string code = trusted || choice.address.empty() ? std::string() : RandomHex(4);
    Set(session, person, kCode, code);
    if (!code.empty()) {
      Outbox::Put(
          session,
          {0, person, std::string(kByMail), std::string(kOfAddress), fmt::format("{} {}", code, Seconds(now)), "", 0},
          now);
    }
    return {};
  });
}

Result<void> Mailing::NoteHouse(std::int64_t person, std::string_view house) {
  return database_.Write([&](Session& session) -> Result<void> {
    Set(session, person, kHouse, house);
    return {};
  });
}

Result<void> Mailing::Confirm(std::int64_t person, std::string_view code) {
  bool good = false;
  const auto done = database_.Write([&](Session& session) -> Result<void> {
    const std::string wanted = Get(session, person, kCode);
    const int tries = Number(Get(session, person, kTries), 0);
    good = !wanted.empty() && tries < kMostCodeTries && code == wanted;
    Set(session, person, kTries, good ? std::string() : fmt::to_string(std::min(tries + 1, kMostCodeTries)));
    if (good) {
      Set(session, person, kConfirmed, Get(session, person, kAddress));
      Set(session, person, kCode, {});
    }
    return {};
  });
  if (!done) {
    return done;
  }
  return good ? Result<void>() : Fail(Fault::kRefused, "This is not the code of the letter.");
}

Result<std::string> Mailing::Code(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::string> { return Get(session, person, kCode); });
}

Result<void> Mailing::Rest(std::int64_t person, std::string_view address, std::string_view why,
                           std::chrono::sys_seconds now) {
  constexpr std::size_t kMostWhy = 500;
  const std::string words = text::RepairUtf8(why.substr(0, kMostWhy));
  return database_.Write([&](Session& session) -> Result<void> {
    if (Get(session, person, kAddress) != address) {
      return {};
    }
    Set(session, person, kRefused, words.empty() ? std::string_view("it refused the mail") : words);
    Set(session, person, kRefusedAt, fmt::to_string(Seconds(now)));
    // What waits for it would be refused likewise; the letter that was is noted as such by who sent it.
    session.Run("DELETE FROM outbox WHERE person = ? AND way = ? AND tries = 0", {person, kByMail});
    return {};
  });
}

Result<bool> Mailing::Gather(std::chrono::sys_seconds now) {
  std::vector<std::int64_t> people;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    std::vector<std::int64_t> waiting;
    session.Run("SELECT DISTINCT l.person FROM alert_hits h JOIN alerts l ON l.id = h.alert WHERE h.mail IS NULL", {},
                [&](const Row& row) { waiting.push_back(row.Int(0)); });
    for (const std::int64_t person : waiting) {
      const MailingChoice choice = Read(session, person);
      const auto last = session.Number("SELECT max(at) FROM outbox WHERE person = ? AND way = ? AND topic = ?",
                                       {person, kByMail, kOfAlert});
      const bool soon = last && now < Instant(*last) + std::chrono::minutes{choice.batch};
      if (!choice.usable() || (!soon && !IsBetween(choice.zone, choice.quiet_from, choice.quiet_to, now))) {
        people.push_back(person);
      }
    }
    return {};
  });
  if (!read || people.empty()) {
    return read ? Result<bool>(false) : tl::unexpected(read.error());
  }
  const auto written = database_.Write([&](Session& session) -> Result<void> {
    for (const std::int64_t person : people) {
      const auto newest = session.Number(
          "SELECT max(h.id) FROM alert_hits h JOIN alerts l ON l.id = h.alert WHERE h.mail IS NULL AND l.person = ?",
          {person});
      const std::int64_t letter =
          newest && Read(session, person).usable()
              ? Outbox::Put(session,
                            {0, person, std::string(kByMail), std::string(kOfAlert), fmt::to_string(*newest), "", 0},
                            now)
              : 0;
      session.Run(
          "UPDATE alert_hits SET mail = ? WHERE mail IS NULL AND alert IN (SELECT id FROM alerts WHERE person = ?)",
          {letter, person});
    }
    return {};
  });
  return written ? Result<bool>(true) : tl::unexpected(written.error());
}

}  // namespace headwater::store
