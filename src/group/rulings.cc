// Pairs that were ruled, and what follows from them.
#include "group/rulings.h"

#include <algorithm>

namespace headwater::group {
namespace {

using Pairs = std::map<news::ArticleId, std::set<news::ArticleId>>;

void Link(Pairs& pairs, const news::ArticleId& one, const news::ArticleId& other) {
  pairs[one].insert(other);
  pairs[other].insert(one);
}

void Unlink(Pairs& pairs, const news::ArticleId& one, const news::ArticleId& other) {
  const auto drop = [&pairs](const news::ArticleId& from, const news::ArticleId& to) {
    const auto found = pairs.find(from);
    if (found != pairs.end() && found->second.erase(to) > 0 && found->second.empty()) {
      pairs.erase(found);
    }
  };
  drop(one, other);
  drop(other, one);
}

void UnlinkAll(Pairs& pairs, const news::ArticleId& id) {
  const auto found = pairs.find(id);
  if (found == pairs.end()) {
    return;
  }
  const std::set<news::ArticleId> others = found->second;
  for (const news::ArticleId& other : others) {
    Unlink(pairs, id, other);
  }
}

}  // namespace

void Rulings::Add(const Ruling& ruling) {
  if (ruling.one == ruling.other) {
    return;
  }
  if (ruling.together) {
    const std::vector<news::ArticleId> ones = BoundTo(ruling.one);
    const std::vector<news::ArticleId> others = BoundTo(ruling.other);
    for (const news::ArticleId& one : ones) {
      for (const news::ArticleId& other : others) {
        Unlink(apart_, one, other);
      }
    }
    Link(together_, ruling.one, ruling.other);
    return;
  }
  Unlink(together_, ruling.one, ruling.other);
  const std::vector<news::ArticleId> still = BoundTo(ruling.one);
  if (std::find(still.begin(), still.end(), ruling.other) != still.end()) {
    UnlinkAll(together_, ruling.one);
  }
  Link(apart_, ruling.one, ruling.other);
}

void Rulings::Withdraw(const news::ArticleId& one, const news::ArticleId& other) {
  Unlink(together_, one, other);
  Unlink(apart_, one, other);
}

std::vector<news::ArticleId> Rulings::BoundTo(const news::ArticleId& id) const {
  std::set<news::ArticleId> bound{id};
  std::vector<news::ArticleId> open{id};
  while (!open.empty()) {
    const news::ArticleId next = open.back();
    open.pop_back();
    const auto found = together_.find(next);
    if (found == together_.end()) {
      continue;
    }
    for (const news::ArticleId& other : found->second) {
      if (bound.insert(other).second) {
        open.push_back(other);
      }
    }
  }
  return {bound.begin(), bound.end()};
}

bool Rulings::AreApart(const news::ArticleId& one, const news::ArticleId& other) const {
  if (apart_.empty()) {
    return false;
  }
  const std::vector<news::ArticleId> others = BoundTo(other);
  for (const news::ArticleId& bound : BoundTo(one)) {
    const auto found = apart_.find(bound);
    if (found == apart_.end()) {
      continue;
    }
    for (const news::ArticleId& each : others) {
      if (found->second.contains(each)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace headwater::group
