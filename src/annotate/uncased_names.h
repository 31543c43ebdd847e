// Names in languages that have no capitals to show them, by data/uncased_names.tsv, the known names and the gazetteer.
#pragma once

#include <string_view>
#include <vector>

#include "annotate/mentions.h"

namespace headwater::annotate {

// Chinese and Arabic.
bool HasNoCapitals(std::string_view language);

// Persons by their titles, surnames (Chinese) and given names (Arabic), and by the dots between the parts of foreign
// names in Chinese; institutions and regions of data/name_synonyms.tsv; countries; large towns. In order of place, none
// overlapping. What no table knows is left out.
std::vector<Mention> MentionsByTable(const Prepared& prepared);

}  // namespace headwater::annotate
