// What the JSON answers share: bounds of lists, and the store's views as objects.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "form/json_line.h"
#include "screen/visit.h"
#include "store/paged_search.h"
#include "store/tallies.h"

namespace headwater::serve {

struct Bounds {
  std::size_t limit = 30;
  std::size_t offset = 0;
  std::optional<store::SearchPlace> place;  // of a cursor that holds a place instead of an offset
  std::string address;                      // of the list, for the links to its further pages: ends with `?` or `&`
};

// `limit`, and `cursor` or `offset`; kUsage where they are no numbers, or out of bounds.
Result<Bounds> BoundsOf(const screen::Visit& visit);
// The same for lists whose cursors hold a place.
Result<Bounds> PlacedBoundsOf(const screen::Visit& visit);
http::Reply Json(std::string body);
// The fault as a problem document.
http::Reply Problem(const Error& error);
// An object with the elements under `name`. Where there is one more than asked for: `next`, the offset of the next,
// `cursor`, and a Link header to it (RFC 8288).
http::Reply List(std::string_view name, std::vector<std::string> elements, const Bounds& bounds);
// The same for a list that goes on from a place; absent: there are no more.
http::Reply List(std::string_view name, std::vector<std::string> elements, const Bounds& bounds,
                 const std::optional<store::SearchPlace>& next);
// The same for lists that take no bounds.
http::Reply Whole(std::string_view name, const std::vector<std::string>& elements);
// `line` with the primary sources of the article or story that it tells of: `primary_sources`, `traced`.
Result<std::vector<std::string>> Sourced(const screen::Visit& visit, const std::vector<news::ArticleId>& ids,
                                         std::vector<std::string> lines);
Result<std::vector<std::string>> Sourced(const screen::Visit& visit, const std::vector<news::StoryId>& ids,
                                         std::vector<std::string> lines);
// Lines of articles and stories so.
Result<std::vector<std::string>> SourcedLines(const screen::Visit& visit, const std::vector<store::ArticleLine>& lines);
Result<std::vector<std::string>> SourcedStories(const screen::Visit& visit, const std::vector<store::StoryLine>& lines);
std::string BetweenJson(const news::PublishedBetween& between);
form::JsonObject LineJson(const store::ArticleLine& line);
std::vector<std::string> LinesJson(const std::vector<store::ArticleLine>& lines);
form::JsonObject StoryJson(const store::StoryLine& line);
std::vector<std::string> StoriesJson(const std::vector<store::StoryLine>& lines);
std::string PlaceJson(const store::StatementPlace& place);
std::string StatementJson(const store::StatementLine& line);
std::vector<std::string> StatementsJson(const std::vector<store::StatementLine>& lines);
std::string FormJson(const store::FormLine& line);
std::string RoleJson(const store::RoleLine& line);
std::string WhereaboutsJson(const store::PlaceLine& line);
std::string DecisionJson(const store::Decision& decision);
std::vector<std::string> CopiesJson(const std::vector<news::Copy>& copies);
std::string FeedJson(const store::FeedRow& feed);
std::vector<std::string> RevisionsJson(const std::vector<news::Revision>& revisions);

template <class Lines>
std::string ArrayOf(const Lines& lines, std::string (*write)(const typename Lines::value_type&)) {
  std::vector<std::string> elements;
  std::ranges::transform(lines, std::back_inserter(elements), write);
  return form::JsonArray(elements);
}

}  // namespace headwater::serve
