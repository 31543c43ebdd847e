// Claims held against each other, sentence by sentence.
#include "trace/tellings.h"

#include <algorithm>

#include "tables/tables.h"

namespace headwater::trace {
namespace {

// Code points between "X reported" and the end of its sentence: " on July 2."
constexpr std::uint32_t kAfterCue = 24;

// By one place alone: who is named again and again is no link in another's chain.
bool IsToldIn(const Claim& claim, const news::Span& sentence) {
  const bool told = claim.how == news::HopHow::kTold || claim.how == news::HopHow::kReported;
  if (!told || claim.names_no_one || claim.evidence.size() != 1 || claim.evidence.front().mark) {
    return false;
  }
  const news::Span& span = claim.evidence.front().span;
  return span.end > span.begin && span.begin >= sentence.begin && span.end <= sentence.end && IsMedium(claim);
}

}  // namespace

bool IsMedium(const Claim& claim) {
  if (claim.outlet) {
    return true;
  }
  const news::Source* const source = tables::SourceByName(claim.name);
  return source != nullptr && source->kind != news::SourceKind::kInstitution &&
         source->kind != news::SourceKind::kUnknown;
}

std::vector<std::optional<std::size_t>> TellersOf(const news::Article& article, const std::vector<Claim>& claims) {
  std::vector<std::optional<std::size_t>> tellers(claims.size());
  if (!article.annotations) {
    return tellers;
  }
  for (const news::Span& sentence : article.annotations->sentences) {
    std::vector<std::size_t> within;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (IsToldIn(claims[i], sentence)) {
        within.push_back(i);
      }
    }
    if (within.size() < 2) {
      continue;
    }
    std::ranges::sort(within, {}, [&](std::size_t i) { return claims[i].evidence.front().span; });
    const Claim& last = claims[within.back()];
    const bool ends = last.how == news::HopHow::kReported && last.evidence.front().span.end + kAfterCue >= sentence.end;
    const std::size_t teller = ends ? within.back() : within.front();
    for (const std::size_t i : within) {
      if (i != teller) {
        tellers[i] = teller;
      }
    }
  }
  return tellers;
}

double OwnConfidence(const std::vector<Claim>& claims) {
  constexpr double kAlone = 0.98;
  constexpr double kNamesOthers = 0.93;
  constexpr double kNamesThemEarly = 0.85;
  constexpr double kNamesThemAtOnce = 0.65;
  double confidence = kAlone;
  for (const Claim& claim : claims) {
    const bool told = claim.how == news::HopHow::kTold || claim.how == news::HopHow::kReported;
    if (told && (claim.names_no_one || IsMedium(claim))) {
      confidence = std::min(confidence, claim.in_lead ? kNamesThemAtOnce
                                        : claim.early ? kNamesThemEarly
                                                      : kNamesOthers);
    }
  }
  return confidence;
}

}  // namespace headwater::trace
