// Rows of the store as items that leave the house: with their primary sources, and no more words than may be quoted.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "out/listing.h"
#include "screen/visit.h"
#include "store/tallies.h"
#include "store/views.h"

namespace headwater::serve {

// The longest extract of an article that a list passes on, in code points; owners may want less.
inline constexpr std::size_t kExtract = 280;

// The first code points of a text, whole words, with … where something was left out.
std::string Extract(std::string_view text, std::size_t most);

// In the order of the lines. Extracts are read from the articles where `extracts` says so.
Result<std::vector<out::Item>> ItemsOf(const screen::Visit& visit, const std::vector<store::ArticleLine>& lines,
                                       bool extracts);
Result<std::vector<out::Item>> ItemsOf(const screen::Visit& visit, const std::vector<store::StoryLine>& lines);
// Who said what; their sources are those of the articles in which they appeared first.
Result<std::vector<out::Item>> ItemsOf(const screen::Visit& visit, const std::vector<store::StatementLine>& lines);
Result<std::vector<out::Item>> ItemsOf(const screen::Visit& visit, const std::vector<store::Correction>& corrections);
// A chain's end: where the source is named it is the source, though its report is not here.
std::vector<out::Item> ItemsOf(const screen::Visit& visit, const std::vector<store::EndLine>& ends);

// `"primary_sources":[…],"traced":true` of each, to stand in an object of the API.
Result<std::vector<std::string>> SourceFields(const screen::Visit& visit, const std::vector<news::ArticleId>& ids);
Result<std::vector<std::string>> SourceFields(const screen::Visit& visit, const std::vector<news::StoryId>& ids);

}  // namespace headwater::serve
