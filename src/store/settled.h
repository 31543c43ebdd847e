// What users have settled about entities, played through in the order in which they settled it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/port.h"
#include "store/views.h"

namespace headwater::store {

// One decision as the rows have it.
struct Settlement {
  std::int64_t id = 0;
  DecisionKind kind = DecisionKind::kMerge;
  std::string entity;
  std::string form_key;  // empty: any form
  std::string article;   // empty: all
  std::string other;
};

// Whoever an article names goes through the decisions one by one: each finds it under the entity that those before it
// gave. So no two decisions contradict each other, the later holds; circles end; and without one of them all is as if
// it had never been made.
class Settled {
 public:
  // In the order of their ids.
  explicit Settled(std::vector<Settlement> decisions);
  static Settled Read(Session& session);

  // Who is meant by a form in an article, whose annotations say `found`.
  std::string EntityOf(std::string_view found, std::string_view form, std::string_view article) const;
  // The entity that an address leads to now: merged ones to the one that they are.
  std::string LeadsTo(std::string_view entity) const;
  // Every entity whose mentions may have gone another way for a decision about these two: what may have become either
  // of them, or may be what they became.
  std::vector<std::string> TouchedBy(const std::string& entity, const std::string& other) const;
  bool empty() const { return decisions_.empty(); }

 private:
  // The next decision after `since` that is about the entity, or -1.
  template <class Fits>
  std::string Follow(std::string_view entity, const Fits& fits) const;

  std::vector<Settlement> decisions_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> about_;
};

// What a form is compared by in decisions.
std::string FormKey(std::string_view form);

}  // namespace headwater::store
