// Marks what is here, keeps the rest until it comes.
#include "store/imports.h"

#include <algorithm>
#include <map>

#include "form/json.h"
#include "store/reading.h"
#include "store/rows.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::size_t kAtOnce = 500;
constexpr std::string_view kDone = "imported states went up to item";
constexpr std::string_view kPageWork = "page";
constexpr std::int64_t kSettling = 3;

struct State {
  std::int64_t person = 0;
  ItemNumber item = 0;
  std::string url_key;
  bool read = false;
  bool starred = false;
  std::vector<std::string> tags;
};

// The article at an address, by any of the addresses that its page has.
std::optional<std::int64_t> ItemAt(Session& session, const std::string& url, const std::string& key) {
  return session.Number(
      "SELECT i.item FROM addresses AS d JOIN articles AS a ON a.page_row = d.page_row "
      "JOIN items AS i ON i.article_row = a.article_row WHERE d.url IN (?, ?) ORDER BY i.item DESC LIMIT 1",
      {std::string_view(url), std::string_view(key)});
}

Result<void> MarkAll(Store& store, const std::vector<State>& states, std::chrono::sys_seconds now) {
  std::map<std::pair<std::int64_t, Mark>, std::vector<ItemNumber>> marks;
  std::map<std::pair<std::int64_t, std::string>, std::vector<ItemNumber>> tags;
  for (const State& state : states) {
    if (state.read) {
      marks[{state.person, Mark::kRead}].push_back(state.item);
    }
    if (state.starred) {
      marks[{state.person, Mark::kStarred}].push_back(state.item);
    }
    for (const std::string& tag : state.tags) {
      tags[{state.person, tag}].push_back(state.item);
    }
  }
  Reading reading(store);
  for (const auto& [what, items] : marks) {
    if (auto set = reading.Set(what.first, items, what.second, true, now); !set) {
      return set;
    }
  }
  for (const auto& [what, items] : tags) {
    if (auto set = reading.SetTag(what.first, items, what.second, true, now); !set) {
      return set;
    }
  }
  return {};
}

WorkRow WorkFor(const form::ReaderState& state) {
  news::Page page;
  page.id = page.url = state.url;
  news::Announcement& announced = page.announcement.emplace();
  announced.feed = state.feed;
  announced.title = state.title;
  return {state.url, std::string(kPageWork), form::WritePage(page), 0};
}

}  // namespace

Result<Imported> Imports::Take(std::int64_t person, std::span<const form::ReaderState> states, bool fetch,
                               std::chrono::sys_seconds now) {
  Imported imported;
  const auto waiting = Waiting(person);
  if (!waiting) {
    return tl::unexpected(waiting.error());
  }
  std::int64_t room = std::max<std::int64_t>(0, kMostWaiting - *waiting);
  while (!states.empty()) {
    const auto share = states.first(std::min(states.size(), kAtOnce));
    states = states.subspan(share.size());
    std::vector<State> here;
    std::vector<WorkRow> work;
    const auto kept = database_.Write([&](Session& session) -> Result<void> {
      for (const form::ReaderState& state : share) {
        const std::string key = web::ComparableUrl(state.url);
        if (const auto item = ItemAt(session, state.url, key)) {
          here.push_back({person, *item, key, state.read, state.starred, state.tags});
          continue;
        }
        if (room == 0) {
          ++imported.left_out;
          continue;
        }
        --room;
        ++imported.waiting;
        session.Run(
            "INSERT INTO imported_states (person, url_key, url, was_read, starred, tags, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person, url_key) DO UPDATE SET "
            "was_read = CASE WHEN excluded.was_read > imported_states.was_read THEN excluded.was_read "
            "ELSE imported_states.was_read END, starred = CASE WHEN excluded.starred > imported_states.starred "
            "THEN excluded.starred ELSE imported_states.starred END, "
            "tags = CASE WHEN excluded.tags = '' THEN imported_states.tags ELSE excluded.tags END",
            {person, std::string_view(key), std::string_view(state.url), std::int64_t{state.read},
             std::int64_t{state.starred}, std::string_view(JoinLines(state.tags)), Seconds(now)});
        if (fetch && (state.starred || !state.tags.empty())) {
          work.push_back(WorkFor(state));
        }
      }
      return {};
    });
    if (!kept) {
      return tl::unexpected(kept.error());
    }
    imported.matched += static_cast<std::int64_t>(here.size());
    imported.fetched += static_cast<std::int64_t>(work.size());
    if (auto marked = MarkAll(store_, here, now); !marked) {
      return tl::unexpected(marked.error());
    }
    if (auto put = store_.PutWork(work, now); !put) {
      return tl::unexpected(put.error());
    }
  }
  return imported;
}

Result<std::int64_t> Imports::Waiting(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::int64_t> {
    return session.Number("SELECT count(*) FROM imported_states WHERE person = ?", {person}).value_or(0);
  });
}

Result<bool> Imports::Step(std::chrono::sys_seconds now) {
  std::vector<State> came;
  std::int64_t upto = 0;
  bool more = false;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    if (!session.Number("SELECT 1 FROM imported_states LIMIT 1")) {
      return {};
    }
    const auto words = session.Words("SELECT value FROM notes WHERE name = ?", {kDone});
    const std::int64_t mark = words ? std::strtoll(words->c_str(), nullptr, 10) : 0;
    const std::int64_t newest = FirstItemAt(now - std::chrono::seconds(kSettling));
    std::vector<ItemNumber> items;
    session.Run("SELECT item FROM items WHERE item > ? AND item < ? AND article_row IS NOT NULL ORDER BY item LIMIT ?",
                {mark, newest, static_cast<std::int64_t>(kAtOnce)},
                [&](const Row& row) { items.push_back(row.Int(0)); });
    for (const ItemNumber item : items) {
      session.Run(
          "SELECT s.person, s.url_key, s.was_read, s.starred, s.tags FROM items AS i "
          "JOIN articles AS a ON a.article_row = i.article_row JOIN addresses AS d ON d.page_row = a.page_row "
          "JOIN imported_states AS s ON s.url_key = d.url OR s.url = d.url WHERE i.item = ?",
          {item}, [&](const Row& row) {
            came.push_back({row.Int(0), item, std::string(row.Text(1)), row.Int(2) != 0, row.Int(3) != 0,
                            SplitLines(row.Text(4))});
          });
    }
    upto = items.empty() ? 0 : items.back();
    more = items.size() == kAtOnce;
    return {};
  });
  if (!read || upto == 0) {
    return read ? Result<bool>(false) : tl::unexpected(read.error());
  }
  if (auto marked = MarkAll(store_, came, now); !marked) {
    return tl::unexpected(marked.error());
  }
  const auto noted = database_.Write([&](Session& session) -> Result<void> {
    for (const State& state : came) {
      session.Run("DELETE FROM imported_states WHERE person = ? AND url_key = ?",
                  {state.person, std::string_view(state.url_key)});
    }
    session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                {kDone, std::string_view(fmt::to_string(upto))});
    return {};
  });
  return noted ? Result<bool>(more) : tl::unexpected(noted.error());
}

}  // namespace headwater::store
