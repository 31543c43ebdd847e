// What verdicts on a sample come to: precision with its interval, and how true the confidences are.
#pragma once

#include <span>
#include <vector>

#include "store/views.h"

namespace headwater::store {

// The ranges that confidences are drawn and counted by, from 1 on; 0 for none. Strata below 0 state none either.
int StratumOf(const std::optional<double>& confidence);

// Of each kind among the items, in the order of kinds.
std::vector<AuditFigures> FiguresOf(std::span<const AuditItem> items);

}  // namespace headwater::store
