// What people mark: read, starred, put off, tagged, noted; one item or whole streams.
#include "store/reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "store/port.h"
#include "store/reading_items.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostTagBytes = 200;

bool IsItem(Session& session, ItemNumber item) {
  return session.Number("SELECT 1 FROM items WHERE item = ?", {item}).has_value();
}

std::vector<ItemNumber> Numbers(Session& session, std::string_view sql, std::initializer_list<Value> values) {
  std::vector<ItemNumber> numbers;
  session.Run(sql, values, [&](const Row& row) { numbers.push_back(row.Int(0)); });
  return numbers;
}

// Of a story item; of an article's there are none.
std::vector<ItemNumber> CopiesOf(Session& session, ItemNumber story) {
  return Numbers(session,
                 "SELECT i.item FROM items t JOIN articles a ON a.story = t.story "
                 "JOIN items i ON i.article_row = a.article_row WHERE t.item = ?",
                 {story});
}

void SetOnce(Session& session, std::int64_t person, ItemNumber item, std::string_view column,
             std::optional<std::chrono::sys_seconds> at) {
  session.Run(fmt::format("INSERT INTO item_marks (person, item, {0}) VALUES (?, ?, ?) ON CONFLICT (person, item) "
                          "DO UPDATE SET {0} = CASE WHEN excluded.{0} IS NULL THEN NULL "
                          "ELSE coalesce(item_marks.{0}, excluded.{0}) END",
                          column),
              {person, item, OrNull(at)});
}

// A stream read up to a number, by one person.
class Rise {
 public:
  Rise(Session& session, std::int64_t person, StreamNumber stream, std::chrono::sys_seconds now)
      : session_(session), person_(person), stream_(stream), now_(now) {
    floor_ =
        session.Number("SELECT upto FROM read_floors WHERE stream = ? AND person = ?", {stream, person}).value_or(0);
  }

  void To(ItemNumber upto) {
    const std::vector<ItemNumber> copies = Copies(upto);
    ReadMarkedOnes(upto);
    if (upto > floor_) {
      Raise(upto);
    }
    for (const ItemNumber item : copies) {
      SetRead(session_, person_, item, true, now_);
    }
  }

 private:
  // The articles of its stories, where it has stories.
  std::vector<ItemNumber> Copies(ItemNumber upto) {
    const auto name = session_.Words("SELECT name FROM streams WHERE stream = ?", {stream_});
    if (!name || !name->starts_with(kStoriesPrefix)) {
      return {};
    }
    std::vector<ItemNumber> copies = Numbers(
        session_,
        "SELECT i.item FROM item_streams s JOIN items t ON t.item = s.item JOIN articles a ON a.story = t.story "
        "JOIN items i ON i.article_row = a.article_row WHERE s.stream = ? AND s.item > ? AND s.item <= ? "
        "ORDER BY s.item DESC LIMIT ?",
        {stream_, floor_, upto, static_cast<std::int64_t>(Reading::kMostCopies)});
    for (const ItemNumber story : MarkedUnread(upto)) {
      std::ranges::copy(CopiesOf(session_, story), std::back_inserter(copies));
    }
    return copies;
  }

  std::vector<ItemNumber> MarkedUnread(ItemNumber upto) {
    return Numbers(session_,
                   "SELECT m.item FROM item_marks m JOIN item_streams s ON s.item = m.item AND s.stream = ? "
                   "WHERE m.person = ? AND m.read = 0 AND m.item <= ?",
                   {stream_, person_, upto});
  }

  // Those that have, or must have, a mark of their own: they count in other streams too.
  void ReadMarkedOnes(ItemNumber upto) {
    std::vector<ItemNumber> own = MarkedUnread(upto);
    std::ranges::copy(Numbers(session_,
                              "SELECT item FROM item_streams WHERE stream = ? AND item > ? AND item <= ? "
                              "AND shared = 1",
                              {stream_, floor_, upto}),
                      std::back_inserter(own));
    for (const ItemNumber item : own) {
      SetRead(session_, person_, item, true, now_);
    }
  }

  void Raise(ItemNumber upto) {
    const std::int64_t all = session_.Number("SELECT items FROM streams WHERE stream = ?", {stream_}).value_or(0);
    const std::int64_t above =
        session_.Number("SELECT count(*) FROM item_streams WHERE stream = ? AND item > ?", {stream_, upto}).value_or(0);
    const std::int64_t read_above =
        above == 0 ? 0
                   : session_
                         .Number(
                             "SELECT count(*) FROM item_streams s JOIN item_marks m ON m.item = s.item "
                             "AND m.person = ? WHERE s.stream = ? AND s.item > ? AND m.read = 1",
                             {person_, stream_, upto})
                         .value_or(0);
    session_.Run(
        "INSERT INTO read_floors (stream, person, upto, reads) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (stream, person) DO UPDATE SET upto = excluded.upto, reads = excluded.reads",
        {stream_, person_, upto, all - above + read_above});
  }

  Session& session_;
  std::int64_t person_;
  StreamNumber stream_;
  std::chrono::sys_seconds now_;
  ItemNumber floor_ = 0;
};

// Cut between two characters.
std::string_view Bounded(std::string_view text, std::size_t most) {
  constexpr auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  if (text.size() <= most) {
    return text;
  }
  while (most > 0 && continues(text[most])) {
    --most;
  }
  return text.substr(0, most);
}

std::string TagNamed(std::string_view name) { return std::string(Bounded(ascii::Trim(name), kMostTagBytes)); }

constexpr std::string_view kTagCalled = "SELECT tag FROM tags WHERE person = ? AND name = ?";

Error NoSuchTag(std::string_view tag) { return {Fault::kNotFound, fmt::format("{}: there is no such tag", tag)}; }

}  // namespace

Result<std::vector<ItemNumber>> Reading::ItemsOf(std::span<const news::ArticleId> articles) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<ItemNumber>> {
    std::vector<ItemNumber> items;
    for (const news::ArticleId& id : articles) {
      items.push_back(session
                          .Number("SELECT i.item FROM articles a JOIN items i ON i.article_row = a.article_row "
                                  "WHERE a.id = ?",
                                  {id.value()})
                          .value_or(0));
    }
    return items;
  });
}

Result<std::vector<ItemNumber>> Reading::ItemsOf(std::span<const news::StoryId> stories) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<ItemNumber>> {
    std::vector<ItemNumber> items;
    for (const news::StoryId& id : stories) {
      items.push_back(session.Number("SELECT item FROM items WHERE story = ?", {id.value()}).value_or(0));
    }
    return items;
  });
}

Result<void> Reading::Set(std::int64_t person, std::span<const ItemNumber> items, Mark mark, bool on,
                          std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    for (const ItemNumber item : items) {
      if (!IsItem(session, item)) {
        continue;
      }
      if (mark != Mark::kRead) {
        SetOnce(session, person, item, mark == Mark::kStarred ? "starred" : "later",
                on ? std::optional(now) : std::nullopt);
        continue;
      }
      SetRead(session, person, item, on, now);
      for (const ItemNumber copy : on ? CopiesOf(session, item) : std::vector<ItemNumber>()) {
        SetRead(session, person, copy, true, now);
      }
    }
    return {};
  });
}

Result<void> Reading::ReadAll(std::int64_t person, std::span<const StreamNumber> streams, ItemNumber upto,
                              std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    for (const StreamNumber stream : streams) {
      Rise(session, person, stream, now).To(std::min(upto, LastItemAt(now)));
    }
    return {};
  });
}

Result<void> Reading::SetNote(std::int64_t person, ItemNumber item, std::string_view note,
                              std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    if (!IsItem(session, item)) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such item", item));
    }
    const std::string_view kept = Bounded(ascii::Trim(note), kMostNoteBytes);
    session.Run(
        "INSERT INTO item_marks (person, item, noted, note) VALUES (?, ?, ?, ?) ON CONFLICT (person, item) "
        "DO UPDATE SET noted = excluded.noted, note = excluded.note",
        {person, item, kept.empty() ? Value() : Value(Seconds(now)), kept});
    return {};
  });
}

Result<void> Reading::SetTag(std::int64_t person, std::span<const ItemNumber> items, std::string_view tag, bool on,
                             std::chrono::sys_seconds now) {
  const std::string name = TagNamed(tag);
  if (name.empty()) {
    return Fail(Fault::kUsage, "a tag needs a name");
  }
  return database_.Write([&](Session& session) -> Result<void> {
    if (on) {
      session.Run("INSERT INTO tags (person, name) VALUES (?, ?) ON CONFLICT DO NOTHING", {person, name});
    }
    const std::int64_t number = session.Number(kTagCalled, {person, name}).value_or(0);
    for (const ItemNumber item : items) {
      if (!on) {
        session.Run("DELETE FROM item_tags WHERE tag = ? AND item = ?", {number, item});
      } else if (IsItem(session, item)) {
        session.Run("INSERT INTO item_tags (tag, item, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    {number, item, Seconds(now)});
      }
    }
    // A tag is there as long as something has it.
    session.Run("DELETE FROM tags WHERE tag = ? AND NOT EXISTS (SELECT 1 FROM item_tags g WHERE g.tag = tags.tag)",
                {number});
    return {};
  });
}

Result<void> Reading::RenameTag(std::int64_t person, std::string_view tag, std::string_view name) {
  const std::string wanted = TagNamed(name);
  if (wanted.empty()) {
    return Fail(Fault::kUsage, "a tag needs a name");
  }
  return database_.Write([&](Session& session) -> Result<void> {
    const auto from = session.Number(kTagCalled, {person, TagNamed(tag)});
    if (!from) {
      return tl::unexpected(NoSuchTag(tag));
    }
    const auto into = session.Number(kTagCalled, {person, wanted});
    if (!into) {
      session.Run("UPDATE tags SET name = ? WHERE tag = ?", {wanted, *from});
    } else if (*into != *from) {
      session.Run(
          "INSERT INTO item_tags (tag, item, at) SELECT ?, item, at FROM item_tags WHERE tag = ? "
          "ON CONFLICT DO NOTHING",
          {*into, *from});
      session.Run("DELETE FROM tags WHERE tag = ?", {*from});
    }
    return {};
  });
}

Result<void> Reading::RemoveTag(std::int64_t person, std::string_view tag) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM tags WHERE person = ? AND name = ?", {person, TagNamed(tag)}, {});
    return session.Changed() == 0 ? Result<void>(tl::unexpected(NoSuchTag(tag))) : Result<void>();
  });
}

}  // namespace headwater::store
