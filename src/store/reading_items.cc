// Items and their streams.
#include "store/reading_items.h"

#include <fmt/format.h>

#include <optional>
#include <string>

#include "store/page_rows.h"
#include "store/reading.h"
#include "store/rows.h"
#include "web/url.h"

namespace headwater::store {
namespace {

ItemNumber FreeItem(Session& session, std::chrono::sys_seconds at) {
  ItemNumber item = 0;
  do {
    const ItemNumber first = FirstItemAt(at);
    item = session.Number("SELECT max(item) FROM items WHERE item >= ? AND item <= ?", {first, LastItemAt(at)})
               .value_or(first - 1) +
           1;
    at += std::chrono::seconds{1};
  } while (item >= FirstItemAt(at) && session.Good());
  return item;
}

// By whatever address the feed announced it.
std::optional<std::int64_t> SubscriptionAt(Session& session, std::string_view address) {
  if (address.empty()) {
    return std::nullopt;
  }
  return session.Number(
      "SELECT t.stream FROM feeds f JOIN streams t ON t.name = f.id WHERE f.id = ? OR f.url_key = ? "
      "ORDER BY f.sample, f.id LIMIT 1",
      {address, web::ComparableUrl(address)});
}

// What an article's row says of whether, and where, it is an item.
struct Bearing {
  bool listed = false;
  bool part = false;  // of a digest
  std::string announced_by;
};

std::optional<Bearing> BearingOf(Session& session, std::int64_t article_row) {
  std::optional<Bearing> bearing;
  session.Run(
      "SELECT a.id, a.kind, a.listed, p.announcement, p.called FROM articles a "
      "JOIN pages p ON p.page_row = a.page_row WHERE a.article_row = ?",
      {article_row}, [&](const Row& row) {
        const auto announcement = ReadAnnouncement(row.Text(3));
        bearing.emplace();
        bearing->part = row.Text(0).find('#') != std::string_view::npos;
        // A page without an article in it is one where a feed announced it as such.
        bearing->listed = row.Int(2) != 0 && (row.Text(1) != "other" || announcement.has_value());
        bearing->announced_by = announcement ? announcement->feed : std::string(row.Text(4));
      });
  return bearing;
}

void LeaveElsewhere(Session& session, std::int64_t item) {
  const std::int64_t elsewhere = StreamCalled(session, kElsewhere);
  session.Run("DELETE FROM item_streams WHERE stream = ? AND item = ?", {elsewhere, item}, {});
  if (session.Changed() == 0) {
    return;
  }
  session.Run("UPDATE streams SET items = items - 1 WHERE stream = ?", {elsewhere});
  session.Run(
      "UPDATE read_floors SET reads = reads - 1 WHERE stream = ? AND coalesce((SELECT m.read FROM item_marks m "
      "WHERE m.person = read_floors.person AND m.item = ?), CASE WHEN upto >= ? THEN 1 ELSE 0 END) = 1",
      {elsewhere, item, item});
}

}  // namespace

std::string IsRead(std::string_view item, std::string_view person) {
  return fmt::format(
      "coalesce(m.read, CASE WHEN EXISTS (SELECT 1 FROM item_streams s JOIN read_floors f ON f.stream = s.stream "
      "WHERE s.item = {} AND f.person = {} AND f.upto >= s.item) THEN 1 ELSE 0 END)",
      item, person);
}

std::int64_t StreamCalled(Session& session, std::string_view name) {
  constexpr std::string_view kAsk = "SELECT stream FROM streams WHERE name = ?";
  auto stream = session.Number(kAsk, {name});
  if (!stream) {
    session.Run("INSERT INTO streams (name, items) VALUES (?, 0) ON CONFLICT DO NOTHING", {name});
    stream = session.Number(kAsk, {name});
  }
  return stream.value_or(0);
}

void PutIntoStream(Session& session, std::int64_t item, std::int64_t stream, std::chrono::sys_seconds now) {
  if (session.Number("SELECT 1 FROM item_streams WHERE stream = ? AND item = ?", {stream, item})) {
    return;
  }
  // Who has read it with another of its streams keeps it as read; to others it is new, though they may have read all of
  // this stream up to a later number.
  const bool shared = session.Number("SELECT 1 FROM item_streams WHERE item = ? LIMIT 1", {item}).has_value();
  if (shared) {
    session.Run(
        "INSERT INTO item_marks (person, item, read, read_at) SELECT p.person, ?, 1, ? FROM "
        "(SELECT DISTINCT f.person AS person FROM item_streams s JOIN read_floors f ON f.stream = s.stream "
        "AND f.upto >= s.item WHERE s.item = ?) AS p WHERE 1 = 1 "
        "ON CONFLICT (person, item) DO UPDATE SET read = coalesce(item_marks.read, 1)",
        {item, Seconds(now), item});
    session.Run("UPDATE item_streams SET shared = 1 WHERE item = ?", {item});
  }
  session.Run(
      "INSERT INTO item_marks (person, item, read, read_at) SELECT person, ?, 0, ? FROM read_floors "
      "WHERE stream = ? AND upto >= ? ON CONFLICT (person, item) DO UPDATE SET read = coalesce(item_marks.read, 0)",
      {item, Seconds(now), stream, item});
  session.Run("INSERT INTO item_streams (stream, item, shared) VALUES (?, ?, ?)", {stream, item, shared});
  session.Run(
      "INSERT INTO read_floors (stream, person, upto, reads) SELECT ?, person, 0, 1 FROM item_marks "
      "WHERE item = ? AND read = 1 ON CONFLICT (stream, person) DO UPDATE SET reads = read_floors.reads + 1",
      {stream, item});
}

void MindItem(Session& session, std::int64_t article_row, std::chrono::sys_seconds now) {
  const auto bearing = BearingOf(session, article_row);
  const auto known = session.Number("SELECT item FROM items WHERE article_row = ?", {article_row});
  if (!bearing || !bearing->listed) {
    if (known) {
      session.Run("DELETE FROM items WHERE item = ?", {*known});
    }
    return;
  }
  if (known) {
    return;
  }
  const ItemNumber item = FreeItem(session, now);
  session.Run("INSERT INTO items (item, article_row) VALUES (?, ?)", {item, article_row});
  if (!bearing->part) {
    const auto subscription = SubscriptionAt(session, bearing->announced_by);
    PutIntoStream(session, item, subscription ? *subscription : StreamCalled(session, kElsewhere), now);
  }
}

void MindStoryItem(Session& session, std::string_view story, std::chrono::sys_seconds now) {
  if (session.Number("SELECT 1 FROM items WHERE story = ?", {story})) {
    return;
  }
  const auto language = session.Words("SELECT language FROM stories WHERE id = ?", {story});
  if (!language) {
    return;
  }
  const ItemNumber item = FreeItem(session, now);
  session.Run("INSERT INTO items (item, story) VALUES (?, ?)", {item, story});
  PutIntoStream(session, item,
                StreamCalled(session, fmt::format("{}{}", kStoriesPrefix, language->empty() ? "und" : *language)), now);
}

void SetRead(Session& session, std::int64_t person, std::int64_t item, bool read, std::chrono::sys_seconds now) {
  static const std::string ask =
      fmt::format("SELECT {} FROM items i LEFT JOIN item_marks m ON m.item = i.item AND m.person = ? WHERE i.item = ?",
                  IsRead("i.item", "?"));
  const auto before = session.Number(ask, {person, person, item});
  if (!before || (*before != 0) == read) {
    return;
  }
  session.Run(
      "INSERT INTO item_marks (person, item, read, read_at) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (person, item) DO UPDATE SET read = excluded.read, read_at = excluded.read_at",
      {person, item, read, Seconds(now)});
  session.Run(
      "INSERT INTO read_floors (stream, person, upto, reads) SELECT stream, ?, 0, ? FROM item_streams WHERE item = ? "
      "ON CONFLICT (stream, person) DO UPDATE SET reads = read_floors.reads + excluded.reads",
      {person, std::int64_t{read ? 1 : -1}, item});
  if (read) {
    // Where nothing is left unread the floor rises, so that nobody has to look through what was read one by one.
    session.Run(
        "UPDATE read_floors SET upto = (SELECT max(s.item) FROM item_streams s WHERE s.stream = read_floors.stream) "
        "WHERE person = ? AND stream IN (SELECT stream FROM item_streams WHERE item = ?) "
        "AND reads = (SELECT t.items FROM streams t WHERE t.stream = read_floors.stream) "
        "AND upto < (SELECT max(s.item) FROM item_streams s WHERE s.stream = read_floors.stream)",
        {person, item});
  }
}

Result<void> Reading::CameBy(std::string_view feed, std::span<const std::string> addresses,
                             std::chrono::sys_seconds now) {
  std::vector<ItemNumber> items;
  std::optional<std::int64_t> stream;
  const auto looked = database_.Read([&](Session& session) -> Result<void> {
    stream = SubscriptionAt(session, feed);
    for (std::size_t n = 0; stream && n < addresses.size(); ++n) {
      session.Run(
          "SELECT i.item FROM addresses d JOIN articles a ON a.page_row = d.page_row "
          "JOIN items i ON i.article_row = a.article_row WHERE d.url IN (?, ?) AND a.id NOT LIKE '%#%' "
          "AND NOT EXISTS (SELECT 1 FROM item_streams s WHERE s.stream = ? AND s.item = i.item)",
          {addresses[n], web::ComparableUrl(addresses[n]), *stream},
          [&](const Row& row) { items.push_back(row.Int(0)); });
    }
    return {};
  });
  if (!looked || items.empty()) {
    return looked;
  }
  return database_.Write([&](Session& session) -> Result<void> {
    for (const ItemNumber item : items) {
      if (session.Number("SELECT 1 FROM items WHERE item = ?", {item})) {
        PutIntoStream(session, item, *stream, now);
        LeaveElsewhere(session, item);
      }
    }
    return {};
  });
}

}  // namespace headwater::store
