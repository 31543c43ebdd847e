// Positions, disagreements, differing figures and altered facts as lines for a terminal.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "news/account.h"
#include "news/article.h"
#include "news/copy.h"
#include "store/views.h"

namespace headwater::cli {

std::vector<std::string> MatterLines(const news::Matter& matter);
// None where the accounts do not differ.
std::vector<std::string> DifferenceLines(const store::AccountsView& accounts);
// What a copy altered in fact: `number: "12 people" in the Vellmar Post, "21 people" in Orrin Wire`.
std::vector<std::string> AlterationLines(const news::Copy& copy, std::span<const news::Article> articles);
std::string TurnLine(const store::TurnLine& turn);

}  // namespace headwater::cli
