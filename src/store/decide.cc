// What users settle about entities takes effect in all rows at once, and is undone the same way.
#include <algorithm>
#include <set>

#include "store/decisions.h"
#include "store/names.h"
#include "store/rows.h"
#include "store/settled.h"
#include "store/told.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostNameBytes = 200;

// A row of mentions, roles, whereabouts or statements that is another entity's from now on.
struct Moved {
  std::int64_t row = 0;  // the article's, of statements their own
  std::string form;
  std::string before;
  std::string after;
  std::int64_t count = 0;  // how often the form stands there; of statements what they are told as
};

std::vector<Moved> MovedIn(Session& session, const Settled& settled, std::string_view sql, const std::string& found) {
  std::vector<Moved> moved;
  session.Run(sql, {found}, [&](const Row& row) {
    std::string after = settled.EntityOf(found, row.Text(1), row.Text(4));
    if (after != row.Text(2)) {
      moved.push_back({row.Int(0), std::string(row.Text(1)), std::string(row.Text(2)), std::move(after), row.Int(3)});
    }
  });
  return moved;
}

void MoveMentions(Session& session, const Settled& settled, const std::string& found) {
  for (const Moved& each : MovedIn(session, settled,
                                   "SELECT m.article_row, m.form, m.entity, m.times, a.id FROM mentions m "
                                   "JOIN articles a ON a.article_row = m.article_row WHERE m.found = ?",
                                   found)) {
    session.Run("UPDATE mentions SET entity = ? WHERE article_row = ? AND found = ? AND form = ?",
                {each.after, each.row, found, each.form});
    CountForm(session, each.before, each.form, -each.count, -1);
    CountForm(session, each.after, each.form, each.count, 1);
  }
  for (const std::string_view table : {"roles", "whereabouts"}) {
    const std::string ask = fmt::format(
        "SELECT m.article_row, m.form, m.entity, 0, a.id FROM {} m JOIN articles a ON a.article_row = m.article_row "
        "WHERE m.found = ?",
        table);
    for (const Moved& each : MovedIn(session, settled, ask, found)) {
      session.Run(fmt::format("UPDATE {} SET entity = ? WHERE article_row = ? AND found = ? AND form = ?", table),
                  {each.after, each.row, found, each.form});
    }
  }
}

std::vector<Moved> MovedStatements(Session& session, const Settled& settled, const std::string& found) {
  return MovedIn(session, settled,
                 "SELECT s.statement_row, s.form, s.entity, s.told, a.id FROM statements s "
                 "JOIN articles a ON a.article_row = s.article_row WHERE s.found = ?",
                 found);
}

// All rows of what may be concerned are who they are by the decisions that hold now.
void Resettle(Session& session, const std::vector<std::string>& touched) {
  const Settled settled = Settled::Read(session);
  std::vector<Moved> statements;
  for (const std::string& found : touched) {
    MoveMentions(session, settled, found);
    std::ranges::move(MovedStatements(session, settled, found), std::back_inserter(statements));
  }
  std::set<std::int64_t> left;
  for (const Moved& each : statements) {
    session.Run("UPDATE statements SET entity = ?, told = statement_row WHERE statement_row = ?",
                {each.after, each.row});
    left.insert(each.count);
  }
  for (const std::int64_t told : left) {
    LeaveTold(session, INT64_MIN, told);
  }
  for (const Moved& each : statements) {
    JoinTold(session, each.row);
  }
}

bool IsNamed(Session& session, const std::string& entity) {
  return session
      .Number("SELECT 1 FROM forms WHERE entity = ? UNION ALL SELECT 1 FROM statements WHERE entity = ? LIMIT 1",
              {entity, entity})
      .has_value();
}

// True where the entity is called so, in the article where one is meant.
bool IsCalled(Session& session, const std::string& entity, const NewDecision& decision) {
  const std::string key = FormKey(decision.form);
  bool called = false;
  const auto look = [&](const Row& row) {
    called = called || ((key.empty() || FormKey(row.Text(0)) == key) &&
                        (decision.article.empty() || row.Text(1) == decision.article.value()));
  };
  if (decision.article.empty()) {
    session.Run("SELECT form, '' FROM forms WHERE entity = ?", {entity}, look);
  } else {
    session.Run(
        "SELECT m.form, a.id FROM mentions m JOIN articles a ON a.article_row = m.article_row "
        "WHERE m.entity = ? AND a.id = ?",
        {entity, decision.article.value()}, look);
    session.Run(
        "SELECT s.form, a.id FROM statements s JOIN articles a ON a.article_row = s.article_row "
        "WHERE s.entity = ? AND a.id = ?",
        {entity, decision.article.value()}, look);
  }
  return called;
}

// An id that no annotation gives: of the kind, by the name, with a number.
std::string MakeId(Session& session, std::string_view entity, std::string_view name) {
  std::string id(entity.substr(0, entity.find('/')));
  id += '/';
  for (const char c : NameKey(name)) {
    id += c == ' ' ? '-' : c;
  }
  int number = 2;
  const auto made = [&] { return fmt::format("{}{}{}", id, kMadeByUser, number); };
  while (session.Number("SELECT 1 FROM decisions WHERE other = ? OR entity = ? LIMIT 1", {made(), made()})) {
    ++number;
  }
  return made();
}

// The decision in terms of who is who now, or why it is none.
Result<NewDecision> Checked(Session& session, const NewDecision& asked) {
  const Settled settled = Settled::Read(session);
  NewDecision decision = asked;
  decision.entity = news::EntityId(settled.LeadsTo(asked.entity.value()));
  const std::string& entity = decision.entity.value();
  if (!IsNamed(session, entity)) {
    return Fail(Fault::kNotFound, fmt::format("{}: no article names it", asked.entity.value()));
  }
  if (!asked.other.empty()) {
    decision.other = news::EntityId(settled.LeadsTo(asked.other.value()));
    if (!IsNamed(session, decision.other.value())) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article names it", asked.other.value()));
    }
    if (decision.other == decision.entity) {
      return Fail(Fault::kUsage, fmt::format("{} and {} are one already", asked.entity.value(), asked.other.value()));
    }
  }
  if (decision.kind == DecisionKind::kMerge) {
    decision.form.clear();
    decision.article = {};
    return asked.other.empty() ? Result<NewDecision>(Fail(Fault::kUsage, "one to merge with is missing")) : decision;
  }
  if (decision.form.empty() && decision.article.empty()) {
    return Fail(Fault::kUsage, "a form, an article or both are missing");
  }
  if (!IsCalled(session, entity, decision)) {
    return Fail(Fault::kNotFound, fmt::format("{}: it is not called so there", entity));
  }
  if (decision.other.empty()) {
    if (decision.name.empty()) {
      decision.name = decision.form.empty() ? NameOfEntity(session, entity) : decision.form;
    }
    if (decision.name.size() > kMostNameBytes) {
      return Fail(Fault::kTooLarge, fmt::format("a name may have {} bytes", kMostNameBytes));
    }
    decision.other = news::EntityId(MakeId(session, entity, decision.name));
  }
  return decision;
}

Result<std::int64_t> DecideOfEntities(Session& session, const NewDecision& decision, std::chrono::sys_seconds now) {
  const auto checked = Checked(session, decision);
  if (!checked) {
    return tl::unexpected(checked.error());
  }
  const std::string& entity = checked->entity.value();
  const std::string& other = checked->other.value();
  const std::string known = NameOfEntity(session, other);
  const std::int64_t id = NextStamp(session);
  session.Run(
      "INSERT INTO decisions (id, kind, entity, entity_name, form, form_key, article, other, name, at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {id, WordFor(checked->kind), entity, NameOfEntity(session, entity), checked->form, FormKey(checked->form),
       checked->article.value(), other, known.empty() ? checked->name : known, Seconds(now)});
  Resettle(session, Settled::Read(session).TouchedBy(entity, other));
  return id;
}

}  // namespace

Result<std::int64_t> Store::Decide(const NewDecision& decision, std::chrono::sys_seconds now) {
  return WriteAs(*database_, [&](Session& session) -> Result<std::int64_t> {
    return IsOfEntities(decision.kind) ? DecideOfEntities(session, decision, now)
                                       : DecideOfDesk(session, decision, now);
  });
}

Result<void> Store::Undo(std::int64_t decision) {
  return database_->Write([&](Session& session) -> Result<void> {
    const std::vector<Decision> found = ReadDecisions(session, "id = ? AND undone = 0", {decision});
    if (found.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such decision", decision));
    }
    if (!IsOfEntities(found.front().kind)) {
      UndoOfDesk(session, found.front());
      return {};
    }
    const std::vector<std::string> touched =
        Settled::Read(session).TouchedBy(found.front().entity.value(), found.front().other.value());
    NextStamp(session);
    session.Run("DELETE FROM decisions WHERE id = ?", {decision});
    Resettle(session, touched);
    return {};
  });
}

}  // namespace headwater::store
