// What the JSON answers share: bounds of lists, and the store's views as objects.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "form/json_line.h"
#include "screen/visit.h"
#include "store/tallies.h"

namespace headwater::serve {

struct Bounds {
  std::size_t limit = 30;
  std::size_t offset = 0;
};

// `limit` and `offset`; kUsage where they are no numbers, or out of bounds.
Result<Bounds> BoundsOf(const screen::Visit& visit);
http::Reply Json(std::string body);
// The fault as a problem document.
http::Reply Problem(const Error& error);
// An object with the elements under `name`, and the offset of the next where there is one more than asked for.
http::Reply List(std::string_view name, std::vector<std::string> elements, const Bounds& bounds);
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
