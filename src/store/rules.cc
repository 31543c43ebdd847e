// Rules in rows: kept, previewed, applied, and what they hid.
#include "store/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "base/ascii.h"
#include "store/reading.h"
#include "store/rows.h"
#include "store/rule_match.h"
#include "store/webhooks.h"
#include "text/utf8.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kAtOnce = 200;
constexpr std::string_view kDone = "rules went up to item";
// What came within the last seconds may still get a number below one that was looked at.
constexpr std::int64_t kSettling = 3;
// So long the desk is waited for: whose news an article tells is known after it.
constexpr std::int64_t kWait = 300;

constexpr std::string_view kRuleColumns =
    "id, person, title, words, headline_only, source, feed, folder, language, author, speaker, origin, shorter, "
    "longer, single_origin, hide, mark_read, star, later, tag, paused, backlog IS NOT NULL, send";

Rule ReadRule(const Row& row) {
  Rule rule;
  rule.id = row.Int(0);
  rule.person = row.Int(1);
  rule.title = row.Text(2);
  rule.words = row.Text(3);
  rule.headline_only = row.Int(4) != 0;
  rule.source = row.Text(5);
  rule.feed = row.Text(6);
  rule.folder = row.Text(7);
  rule.language = row.Text(8);
  rule.author = row.Text(9);
  rule.speaker = row.Text(10);
  rule.origin = row.Text(11);
  rule.shorter = static_cast<int>(row.Int(12));
  rule.longer = static_cast<int>(row.Int(13));
  rule.single_origin = row.Int(14) != 0;
  rule.hide = row.Int(15) != 0;
  rule.read = row.Int(16) != 0;
  rule.star = row.Int(17) != 0;
  rule.later = row.Int(18) != 0;
  rule.tag = row.Text(19);
  rule.paused = row.Int(20) != 0;
  rule.going_back = row.Int(21) != 0;
  rule.send = row.Int(22) != 0;
  return rule;
}

std::vector<Rule> ReadRules(Session& session, std::string_view condition, std::initializer_list<Value> values) {
  std::vector<Rule> rules;
  session.Run(fmt::format("SELECT {} FROM rules WHERE {} ORDER BY id", kRuleColumns, condition), values,
              [&](const Row& row) { rules.push_back(ReadRule(row)); });
  return rules;
}

Result<void> MayAsk(const Rule& rule) {
  const bool asks = !ascii::Trim(rule.words).empty() || !rule.source.empty() || !rule.feed.empty() ||
                    !rule.folder.empty() || !rule.language.empty() || !rule.author.empty() || !rule.speaker.empty() ||
                    !rule.origin.empty() || rule.shorter > 0 || rule.longer > 0 || rule.single_origin;
  if (!asks) {
    return Fail(Fault::kUsage, "The rule asks for nothing, so it would meet everything.");
  }
  for (const std::string* text : {&rule.title, &rule.words, &rule.source, &rule.feed, &rule.folder, &rule.language,
                                  &rule.author, &rule.speaker, &rule.origin, &rule.tag}) {
    if (text->size() > Rules::kMostWordBytes) {
      return Fail(Fault::kTooLarge, "The rule is too long.");
    }
  }
  return {};
}

Result<void> MayBe(const Rule& rule) {
  if (!rule.hide && !rule.read && !rule.star && !rule.later && rule.tag.empty() && !rule.send) {
    return Fail(Fault::kUsage, "The rule does nothing.");
  }
  return MayAsk(rule);
}

// An article's item with all that rules ask about.
struct Looked {
  ItemNumber item = 0;
  std::int64_t row = 0;
  bool placed = false;
  std::string origin;
  bool single_origin = false;
  std::string json;
  std::vector<std::string> feeds;
  std::vector<std::string> folders;
};

std::vector<Looked> LookAt(Session& session, std::string_view condition, std::initializer_list<Value> values) {
  std::vector<Looked> list;
  session.Run(
      fmt::format("SELECT i.item, i.article_row, a.story IS NOT NULL OR a.placeable = 0, coalesce(a.origin_kind, ''), "
                  "coalesce(s.single_origin, 0), t.json FROM items AS i "
                  "JOIN articles AS a ON a.article_row = i.article_row "
                  "JOIN article_texts AS t ON t.article_row = i.article_row "
                  "LEFT JOIN stories AS s ON s.id = a.story WHERE {}",
                  condition),
      values, [&](const Row& row) {
        list.push_back({row.Int(0),
                        row.Int(1),
                        row.Int(2) != 0,
                        std::string(row.Text(3)),
                        row.Int(4) != 0,
                        std::string(row.Text(5)),
                        {},
                        {}});
      });
  for (Looked& looked : list) {
    session.Run(
        "SELECT f.id, f.folder FROM item_streams AS x JOIN streams AS m ON m.stream = x.stream "
        "JOIN feeds AS f ON f.id = m.name WHERE x.item = ?",
        {looked.item}, [&](const Row& row) {
          looked.feeds.emplace_back(row.Text(0));
          looked.folders.emplace_back(row.Text(1));
        });
  }
  return list;
}

// What is to be done, gathered so that each mark is one write.
struct Doing {
  std::map<std::pair<std::int64_t, Mark>, std::vector<ItemNumber>> marks;
  std::map<std::pair<std::int64_t, std::string>, std::vector<ItemNumber>> tags;
  struct Hide {
    std::int64_t person;
    ItemNumber item;
    std::int64_t rule;
    std::string title;
    std::string by;
  };
  std::vector<Hide> hidden;
  // By person: articles' ids, with the rules' titles.
  std::map<std::int64_t, std::vector<std::pair<std::string, std::string>>> sends;

  void Add(const Rule& rule, ItemNumber item, const std::string& by) {
    if (rule.hide) {
      hidden.push_back({rule.person, item, rule.id, rule.title, by});
    }
    for (const auto& [wanted, mark] :
         {std::pair{rule.read, Mark::kRead}, {rule.star, Mark::kStarred}, {rule.later, Mark::kLater}}) {
      if (wanted) {
        marks[{rule.person, mark}].push_back(item);
      }
    }
    if (!rule.tag.empty()) {
      tags[{rule.person, rule.tag}].push_back(item);
    }
  }
};

void MeetAll(const RuleIndex& index, const std::vector<Looked>& list, bool fresh, Doing& doing) {
  for (const Looked& looked : list) {
    const auto article = Unpack(looked.json);
    if (!article) {
      continue;
    }
    for (const RuleIndex::Met& met :
         index.Meet({*article, looked.feeds, looked.folders, looked.origin, looked.single_origin})) {
      doing.Add(*met.rule, looked.item, met.by);
      if (fresh && met.rule->send) {
        doing.sends[met.rule->person].emplace_back(article->id.value(), met.rule->title);
      }
    }
  }
}

// What is hidden counts as read wherever it is counted. What a person took out stays out.
Result<void> Hide(Database& database, Doing& doing, std::int64_t now) {
  if (doing.hidden.empty()) {
    return {};
  }
  return database.Write([&](Session& session) -> Result<void> {
    for (const Doing::Hide& hide : doing.hidden) {
      session.Run(
          "INSERT INTO hidden_items (person, item, rule, title, by, at, shown) VALUES (?, ?, ?, ?, ?, ?, 0) "
          "ON CONFLICT (person, item) DO NOTHING",
          {hide.person, hide.item, hide.rule, std::string_view(hide.title), std::string_view(hide.by), now});
      // Also what was hidden before: a fault may have come before it was marked.
      if (session.Number("SELECT 1 FROM hidden_items WHERE person = ? AND item = ? AND shown = 0",
                         {hide.person, hide.item})) {
        doing.marks[{hide.person, Mark::kRead}].push_back(hide.item);
      }
    }
    return {};
  });
}

Result<void> Do(Store& store, Database& database, Doing& doing, std::chrono::sys_seconds now) {
  if (auto hidden = Hide(database, doing, Seconds(now)); !hidden) {
    return hidden;
  }
  Reading reading(store);
  for (const auto& [what, items] : doing.marks) {
    if (auto set = reading.Set(what.first, items, what.second, true, now); !set) {
      return set;
    }
  }
  for (const auto& [what, items] : doing.tags) {
    if (auto set = reading.SetTag(what.first, items, what.second, true, now); !set) {
      return set;
    }
  }
  for (const auto& [person, articles] : doing.sends) {
    if (auto queued = Webhooks(store).Queue(person, articles, now); !queued) {
      return queued;
    }
  }
  return {};
}

struct Share {
  std::vector<Rule> rules;
  std::vector<Looked> list;
  std::int64_t upto = 0;  // the mark after it
  bool more = false;
};

std::int64_t MarkOf(Session& session) {
  const auto words = session.Words("SELECT value FROM notes WHERE name = ?", {kDone});
  return words ? std::strtoll(words->c_str(), nullptr, 10) : -1;
}

// What came in since.
Share FreshShare(Session& session, std::int64_t mark, std::chrono::sys_seconds now) {
  const std::int64_t newest = FirstItemAt(now - std::chrono::seconds(kSettling));
  Share fresh;
  if (mark < 0) {
    // Rules are for what comes from now on.
    fresh.upto = newest;
    return fresh;
  }
  const auto last = session.Number("SELECT max(item) FROM items WHERE item > ? AND item < ?", {mark, newest});
  fresh.upto = mark;
  if (!last) {
    return fresh;
  }
  fresh.rules = ReadRules(session, "paused = 0", {});
  if (fresh.rules.empty()) {
    fresh.upto = *last;
    return fresh;
  }
  fresh.list = LookAt(session, "i.item > ? AND i.item < ? ORDER BY i.item LIMIT ?", {mark, newest, kAtOnce});
  const auto waited = std::ranges::find_if(fresh.list, [&](const Looked& looked) {
    return !looked.placed && TimeOfItem(looked.item) > now - std::chrono::seconds(kWait);
  });
  const bool all = waited == fresh.list.end();
  fresh.more = all && static_cast<std::int64_t>(fresh.list.size()) == kAtOnce;
  fresh.list.erase(waited, fresh.list.end());
  // Behind the last article stories alone are left.
  fresh.upto = all && !fresh.more ? *last : fresh.list.empty() ? mark : fresh.list.back().item;
  return fresh;
}

// What was there, for the rule that a person sent back first.
Share BackShare(Session& session) {
  Share back;
  back.rules =
      ReadRules(session, "backlog IS NOT NULL AND id = (SELECT min(id) FROM rules WHERE backlog IS NOT NULL)", {});
  if (!back.rules.empty()) {
    back.list = LookAt(session, "i.item < (SELECT backlog FROM rules WHERE id = ?) ORDER BY i.item DESC LIMIT ?",
                       {back.rules.front().id, kAtOnce});
    back.more = static_cast<std::int64_t>(back.list.size()) == kAtOnce;
    back.upto = back.list.empty() ? 0 : back.list.back().item;
  }
  return back;
}

}  // namespace

Result<std::vector<Rule>> Rules::Of(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<Rule>> {
    return ReadRules(session, "person = ?", {person});
  });
}

Result<std::int64_t> Rules::Put(const Rule& rule) {
  if (auto may = MayBe(rule); !may) {
    return tl::unexpected(may.error());
  }
  return WriteAs(database_, [&](Session& session) -> Result<std::int64_t> {
    std::int64_t id = rule.id;
    // All of them are held in memory when something comes in.
    const std::int64_t others =
        session
            .Number("SELECT coalesce(sum(length(words)), 0) FROM rules WHERE person = ? AND id <> ?", {rule.person, id})
            .value_or(0);
    if (others + static_cast<std::int64_t>(rule.words.size()) > kMostWordsOfAll) {
      return Fail(Fault::kTooLarge, "The rules have too many words between them: remove some first.");
    }
    if (id == 0) {
      if (session.Number("SELECT count(*) FROM rules WHERE person = ?", {rule.person}).value_or(0) >= kMostRules) {
        return Fail(Fault::kTooLarge, fmt::format("There are {} rules already: remove some first.", kMostRules));
      }
      id = session
               .Number(
                   "INSERT INTO rules (person, title, words, headline_only, source, feed, folder, language, author, "
                   "speaker, origin, shorter, longer, single_origin, hide, mark_read, star, later, tag, send, paused) "
                   "VALUES (?, '', '', 0, '', '', '', '', '', '', '', 0, 0, 0, 0, 0, 0, 0, '', 0, 0) RETURNING id",
                   {rule.person})
               .value_or(0);
    }
    session.Run(
        "UPDATE rules SET title = ?, words = ?, headline_only = ?, source = ?, feed = ?, folder = ?, "
        "language = ?, author = ?, speaker = ?, origin = ?, shorter = ?, longer = ?, single_origin = ?, "
        "hide = ?, mark_read = ?, star = ?, later = ?, tag = ?, send = ?, paused = ? WHERE id = ? AND person = ?",
        {std::string_view(rule.title),
         std::string_view(rule.words),
         std::int64_t{rule.headline_only},
         std::string_view(rule.source),
         std::string_view(rule.feed),
         std::string_view(rule.folder),
         std::string_view(rule.language),
         std::string_view(rule.author),
         std::string_view(rule.speaker),
         std::string_view(rule.origin),
         std::int64_t{rule.shorter},
         std::int64_t{rule.longer},
         std::int64_t{rule.single_origin},
         std::int64_t{rule.hide},
         std::int64_t{rule.read},
         std::int64_t{rule.star},
         std::int64_t{rule.later},
         std::string_view(rule.tag),
         std::int64_t{rule.send},
         std::int64_t{rule.paused},
         id,
         rule.person});
    return session.Changed() > 0 ? Result<std::int64_t>(id) : Fail(Fault::kNotFound, "There is no such rule.");
  });
}

Result<void> Rules::Remove(std::int64_t person, std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM rules WHERE id = ? AND person = ?", {id, person});
    if (session.Changed() == 0) {
      return Fail(Fault::kNotFound, "There is no such rule.");
    }
    session.Run("DELETE FROM hidden_items WHERE rule = ? AND person = ? AND shown = 0", {id, person});
    return {};
  });
}

Result<void> Rules::Pause(std::int64_t person, std::int64_t id, bool paused) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE rules SET paused = ? WHERE id = ? AND person = ?", {std::int64_t{paused}, id, person});
    return session.Changed() > 0 ? Result<void>{} : Fail(Fault::kNotFound, "There is no such rule.");
  });
}

Result<void> Rules::GoBack(std::int64_t person, std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE rules SET backlog = (SELECT coalesce(max(item), 0) + 1 FROM items) WHERE id = ? AND person = ?",
                {id, person});
    return session.Changed() > 0 ? Result<void>{} : Fail(Fault::kNotFound, "There is no such rule.");
  });
}

Result<Catch> Rules::Preview(const Rule& rule, std::size_t looked_at, std::size_t limit) {
  // One at a time: each reads hundreds of articles whole.
  static std::mutex one;
  const std::unique_lock lock(one, std::try_to_lock);
  if (!lock) {
    return Fail(Fault::kTimeout, "Another preview is under way: try again in a moment.");
  }
  if (auto may = MayAsk(rule); !may) {
    return tl::unexpected(may.error());
  }
  return ReadAs(database_, [&](Session& session) -> Result<Catch> {
    Rule running = rule;
    running.paused = false;
    const RuleIndex index({running});
    Catch caught;
    for (const Looked& looked : LookAt(session, "i.article_row IS NOT NULL ORDER BY i.item DESC LIMIT ?",
                                       {static_cast<std::int64_t>(looked_at)})) {
      const auto article = Unpack(looked.json);
      ++caught.of;
      if (!article ||
          index.Meet({*article, looked.feeds, looked.folders, looked.origin, looked.single_origin}).empty()) {
        continue;
      }
      ++caught.count;
      if (caught.caught.size() < limit) {
        session.Run(fmt::format("SELECT {} FROM articles AS a WHERE a.article_row = ?", kLineColumns), {looked.row},
                    [&](const Row& row) { caught.caught.push_back(ReadLine(row)); });
      }
    }
    return caught;
  });
}

Result<bool> Rules::Step(std::chrono::sys_seconds now) {
  std::int64_t mark = 0;
  Share fresh;
  Share back;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    mark = MarkOf(session);
    fresh = FreshShare(session, mark, now);
    back = BackShare(session);
    return {};
  });
  if (!read) {
    return tl::unexpected(read.error());
  }
  const std::int64_t going_back = back.rules.empty() ? 0 : back.rules.front().id;
  if (fresh.upto == mark && going_back == 0) {
    return false;
  }
  Doing doing;
  if (!fresh.list.empty()) {
    MeetAll(RuleIndex(std::move(fresh.rules)), fresh.list, true, doing);
  }
  if (going_back != 0) {
    back.rules.front().paused = false;
    MeetAll(RuleIndex(std::move(back.rules)), back.list, false, doing);
  }
  // The matched rules' words are in `doing` already; marks come before the note that they were made, and twice is once.
  if (auto done = Do(store_, database_, doing, now); !done) {
    return tl::unexpected(done.error());
  }
  const auto noted = database_.Write([&](Session& session) -> Result<void> {
    session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                {kDone, std::string_view(fmt::to_string(fresh.upto))});
    if (going_back != 0) {
      session.Run("UPDATE rules SET backlog = ? WHERE id = ?",
                  {back.more ? Value(back.upto) : Value(std::monostate{}), going_back});
    }
    return {};
  });
  if (!noted) {
    return tl::unexpected(noted.error());
  }
  return fresh.more || going_back != 0;
}

}  // namespace headwater::store
