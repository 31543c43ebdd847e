// What users settle, and how it is undone.
#include <algorithm>
#include <set>

#include "store/decisions.h"
#include "store/names.h"
#include "store/rows.h"
#include "store/settled.h"
#include "store/settling.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostNameBytes = 200;

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
  NoteUnsettled(session, Settled::Read(session).TouchedBy(entity, other));
  return id;
}

}  // namespace

Result<std::int64_t> DecideIn(Session& session, const NewDecision& decision, std::chrono::sys_seconds now) {
  return IsOfEntities(decision.kind) ? DecideOfEntities(session, decision, now) : DecideOfDesk(session, decision, now);
}

Result<void> UndoIn(Session& session, std::int64_t decision) {
  const std::vector<Decision> found = ReadDecisions(session, "id = ? AND undone = 0", {decision});
  if (found.empty()) {
    return Fail(Fault::kNotFound, fmt::format("{}: there is no such decision", decision));
  }
  if (!IsOfEntities(found.front().kind)) {
    UndoOfDesk(session, found.front());
    return {};
  }
  NoteUnsettled(session, Settled::Read(session).TouchedBy(found.front().entity.value(), found.front().other.value()));
  NextStamp(session);
  session.Run("DELETE FROM decisions WHERE id = ?", {decision});
  return {};
}

Result<std::int64_t> Store::Decide(const NewDecision& decision, std::chrono::sys_seconds now) {
  auto decided = WriteAs(*database_, [&](Session& session) { return DecideIn(session, decision, now); });
  if (decided && IsOfEntities(decision.kind)) {
    if (auto settled = SettleRows(*database_); !settled) {
      return tl::unexpected(settled.error());
    }
  }
  return decided;
}

Result<void> Store::Undo(std::int64_t decision) {
  auto undone = database_->Write([&](Session& session) { return UndoIn(session, decision); });
  return undone ? SettleRows(*database_) : undone;
}

}  // namespace headwater::store
