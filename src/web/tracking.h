// Parameters of addresses that only follow readers about: data/tracking_parameters.tsv.
#pragma once

#include <string>
#include <string_view>

namespace headwater::web {

// The query without such parameters, the others as they stand. `host` is the address's, in lower case.
std::string WithoutTracking(std::string_view query, std::string_view host);

}  // namespace headwater::web
