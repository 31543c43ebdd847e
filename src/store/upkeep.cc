// The sample edition's end, notes, counts and checks.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "store/removal.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

// Rows that triggers keep.
constexpr std::array<std::pair<std::string_view, std::int64_t Counts::*>, 5> kKept{
    {{"pages", &Counts::pages},
     {"articles", &Counts::articles},
     {"stories", &Counts::stories},
     {"threads", &Counts::threads},
     {"unreadable", &Counts::unreadable}}};

// Of few rows, by an index.
struct Count {
  std::int64_t Counts::*into;
  std::string_view sql;
};
constexpr std::array<Count, 4> kCounts{{
    {&Counts::feeds, "SELECT count(*) FROM feeds"},
    {&Counts::own_feeds, "SELECT count(*) FROM feeds WHERE sample = 0"},
    {&Counts::failing_feeds, "SELECT count(*) FROM feeds WHERE health IN ('failing', 'gone')"},
    {&Counts::samples, "SELECT count(*) FROM pages p JOIN articles a ON a.page_row = p.page_row WHERE p.sample = 1"},
}};

}  // namespace

Result<int> Store::RemoveSamples() {
  auto removed = WriteAs(*database_, [&](Session& session) -> Result<int> {
    std::set<std::int64_t> pages;
    session.Run("SELECT page_row FROM pages WHERE sample = 1", {}, [&](const Row& row) { pages.insert(row.Int(0)); });
    Gone gone;
    RemovePages(session, pages, gone);
    constexpr std::string_view kTheirStreams =
        "SELECT t.stream FROM streams t JOIN feeds f ON f.id = t.name WHERE f.sample = 1";
    for (const std::string_view table : {"read_floors", "item_streams", "streams"}) {
      session.Run(fmt::format("DELETE FROM {} WHERE stream IN ({})", table, kTheirStreams));
    }
    session.Run("DELETE FROM feeds WHERE sample = 1");
    session.Run("DELETE FROM unreadable WHERE sample = 1");
    std::set<std::string> stories;
    for (const auto& [article, story] : gone) {
      if (!story.empty() && stories.insert(story.value()).second) {
        RecountStory(session, story.value());
      }
    }
    return static_cast<int>(gone.size());
  });
  if (removed && *removed > 0) {
    if (const auto scrubbed = database_->Scrub(); !scrubbed) {
      return tl::unexpected(scrubbed.error());
    }
  }
  return removed;
}

Result<std::optional<std::string>> Store::Note(std::string_view name) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::optional<std::string>> {
    return session.Words("SELECT value FROM notes WHERE name = ?", {name});
  });
}

Result<void> Store::SetNote(std::string_view name, std::string_view value) {
  return database_->Write([&](Session& session) -> Result<void> {
    session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                {name, value});
    return {};
  });
}

Result<store::Counts> Store::Counts() {
  return ReadAs(*database_, [&](Session& session) -> Result<store::Counts> {
    store::Counts counts;
    session.Run("SELECT name, number FROM counts", {}, [&](const Row& row) {
      const auto kept =
          std::ranges::find(kKept, row.Text(0), &std::pair<std::string_view, std::int64_t Counts::*>::first);
      if (kept != kKept.end()) {
        counts.*(kept->second) = row.Int(1);
      }
    });
    for (const Count& each : kCounts) {
      counts.*each.into = session.Number(each.sql).value_or(0);
    }
    counts.bytes = database_->BytesOnDisk();
    return counts;
  });
}

std::uint64_t Store::WaitForChange(std::uint64_t since, std::chrono::milliseconds at_most) {
  return database_->WaitForChange(since, at_most);
}

void Store::Wake() { database_->Wake(); }

Result<std::vector<std::string>> Store::Check() { return database_->Check(); }

}  // namespace headwater::store
