// Grounds counted in the rows of mentions and roles.
#include "store/form_reasons.h"

#include <algorithm>

#include "store/names.h"
#include "text/edit_distance.h"
#include "text/words.h"

namespace headwater::store {
namespace {

constexpr std::size_t kMostForms = 24;
constexpr std::size_t kMostLetters = 48;
constexpr std::int64_t kMostRoles = 3;

double WordLikeness(const std::string& one, const std::string& other) {
  const std::size_t most =
      std::max({std::min(one.size(), kMostLetters), std::min(other.size(), kMostLetters), std::size_t{1}});
  return 1 - static_cast<double>(text::EditDistance(one.substr(0, kMostLetters), other.substr(0, kMostLetters))) /
                 static_cast<double>(most);
}

std::vector<std::string> SharedRoles(Session& session, const std::string& entity, const std::string& form,
                                     const std::string& name) {
  std::vector<std::string> roles;
  session.Run(
      "SELECT min(role) FROM roles WHERE entity = ? AND form IN (?, ?) GROUP BY lower(role) "
      "HAVING count(DISTINCT form) > 1 ORDER BY count(*) DESC, min(role) LIMIT ?",
      {entity, form, name, kMostRoles}, [&](const Row& row) { roles.emplace_back(row.Text(0)); });
  return roles;
}

std::string Listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) {
    list += list.empty() ? word : "; " + word;
  }
  return list;
}

}  // namespace

double SpellingLikeness(std::string_view one, std::string_view other) {
  std::vector<std::string> fewer = NameWords(one);
  std::vector<std::string> more = NameWords(other);
  if (fewer.size() > more.size()) {
    std::swap(fewer, more);
  }
  if (fewer.empty()) {
    return 0;
  }
  double sum = 0;
  for (const std::string& word : fewer) {
    double best = 0;
    for (const std::string& each : more) {
      best = std::max(best, WordLikeness(word, each));
    }
    sum += best;
  }
  return sum / static_cast<double>(fewer.size());
}

void PutFormReasons(Session& session, const std::string& entity, const std::string& name,
                    std::vector<FormLine>& forms) {
  for (std::size_t n = 0; n < std::min(forms.size(), kMostForms); ++n) {
    FormLine& line = forms[n];
    if (line.form == name) {
      line.why.push_back({"same-form", static_cast<double>(line.times), std::nullopt, line.form});
      continue;
    }
    line.why.push_back({"spelling", SpellingLikeness(line.form, name), std::nullopt, line.form + "; " + name});
    const auto beside = session.Number(
        "SELECT count(DISTINCT m.article_row) FROM mentions m JOIN mentions o ON o.article_row = m.article_row AND "
        "o.entity = m.entity AND o.form = ? WHERE m.entity = ? AND m.form = ?",
        {name, entity, line.form});
    if (beside.value_or(0) > 0) {
      line.why.push_back({"full-form-beside", static_cast<double>(*beside), std::nullopt, ""});
    }
    if (const auto roles = SharedRoles(session, entity, line.form, name); !roles.empty()) {
      line.why.push_back({"shared-role", static_cast<double>(roles.size()), std::nullopt, Listed(roles)});
    }
    if (session.Number("SELECT 1 FROM mentions WHERE entity = ? AND form = ? AND found <> entity LIMIT 1",
                       {entity, line.form})) {
      line.why.push_back({"settled", std::nullopt, std::nullopt, ""});
    }
  }
}

}  // namespace headwater::store
