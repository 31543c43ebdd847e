// Microdata (itemscope) and RDFa (typeof, property) told as JSON-LD, so that all linked data is read in one way.
#pragma once

#include <boost/json.hpp>
#include <optional>

#include "web/html.h"

namespace headwater::extract {

// A flat @graph of the page's items, in document order, with references where one holds another; nothing where the page
// has none. HTML Living Standard, 5: nesting and itemref are followed. Linear in the page; at most 3,000 properties.
std::optional<boost::json::value> MicrodataOf(const web::HtmlDocument& page);

// The same for RDFa 1.1 and RDFa Lite with the words of schema.org, rNews and Dublin Core: vocab, prefix, typeof,
// property, rel, resource, about, content, href and src.
std::optional<boost::json::value> RdfaOf(const web::HtmlDocument& page);

}  // namespace headwater::extract
