// What was said held against a claim: the same matter first, then stance and numbers.
#include <algorithm>
#include <string>

#include "text/utf8.h"
#include "weigh/kinship.h"
#include "weigh/numbers.h"
#include "weigh/phrases.h"
#include "weigh/predicates.h"
#include "weigh/weigh.h"

namespace headwater::weigh {
namespace {

using news::Stance;

constexpr std::size_t kFewShared = 3;
constexpr double kOfLess = 0.6;  // of the shorter clause: what speaks of less than that is another matter
constexpr double kOfAll = 0.3;
constexpr double kMostOfClaim = 0.75;
constexpr double kMuchOfAll = 0.5;
constexpr double kInOrder = 0.7;
// Without a grammar to tell who does it.
constexpr std::size_t kManyShared = 4;
constexpr double kAlmostAll = 0.6;

bool Bears(news::StatementType type) {
  switch (type) {
    case news::StatementType::kBelief:
    case news::StatementType::kWish:
    case news::StatementType::kQuestion:
    case news::StatementType::kNoComment:
      return false;
    default:
      return true;
  }
}

bool Opposite(Stance one, Stance other) {
  const auto either = [&](Stance left, Stance right) {
    return (one == left && other == right) || (one == right && other == left);
  };
  return either(Stance::kAffirms, Stance::kDenies) || either(Stance::kFor, Stance::kAgainst);
}

std::string ClauseOf(const Saying& saying, const news::Stand& stand) {
  return std::string(text::CodePointIndex(saying.words).Slice(stand.clause.begin, stand.clause.end));
}

// The one that denies says it of the same subject, with the same verb.
bool OfTheSame(const Saying& claim, const news::Stand& its, const Saying& said, const news::Stand& other,
               const Kinship& kinship) {
  if (its.stance == Stance::kFor || its.stance == Stance::kAgainst) {
    return kinship.of_all >= kMuchOfAll;
  }
  const bool claim_affirms = its.stance == Stance::kAffirms;
  const news::Stand& denying = claim_affirms ? other : its;
  const std::string affirmed = claim_affirms ? ClauseOf(claim, its) : ClauseOf(said, other);
  const std::string denied = claim_affirms ? ClauseOf(said, other) : ClauseOf(claim, its);
  switch (ComparePredicates(claim.language, affirmed, denied, denying.ground.begin == denying.ground.end)) {
    case Likeness::kSame:
      return true;
    case Likeness::kOther:
      return false;
    case Likeness::kUnknown:
      break;
  }
  return kinship.shared >= kManyShared && kinship.of_all >= kAlmostAll;
}

bool CountTheSame(const NumberIn& one, const NumberIn& other) {
  return std::ranges::any_of(
      one.beside, [&](std::uint32_t term) { return std::ranges::find(other.beside, term) != other.beside.end(); });
}

// Years, decimals and what else has digits and is no count: the claim's stand in what was said as they are.
bool HasItsDigits(const Saying& claim, const std::vector<NumberIn>& counts, const Saying& said) {
  constexpr std::size_t kMostWords = 80;
  const std::vector<Token> others = TokensOf(said.words, kMostWords);
  const std::vector<Token> tokens = TokensOf(claim.words, kMostWords);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const bool digits = std::ranges::any_of(tokens[at].folded, [](char c) { return c >= '0' && c <= '9'; });
    const bool counted =
        std::ranges::any_of(counts, [at](const NumberIn& number) { return number.begin <= at && at < number.end; });
    if (digits && !counted && std::ranges::find(others, tokens[at].folded, &Token::folded) == others.end()) {
      return false;
    }
  }
  return true;
}

// They count the same thing and come to different numbers; nothing where they count nothing in common.
std::optional<bool> NumbersDiffer(const Saying& claim, const Saying& said) {
  const std::vector<NumberIn> its = NumbersIn(claim.words, claim.language);
  const std::vector<NumberIn> others = NumbersIn(said.words, said.language);
  std::optional<bool> differ;
  if (!HasItsDigits(claim, its, said)) {
    return std::nullopt;
  }
  for (const NumberIn& number : its) {
    const bool same = std::ranges::any_of(others, [&](const NumberIn& other) { return other.value == number.value; });
    const bool counted =
        std::ranges::any_of(others, [&](const NumberIn& other) { return CountTheSame(number, other); });
    if (same) {
      differ = differ.value_or(false);
    } else if (counted) {
      differ = true;
    } else {
      // The claim's own number is told by nobody here.
      return std::nullopt;
    }
  }
  return its.empty() ? std::optional(false) : differ;
}

// Who leaves out what the claim is about does not say so too.
bool SaysAllOf(const news::Stand& claim, const Kinship& kinship) {
  return static_cast<double>(kinship.shared) >= kMostOfClaim * static_cast<double>(claim.terms.size());
}

bool OneMatter(const Kinship& kinship) {
  return kinship.shared >= kFewShared && kinship.of_less >= kOfLess && kinship.of_all >= kOfAll;
}

}  // namespace

Borne BearingOn(const Saying& claim, const Saying& said) {
  Borne best;
  if (claim.language != said.language || !Bears(said.type)) {
    return best;
  }
  const auto differ = NumbersDiffer(claim, said);
  double likest = 0;
  for (const news::Stand& its : claim.stands) {
    for (const news::Stand& other : said.stands) {
      const Kinship kinship = KinshipOf(its.terms, other.terms);
      if (!OneMatter(kinship)) {
        continue;
      }
      Bearing bearing = Bearing::kUnknown;
      const bool told = its.stance != Stance::kUnknown && other.stance != Stance::kUnknown;
      if (told && Opposite(its.stance, other.stance) && kinship.in_order >= kInOrder) {
        bearing = OfTheSame(claim, its, said, other, kinship) ? Bearing::kDenies : Bearing::kUnknown;
      } else if (told && its.stance == other.stance && differ == std::optional(true)) {
        bearing = Bearing::kOtherNumber;
      } else if (told && its.stance == other.stance && differ == std::optional(false) && kinship.in_order >= kInOrder &&
                 SaysAllOf(its, kinship) && kinship.of_all >= kMuchOfAll) {
        bearing = Bearing::kSupports;
      }
      const bool tells_more = bearing != Bearing::kUnknown && best.bearing == Bearing::kUnknown;
      if (tells_more ||
          (kinship.of_all > likest && (bearing == Bearing::kUnknown) == (best.bearing == Bearing::kUnknown))) {
        best = {bearing, other.clause};
        likest = kinship.of_all;
      }
    }
  }
  return best;
}

}  // namespace headwater::weigh
