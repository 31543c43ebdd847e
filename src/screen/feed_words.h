// How a subscription's state is put into words.
#pragma once

#include <string>

#include "store/views.h"

namespace headwater::screen {

// "about 12 entries a day"; empty where too little is known.
std::string RateWords(const store::FeedRow& feed);

// "reading older entries: 40 found", "120 older entries found".
std::string BackfillWords(const store::Backfill& backfill);

}  // namespace headwater::screen
