// `entity`: who is named in the collection, and what the user settles about it.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/collection.h"
#include "cli/open.h"
#include "cli/output.h"
#include "cli/reason_lines.h"
#include "cli/statement_lines.h"

namespace headwater::cli {
namespace {

namespace json = boost::json;

std::chrono::sys_seconds Now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// What is empty is left out, as everywhere in the contract.
void Put(json::object& object, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    object[name] = text;
  }
}

std::string DayOrNothing(const std::optional<std::chrono::year_month_day>& day) {
  return day ? FormatDay(*day) : std::string();
}

std::string DaysSentence(const store::RoleLine& role) {
  if (!role.first || !role.last) {
    return "no date stated";
  }
  return *role.first == *role.last ? FormatDay(*role.first)
                                   : fmt::format("{} to {}", FormatDay(*role.first), FormatDay(*role.last));
}

json::object LineJson(const store::EntityLine& line) {
  json::object object;
  Put(object, "entity", line.entity.value());
  Put(object, "name", line.name);
  Put(object, "role", line.role);
  object["articles"] = line.articles;
  object["statements"] = line.statements;
  return object;
}

json::object ViewJson(const store::EntityView& view) {
  json::object object;
  Put(object, "entity", view.entity.value());
  Put(object, "name", view.name);
  json::array forms;
  for (const store::FormLine& line : view.forms) {
    json::object form;
    Put(form, "name", line.form);
    Put(form, "script", line.script);
    form["count"] = line.times;
    form["articles"] = line.articles;
    forms.push_back(std::move(form));
  }
  json::array roles;
  for (const store::RoleLine& line : view.roles) {
    json::object role;
    Put(role, "role", line.role);
    role["articles"] = line.articles;
    Put(role, "first", DayOrNothing(line.first));
    Put(role, "last", DayOrNothing(line.last));
    roles.push_back(std::move(role));
  }
  json::array places;
  for (const store::PlaceLine& line : view.places) {
    json::object place;
    Put(place, "name", line.name);
    Put(place, "country", line.country);
    place["latitude"] = line.latitude;
    place["longitude"] = line.longitude;
    place["articles"] = line.articles;
    places.push_back(std::move(place));
  }
  json::array decisions;
  for (const store::Decision& decision : view.decisions) {
    decisions.push_back(DecisionJson(decision));
  }
  json::array statements;
  for (const store::StatementLine& line : view.statements) {
    statements.push_back(json::parse(StatementJson(line)));
  }
  object["forms"] = std::move(forms);
  object["roles"] = std::move(roles);
  object["places"] = std::move(places);
  object["article_count"] = view.article_count;
  object["statement_count"] = view.statement_count;
  object["statements"] = std::move(statements);
  object["decisions"] = std::move(decisions);
  return object;
}

void PrintView(const store::EntityView& view, Output& output) {
  output.Line(fmt::format("{}  {}", view.name, view.entity.value()));
  output.Line(fmt::format("  in {} articles, {} statements", view.article_count, view.statement_count));
  for (const store::PlaceLine& line : view.places) {
    output.Line(fmt::format("  {} {} ({:.2f}, {:.2f})", line.name, line.country, line.latitude, line.longitude));
  }
  for (const store::FormLine& line : view.forms) {
    output.Line(fmt::format("  form: {} ({} times in {} articles)", line.form, line.times, line.articles));
  }
  for (const store::RoleLine& line : view.roles) {
    output.Line(fmt::format("  role: {} ({}; {} articles)", line.role, DaysSentence(line), line.articles));
  }
  for (const store::StatementLine& line : view.statements) {
    output.Line(StatementSentence(line));
  }
  for (const store::Decision& decision : view.decisions) {
    output.Line("  settled " + DecisionSentence(decision));
  }
}

template <class Work>
int WithStore(const CollectionOptions& options, Work work) {
  const auto collection = OpenExisting(options);
  if (!collection) {
    return Complain(collection.error());
  }
  Output output;
  const Result<void> done = work(*collection->store, output);
  return done ? output.Status() : Complain(done.error());
}

}  // namespace

int Entities(const CollectionOptions& options, const std::string& words, const std::string& kind, std::size_t limit) {
  return WithStore(options, [&](store::Store& store, Output& output) -> Result<void> {
    const auto lines = store.EntitiesCalled(words, kind, limit);
    if (!lines) {
      return tl::unexpected(lines.error());
    }
    for (const store::EntityLine& line : *lines) {
      output.Line(options.json
                      ? json::serialize(LineJson(line))
                      : fmt::format("{}  {}{}{}\n  in {} articles, {} statements", line.entity.value(), line.name,
                                    line.role.empty() ? "" : ", ", line.role, line.articles, line.statements));
    }
    if (lines->empty() && !options.json) {
      output.Line("nobody here is called so");
    }
    return {};
  });
}

int Entity(const CollectionOptions& options, const std::string& id, std::size_t limit) {
  return WithStore(options, [&](store::Store& store, Output& output) -> Result<void> {
    const auto view = store.Entity({.entity = news::EntityId(id), .statements = limit, .articles = 0});
    if (!view) {
      return tl::unexpected(view.error());
    }
    if (options.json) {
      output.Line(json::serialize(ViewJson(*view)));
    } else {
      PrintView(*view, output);
    }
    return {};
  });
}

int Decide(const CollectionOptions& options, const store::NewDecision& decision) {
  return WithStore(options, [&](store::Store& store, Output& output) -> Result<void> {
    const auto number = store.Decide(decision, Now());
    if (!number) {
      return tl::unexpected(number.error());
    }
    const auto decisions = store.Decisions(1);
    if (!decisions) {
      return tl::unexpected(decisions.error());
    }
    for (const store::Decision& made : *decisions) {
      output.Line(options.json ? json::serialize(DecisionJson(made))
                               : fmt::format("settled {}\ntake it back with: headwater settle undo {}",
                                             DecisionSentence(made), made.id));
    }
    return {};
  });
}

}  // namespace headwater::cli
