// Briefings in rows.
#include "store/briefings.h"

#include <algorithm>
#include <array>

#include "base/random.h"
#include "store/local_time.h"
#include "store/mailing.h"
#include "store/outbox.h"
#include "store/rows.h"

namespace headwater::store {
namespace {

constexpr std::array<std::string_view, 3> kKinds{"story", "correction", "position"};
constexpr std::size_t kMostScopes = 20;
constexpr std::size_t kMostBytes = 1'000;
constexpr char kPart = '\t';
constexpr char kLine = '\x1f';  // instead of a line end within a line
constexpr std::string_view kColumns = "id, person, name, scopes, weekday, hour, minute, by_mail, paused, next, secret";

std::vector<std::string> Parts(std::string_view line) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = std::min(line.find(kPart), line.size());
    parts.emplace_back(line.substr(0, end));
    if (end == line.size()) {
      return parts;
    }
    line.remove_prefix(end + 1);
  }
}

BriefingOrder ReadOrder(const Row& row) {
  BriefingOrder order;
  order.id = row.Int(0);
  order.person = row.Int(1);
  order.name = row.Text(2);
  order.scopes = ReadScopes(row.Text(3));
  order.weekday = static_cast<int>(row.Int(4));
  order.hour = static_cast<int>(row.Int(5));
  order.minute = static_cast<int>(row.Int(6));
  order.by_mail = row.Int(7) != 0;
  order.paused = row.Int(8) != 0;
  order.next = Instant(row.Int(9));
  order.secret = row.Text(10);
  return order;
}

std::string ZoneOf(Session& session, std::int64_t person) {
  return session
      .Words("SELECT value FROM user_settings WHERE person = ? AND name = ?", {person, std::string_view(kZoneSetting)})
      .value_or("");
}

Briefing ReadMade(const Row& row) {
  Briefing briefing;
  briefing.id = row.Int(0);
  briefing.name = row.Text(1);
  briefing.weekly = row.Int(2) != 0;
  briefing.since = Instant(row.Int(3));
  briefing.until = Instant(row.Int(4));
  return briefing;
}
constexpr std::string_view kMadeColumns = "id, name, weekly, since, until";

// The story by its id, or the one that its founding article is in now.
std::optional<StoryLine> StoryNow(Session& session, const std::string& id) {
  for (const std::string_view sql :
       {"SELECT {} FROM stories s WHERE s.id = ?",
        "SELECT {} FROM stories s WHERE s.id = (SELECT story FROM articles WHERE id = ? AND listed = 1)"}) {
    auto lines = ReadStories(session, fmt::format(fmt::runtime(sql), kStoryColumns), {id});
    if (!lines.empty()) {
      return std::move(lines.front());
    }
  }
  return std::nullopt;
}

// As it may be told now; nothing where it may not.
std::optional<Briefed> Complete(Session& session, const BriefedRow& row) {
  Briefed item;
  item.kind = row.kind;
  item.section = row.section;
  auto story = StoryNow(session, row.story);
  if (!story) {
    return std::nullopt;
  }
  item.story = *std::move(story);
  item.articles = row.articles;
  if (row.number > 0 || row.most > 0 || row.untraced > 0) {
    item.then = news::Independence{row.number, row.most, row.untraced};
  }
  if (!row.article.empty()) {
    session.Run(fmt::format("SELECT {} FROM articles a WHERE a.id = ? AND a.listed = 1", kLineColumns), {row.article},
                [&](const Row& found) { item.article = ReadLine(found); });
    if (!item.article) {
      return std::nullopt;
    }
  }
  const std::vector<std::string> parts = Parts(row.detail);
  if (row.kind == BriefedKind::kPosition && parts.size() == 3) {
    item.who = parts[0];
    item.before = parts[1];
    item.after = parts[2];
  }
  if (row.kind == BriefedKind::kStory) {
    item.roots = RootsOf(session, item.story.story.id.value());
  }
  return item;
}

void Fill(Session& session, const std::vector<BriefingScope>& scopes, const std::vector<BriefedRow>& rows,
          Briefing& briefing) {
  std::vector<int> place(scopes.size(), -1);
  for (const BriefedRow& row : rows) {
    auto item = Complete(session, row);
    if (!item || static_cast<std::size_t>(row.section) >= scopes.size()) {
      ++briefing.missing;
      continue;
    }
    int& section = place[static_cast<std::size_t>(row.section)];
    if (section < 0) {
      section = static_cast<int>(briefing.sections.size());
      briefing.sections.push_back(scopes[static_cast<std::size_t>(row.section)]);
    }
    item->section = section;
    briefing.items.push_back(*std::move(item));
  }
}

std::vector<BriefingScope> OrAll(std::vector<BriefingScope> scopes) {
  if (scopes.empty()) {
    scopes.emplace_back();
  }
  return scopes;
}

Result<void> Gone(Session& session) {
  return session.Changed() == 0 ? Fail(Fault::kNotFound, "there is no such briefing") : Result<void>();
}

void WriteItems(Session& session, std::int64_t id, const std::vector<BriefingScope>& scopes,
                const std::vector<BriefedRow>& rows) {
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const BriefedRow& row = rows[n];
    const std::string section = WriteScopes({scopes[static_cast<std::size_t>(row.section)]});
    session.Run(
        "INSERT INTO briefing_items (briefing, position, section, kind, story, article, detail, number, most, "
        "untraced, articles) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {id, static_cast<std::int64_t>(n), std::string_view(section), kKinds[static_cast<std::size_t>(row.kind)],
         std::string_view(row.story), std::string_view(row.article), std::string_view(row.detail),
         std::int64_t{row.number}, std::int64_t{row.most}, std::int64_t{row.untraced}, std::int64_t{row.articles}});
  }
}

}  // namespace

std::string WriteScopes(const std::vector<BriefingScope>& scopes) {
  std::vector<std::string> lines;
  for (const BriefingScope& scope : scopes) {
    if (scope.is_search()) {
      std::string asks = WriteAsked(scope.question);
      std::ranges::replace(asks, '\n', kLine);
      std::string line = fmt::format("search\t{}\t{}\t{}", scope.name, scope.query, asks);
      lines.push_back(std::move(line));
    } else {
      lines.push_back(fmt::format("edition\t{}\t{}\t{}", scope.language, scope.country, scope.subject));
    }
  }
  return JoinLines(lines);
}

std::vector<BriefingScope> ReadScopes(std::string_view lines) {
  std::vector<BriefingScope> scopes;
  for (const std::string& line : SplitLines(lines)) {
    const std::vector<std::string> parts = Parts(line);
    if (parts.size() < 4) {
      continue;
    }
    BriefingScope& scope = scopes.emplace_back();
    if (parts[0] == "search") {
      scope.name = parts[1];
      scope.query = parts[2];
      // What it asks has the same mark between its parts.
      std::string asks = line.substr(parts[0].size() + parts[1].size() + parts[2].size() + 3);
      std::ranges::replace(asks, kLine, '\n');
      scope.question = ReadAsked(asks);
    } else {
      scope.language = parts[1];
      scope.country = parts[2];
      scope.subject = parts[3];
    }
  }
  return scopes;
}

Result<std::vector<BriefingOrder>> Briefings::Orders(std::int64_t person) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<BriefingOrder>> {
    std::vector<BriefingOrder> orders;
    session.Run(fmt::format("SELECT {} FROM briefing_orders WHERE person = ? ORDER BY name, id", kColumns), {person},
                [&](const Row& row) { orders.push_back(ReadOrder(row)); });
    return orders;
  });
}

Result<std::int64_t> Briefings::Make(const BriefingOrder& order, std::chrono::sys_seconds now) {
  const bool time = order.weekday >= 0 && order.weekday <= 7 && order.hour >= 0 && order.hour < 24 &&
                    order.minute >= 0 && order.minute < 60;
  if (order.name.empty() || order.name.size() > kMostBytes || order.scopes.size() > kMostScopes || !time) {
    return Fail(Fault::kUsage, "a briefing has a name, and a time of the day");
  }
  return WriteAs(database_, [&](Session& session) -> Result<std::int64_t> {
    if (session.Number("SELECT count(*) FROM briefing_orders WHERE person = ?", {order.person}).value_or(0) >=
        kMostOrders) {
      return Fail(Fault::kTooLarge, fmt::format("one person has at most {} briefings", kMostOrders));
    }
    constexpr std::size_t kSecretBytes = 20;
    const std::string secret = RandomHex(kSecretBytes);
    const auto next = NextAt(ZoneOf(session, order.person), order.weekday, order.hour, order.minute, now);
    const std::string scopes = WriteScopes(OrAll(order.scopes));
    const auto before = now - std::chrono::days{order.weekday == 0 ? 1 : 7};
    session.Run(
        "INSERT INTO briefing_orders (person, name, scopes, weekday, hour, minute, by_mail, paused, last, next, "
        "secret) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
        {order.person, std::string_view(order.name), std::string_view(scopes), std::int64_t{order.weekday},
         std::int64_t{order.hour}, std::int64_t{order.minute}, std::int64_t{order.by_mail}, Seconds(before),
         Seconds(next), std::string_view(secret)});
    return session.Number("SELECT id FROM briefing_orders WHERE secret = ?", {std::string_view(secret)}).value_or(0);
  });
}

Result<void> Briefings::Remove(std::int64_t person, std::int64_t id) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("DELETE FROM briefing_orders WHERE person = ? AND id = ?", {person, id});
    return Gone(session);
  });
}

Result<void> Briefings::Pause(std::int64_t person, std::int64_t id, bool paused, std::chrono::sys_seconds now) {
  const auto orders = Orders(person);
  if (!orders) {
    return tl::unexpected(orders.error());
  }
  const auto order = std::ranges::find(*orders, id, &BriefingOrder::id);
  if (order == orders->end()) {
    return Fail(Fault::kNotFound, "there is no such briefing");
  }
  return database_.Write([&](Session& session) -> Result<void> {
    const auto next = NextAt(ZoneOf(session, person), order->weekday, order->hour, order->minute, now);
    session.Run("UPDATE briefing_orders SET paused = ?, next = ? WHERE person = ? AND id = ?",
                {std::int64_t{paused}, Seconds(next), person, id});
    return Gone(session);
  });
}

Result<void> Briefings::Hasten(std::int64_t person, std::int64_t id, std::chrono::sys_seconds now) {
  return database_.Write([&](Session& session) -> Result<void> {
    session.Run("UPDATE briefing_orders SET next = ?, paused = 0 WHERE person = ? AND id = ?",
                {Seconds(now), person, id});
    return Gone(session);
  });
}

Result<std::string> Briefings::StopMails(std::string_view secret) {
  return WriteAs(database_, [&](Session& session) -> Result<std::string> {
    const auto name = session.Words("SELECT name FROM briefing_orders WHERE secret = ?", {secret});
    if (!name) {
      return Fail(Fault::kNotFound, "there is no such briefing");
    }
    session.Run("UPDATE briefing_orders SET by_mail = 0 WHERE secret = ?", {secret});
    return *name;
  });
}

Result<std::vector<Briefing>> Briefings::Made(std::int64_t person, std::size_t limit) {
  return ReadAs(database_, [&](Session& session) -> Result<std::vector<Briefing>> {
    std::vector<Briefing> made;
    session.Run(
        fmt::format("SELECT {} FROM briefings WHERE person = ? ORDER BY until DESC, id DESC LIMIT ?", kMadeColumns),
        {person, static_cast<std::int64_t>(limit)}, [&](const Row& row) { made.push_back(ReadMade(row)); });
    return made;
  });
}

Result<Briefing> Briefings::Of(std::int64_t person, std::int64_t id) {
  return ReadAs(database_, [&](Session& session) -> Result<Briefing> {
    std::optional<Briefing> briefing;
    session.Run(fmt::format("SELECT {} FROM briefings WHERE person = ? AND id = ?", kMadeColumns), {person, id},
                [&](const Row& row) { briefing = ReadMade(row); });
    if (!briefing) {
      return Fail(Fault::kNotFound, "there is no such briefing");
    }
    std::vector<std::string> sections;
    std::vector<BriefedRow> rows;
    session.Run(
        "SELECT section, kind, story, article, detail, number, most, untraced, articles FROM briefing_items "
        "WHERE briefing = ? ORDER BY position",
        {id}, [&](const Row& row) {
          BriefedRow& each = rows.emplace_back();
          const std::string section(row.Text(0));
          auto place = std::ranges::find(sections, section);
          if (place == sections.end()) {
            sections.push_back(section);
            place = sections.end() - 1;
          }
          each.section = static_cast<int>(place - sections.begin());
          const auto kind = std::ranges::find(kKinds, row.Text(1));
          each.kind = kind == kKinds.end() ? BriefedKind::kStory : static_cast<BriefedKind>(kind - kKinds.begin());
          each.story = row.Text(2);
          each.article = row.Text(3);
          each.detail = row.Text(4);
          each.number = static_cast<int>(row.Int(5));
          each.most = static_cast<int>(row.Int(6));
          each.untraced = static_cast<int>(row.Int(7));
          each.articles = static_cast<int>(row.Int(8));
        });
    Fill(session, ReadScopes(JoinLines(sections)), rows, *briefing);
    return *std::move(briefing);
  });
}

Result<std::string> Briefings::SecretOf(std::int64_t id) {
  return ReadAs(database_, [&](Session& session) -> Result<std::string> {
    return session
        .Words("SELECT o.secret FROM briefings b JOIN briefing_orders o ON o.id = b.briefing_order WHERE b.id = ?",
               {id})
        .value_or("");
  });
}

Result<Briefing> Briefings::Draft(const std::vector<BriefingScope>& wanted, bool weekly, std::chrono::sys_seconds since,
                                  std::chrono::sys_seconds until) {
  const std::vector<BriefingScope> scopes = OrAll(wanted);
  const auto rows = ComposeBriefing(store_, scopes, since, until);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  return ReadAs(database_, [&](Session& session) -> Result<Briefing> {
    Briefing briefing;
    briefing.weekly = weekly;
    briefing.since = since;
    briefing.until = until;
    Fill(session, scopes, *rows, briefing);
    return briefing;
  });
}

Result<bool> Briefings::Step(std::chrono::sys_seconds now) {
  std::optional<BriefingOrder> due;
  std::chrono::sys_seconds last{};
  std::string zone;
  const auto read = database_.Read([&](Session& session) -> Result<void> {
    session.Run(fmt::format("SELECT {}, last FROM briefing_orders WHERE paused = 0 AND next <= ? ORDER BY next LIMIT 1",
                            kColumns),
                {Seconds(now)}, [&](const Row& row) {
                  due = ReadOrder(row);
                  last = Instant(row.Int(11));
                });
    zone = due ? ZoneOf(session, due->person) : std::string();
    return {};
  });
  if (!read || !due) {
    return read ? Result<bool>(false) : tl::unexpected(read.error());
  }
  const std::vector<BriefingScope> scopes = OrAll(due->scopes);
  const auto rows = ComposeBriefing(store_, scopes, last, now);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  const auto mailing = Mailing(store_).Of(due->person);
  const auto written = database_.Write([&](Session& session) -> Result<void> {
    session.Run("INSERT INTO briefings (person, briefing_order, name, weekly, since, until) VALUES (?, ?, ?, ?, ?, ?)",
                {due->person, due->id, std::string_view(due->name), std::int64_t{due->weekday != 0}, Seconds(last),
                 Seconds(now)});
    const auto id = session.Number("SELECT max(id) FROM briefings WHERE briefing_order = ?", {due->id}).value_or(0);
    WriteItems(session, id, scopes, *rows);
    const auto next = NextAt(zone, due->weekday, due->hour, due->minute, now);
    session.Run("UPDATE briefing_orders SET last = ?, next = ? WHERE id = ?", {Seconds(now), Seconds(next), due->id});
    if (due->by_mail && mailing && mailing->usable()) {
      Outbox::Put(session, {0, due->person, std::string(kByMail), std::string(kOfBriefing), fmt::to_string(id), "", 0},
                  now);
    }
    return {};
  });
  return written ? Result<bool>(true) : tl::unexpected(written.error());
}

}  // namespace headwater::store
