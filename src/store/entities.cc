// Questions about persons, organisations, places and whatever else is named.
#include <algorithm>
#include <map>

#include "store/decisions.h"
#include "store/form_reasons.h"
#include "store/names.h"
#include "store/rows.h"
#include "store/settled.h"
#include "store/statements.h"
#include "text/transliteration.h"
#include "text/words.h"

namespace headwater::store {
namespace {

constexpr std::int64_t kMostForms = 200;
constexpr std::int64_t kMostRoles = 400;  // as written; fewer when what differs in case alone is one
constexpr std::int64_t kMostPlaces = 12;

std::string_view ScriptName(std::string_view form) {
  switch (text::ScriptOf(form)) {
    case text::Script::kLatin:
      return "latin";
    case text::Script::kCyrillic:
      return "cyrillic";
    case text::Script::kGreek:
      return "greek";
    case text::Script::kAbjad:
      return "abjad";
    case text::Script::kKana:
      return "kana";
    case text::Script::kHangul:
      return "hangul";
    case text::Script::kHan:
      return "han";
    case text::Script::kOther:
      return "other";
    case text::Script::kNone:
      break;
  }
  return {};
}

std::vector<FormLine> FormsOf(Session& session, const std::string& entity) {
  std::vector<FormLine> forms;
  session.Run(
      "SELECT form, times, articles FROM forms WHERE entity = ? ORDER BY times DESC, length(form) DESC, form LIMIT ?",
      {entity, kMostForms}, [&](const Row& row) {
        forms.push_back({std::string(row.Text(0)), std::string(ScriptName(row.Text(0))), static_cast<int>(row.Int(1)),
                         static_cast<int>(row.Int(2))});
      });
  return forms;
}

// "the Prime Minister" and "prime minister" are one role.
std::string RoleKey(std::string_view role) {
  std::string key = text::Fold(role);
  for (const std::string_view article : {"the ", "a ", "an "}) {
    if (key.starts_with(article)) {
      return key.substr(article.size());
    }
  }
  return key;
}

std::optional<std::chrono::year_month_day> DayAt(const Row& row, int column) {
  const auto moment = MomentOf(row, column);
  return moment ? std::optional(DayOf(*moment)) : std::nullopt;
}

void Widen(RoleLine& role, const RoleLine& other) {
  role.articles += other.articles;
  role.first = role.first && other.first ? std::min(role.first, other.first) : std::max(role.first, other.first);
  role.last = std::max(role.last, other.last);
}

std::vector<RoleLine> RolesOf(Session& session, const std::string& entity) {
  std::map<std::string, RoleLine> by_key;
  session.Run(
      "SELECT role, min(day), max(day), count(DISTINCT article_row) FROM roles WHERE entity = ? GROUP BY role "
      "ORDER BY 4 DESC, 1 LIMIT ?",
      {entity, kMostRoles}, [&](const Row& row) {
        const RoleLine line{std::string(row.Text(0)), static_cast<int>(row.Int(3)), DayAt(row, 1), DayAt(row, 2)};
        const auto [known, is_new] = by_key.emplace(RoleKey(line.role), line);
        if (!is_new) {
          Widen(known->second, line);
        }
      });
  std::vector<RoleLine> roles;
  for (auto& [key, line] : by_key) {
    roles.push_back(std::move(line));
  }
  std::ranges::stable_sort(roles, [](const RoleLine& one, const RoleLine& other) {
    return std::tie(one.last, one.articles) > std::tie(other.last, other.articles);
  });
  return roles;
}

std::vector<PlaceLine> WhereaboutsOf(Session& session, const std::string& entity) {
  std::vector<PlaceLine> places;
  session.Run(
      "SELECT name, country, latitude, longitude, count(DISTINCT article_row) FROM whereabouts WHERE entity = ? "
      "GROUP BY country, name, latitude, longitude ORDER BY 5 DESC, 2, 1 LIMIT ?",
      {entity, kMostPlaces}, [&](const Row& row) {
        places.push_back({std::string(row.Text(0)), std::string(row.Text(1)), row.Real(2), row.Real(3),
                          static_cast<int>(row.Int(4))});
      });
  return places;
}

int CountOf(Session& session, std::string_view sql, const std::string& entity) {
  return static_cast<int>(session.Number(sql, {entity}).value_or(0));
}

constexpr std::string_view kCountArticles = "SELECT count(DISTINCT article_row) FROM mentions WHERE entity = ?";
constexpr std::string_view kCountStatements =
    "SELECT count(*) FROM statements WHERE entity = ? AND told = statement_row";

EntityLine LineOf(Session& session, const std::string& entity) {
  EntityLine line;
  line.entity = news::EntityId(entity);
  line.name = NameOfEntity(session, entity);
  line.role =
      session
          .Words("SELECT role FROM roles WHERE entity = ? GROUP BY role ORDER BY count(*) DESC, role LIMIT 1", {entity})
          .value_or("");
  line.articles = CountOf(session, kCountArticles, entity);
  line.statements = CountOf(session, kCountStatements, entity);
  return line;
}

std::vector<std::string> MostNamed(Session& session, std::string_view kind, std::size_t limit) {
  std::vector<std::string> entities;
  session.Run("SELECT entity FROM forms WHERE entity LIKE ? GROUP BY entity ORDER BY sum(times) DESC, entity LIMIT ?",
              {fmt::format("{}%", kind.empty() ? "" : fmt::format("{}/", kind)), static_cast<std::int64_t>(limit)},
              [&](const Row& row) { entities.emplace_back(row.Text(0)); });
  return entities;
}

}  // namespace

Result<EntityView> Store::Entity(const EntityQuestion& question) {
  return ReadAs(*database_, [&](Session& session) -> Result<EntityView> {
    EntityView view;
    const Settled settled = Settled::Read(session);
    const std::string id = settled.LeadsTo(question.entity.value());
    view.entity = news::EntityId(id);
    view.forms = FormsOf(session, id);
    const auto limit = [&](std::size_t asked) {
      return static_cast<std::int64_t>(std::min(asked, limits_.max_results));
    };
    view.statements =
        ReadStatements(session, "x.entity = ? AND x.told = x.statement_row ORDER BY x.told DESC LIMIT ? OFFSET ?",
                       {id, limit(question.statements), static_cast<std::int64_t>(question.statements_from)});
    if (!settled.empty()) {
      const std::vector<std::string> touched = settled.TouchedBy(id, id);
      for (Decision& decision : ReadDecisions(session, "kind IN ('merge', 'part') ORDER BY id DESC")) {
        if (std::ranges::binary_search(touched, decision.entity.value())) {
          view.decisions.push_back(std::move(decision));
        }
      }
    }
    if (view.forms.empty() && view.statements.empty() && view.decisions.empty()) {
      return Fail(Fault::kNotFound, fmt::format("{}: no article names it", question.entity.value()));
    }
    view.roles = RolesOf(session, id);
    view.places = WhereaboutsOf(session, id);
    session.Run(fmt::format("SELECT {} FROM (SELECT DISTINCT article_row FROM mentions WHERE entity = ? "
                            "ORDER BY article_row DESC LIMIT ?) m JOIN articles a ON a.article_row = m.article_row "
                            "ORDER BY a.article_row DESC",
                            kLineColumns),
                {id, limit(question.articles)}, [&](const Row& row) { view.articles.push_back(ReadLine(row)); });
    view.statement_count = CountOf(session, kCountStatements, id);
    view.article_count = CountOf(session, kCountArticles, id);
    view.name = NameOfEntity(session, id);
    if (view.name.empty() && !view.statements.empty()) {
      view.name = view.statements.front().statement.speaker->name;
    }
    if (view.name.empty()) {
      view.name = id.substr(id.find('/') + 1);
    }
    if (question.reasons) {
      PutFormReasons(session, id, view.name, view.forms);
    }
    return view;
  });
}

Result<std::vector<EntityLine>> Store::EntitiesCalled(std::string_view words, std::string_view kind,
                                                      std::size_t limit) {
  return ReadAs(*database_, [&](Session& session) -> Result<std::vector<EntityLine>> {
    std::vector<EntityLine> lines;
    if (words.empty()) {
      for (const std::string& entity : MostNamed(session, kind, std::min(limit, limits_.max_results))) {
        lines.push_back(LineOf(session, entity));
      }
      return lines;
    }
    const NameQuestion question{words, kind, true, false, std::min(limit, limits_.max_results)};
    for (const std::string& entity : EntitiesNamed(session, question)) {
      lines.push_back(LineOf(session, entity));
    }
    return lines;
  });
}

}  // namespace headwater::store
