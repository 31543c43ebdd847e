// The Link field of HTTP headers (RFC 8288).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/message.h"

namespace headwater::web {

struct Link {
  std::string url;   // absolute
  std::string rel;   // in lower case, as many words as there are
  std::string type;  // in lower case
  std::string title;

  bool Is(std::string_view relation) const;  // one of the words of rel
};

// All links of all Link fields, at most 100; what is no web address once resolved against `base` is left out.
std::vector<Link> LinksOf(const Headers& headers, std::string_view base);

}  // namespace headwater::web
