// Statements of one speaker put together by matter, in the order of time, with the turns where the stance changes.
#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "text/utf8.h"
#include "weigh/kinship.h"
#include "weigh/predicates.h"
#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

using news::Stance;

constexpr std::size_t kFewShared = 3;
constexpr double kOfAll = 0.45;
constexpr double kOfLess = 0.65;
constexpr double kInOrder = 0.8;
constexpr std::int64_t kDaySeconds = std::int64_t{24} * 3600;
constexpr std::size_t kMostOfTerm = 256;  // matters that a term still finds

// A matter as it grows: the clauses that belong to it, the first of which says what it is.
struct Group {
  std::vector<std::pair<std::size_t, std::size_t>> clauses;  // statement, clause
};

bool IsApart(const news::Account& account) {
  return account.type == news::StatementType::kBelief || account.type == news::StatementType::kWish;
}

// Of what is wanted and of what is so is told apart: "we must leave" and "we have left" are no turn.
int FieldOf(Stance stance) {
  switch (stance) {
    case Stance::kFor:
    case Stance::kAgainst:
    case Stance::kOpen:
      return 1;
    case Stance::kAffirms:
    case Stance::kDenies:
      return 2;
    case Stance::kUnknown:
      break;
  }
  return 0;
}

bool OneMatter(const news::Stand& one, const news::Stand& other) {
  const Kinship kinship = KinshipOf(one.terms, other.terms);
  const int fields[] = {FieldOf(one.stance), FieldOf(other.stance)};
  return kinship.shared >= kFewShared && kinship.of_all >= kOfAll && kinship.of_less >= kOfLess &&
         kinship.in_order >= kInOrder && fields[0] == fields[1];
}

std::string SliceOf(const std::string& words, const news::Span& span) {
  return std::string(text::CodePointIndex(words).Slice(span.begin, span.end));
}

// Of what is so, a turn is one only where the same is said and taken back.
bool IsTurn(const news::Turn& before, const news::Turn& now) {
  if (before.stance == now.stance) {
    return false;
  }
  if (FieldOf(now.stance) == 1) {
    return true;
  }
  const bool denies_now = now.stance == Stance::kDenies;
  const news::Account& yes = denies_now ? before.account : now.account;
  const news::Account& no = denies_now ? now.account : before.account;
  return ComparePredicates(no.language, SliceOf(yes.words, yes.clause), SliceOf(no.words, no.clause),
                           no.ground.begin == no.ground.end) == Likeness::kSame;
}

// The matters of one speaker, found by the terms of their first clauses.
class Gathering {
 public:
  Gathering(std::span<const Said> said, std::size_t max_pairs) : said_(said), left_(max_pairs) {}

  void Add(std::size_t n, std::size_t clause) {
    const std::vector<std::uint32_t>& terms = said_[n].stands[clause].terms;
    const std::size_t group = Find(n, clause);
    if (group == groups_.size()) {
      groups_.emplace_back();
      for (const std::uint32_t term : terms) {
        std::vector<std::size_t>& here = by_term_[term];
        if (here.size() < kMostOfTerm) {
          here.push_back(group);
        }
      }
    }
    auto& clauses = groups_[group].clauses;
    if (clauses.empty() || clauses.back().first != n) {
      clauses.emplace_back(n, clause);
    }
  }

  const std::vector<Group>& groups() const { return groups_; }

 private:
  // The group whose first clause is nearest of those that are of one matter with it; their number where none is.
  std::size_t Find(std::size_t n, std::size_t clause) {
    const news::Stand& stand = said_[n].stands[clause];
    std::map<std::size_t, std::size_t> shared;
    for (const std::uint32_t term : stand.terms) {
      if (const auto known = by_term_.find(term); known != by_term_.end()) {
        for (const std::size_t group : known->second) {
          ++shared[group];
        }
      }
    }
    std::size_t best = groups_.size();
    double alike = 0;
    for (const auto& [group, count] : shared) {
      if (count < kFewShared || left_ == 0) {
        continue;
      }
      --left_;
      const auto& [first_said, first_clause] = groups_[group].clauses.front();
      const news::Stand& first = said_[first_said].stands[first_clause];
      const double its = KinshipOf(stand.terms, first.terms).of_all;
      if (its > alike && said_[first_said].account.language == said_[n].account.language && OneMatter(stand, first)) {
        best = group;
        alike = its;
      }
    }
    return best;
  }

  std::span<const Said> said_;
  std::size_t left_;
  std::vector<Group> groups_;
  std::map<std::uint32_t, std::vector<std::size_t>> by_term_;
};

news::Matter MatterOf(std::span<const Said> said, const Group& group) {
  news::Matter matter;
  std::size_t before = group.clauses.size();
  for (const auto& [n, clause] : group.clauses) {
    const news::Stand& stand = said[n].stands[clause];
    news::Turn turn;
    turn.account = said[n].account;
    turn.account.clause = stand.clause;
    turn.account.ground = stand.ground;
    turn.stance = stand.stance;
    turn.apart = IsApart(turn.account);
    if (!turn.apart && turn.stance != Stance::kUnknown) {
      turn.turned = before < matter.turns.size() && IsTurn(matter.turns[before], turn);
      before = matter.turns.size();
    }
    matter.moved = matter.moved || turn.turned;
    matter.turns.push_back(std::move(turn));
  }
  const news::Account& first = matter.turns.front().account;
  matter.entity = first.entity;
  matter.speaker = first.speaker;
  matter.words = SliceOf(first.words, first.clause);
  return matter;
}

// Worth showing: at two times at least, of what is wanted, or what was said and taken back.
bool Tells(const news::Matter& matter, std::span<const Said> said, const Group& group) {
  const auto [first, last] = std::pair(said[group.clauses.front().first].at, said[group.clauses.back().first].at);
  const auto known = std::ranges::count_if(
      matter.turns, [](const news::Turn& turn) { return !turn.apart && FieldOf(turn.stance) == 1; });
  return matter.turns.size() > 1 && last - first >= kDaySeconds && (known > 0 || matter.moved);
}

}  // namespace

std::vector<news::Matter> Positions(std::span<const Said> said, const Limits& limits) {
  std::map<std::string, std::vector<std::size_t>> speakers;
  for (std::size_t n = 0; n < said.size(); ++n) {
    if (!said[n].account.entity.empty() && !said[n].stands.empty()) {
      speakers[said[n].account.entity.value()].push_back(n);
    }
  }
  std::vector<news::Matter> matters;
  for (auto& [entity, of_speaker] : speakers) {
    std::ranges::stable_sort(of_speaker, {}, [&](std::size_t n) {
      return std::tuple(said[n].at, said[n].account.article.value(), said[n].account.position);
    });
    Gathering gathering(said, limits.max_pairs);
    for (const std::size_t n : of_speaker) {
      for (std::size_t clause = 0; clause < said[n].stands.size(); ++clause) {
        gathering.Add(n, clause);
      }
    }
    for (const Group& group : gathering.groups()) {
      if (group.clauses.size() > 1) {
        news::Matter matter = MatterOf(said, group);
        if (Tells(matter, said, group)) {
          matters.push_back(std::move(matter));
        }
      }
    }
  }
  std::ranges::stable_sort(matters, {}, [](const news::Matter& matter) {
    return std::pair(!matter.moved, -static_cast<std::ptrdiff_t>(matter.turns.size()));
  });
  if (matters.size() > limits.max_found) {
    matters.resize(limits.max_found);
  }
  return matters;
}

}  // namespace headwater::weigh
