// The form of one's own settings.
#pragma once

#include "screen/visit.h"

namespace headwater::screen {

// The choices, those that hold chosen.
void PutSettings(Card& card, const Visit& visit);

}  // namespace headwater::screen
