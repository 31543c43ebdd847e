// Names: mentions found by their shape and words, gathered into entities.
#include "annotate/names.h"

#include "annotate/entities.h"
#include "annotate/mentions.h"

namespace headwater::annotate {

std::vector<news::Name> FindNames(const Prepared& prepared) { return GatherEntities(prepared, FindMentions(prepared)); }

}  // namespace headwater::annotate
