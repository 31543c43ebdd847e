// Rows of what is to be sent.
#include "store/outbox.h"

#include "store/rows.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostTries = 8;
constexpr std::int64_t kFirstRest = 60;
constexpr std::int64_t kMostWaiting = 10'000;
constexpr std::size_t kMostErrorBytes = 500;

}  // namespace

std::int64_t Outbox::Put(Session& session, const Letter& letter, std::chrono::sys_seconds now) {
  const std::string_view way = letter.way;
  const std::string_view topic = letter.topic;
  const std::string_view subject = letter.subject;
  if (session.Number("SELECT count(*) FROM outbox WHERE person = ? AND tries >= 0", {letter.person}).value_or(0) >=
      kMostWaiting) {
    return 0;
  }
  session.Run(
      "INSERT INTO outbox (person, way, topic, subject, note, tries, due, at, error) VALUES (?, ?, ?, ?, ?, 0, ?, ?, "
      "'') ON CONFLICT (person, way, topic, subject) DO NOTHING",
      {letter.person, way, topic, subject, std::string_view(letter.note), Seconds(now), Seconds(now)});
  return session
      .Number("SELECT id FROM outbox WHERE person = ? AND way = ? AND topic = ? AND subject = ?",
              {letter.person, way, topic, subject})
      .value_or(0);
}

void Outbox::PutAnew(Session& session, const Letter& letter, std::chrono::sys_seconds now) {
  if (const std::int64_t id = Put(session, letter, now); id != 0) {
    session.Run("UPDATE outbox SET note = ?, tries = 0, due = ?, at = ?, error = '' WHERE id = ?",
                {std::string_view(letter.note), Seconds(now), Seconds(now), id});
  }
}

Result<std::vector<Letter>> Outbox::Take(std::string_view way, std::size_t limit, std::chrono::sys_seconds now) {
  // Looked at first, so that nothing is written where nothing is to be sent.
  const auto due = ReadAs(database_, [&](Session& session) -> Result<bool> {
    return session.Number("SELECT 1 FROM outbox WHERE way = ? AND tries >= 0 AND due <= ? LIMIT 1", {way, Seconds(now)})
        .has_value();
  });
  if (!due || !*due) {
    return due ? Result<std::vector<Letter>>(std::vector<Letter>{}) : tl::unexpected(due.error());
  }
  return WriteAs(database_, [&](Session& session) -> Result<std::vector<Letter>> {
    std::vector<Letter> letters;
    session.Run(
        "SELECT id, person, way, topic, subject, note, tries FROM outbox WHERE way = ? AND tries >= 0 AND due <= ? "
        "ORDER BY due LIMIT ?",
        {way, Seconds(now), static_cast<std::int64_t>(limit)}, [&](const Row& row) {
          letters.push_back({row.Int(0), row.Int(1), std::string(row.Text(2)), std::string(row.Text(3)),
                             std::string(row.Text(4)), std::string(row.Text(5)), row.Int(6)});
        });
    std::erase_if(letters, [&](const Letter& letter) {
      if (letter.tries >= kMostTries) {
        session.Run("UPDATE outbox SET tries = -1 WHERE id = ?", {letter.id});
        return true;
      }
      session.Run("UPDATE outbox SET tries = tries + 1, due = ?, at = ? WHERE id = ?",
                  {Seconds(now) + (kFirstRest << (2 * letter.tries)), Seconds(now), letter.id});
      return false;
    });
    return letters;
  });
}

Result<void> Outbox::Sent(std::int64_t id, std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE outbox SET tries = -1, at = ?, error = '' WHERE id = ?", {Seconds(now), id});
    return {};
  });
}

Result<void> Outbox::Failed(std::int64_t id, std::string_view error, bool for_good, std::chrono::sys_seconds now) {
  const std::string words = text::RepairUtf8(error.substr(0, kMostErrorBytes));
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run(
        "UPDATE outbox SET error = ?, at = ?, tries = CASE WHEN ? = 1 OR tries >= ? THEN -1 ELSE tries END "
        "WHERE id = ?",
        {std::string_view(words), Seconds(now), std::int64_t{for_good}, kMostTries, id});
    return {};
  });
}

Result<void> Outbox::Drop(std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM outbox WHERE id = ?", {id});
    return {};
  });
}

Result<std::vector<Posted>> Outbox::Latest(std::int64_t person, std::string_view way, std::size_t limit) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<Posted>> {
    std::vector<Posted> posted;
    session.Run(
        "SELECT way, topic, error, at, tries FROM outbox WHERE person = ? AND way = ? AND tries <> 0 "
        "ORDER BY at DESC, id DESC LIMIT ?",
        {person, way, static_cast<std::int64_t>(limit)}, [&](const Row& row) {
          posted.push_back({std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2)),
                            Instant(row.Int(3)), row.Int(4) > 0});
        });
    return posted;
  });
}

}  // namespace headwater::store
