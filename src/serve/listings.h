// What the pages that list hold, for whatever format it leaves in.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "out/listing.h"
#include "screen/visit.h"

namespace headwater::serve {

struct Asked {
  const screen::Visit& visit;  // of the page itself: no ending
  std::size_t limit = 30;
  std::size_t offset = 0;
};

// Title, description and items, and whether there are more behind them.
struct Listed {
  std::string title;
  std::string description;
  std::string language;
  std::vector<out::Item> items;
  bool more = false;
};

struct ListedPage {
  std::string_view pattern;  // one of screen::ListedPages
  Result<Listed> (*list)(const Asked&);
};
const std::vector<ListedPage>& ListedPages();

}  // namespace headwater::serve
