// A page that is written on as things happen, taken apart into its entries.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/cues.h"
#include "extract/declarations.h"
#include "extract/prose.h"
#include "news/article.h"
#include "web/html.h"

namespace headwater::extract {

struct LiveHints {
  std::string_view headline;
  std::string_view url;        // of the page
  std::string_view base;       // that addresses are relative to
  std::string_view publisher;  // who is no source of an entry
  // The days that clock times belong to: the last change's is that of the newest entry, the publication's of the
  // oldest.
  std::optional<Moment> published;
  std::optional<Moment> modified;
  std::optional<std::chrono::sys_seconds> fetched;
  bool month_first = false;
  std::size_t most = 500;
};

// The entries in the order of the page, each with what it is known by (entry_keys.h) as its id; empty where the page is
// no live blog or does not show its entries. Declared updates (liveBlogUpdate) count first; else the page must call
// itself live, and hold at least three siblings with a time each, most of them with some of its prose.
std::vector<news::Item> LiveEntries(const web::HtmlDocument& page, const Blocks& blocks, const Prose& prose,
                                    CueReader& cues, const Declarations& declared, const LiveHints& hints);

}  // namespace headwater::extract
