// The nouns to and from JSON, as the command-line contract writes them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "news/article.h"
#include "news/copy.h"
#include "news/feed.h"
#include "news/origin.h"
#include "news/page.h"
#include "news/revision.h"
#include "news/story.h"

namespace headwater::form {

// Each writes one line without its line end. What is absent or empty is left out, but for `id` and `text`.
std::string WriteArticle(const news::Article& article);
std::string WriteAnnotations(const news::Annotations& annotations);
std::string WriteCopy(const news::Copy& copy);
std::string WriteStory(const news::Story& story);
std::string WriteOrigin(const news::Origin& origin);
std::string WriteReasons(std::span<const news::Reason> why);
std::string WriteFeed(const news::Feed& feed);
std::string WriteRevision(const news::Revision& revision);
std::string WriteComparison(const news::Comparison& comparison);
// With its announcement; the body must be UTF-8.
std::string WritePage(const news::Page& page);

// Each reads one JSON object. Fields that are not known are passed over, so are enumerators that are not; fields of
// the wrong type make kBadInput. Offsets are taken as they are: who uses them checks them against the text.
Result<news::Article> ReadArticle(std::string_view json);
Result<news::Annotations> ReadAnnotations(std::string_view json);
Result<news::Copy> ReadCopy(std::string_view json);
Result<news::Story> ReadStory(std::string_view json);
Result<news::Origin> ReadOrigin(std::string_view json);
// A list of them.
Result<std::vector<news::Reason>> ReadReasons(std::string_view json);
// `body`, or `body_base64` for raw bytes; its announcement where it has one.
Result<news::Page> ReadPage(std::string_view json);

}  // namespace headwater::form
