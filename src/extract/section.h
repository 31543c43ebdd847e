// The section of the site that an article stands in, in the publisher's own word.
#pragma once

#include <string>
#include <string_view>

#include "extract/declarations.h"
#include "web/html.h"

namespace headwater::extract {

// What the page declares; else the last step but the article's own of the way that leads to it (breadcrumbs, declared
// or shown); else the first word of the address's path that is one. Empty where none tells.
std::string SectionOf(const web::HtmlDocument& page, const Declarations& declared, std::string_view headline,
                      std::string_view url);

}  // namespace headwater::extract
