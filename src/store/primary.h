// The primary sources that articles and stories rest on, as lists tell of them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "news/ids.h"
#include "news/origin.h"

namespace headwater::store {

class Store;

struct PrimarySource {
  news::OriginKind kind = news::OriginKind::kOutlet;  // never kUnknown; kSelf: the article that was asked for
  std::string name;                                   // whose report, document or words it is
  std::string url;          // where it was published; empty where that is not known, or its owner wants no lists of it
  news::ArticleId article;  // where it is here, and may be listed
  std::string headline;     // of that
  int articles = 1;         // of those asked for that rest on it
  double confidence = 0;    // of a story: the greatest
};

struct PrimarySources {
  std::vector<PrimarySource> known;  // the one with most of the text, of a story with most articles, first
  bool complete = false;             // false where a part of the trail is unknown
};

// In the order of the ids. What is not here, and what no trail was found of, has none.
Result<std::vector<PrimarySources>> SourcesOf(Store& store, std::span<const news::ArticleId> articles);
// Of very large stories the earliest articles count.
Result<std::vector<PrimarySources>> SourcesOf(Store& store, std::span<const news::StoryId> stories);

// `"primary_sources":[…],"traced":true`, to stand in an object: names and fields as the API has them, without pages of
// this house.
std::string SourceFields(const PrimarySources& sources);
// The object with them at its end.
std::string WithSources(std::string object, const PrimarySources& sources);

}  // namespace headwater::store
