// The prose of a wire's item out of its markup (NITF, XHTML, HTML): paragraphs, parts, links, pictures.
#pragma once

#include <string_view>

#include "news/article.h"
#include "web/xml.h"

namespace headwater::read {

// Appends what stands below `element` to the article: its text in paragraphs, parts by code points, links, pictures
// with captions, and notes to editors as marks. Relative addresses are resolved against `base`.
void AppendWireProse(const web::XmlTree& tree, web::XmlTree::Id element, std::string_view base, news::Article& article);

// The same for HTML, well-formed or not, and for plain text in lines.
void AppendHtmlProse(std::string_view html, std::string_view base, news::Article& article);
void AppendPlainProse(std::string_view text, news::Article& article);

}  // namespace headwater::read
