// Stratified estimates: each judged item stands for its stratum's share of all decisions of its kind.
#include "store/audit_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace headwater::store {
namespace {

constexpr std::array kEdges{0.0, 0.5, 0.7, 0.85, 0.95, 1.0};
constexpr double kZ = 1.959963985;  // of 95 %

struct Stratum {
  double population = 0;
  int judged = 0;
  int right = 0;
  double stated = 0;  // summed
};

using Strata = std::map<int, Stratum>;

Strata StrataOf(std::span<const AuditItem> items, AuditKind kind) {
  Strata strata;
  for (const AuditItem& item : items) {
    if (item.kind != kind || (item.verdict != Verdict::kRight && item.verdict != Verdict::kWrong)) {
      continue;
    }
    Stratum& stratum = strata[item.stratum];
    stratum.population = static_cast<double>(std::max<std::int64_t>(item.population, 1));
    ++stratum.judged;
    stratum.right += item.verdict == Verdict::kRight ? 1 : 0;
    stratum.stated += item.confidence.value_or(0);
  }
  return strata;
}

double WholeOf(const Strata& strata) {
  double whole = 0;
  for (const auto& [number, stratum] : strata) {
    whole += stratum.population;
  }
  return whole;
}

// Wilson's interval for a stratified estimate: with the number of simple draws that would be as sure (Kish).
void PutPrecision(AuditFigures& figures, const Strata& strata) {
  const double whole = WholeOf(strata);
  if (whole <= 0) {
    return;
  }
  double part = 0;
  double spread = 0;
  for (const auto& [number, stratum] : strata) {
    const double weight = stratum.population / whole;
    part += weight * stratum.right / stratum.judged;
    spread += weight * weight / stratum.judged;
  }
  const double count = 1 / spread;
  const double square = kZ * kZ;
  const double middle = (part + square / (2 * count)) / (1 + square / count);
  const double half = kZ / (1 + square / count) * std::sqrt(part * (1 - part) / count + square / (4 * count * count));
  figures.precision = part;
  figures.low = std::max(0.0, middle - half);
  figures.high = std::min(1.0, middle + half);
}

void PutCalibration(AuditFigures& figures, Strata strata) {
  std::erase_if(strata, [](const auto& each) { return each.first <= 0; });
  const double whole = WholeOf(strata);
  if (whole <= 0) {
    return;
  }
  double error = 0;
  for (const auto& [number, stratum] : strata) {
    const auto edge = static_cast<std::size_t>(number);
    AuditBin bin{kEdges.at(edge - 1), kEdges.at(edge), stratum.judged, stratum.stated / stratum.judged,
                 static_cast<double>(stratum.right) / stratum.judged};
    error += stratum.population / whole * std::abs(bin.stated - bin.found);
    figures.bins.push_back(bin);
  }
  figures.calibration_error = error;
}

}  // namespace

int StratumOf(const std::optional<double>& confidence) {
  if (!confidence) {
    return 0;
  }
  int stratum = 1;
  while (stratum + 1 < static_cast<int>(kEdges.size()) && *confidence >= kEdges.at(static_cast<std::size_t>(stratum))) {
    ++stratum;
  }
  return stratum;
}

std::vector<AuditFigures> FiguresOf(std::span<const AuditItem> items) {
  std::map<AuditKind, AuditFigures> kinds;
  for (const AuditItem& item : items) {
    AuditFigures& figures = kinds[item.kind];
    figures.kind = item.kind;
    ++figures.drawn;
    figures.right += item.verdict == Verdict::kRight ? 1 : 0;
    figures.wrong += item.verdict == Verdict::kWrong ? 1 : 0;
    figures.cannot_tell += item.verdict == Verdict::kCannotTell ? 1 : 0;
  }
  std::vector<AuditFigures> all;
  for (auto& [kind, figures] : kinds) {
    const Strata strata = StrataOf(items, kind);
    PutPrecision(figures, strata);
    PutCalibration(figures, strata);
    all.push_back(std::move(figures));
  }
  return all;
}

}  // namespace headwater::store
