// Entities: mentions of one article that name one person, organisation or place are brought together.
#pragma once

#include <string>
#include <vector>

#include "annotate/mentions.h"
#include "news/annotations.h"

namespace headwater::annotate {

// Gives each mention its entity, and its kind where another mention tells it better. The names come in the order of
// the mentions; those that turn out to be no names are left out.
std::vector<news::Name> GatherEntities(const Prepared& prepared, std::vector<Mention> mentions);

// `kaja-kalas`: the spelling keys of the words, joined.
std::string EntitySlug(std::string_view name);

}  // namespace headwater::annotate
