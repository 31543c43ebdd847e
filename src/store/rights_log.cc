// A chain of entries, each sealed by the hash of all before it.
#include "store/rights_log.h"

#include "base/hash.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::size_t kLongestDetail = 2'000;

std::string Sealed(const LogEntry& entry, std::string_view before) {
  return Sha256Hex(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", before, entry.entry, Seconds(entry.at), entry.who,
                               entry.what, entry.takedown, entry.detail));
}

LogEntry ReadEntry(const Row& row) {
  return {row.Int(0), Instant(row.Int(1)),      std::string(row.Text(2)), std::string(row.Text(3)),
          row.Int(4), std::string(row.Text(5)), std::string(row.Text(6))};
}

constexpr std::string_view kColumns = "entry, at, who, what, takedown, detail, hash";

}  // namespace

void AddToLog(Session& session, std::chrono::sys_seconds now, std::string_view who, std::string_view what,
              std::int64_t takedown, std::string_view detail) {
  std::string before;
  std::int64_t last = 0;
  session.Run("SELECT entry, hash FROM rights_log ORDER BY entry DESC LIMIT 1", {}, [&](const Row& row) {
    last = row.Int(0);
    before = row.Text(1);
  });
  LogEntry entry{
      last + 1, now, std::string(who), std::string(what), takedown, std::string(detail.substr(0, kLongestDetail)), {}};
  entry.hash = Sealed(entry, before);
  session.Run("INSERT INTO rights_log (entry, at, who, what, takedown, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
              {entry.entry, Seconds(now), entry.who, entry.what, entry.takedown, entry.detail, entry.hash});
}

Result<std::vector<LogEntry>> RightsLog::Latest(std::size_t limit, std::int64_t before, std::int64_t takedown) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<LogEntry>> {
    std::vector<LogEntry> entries;
    const std::int64_t below = before > 0 ? before : INT64_MAX;
    const auto count = static_cast<std::int64_t>(limit);
    const auto take = [&](const Row& row) { entries.push_back(ReadEntry(row)); };
    if (takedown == 0) {
      session.Run(fmt::format("SELECT {} FROM rights_log WHERE entry < ? ORDER BY entry DESC LIMIT ?", kColumns),
                  {below, count}, take);
    } else {
      session.Run(fmt::format("SELECT {} FROM rights_log WHERE takedown = ? AND entry < ? ORDER BY entry DESC LIMIT ?",
                              kColumns),
                  {takedown, below, count}, take);
    }
    return entries;
  });
}

Result<std::int64_t> RightsLog::FirstBroken() {
  return ReadAs(database_, [&](Session& session) -> Result<std::int64_t> {
    std::int64_t broken = 0;
    std::int64_t expected = 1;
    std::string before;
    session.Run(fmt::format("SELECT {} FROM rights_log ORDER BY entry", kColumns), {}, [&](const Row& row) {
      const LogEntry entry = ReadEntry(row);
      if (broken == 0 && (entry.entry != expected || Sealed(entry, before) != entry.hash)) {
        broken = expected;
      }
      ++expected;
      before = entry.hash;
    });
    return broken;
  });
}

}  // namespace headwater::store
