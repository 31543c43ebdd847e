// Reading the ledger of decisions, and what the desk is told of it.
#include "store/decisions.h"

#include <algorithm>
#include <array>
#include <set>

#include "store/names.h"
#include "store/rows.h"
#include "web/url.h"

namespace headwater::store {
namespace {

constexpr std::string_view kStampNote = "decisions";

constexpr std::array<std::pair<DecisionKind, std::string_view>, 10> kKinds{{{DecisionKind::kMerge, "merge"},
                                                                            {DecisionKind::kPart, "part"},
                                                                            {DecisionKind::kJoin, "join"},
                                                                            {DecisionKind::kMove, "move"},
                                                                            {DecisionKind::kLeave, "leave"},
                                                                            {DecisionKind::kNotCopy, "not copy"},
                                                                            {DecisionKind::kNotSource, "not source"},
                                                                            {DecisionKind::kIsSource, "is source"},
                                                                            {DecisionKind::kNoOrigin, "no origin"},
                                                                            {DecisionKind::kNoStories, "no stories"}}};

// The article, or what has come from its address since.
std::string ArticleNow(Session& session, std::string_view id, std::string_view url) {
  if (url.empty() || session.Number("SELECT 1 FROM articles WHERE id = ?", {id})) {
    return std::string(id);
  }
  return session
      .Words(
          "SELECT a.id FROM addresses d JOIN articles a ON a.page_row = d.page_row WHERE d.url IN (?, ?) "
          "ORDER BY a.article_row DESC LIMIT 1",
          {url, web::ComparableUrl(url)})
      .value_or(std::string(id));
}

void ReadArticlesOf(Session& session, Decision& decision) {
  struct Named {
    std::string side;
    std::string id;
    std::string url;
  };
  std::vector<Named> named;
  session.Run("SELECT side, article, url FROM decided_articles WHERE decision = ? ORDER BY side, position",
              {decision.id}, [&](const Row& row) {
                named.push_back({std::string(row.Text(0)), std::string(row.Text(1)), std::string(row.Text(2))});
              });
  for (const Named& each : named) {
    auto& into = each.side == "article" ? decision.articles : each.side == "other" ? decision.others : decision.left;
    into.emplace_back(ArticleNow(session, each.id, each.url));
  }
}

void NameEntities(Session& session, Decision& decision) {
  for (const auto& [id, name] :
       {std::pair(&decision.entity, &decision.entity_name), std::pair(&decision.other, &decision.other_name)}) {
    if (name->empty()) {
      *name = NameOfEntity(session, id->value());
    }
  }
}

}  // namespace

std::string_view WordFor(DecisionKind kind) {
  for (const auto& [each, word] : kKinds) {
    if (each == kind) {
      return word;
    }
  }
  return {};
}

std::optional<DecisionKind> DecisionKindOf(std::string_view word) {
  for (const auto& [kind, each] : kKinds) {
    if (each == word) {
      return kind;
    }
  }
  return std::nullopt;
}

std::vector<Decision> ReadDecisions(Session& session, std::string_view where, std::initializer_list<Value> values) {
  std::vector<Decision> decisions;
  session.Run(fmt::format("SELECT id, kind, entity, form, article, other, at, entity_name, name, source, url, undone "
                          "FROM decisions WHERE {}",
                          where),
              values, [&](const Row& row) {
                Decision decision;
                decision.id = row.Int(0);
                decision.kind = DecisionKindOf(row.Text(1)).value_or(DecisionKind::kPart);
                decision.entity = news::EntityId(std::string(row.Text(2)));
                decision.form = row.Text(3);
                decision.article = news::ArticleId(std::string(row.Text(4)));
                decision.other = news::EntityId(std::string(row.Text(5)));
                decision.at = Instant(row.Int(6));
                decision.entity_name = row.Text(7);
                decision.other_name = row.Text(8);
                decision.source = row.Text(9);
                decision.url = row.Text(10);
                decision.undone = row.Int(11) != 0;
                decisions.push_back(std::move(decision));
              });
  for (Decision& decision : decisions) {
    if (IsOfEntities(decision.kind)) {
      NameEntities(session, decision);
    } else {
      ReadArticlesOf(session, decision);
    }
  }
  return decisions;
}

std::vector<Decision> DecisionsAbout(Session& session, const std::vector<news::ArticleId>& articles) {
  std::set<std::int64_t, std::greater<>> numbers;
  if (!session.Number("SELECT 1 FROM decided_articles LIMIT 1")) {
    return {};
  }
  for (const news::ArticleId& id : articles) {
    session.Run("SELECT decision FROM decided_articles WHERE article = ? AND side <> 'left'", {id.value()},
                [&](const Row& row) { numbers.insert(row.Int(0)); });
  }
  std::vector<Decision> decisions;
  for (const std::int64_t number : numbers) {
    std::ranges::move(ReadDecisions(session, "id = ? AND undone = 0", {number}), std::back_inserter(decisions));
  }
  return decisions;
}

std::int64_t NextStamp(Session& session) {
  const auto noted = session.Words("SELECT value FROM notes WHERE name = ?", {kStampNote});
  const std::int64_t known = session.Number("SELECT coalesce(max(id), 0) FROM decisions").value_or(0);
  std::int64_t next = known + 1;
  if (noted) {
    next = std::max(next, session.Number("SELECT CAST(? AS BIGINT)", {std::string_view(*noted)}).value_or(0) + 1);
  }
  const std::string written = fmt::to_string(next);
  session.Run("INSERT INTO notes (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
              {kStampNote, written});
  return next;
}

Result<std::vector<Decision>> Store::Decisions(std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Decision>> {
    return ReadDecisions(session, "undone = 0 ORDER BY id DESC LIMIT ?",
                         {static_cast<std::int64_t>(std::min(limit, limits_.max_results))});
  });
}

Result<store::Decision> Store::DecisionOf(std::int64_t decision) {
  return ReadAs(*database_, [&](Session& session) -> Result<store::Decision> {
    auto found = ReadDecisions(session, "id = ? AND undone = 0", {decision});
    if (found.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such decision", decision));
    }
    return std::move(found.front());
  });
}

Result<std::int64_t> Store::DecisionStamp() {
  return ReadAs(*database_, [&](Session& session) -> Result<std::int64_t> {
    return session.Number("SELECT CAST(value AS BIGINT) FROM notes WHERE name = ?", {kStampNote}).value_or(0);
  });
}

Result<std::vector<Decision>> Store::DeskDecisions() {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Decision>> {
    return ReadDecisions(session, "kind NOT IN ('merge', 'part') AND undone = 0 ORDER BY id");
  });
}

Result<std::vector<Decision>> Store::PendingDecisions() {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<Decision>> {
    return ReadDecisions(session, "acted = 0 ORDER BY id");
  });
}

Result<void> Store::Acted(std::span<const std::int64_t> decisions) {
  return database_->Write([&](Session& session) -> Result<void> {
    for (const std::int64_t decision : decisions) {
      session.Run("DELETE FROM decisions WHERE id = ? AND undone = 1", {decision});
      session.Run("UPDATE decisions SET acted = 1 WHERE id = ?", {decision});
    }
    return {};
  });
}

}  // namespace headwater::store
