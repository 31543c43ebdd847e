// Drawing decisions to be judged, taking verdicts, and turning wrong ones into corrections.
#include <algorithm>
#include <array>
#include <map>

#include "base/hash.h"
#include "form/json.h"
#include "news/spelling.h"
#include "store/audit_figures.h"
#include "store/decisions.h"
#include "store/names.h"
#include "store/rows.h"
#include "store/settling.h"

namespace headwater::store {
namespace {

constexpr std::array<std::pair<AuditKind, std::string_view>, 4> kKinds{{{AuditKind::kStory, "story"},
                                                                        {AuditKind::kCopy, "copy"},
                                                                        {AuditKind::kOrigin, "origin"},
                                                                        {AuditKind::kPerson, "person"}}};
constexpr std::array<std::pair<Verdict, std::string_view>, 4> kVerdicts{{{Verdict::kNone, ""},
                                                                         {Verdict::kRight, "right"},
                                                                         {Verdict::kWrong, "wrong"},
                                                                         {Verdict::kCannotTell, "cannot tell"}}};
constexpr int kMostSample = 5'000;
// Of a kind's decisions at most about so many are looked at closely, whichever they are.
constexpr std::int64_t kPool = 20'000;

struct Drawn {
  AuditItem item;
  std::uint64_t order = 0;
};

// The chance that the learned decision gave it, where it told one.
std::optional<double> ChanceIn(const std::vector<news::Reason>& why) {
  const auto chance = std::ranges::find(why, "chance", &news::Reason::what);
  return chance == why.end() ? std::nullopt : chance->value;
}

// One kind's decisions, or an even part of them by their hash.
class Pool {
 public:
  Pool(Session& session, const AuditQuestion& question) : session_(session), question_(question) {}

  std::vector<Drawn> Of(AuditKind kind) {
    drawn_.clear();
    kind_ = kind;
    switch (kind) {
      case AuditKind::kStory:
        Stories();
        break;
      case AuditKind::kCopy:
        Copies();
        break;
      case AuditKind::kOrigin:
        Origins();
        break;
      case AuditKind::kPerson:
        Persons();
        break;
    }
    return std::move(drawn_);
  }

 private:
  void SetCount(std::string_view sql) {
    const std::int64_t count = session_.Number(sql).value_or(0);
    most_ = count <= kPool ? UINT64_MAX : UINT64_MAX / static_cast<std::uint64_t>(count) * kPool;
  }

  bool Takes(std::string_view key, std::uint64_t& order) const {
    order =
        MixHash(MixHash(Hash64(key), static_cast<std::uint64_t>(question_.seed)), static_cast<std::uint64_t>(kind_));
    return order <= most_;
  }

  void Add(AuditItem item, std::uint64_t order) {
    item.kind = kind_;
    drawn_.push_back({std::move(item), order});
  }

  void Stories() {
    SetCount("SELECT count(*) FROM articles WHERE story IS NOT NULL");
    session_.Run(
        "SELECT a.id, p.json FROM articles a JOIN stories s ON s.id = a.story "
        "LEFT JOIN placings p ON p.article_row = a.article_row WHERE s.article_count > 1 AND a.id <> s.id",
        {}, [&](const Row& row) {
          std::uint64_t order = 0;
          if (!Takes(row.Text(0), order)) {
            return;
          }
          AuditItem item;
          item.article = news::ArticleId(std::string(row.Text(0)));
          const auto why = row.IsNull(1) ? Fail(Fault::kNotFound, "") : form::ReadReasons(row.Text(1));
          item.confidence = why ? ChanceIn(*why) : std::nullopt;
          item.stratum = StratumOf(item.confidence);
          Add(std::move(item), order);
        });
  }

  void Copies() {
    SetCount("SELECT count(*) FROM copies");
    session_.Run(
        "SELECT a.id, b.id, c.json FROM copies c JOIN articles a ON a.article_row = c.article_row "
        "JOIN articles b ON b.article_row = c.earlier_row",
        {}, [&](const Row& row) {
          std::uint64_t order = 0;
          const auto take = Takes(std::string(row.Text(0)) + ' ' + std::string(row.Text(1)), order);
          const auto copy = take ? form::ReadCopy(row.Text(2)) : Fail(Fault::kNotFound, "");
          if (!copy) {
            return;
          }
          AuditItem item;
          item.article = news::ArticleId(std::string(row.Text(0)));
          item.other = news::ArticleId(std::string(row.Text(1)));
          item.confidence = ChanceIn(copy->why);
          item.stratum = item.confidence ? StratumOf(item.confidence) : -1 - static_cast<int>(copy->kind);
          Add(std::move(item), order);
        });
  }

  // An honest unknown is no decision.
  void Origins() {
    SetCount("SELECT count(*) FROM origins");
    session_.Run(
        "SELECT a.id, o.json FROM origins o JOIN articles a ON a.article_row = o.article_row "
        "WHERE a.origin_kind <> 'unknown'",
        {}, [&](const Row& row) {
          std::uint64_t order = 0;
          const auto origin = Takes(row.Text(0), order) ? form::ReadOrigin(row.Text(1)) : Fail(Fault::kNotFound, "");
          if (!origin || origin->roots.empty()) {
            return;
          }
          AuditItem item;
          item.article = news::ArticleId(std::string(row.Text(0)));
          item.confidence = origin->confidence;
          item.stratum = StratumOf(item.confidence);
          Add(std::move(item), order);
        });
  }

  // What is called by the entity's own name, and what is not.
  void Persons() {
    SetCount("SELECT count(*) FROM mentions WHERE entity LIKE 'person/%'");
    session_.Run(
        "SELECT a.id, m.entity, m.form FROM mentions m JOIN articles a ON a.article_row = m.article_row "
        "WHERE m.entity LIKE 'person/%' AND a.kind <> 'other'",
        {}, [&](const Row& row) {
          std::uint64_t order = 0;
          if (!Takes(std::string(row.Text(0)) + ' ' + std::string(row.Text(1)) + ' ' + std::string(row.Text(2)),
                     order)) {
            return;
          }
          AuditItem item;
          item.article = news::ArticleId(std::string(row.Text(0)));
          item.entity = news::EntityId(std::string(row.Text(1)));
          item.form = row.Text(2);
          item.stratum = item.form.find(' ') == std::string::npos ? -1 : -2;
          Add(std::move(item), order);
        });
  }

  Session& session_;
  const AuditQuestion& question_;
  AuditKind kind_ = AuditKind::kStory;
  std::uint64_t most_ = UINT64_MAX;
  std::vector<Drawn> drawn_;
};

// Alike from each stratum, as far as it has so many; what it lacks goes to the others.
std::vector<AuditItem> Draw(std::vector<Drawn> pool, std::size_t wanted) {
  std::map<int, std::vector<Drawn>> strata;
  for (Drawn& each : pool) {
    strata[each.item.stratum].push_back(std::move(each));
  }
  for (auto& [number, stratum] : strata) {
    std::ranges::sort(stratum, {}, &Drawn::order);
    for (Drawn& each : stratum) {
      each.item.population = static_cast<std::int64_t>(stratum.size());
    }
  }
  std::vector<Drawn> drawn;
  for (std::size_t round = 0; drawn.size() < wanted; ++round) {
    const std::size_t before = drawn.size();
    for (auto& [number, stratum] : strata) {
      if (round < stratum.size() && drawn.size() < wanted) {
        drawn.push_back(stratum[round]);
      }
    }
    if (drawn.size() == before) {
      break;
    }
  }
  // Nobody judging should know which stratum comes next.
  std::ranges::sort(drawn, {}, &Drawn::order);
  std::vector<AuditItem> items;
  for (Drawn& each : drawn) {
    items.push_back(std::move(each.item));
  }
  return items;
}

// What one kind lacks goes to the others.
std::vector<AuditItem> Sample(Session& session, const AuditQuestion& question) {
  std::vector<std::pair<AuditKind, std::vector<Drawn>>> pools;
  Pool pool(session, question);
  for (const auto& [kind, word] : kKinds) {
    if (!question.kind || *question.kind == kind) {
      pools.emplace_back(kind, pool.Of(kind));
    }
  }
  std::ranges::stable_sort(pools, {}, [](const auto& each) { return each.second.size(); });
  std::map<AuditKind, std::vector<AuditItem>> drawn;
  std::size_t left = static_cast<std::size_t>(question.sample);
  for (std::size_t n = 0; n < pools.size(); ++n) {
    auto& [kind, decisions] = pools[n];
    drawn[kind] = Draw(std::move(decisions), left / (pools.size() - n));
    left -= drawn[kind].size();
  }
  std::vector<AuditItem> items;
  for (auto& [kind, some] : drawn) {
    std::ranges::move(some, std::back_inserter(items));
  }
  return items;
}

std::vector<AuditItem> ReadItems(Session& session, std::int64_t audit) {
  std::vector<AuditItem> items;
  session.Run(
      "SELECT audit, position, kind, article, other, entity, form, confidence, stratum, population, verdict, "
      "correction "
      "FROM audit_items WHERE audit = ? ORDER BY position",
      {audit}, [&](const Row& row) {
        AuditItem item;
        item.audit = row.Int(0);
        item.position = static_cast<int>(row.Int(1));
        item.kind = AuditKindOf(row.Text(2)).value_or(AuditKind::kStory);
        item.article = news::ArticleId(std::string(row.Text(3)));
        item.other = news::ArticleId(std::string(row.Text(4)));
        item.entity = news::EntityId(std::string(row.Text(5)));
        item.form = row.Text(6);
        item.confidence = row.IsNull(7) ? std::nullopt : std::optional(row.Real(7));
        item.stratum = static_cast<int>(row.Int(8));
        item.population = row.Int(9);
        item.verdict = VerdictOf(row.Text(10)).value_or(Verdict::kNone);
        item.correction = row.Int(11);
        items.push_back(std::move(item));
      });
  return items;
}

void Fill(Session& session, AuditView& view) {
  const std::vector<AuditItem> items = ReadItems(session, view.id);
  view.drawn = static_cast<int>(items.size());
  view.judged = static_cast<int>(
      std::ranges::count_if(items, [](const AuditItem& item) { return item.verdict != Verdict::kNone; }));
  view.figures = FiguresOf(items);
}

std::vector<AuditView> ReadAudits(Session& session, std::string_view where, std::initializer_list<Value> values) {
  std::vector<AuditView> views;
  session.Run(fmt::format("SELECT id, sample, seed, kind, at FROM audits {}", where), values, [&](const Row& row) {
    AuditView view;
    view.id = row.Int(0);
    view.sample = static_cast<int>(row.Int(1));
    view.seed = row.Int(2);
    view.kind = AuditKindOf(row.Text(3));
    view.at = Instant(row.Int(4));
    views.push_back(std::move(view));
  });
  for (AuditView& view : views) {
    Fill(session, view);
  }
  return views;
}

// What a wrong verdict settles.
NewDecision CorrectionOf(const AuditItem& item, const std::optional<news::Origin>& origin) {
  NewDecision decision;
  decision.articles = {item.article};
  switch (item.kind) {
    case AuditKind::kStory:
      decision.kind = DecisionKind::kLeave;
      break;
    case AuditKind::kCopy:
      decision.kind = DecisionKind::kNotCopy;
      decision.others = {item.other};
      break;
    case AuditKind::kOrigin:
      decision.kind = DecisionKind::kNotSource;
      if (!origin || origin->chain.size() < 2) {
        decision.others = {item.article};
      } else if (!origin->chain[1].article.empty()) {
        decision.others = {origin->chain[1].article};
      }
      decision.source = origin && origin->chain.size() > 1 ? origin->chain[1].name : std::string();
      break;
    case AuditKind::kPerson:
      decision.kind = DecisionKind::kPart;
      decision.articles.clear();
      decision.entity = item.entity;
      decision.form = item.form;
      decision.article = item.article;
      break;
  }
  return decision;
}

template <class Enum, std::size_t N>
std::string_view Word(const std::array<std::pair<Enum, std::string_view>, N>& words, Enum value) {
  for (const auto& [each, word] : words) {
    if (each == value) {
      return word;
    }
  }
  return {};
}

template <class Enum, std::size_t N>
std::optional<Enum> Meant(const std::array<std::pair<Enum, std::string_view>, N>& words, std::string_view word) {
  for (const auto& [each, spelling] : words) {
    if (spelling == word) {
      return each;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view WordFor(AuditKind kind) { return Word(kKinds, kind); }
std::optional<AuditKind> AuditKindOf(std::string_view word) { return Meant(kKinds, word); }
std::string_view WordFor(Verdict verdict) { return Word(kVerdicts, verdict); }
std::optional<Verdict> VerdictOf(std::string_view word) { return Meant(kVerdicts, word); }

Result<std::int64_t> Store::StartAudit(const AuditQuestion& question, std::chrono::sys_seconds now) {
  if (question.sample < 1 || question.sample > kMostSample) {
    return Fail(Fault::kUsage, fmt::format("a sample has 1 to {} decisions", kMostSample));
  }
  const std::string_view kind = question.kind ? WordFor(*question.kind) : std::string_view("");
  const auto known = [&](Session& session) {
    return session.Number("SELECT max(id) FROM audits WHERE sample = ? AND seed = ? AND kind = ? HAVING max(id) > 0",
                          {std::int64_t{question.sample}, question.seed, kind});
  };
  // All that was ever decided is looked through: nobody who writes waits for it.
  std::optional<std::int64_t> id;
  const auto items = ReadAs(*database_, [&](Session& session) -> Result<std::vector<AuditItem>> {
    id = known(session);
    return id ? std::vector<AuditItem>() : Sample(session, question);
  });
  if (!items || id) {
    return items ? Result<std::int64_t>(*id) : tl::unexpected(items.error());
  }
  if (items->empty()) {
    return Fail(Fault::kNotFound, "nothing has been decided here yet that could be judged");
  }
  return WriteAs(*database_, [&](Session& session) -> Result<std::int64_t> {
    // Somebody else may have drawn it meanwhile.
    if (const auto drawn = known(session)) {
      return *drawn;
    }
    const auto audit = session.Number("INSERT INTO audits (sample, seed, kind, at) VALUES (?, ?, ?, ?) RETURNING id",
                                      {std::int64_t{question.sample}, question.seed, kind, Seconds(now)});
    std::int64_t position = 0;
    for (const AuditItem& item : *items) {
      session.Run(
          "INSERT INTO audit_items (audit, position, kind, article, other, entity, form, confidence, stratum, "
          "population, verdict, correction) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0)",
          {audit.value_or(0), ++position, WordFor(item.kind), item.article.value(), item.other.value(),
           item.entity.value(), item.form, item.confidence ? Value(*item.confidence) : Value(),
           std::int64_t{item.stratum}, item.population});
    }
    return audit.value_or(0);
  });
}

Result<std::vector<AuditView>> Store::Audits(std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<AuditView>> {
    return ReadAudits(session, "ORDER BY id DESC LIMIT ?", {static_cast<std::int64_t>(limit)});
  });
}

Result<AuditView> Store::Audit(std::int64_t id) {
  return ReadAs(*database_, [&](Session& session) -> Result<AuditView> {
    auto views = ReadAudits(session, "WHERE id = ?", {id});
    if (views.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: there is no such audit", id));
    }
    return std::move(views.front());
  });
}

Result<std::vector<AuditItem>> Store::AuditItems(std::int64_t id) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<AuditItem>> { return ReadItems(session, id); });
}

Result<AuditItem> Store::Judge(std::int64_t audit, int position, Verdict verdict, std::chrono::sys_seconds now) {
  bool settles = false;
  auto judged = WriteAs(*database_, [&](Session& session) -> Result<AuditItem> {
    const std::vector<AuditItem> items = ReadItems(session, audit);
    const auto found = std::ranges::find(items, position, &AuditItem::position);
    if (found == items.end()) {
      return Fail(Fault::kNotFound, fmt::format("{}: the audit has no such decision", position));
    }
    AuditItem item = *found;
    if (item.verdict == verdict) {
      return item;
    }
    if (item.correction != 0) {
      // It may have been taken back elsewhere.
      if (const auto undone = UndoIn(session, item.correction); !undone && undone.error().fault != Fault::kNotFound) {
        return tl::unexpected(undone.error());
      }
      item.correction = 0;
      settles = true;
    }
    item.verdict = verdict;
    if (verdict == Verdict::kWrong) {
      const auto json =
          session.Words("SELECT o.json FROM origins o JOIN articles a ON a.article_row = o.article_row WHERE a.id = ?",
                        {item.article.value()});
      const auto origin = json ? form::ReadOrigin(*json) : Fail(Fault::kNotFound, "");
      const auto made = DecideIn(session, CorrectionOf(item, origin ? std::optional(*origin) : std::nullopt), now);
      // What has changed since it was drawn may leave nothing to correct.
      item.correction = made.value_or(0);
      settles = true;
    }
    session.Run("UPDATE audit_items SET verdict = ?, correction = ?, judged = ? WHERE audit = ? AND position = ?",
                {WordFor(verdict), item.correction, Seconds(now), audit, std::int64_t{position}});
    return item;
  });
  if (judged && settles) {
    if (auto settled = SettleRows(*database_); !settled) {
      return tl::unexpected(settled.error());
    }
  }
  return judged;
}

}  // namespace headwater::store
