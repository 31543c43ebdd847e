// Cards of persons, organisations and places, and who is meant by an address.
#pragma once

#include <string_view>
#include <vector>

#include "screen/visit.h"

namespace headwater::screen {

// The entity that the address's first two segments name.
news::EntityId EntityOf(const Visit& visit);

// `person`, `organisation`, `place` or `other`.
std::string_view KindOf(const news::EntityId& entity);

std::vector<Card> EntityCards(const Visit& visit, const std::vector<store::EntityLine>& lines);

// What users have settled, each with what it means and a form that takes it back where `undo` is set.
std::vector<Card> DecisionCards(const Visit& visit, const std::vector<store::Decision>& decisions);

}  // namespace headwater::screen
