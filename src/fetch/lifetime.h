// How long a site's own files may be kept (RFC 9309, 2.4).
#pragma once

#include <chrono>

#include "web/message.h"

namespace headwater::fetch {

// Cache-Control's max-age, within what the standard and good sense allow: from 10 minutes to a day.
std::chrono::seconds Lifetime(const web::Headers& headers);

}  // namespace headwater::fetch
