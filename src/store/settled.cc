// Decisions by the entity that they are about, so that a mention meets only those that concern it.
#include "store/settled.h"

#include <algorithm>
#include <set>

#include "store/names.h"
#include "text/words.h"

namespace headwater::store {

Settled::Settled(std::vector<Settlement> decisions) : decisions_(std::move(decisions)) {
  for (std::size_t n = 0; n < decisions_.size(); ++n) {
    about_[decisions_[n].entity].push_back(n);
  }
}

Settled Settled::Read(Session& session) {
  std::vector<Settlement> decisions;
  session.Run(
      "SELECT id, kind, entity, form_key, article, other FROM decisions WHERE kind IN ('merge', 'part') ORDER BY id",
      {}, [&](const Row& row) {
        decisions.push_back({row.Int(0), row.Text(1) == "merge" ? DecisionKind::kMerge : DecisionKind::kPart,
                             std::string(row.Text(2)), std::string(row.Text(3)), std::string(row.Text(4)),
                             std::string(row.Text(5))});
      });
  return Settled(std::move(decisions));
}

template <class Fits>
std::string Settled::Follow(std::string_view entity, const Fits& fits) const {
  std::string now(entity);
  std::size_t from = 0;
  while (true) {
    const auto about = about_.find(now);
    if (about == about_.end()) {
      return now;
    }
    auto next = std::ranges::lower_bound(about->second, from);
    while (next != about->second.end() && !fits(decisions_[*next])) {
      ++next;
    }
    if (next == about->second.end()) {
      return now;
    }
    from = *next + 1;
    now = decisions_[*next].other;
  }
}

std::string Settled::EntityOf(std::string_view found, std::string_view form, std::string_view article) const {
  if (decisions_.empty()) {
    return std::string(found);
  }
  const std::string key = FormKey(form);
  return Follow(found, [&](const Settlement& decision) {
    return (decision.form_key.empty() || decision.form_key == key) &&
           (decision.article.empty() || decision.article == article);
  });
}

std::string Settled::LeadsTo(std::string_view entity) const {
  return Follow(entity, [](const Settlement& decision) { return decision.kind == DecisionKind::kMerge; });
}

std::vector<std::string> Settled::TouchedBy(const std::string& entity, const std::string& other) const {
  std::set<std::string> touched{entity, other};
  // Decisions are few; they connect entities, whichever way.
  for (bool grew = true; grew;) {
    grew = false;
    for (const Settlement& decision : decisions_) {
      if (touched.contains(decision.entity) != touched.contains(decision.other)) {
        touched.insert({decision.entity, decision.other});
        grew = true;
      }
    }
  }
  return {touched.begin(), touched.end()};
}

std::string FormKey(std::string_view form) { return text::Fold(PlainForm(form)); }

}  // namespace headwater::store
