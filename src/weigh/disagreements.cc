// Statements of one story that cannot both hold: the same matter, in the same order, and opposite stances.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "text/utf8.h"
#include "weigh/kinship.h"
#include "weigh/predicates.h"
#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

using news::Stance;

constexpr std::size_t kFewShared = 3;
constexpr double kOfAll = 0.5;
constexpr double kOfLess = 0.75;
constexpr double kInOrder = 0.8;
// Of what is wanted, and where no grammar can tell whether two clauses say it of the same.
constexpr double kMuchOfAll = 0.6;
constexpr std::size_t kManyShared = 4;
// Two statements further apart than this may both have been true when they were made.
constexpr std::int64_t kCloseSeconds = std::int64_t{3} * 24 * 3600;

struct Clause {
  std::size_t said = 0;
  std::size_t stand = 0;
};

bool Counts(const Said& said) {
  switch (said.account.type) {
    case news::StatementType::kBelief:
    case news::StatementType::kWish:
    case news::StatementType::kQuestion:
    case news::StatementType::kNoComment:
    case news::StatementType::kPoll:
      return false;
    default:
      return !said.account.speaker.empty();
  }
}

bool Opposite(Stance one, Stance other) {
  return (one == Stance::kAffirms && other == Stance::kDenies) || (one == Stance::kFor && other == Stance::kAgainst);
}

bool SameSpeaker(const news::Account& one, const news::Account& other) {
  return one.entity.empty() || other.entity.empty() ? one.speaker == other.speaker : one.entity == other.entity;
}

// Clauses on what is so or is wanted, in one list by language.
std::map<std::string, std::vector<Clause>> ClausesOf(std::span<const Said> said) {
  std::map<std::string, std::vector<Clause>> clauses;
  for (std::size_t n = 0; n < said.size(); ++n) {
    for (std::size_t stand = 0; Counts(said[n]) && stand < said[n].stands.size(); ++stand) {
      const news::Stand& its = said[n].stands[stand];
      if (its.stance != Stance::kUnknown && its.stance != Stance::kOpen && its.terms.size() >= kFewShared) {
        clauses[said[n].account.language].push_back({n, stand});
      }
    }
  }
  return clauses;
}

news::Account AccountOf(const Said& said, const news::Stand& stand) {
  news::Account account = said.account;
  account.clause = stand.clause;
  account.ground = stand.ground;
  return account;
}

std::string ClauseOf(const Said& said, const news::Stand& stand) {
  return std::string(text::CodePointIndex(said.account.words).Slice(stand.clause.begin, stand.clause.end));
}

bool SaidOfTheSame(const Said& affirming, const news::Stand& yes, const Said& denying, const news::Stand& no,
                   const Kinship& kinship, std::size_t& may_parse) {
  if (may_parse == 0) {
    return false;
  }
  --may_parse;
  const bool by_cue = no.ground.begin == no.ground.end;
  switch (ComparePredicates(affirming.account.language, ClauseOf(affirming, yes), ClauseOf(denying, no), by_cue)) {
    case Likeness::kSame:
      return true;
    case Likeness::kOther:
      return false;
    case Likeness::kUnknown:
      break;
  }
  return kinship.shared >= kManyShared && kinship.of_all >= kMuchOfAll;
}

// Two clauses as a disagreement, where they are one.
bool Weigh(const Said& affirming, const news::Stand& yes, const Said& denying, const news::Stand& no,
           std::size_t& may_parse, news::Disagreement& found) {
  const Kinship kinship = KinshipOf(yes.terms, no.terms);
  const bool factual = yes.stance == Stance::kAffirms;
  if (kinship.shared < kFewShared || kinship.of_all < kOfAll || kinship.of_less < kOfLess ||
      kinship.in_order < kInOrder || std::abs(affirming.at - denying.at) > kCloseSeconds) {
    return false;
  }
  // Who says another thing later has moved: that is a turn of a position.
  if (SameSpeaker(affirming.account, denying.account) && (!factual || affirming.at == denying.at)) {
    return false;
  }
  const bool denial = denying.account.type == news::StatementType::kDenial;
  if (factual ? !SaidOfTheSame(affirming, yes, denying, no, kinship, may_parse) : kinship.of_all < kMuchOfAll) {
    return false;
  }
  found.kind = !factual ? news::DisagreementKind::kOpposition
               : denial ? news::DisagreementKind::kDenial
                        : news::DisagreementKind::kContradiction;
  found.one = AccountOf(affirming, yes);
  found.other = AccountOf(denying, no);
  found.sure = kinship.of_all;
  return true;
}

}  // namespace

std::vector<news::Disagreement> Disagreements(std::span<const Said> said, const Limits& limits) {
  std::vector<news::Disagreement> found;
  std::size_t may_parse = limits.max_parsed;
  for (const auto& [language, clauses] : ClausesOf(said)) {
    std::vector<const std::vector<std::uint32_t>*> terms;
    terms.reserve(clauses.size());
    for (const Clause& clause : clauses) {
      terms.push_back(&said[clause.said].stands[clause.stand].terms);
    }
    EachPair(terms, kOfAll, limits.max_pairs, [&](std::size_t left, std::size_t right) {
      const Clause* yes = &clauses[left];
      const Clause* no = &clauses[right];
      const auto stand = [&](const Clause* clause) -> const news::Stand& {
        return said[clause->said].stands[clause->stand];
      };
      if (!Opposite(stand(yes).stance, stand(no).stance)) {
        std::swap(yes, no);
      }
      news::Disagreement each;
      if (yes->said != no->said && Opposite(stand(yes).stance, stand(no).stance) &&
          Weigh(said[yes->said], stand(yes), said[no->said], stand(no), may_parse, each)) {
        found.push_back(std::move(each));
      }
    });
  }
  std::ranges::stable_sort(found, {}, [](const news::Disagreement& each) { return -each.sure; });
  // Each statement stands in one of them, the surest.
  std::set<std::pair<std::string, std::uint32_t>> shown;
  std::erase_if(found, [&](const news::Disagreement& each) {
    const std::pair one{each.one.article.value(), each.one.position};
    const std::pair other{each.other.article.value(), each.other.position};
    const bool again = shown.contains(one) || shown.contains(other);
    shown.insert(one);
    shown.insert(other);
    return again;
  });
  if (found.size() > limits.max_found) {
    found.resize(limits.max_found);
  }
  return found;
}

}  // namespace headwater::weigh
