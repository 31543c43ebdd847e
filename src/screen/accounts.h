// What weighing found, as cards: positions by matter, statements that contradict each other, figures that differ, and
// what copies altered.
#pragma once

#include <span>
#include <vector>

#include "news/account.h"
#include "news/copy.h"
#include "screen/visit.h"
#include "store/views.h"

namespace headwater::screen {

// Matters with their turns in the order of time.
std::vector<Card> MatterCards(const Visit& visit, const std::vector<news::Matter>& matters);

// `contradictions` and `spreads`, and `has_differences` where there are any.
void PutDifferences(Card& card, const Visit& visit, const store::AccountsView& accounts);

// `alterations`: what each copy altered in fact, its words and those it is from side by side. Loads the articles of the
// first few copies that altered anything.
void PutAlterations(Card& card, const Visit& visit, std::span<const news::Copy> copies);

// A story for every turn of a thread, by the day that its news is about.
std::vector<Card> TurnCards(const Visit& visit, const std::vector<store::TurnLine>& turns);

}  // namespace headwater::screen
