// Posting lists as rings.
#include "group/postings.h"

#include <algorithm>
#include <functional>

namespace headwater::group {
namespace {

constexpr std::size_t kTelling = 28;  // terms of an article that it is found by
constexpr std::size_t kRing = 96;     // holders kept of a term

std::vector<Term> Telling(const Vector& vector) {
  std::vector<Term> terms = vector.terms;
  for (Term& term : terms) {
    // The lead says what the article is about.
    if ((term.traits & kInLead) != 0) {
      term.weight *= 1.5F;
    }
  }
  const std::size_t kept = std::min(kTelling, terms.size());
  std::ranges::partial_sort(terms, terms.begin() + static_cast<std::ptrdiff_t>(kept), std::greater{}, &Term::weight);
  terms.resize(kept);
  return terms;
}

}  // namespace

void Postings::Add(Slot slot, const Vector& vector) {
  for (const Term& term : Telling(vector)) {
    std::vector<Slot>& ring = lists_[term.id];
    if (ring.size() < kRing) {
      ring.push_back(slot);
    } else {
      ring[added_[term.id]++ % kRing] = slot;
    }
  }
  tallies_.resize(std::max<std::size_t>(tallies_.size(), slot + 1U));
}

std::vector<Slot> Postings::Find(const Vector& vector, const std::vector<bool>& alive, std::size_t max) {
  std::vector<Slot> met;
  for (const Term& term : Telling(vector)) {
    const auto list = lists_.find(term.id);
    if (list == lists_.end()) {
      continue;
    }
    for (const Slot slot : list->second) {
      if (tallies_[slot] == 0 && alive[slot]) {
        met.push_back(slot);
      }
      tallies_[slot] += alive[slot] ? term.weight : 0;
    }
  }
  std::vector<std::pair<float, Slot>> ranked;
  for (const Slot slot : met) {
    ranked.emplace_back(-tallies_[slot], slot);
    tallies_[slot] = 0;
  }
  const std::size_t kept = std::min(max, ranked.size());
  std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(kept));
  met.clear();
  for (std::size_t i = 0; i < kept; ++i) {
    met.push_back(ranked[i].second);
  }
  return met;
}

void Postings::Clear() {
  lists_.clear();
  added_.clear();
  tallies_.clear();
}

}  // namespace headwater::group
