// Pages that list, and where they leave in other formats: at their own address with an ending.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/address.h"
#include "screen/page.h"

namespace headwater::screen {

// Patterns of their paths, `*` for one segment; `stories` is the front page's.
std::span<const std::string_view> ListedPages();

// `source/*/articles`: does the path fit? No segment is empty then.
bool FitsPattern(std::string_view pattern, std::span<const std::string> path);

// Of a page that lists, its address without an ending, from the root, and its query from the `?` on, without the page's
// number; nothing for one that does not.
struct OutputAddress {
  std::string stem;   // `source/Tidewire`
  std::string query;  // `?language=de`
};
std::optional<OutputAddress> OutputsOf(const http::Target& target);

// `alternates`, for the page's head: `href`, `type`, `title` of each feed; `outputs`, for its foot: `href`, `name` of
// each format. Nothing where the page does not list.
void PutOutputs(Card& card, const http::Target& target, const std::string& root, const std::string& title);

}  // namespace headwater::screen
