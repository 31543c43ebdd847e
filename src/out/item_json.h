// What several JSON formats say of an item in the same way.
#pragma once

#include <string>

#include "form/json_line.h"
#include "out/listing.h"

namespace headwater::out {

// An array of objects: kind, name, url, headline, page, articles, confidence; empty where none is known.
std::string SourcesJson(const Item& item);
// `{"least":2,"most":3,"untraced":1}`; empty where nothing was counted.
std::string IndependentJson(const Item& item);
// Valid UTF-8, whatever came from outside.
std::string Plain(const std::string& text);

}  // namespace headwater::out
