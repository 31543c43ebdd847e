// The headline: what the page declares, as the article itself shows it.
#pragma once

#include <string>
#include <string_view>

#include "extract/blocks.h"
#include "extract/declarations.h"
#include "web/html.h"

namespace headwater::extract {

// Without the site's name and without the line above the headline. Empty where the page has none.
std::string HeadlineOf(const web::HtmlDocument& page, const Blocks& blocks, const Declarations& declared,
                       std::string_view publisher, std::string_view url);

}  // namespace headwater::extract
