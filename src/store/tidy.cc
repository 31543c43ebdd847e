// Removes by age what only ever came to be more.
#include "store/tidy.h"

#include <array>
#include <vector>

#include "store/rows.h"

namespace headwater::store {
namespace {

using std::chrono::days;

constexpr std::int64_t kAtOnce = 500;

// `sql` takes the time before which rows are too old, and how many go at once.
struct Aging {
  days kept;
  std::string_view sql;
};
constexpr std::array<Aging, 7> kAgings{{
    {days{30}, "DELETE FROM work WHERE work_key IN (SELECT work_key FROM work WHERE given_up = 1 AND due < ? LIMIT ?)"},
    {days{180}, "DELETE FROM lost_links WHERE address IN (SELECT address FROM lost_links WHERE at < ? LIMIT ?)"},
    {days{30}, "DELETE FROM errands WHERE id IN (SELECT id FROM errands WHERE answered < ? LIMIT ?)"},
    {days{60}, "DELETE FROM awaited WHERE what IN (SELECT what FROM awaited WHERE at < ? LIMIT ?)"},
    {days{90},
     "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE tries = -1 AND topic <> 'rule' AND at < ? LIMIT ?)"},
    {days{30},
     "DELETE FROM alert_hits WHERE id IN (SELECT h.id FROM alert_hits AS h WHERE h.fired < ? "
     "AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.id = h.story) LIMIT ?)"},
    {days{400},
     "DELETE FROM imported_states WHERE (person, url_key) IN "
     "(SELECT person, url_key FROM imported_states WHERE at < ? LIMIT ?)"},
}};
constexpr days kUnreadable{90};

void RemoveUnread(Session& session, std::int64_t page_row) {
  session.Run(
      "DELETE FROM pages WHERE page_row = ? AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.page_row = ?) "
      "AND NOT EXISTS (SELECT 1 FROM revisions AS r WHERE r.page_row = ?)",
      {page_row, page_row, page_row});
}

bool RemoveUnreadable(Session& session, std::int64_t before) {
  std::vector<std::string> addresses;
  session.Run("SELECT address FROM unreadable WHERE at < ? LIMIT ?", {before, kAtOnce},
              [&](const Row& row) { addresses.emplace_back(row.Text(0)); });
  for (const std::string& address : addresses) {
    SetUnreadPage(session, address, 0);
    session.Run("DELETE FROM unreadable WHERE address = ?", {address});
  }
  return static_cast<std::int64_t>(addresses.size()) == kAtOnce;
}

}  // namespace

void SetUnreadPage(Session& session, std::string_view address, std::int64_t page_row) {
  const auto before = session.Number("SELECT page_row FROM unreadable WHERE address = ?", {address});
  session.Run("UPDATE unreadable SET page_row = ? WHERE address = ?",
              {page_row == 0 ? Value() : Value(page_row), address});
  if (before && *before != page_row) {
    RemoveUnread(session, *before);
  }
}

Result<bool> Tidy(Store& store, std::chrono::sys_seconds now) {
  return WriteAs(store.database(), [&](Session& session) -> Result<bool> {
    bool more = RemoveUnreadable(session, Seconds(now - kUnreadable));
    for (const Aging& aging : kAgings) {
      session.Run(aging.sql, {Seconds(now - aging.kept), kAtOnce});
      more = more || session.Changed() == kAtOnce;
    }
    return more;
  });
}

}  // namespace headwater::store
