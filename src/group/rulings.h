// What persons ruled of pairs of articles: of one story, or not.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "group/group.h"

namespace headwater::group {

// Rulings speak of ids, whether their articles are in the window or not. `Together` is transitive: articles bound to
// each other are moved as one, and what is apart from one of them is apart from all.
class Rulings {
 public:
  // The latest goes before all that contradicts it.
  void Add(const Ruling& ruling);
  // As if nothing had been said of the two.
  void Withdraw(const news::ArticleId& one, const news::ArticleId& other);

  // The article and all that are bound to it, in order of id.
  std::vector<news::ArticleId> BoundTo(const news::ArticleId& id) const;
  bool AreApart(const news::ArticleId& one, const news::ArticleId& other) const;
  // Was anything said of it? Most articles cost a look-up and no more.
  bool Concern(const news::ArticleId& id) const { return together_.contains(id) || apart_.contains(id); }
  bool none() const { return together_.empty() && apart_.empty(); }

 private:
  using Pairs = std::map<news::ArticleId, std::set<news::ArticleId>>;  // each pair both ways

  Pairs together_;
  Pairs apart_;
};

}  // namespace headwater::group
