// Questions about items: which stand in a stream or on a shelf, and how many are unread.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <limits>
#include <map>
#include <queue>

#include "store/port.h"
#include "store/reading.h"
#include "store/reading_items.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::size_t kFewestAtOnce = 16;
constexpr std::size_t kMostAtOnce = 2048;

// The items that one person has read of one stream.
struct Floor {
  ItemNumber upto = 0;
  std::int64_t reads = 0;
  std::int64_t items = 0;
};

// Ends of a range of items, both within it.
struct Range {
  ItemNumber low = 0;
  ItemNumber high = std::numeric_limits<ItemNumber>::max();
};

// -1: whichever.
std::int64_t Wish(const std::optional<bool>& wanted) { return wanted ? std::int64_t{*wanted} : -1; }

// Items in the order asked for, fetched a few at a time.
class Source {
 public:
  // Up to so many of a range.
  using Fetch = std::function<std::vector<ItemNumber>(const Range&, std::int64_t)>;

  Source(Fetch fetch, const Range& range, bool oldest_first, std::size_t at_once)
      : fetch_(std::move(fetch)), range_(range), oldest_first_(oldest_first), at_once_(at_once) {}

  std::optional<ItemNumber> Next() {
    if (waiting_.empty() && !dry_) {
      Fill();
    }
    if (waiting_.empty()) {
      return std::nullopt;
    }
    const ItemNumber item = waiting_.front();
    waiting_.pop_front();
    return item;
  }

 private:
  void Fill() {
    if (range_.low > range_.high) {
      dry_ = true;
      return;
    }
    const std::vector<ItemNumber> found = fetch_(range_, static_cast<std::int64_t>(at_once_));
    dry_ = found.size() < at_once_;
    at_once_ = std::min(at_once_ * 2, kMostAtOnce);
    if (!found.empty()) {
      (oldest_first_ ? range_.low : range_.high) = found.back() + (oldest_first_ ? 1 : -1);
      waiting_.assign(found.begin(), found.end());
    }
  }

  Fetch fetch_;
  Range range_;
  bool oldest_first_;
  std::size_t at_once_;
  bool dry_ = false;
  std::deque<ItemNumber> waiting_;
};

// One listing of items.
class Listing {
 public:
  Listing(Session& session, std::int64_t person, const ItemQuestion& question)
      : session_(session), person_(person), question_(question), order_(question.oldest_first ? "ASC" : "DESC") {
    range_.low = question.since ? FirstItemAt(*question.since) : 0;
    range_.high = question.until ? LastItemAt(*question.until) : range_.high;
    if (question.after && question.oldest_first) {
      range_.low = std::max(range_.low, *question.after + 1);
    } else if (question.after) {
      range_.high = std::min(range_.high, *question.after - 1);
    }
  }

  std::vector<ItemNumber> Take() {
    if (question_.shelf == Shelf::kStreams) {
      AddStreams();
    } else {
      AddShelf();
    }
    return Merge();
  }

 private:
  std::vector<ItemNumber> Run(const std::string& sql, std::initializer_list<Value> values) {
    std::vector<ItemNumber> found;
    session_.Run(sql, values, [&](const Row& row) { found.push_back(row.Int(0)); });
    return found;
  }

  void AddStreams() {
    std::map<StreamNumber, Floor> floors;
    session_.Run(
        "SELECT t.stream, t.items, coalesce(f.upto, 0), coalesce(f.reads, 0) FROM streams t "
        "LEFT JOIN read_floors f ON f.stream = t.stream AND f.person = ?",
        {person_}, [&](const Row& row) {
          floors[row.Int(0)] = {row.Int(2), row.Int(3), row.Int(1)};
        });
    std::vector<StreamNumber> wanted;
    for (const StreamNumber stream : question_.streams) {
      const auto floor = floors.find(stream);
      if (floor == floors.end()) {
        continue;
      }
      const std::int64_t unread = floor->second.items - floor->second.reads;
      const std::int64_t there =
          !question_.read ? floor->second.items : (*question_.read ? floor->second.reads : unread);
      if (there > 0) {
        wanted.push_back(stream);
      }
    }
    const std::size_t at_once =
        std::clamp(2 * question_.limit / std::max<std::size_t>(wanted.size(), 1), kFewestAtOnce, kMostAtOnce);
    for (const StreamNumber stream : wanted) {
      AddStream(stream, floors[stream], at_once);
    }
    if (question_.read && !*question_.read && !wanted.empty()) {
      AddMarkedUnread(wanted);
    }
  }

  void AddStream(StreamNumber stream, const Floor& floor, std::size_t at_once) {
    Range range = range_;
    // Below the floor only what is marked so is unread.
    if (question_.read && !*question_.read) {
      range.low = std::max(range.low, floor.upto + 1);
    }
    const bool plain = !question_.read && !question_.starred;
    const std::string sql = fmt::format(
        "SELECT s.item FROM item_streams s {} WHERE s.stream = ? AND s.item >= ? AND s.item <= ? {} "
        "ORDER BY s.item {} LIMIT ?",
        plain ? "" : "LEFT JOIN item_marks m ON m.person = ? AND m.item = s.item",
        plain ? ""
              : "AND (? < 0 OR coalesce(m.read, CASE WHEN s.item <= ? THEN 1 ELSE 0 END) = ?) "
                "AND (? < 0 OR CASE WHEN m.starred IS NULL THEN 0 ELSE 1 END = ?)",
        order_);
    const std::int64_t read = Wish(question_.read);
    const std::int64_t starred = Wish(question_.starred);
    Add(
        [=, this, upto = floor.upto](const Range& part, std::int64_t most) {
          return plain ? Run(sql, {stream, part.low, part.high, most})
                       : Run(sql, {person_, stream, part.low, part.high, read, upto, read, starred, starred, most});
        },
        range, at_once);
  }

  // Few: what a person marked as unread, and what came late to a stream that had been read.
  void AddMarkedUnread(const std::vector<StreamNumber>& wanted) {
    const std::string sql = fmt::format(
        "SELECT m.item, s.stream FROM item_marks m JOIN item_streams s ON s.item = m.item "
        "WHERE m.person = ? AND m.read = 0 AND m.item >= ? AND m.item <= ? "
        "AND (? < 0 OR CASE WHEN m.starred IS NULL THEN 0 ELSE 1 END = ?) ORDER BY m.item {}",
        order_);
    std::vector<ItemNumber> found;
    const std::int64_t starred = Wish(question_.starred);
    session_.Run(sql, {person_, range_.low, range_.high, starred, starred}, [&](const Row& row) {
      const bool ours = std::ranges::find(wanted, row.Int(1)) != wanted.end();
      if (ours && (found.empty() || found.back() != row.Int(0))) {
        found.push_back(row.Int(0));
      }
    });
    const auto most = static_cast<std::int64_t>(found.size()) + 1;
    Add([found = std::move(found)](const Range&, std::int64_t) { return found; }, range_,
        static_cast<std::size_t>(most));
  }

  void AddShelf() {
    const std::int64_t read = Wish(question_.read);
    const std::int64_t starred = Wish(question_.starred);
    const auto filters = [](std::string_view item) {
      return fmt::format("AND (? < 0 OR {} = ?) AND (? < 0 OR CASE WHEN m.starred IS NULL THEN 0 ELSE 1 END = ?)",
                         IsRead(item, "?"));
    };
    if (question_.shelf == Shelf::kTag) {
      const std::string sql = fmt::format(
          "SELECT i.item FROM tags t JOIN item_tags i ON i.tag = t.tag LEFT JOIN item_marks m ON m.person = t.person "
          "AND m.item = i.item WHERE t.person = ? AND t.name = ? AND i.item >= ? AND i.item <= ? {} "
          "ORDER BY i.item {} LIMIT ?",
          filters("i.item"), order_);
      Add(
          [=, this](const Range& part, std::int64_t most) {
            return Run(sql, {person_, question_.tag, part.low, part.high, read, person_, read, starred, starred, most});
          },
          range_, AtOnce());
      return;
    }
    const std::string_view column =
        question_.shelf == Shelf::kStarred ? "starred" : (question_.shelf == Shelf::kLater ? "later" : "noted");
    const std::string sql = fmt::format(
        "SELECT m.item FROM item_marks m WHERE m.person = ? AND m.{} IS NOT NULL AND m.item >= ? AND m.item <= ? {} "
        "ORDER BY m.item {} LIMIT ?",
        column, filters("m.item"), order_);
    Add(
        [=, this](const Range& part, std::int64_t most) {
          return Run(sql, {person_, part.low, part.high, read, person_, read, starred, starred, most});
        },
        range_, AtOnce());
  }

  std::size_t AtOnce() const { return std::clamp(question_.limit, kFewestAtOnce, kMostAtOnce); }

  void Add(Source::Fetch fetch, const Range& range, std::size_t at_once) {
    sources_.emplace_back(std::move(fetch), range, question_.oldest_first, at_once);
  }

  // Each item once, though several streams have it.
  std::vector<ItemNumber> Merge() {
    using Head = std::pair<ItemNumber, std::size_t>;
    const auto later = [this](const Head& one, const Head& other) {
      return question_.oldest_first ? one.first > other.first : one.first < other.first;
    };
    std::priority_queue<Head, std::vector<Head>, decltype(later)> heads(later);
    for (std::size_t n = 0; n < sources_.size(); ++n) {
      if (const auto item = sources_[n].Next()) {
        heads.emplace(*item, n);
      }
    }
    std::vector<ItemNumber> items;
    while (!heads.empty() && items.size() < question_.limit) {
      const auto [item, source] = heads.top();
      heads.pop();
      if (items.empty() || items.back() != item) {
        items.push_back(item);
      }
      if (const auto next = sources_[source].Next()) {
        heads.emplace(*next, source);
      }
    }
    return items;
  }

  Session& session_;
  std::int64_t person_;
  const ItemQuestion& question_;
  std::string_view order_;
  Range range_;
  std::vector<Source> sources_;
};

StreamLine ReadStream(const Row& row) {
  StreamLine line;
  line.number = row.Int(0);
  line.name = row.Text(1);
  line.subscription = !row.IsNull(2);
  line.title = row.Text(3);
  line.folder = row.Text(4);
  line.url = row.Text(5);
  line.link = row.Text(6);
  line.language = row.Text(7);
  line.items = row.Int(8);
  line.unread = line.items - row.Int(9);
  line.newest = row.Int(10);
  if (!line.subscription && line.name.starts_with(kStoriesPrefix)) {
    line.stories = true;
    line.language = line.name.substr(kStoriesPrefix.size());
  }
  return line;
}

}  // namespace

Result<std::vector<ItemNumber>> Reading::Items(std::int64_t person, const ItemQuestion& question) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<ItemNumber>> {
    return Listing(session, person, question).Take();
  });
}

Result<std::vector<StreamLine>> Reading::Streams(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<StreamLine>> {
    std::vector<StreamLine> lines;
    session.Run(
        "SELECT t.stream, t.name, f.id, f.title, f.folder, f.url, f.link, f.language, t.items, coalesce(r.reads, 0), "
        "(SELECT max(s.item) FROM item_streams s WHERE s.stream = t.stream) FROM streams t "
        "LEFT JOIN feeds f ON f.id = t.name LEFT JOIN read_floors r ON r.stream = t.stream AND r.person = ? "
        "WHERE f.id IS NOT NULL OR (t.items > 0 AND (t.name = ? OR substr(t.name, 1, CAST(? AS INTEGER)) = ?)) "
        "ORDER BY f.id IS NULL, f.folder, f.title, t.name",
        {person, kElsewhere, static_cast<std::int64_t>(kStoriesPrefix.size()), kStoriesPrefix},
        [&](const Row& row) { lines.push_back(ReadStream(row)); });
    return lines;
  });
}

Result<std::vector<TagLine>> Reading::Tags(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<TagLine>> {
    std::vector<TagLine> tags;
    session.Run(fmt::format("SELECT p.name, count(*), sum(CASE WHEN {} = 1 THEN 0 ELSE 1 END) FROM tags p "
                            "JOIN item_tags i ON i.tag = p.tag LEFT JOIN item_marks m ON m.person = p.person "
                            "AND m.item = i.item WHERE p.person = ? GROUP BY p.name ORDER BY p.name",
                            IsRead("i.item", "p.person")),
                {person}, [&](const Row& row) {
                  tags.push_back({std::string(row.Text(0)), row.Int(1), row.Int(2)});
                });
    return tags;
  });
}

Result<std::int64_t> Reading::UnreadStarred(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::int64_t> {
    return session
        .Number(fmt::format("SELECT count(*) FROM item_marks m WHERE m.person = ? AND m.starred IS NOT NULL AND {} = 0",
                            IsRead("m.item", "m.person")),
                {person})
        .value_or(0);
  });
}

}  // namespace headwater::store
