// Why forms are held to be one person, organisation or place, as far as the articles show it.
#pragma once

#include <string>
#include <vector>

#include "store/port.h"
#include "store/views.h"

namespace headwater::store {

// Fills in `why` of the forms used most. `name` is the form that the entity goes by.
void PutFormReasons(Session& session, const std::string& entity, const std::string& name, std::vector<FormLine>& forms);

// How alike two names are spelt in plain letters, 0 to 1: each word of the shorter one against that of the other which
// is nearest.
double SpellingLikeness(std::string_view one, std::string_view other);

}  // namespace headwater::store
