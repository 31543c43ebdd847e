// Roles: the office or work that an article gives a person beside the name.
#pragma once

#include <string>

#include "annotate/mentions.h"
#include "annotate/prepared.h"

namespace headwater::annotate {

// As written, without a leading article: "then Latvian Foreign Minister" before the name, else the apposition after it
// ("Ada Norling, the mayor of Vellmar,"). Empty where there is none, and for what is no person.
std::string RoleBeside(const Prepared& prepared, const Mention& mention);

}  // namespace headwater::annotate
